"""The story of a shift design: relax, choose among what is used, look around it, choose among all that may pay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.shift_design import DesignedShift, DesignTask, ShiftDesign
from staffplan.scheduling.shift_design.boundary_cuts import Point
from staffplan.scheduling.shift_design.choose import Chosen, choose
from staffplan.scheduling.shift_design.neighbourhood import neighbours
from staffplan.scheduling.shift_design.price_step import next_cost, price_step
from staffplan.scheduling.shift_design.root_bound import RootBound, root_bound
from staffplan.scheduling.shift_design.scope import scope_of
from staffplan.scheduling.shift_design.templates import Whole, templates_of
from staffplan.solve.outcome import Ending

_HAIR_OF_A_STEP = 1e-3
_IN_USE = 1e-6
_FAR_STEPS = 5
"""Steps between bound and design beyond which a search among all templates rarely ends: better designs come first."""
_STRIDE = 7
"""Templates in use are stepped through, so that one look lies elsewhere on the clock than the one before."""
_SUPPORT = 80
"""Most templates that a relaxation's support gives; of more, those that it uses most."""


@dataclass(frozen=True, slots=True)
class DesignLimits:
    """Limits of the search, counted so that a rerun gives the same design.

    Attributes
    ----------
    first_rounds, rounds : most rounds of cuts of the first relaxation, and of each that follows a better design.
    supports : most searches among the templates that a relaxation uses; each but the first follows a better design
        that is still far from the bound.
    support_nodes : nodes of each of these searches.
    looks, misses : most searches near a template in use, and most of them in a row that find nothing; they take place
        where bound and design are far apart.
    look_nodes : nodes of each of these.
    nodes : nodes of the search among all templates that may pay.
    """

    first_rounds: int = 10
    rounds: int = 30
    supports: int = 3
    support_nodes: int = 50
    looks: int = 60
    misses: int = 12
    look_nodes: int = 1
    nodes: int = 100_000


def _support(point: Point) -> NDArray[np.bool_]:
    """The templates that a relaxation uses, at most `_SUPPORT` of them."""
    used: NDArray[np.bool_] = point.choice > _IN_USE
    if used.sum() > _SUPPORT:
        used &= point.choice >= np.sort(point.choice)[-_SUPPORT]
    return used


def _no_end() -> float:
    return 1e6


def design_shifts(
    task: DesignTask, limits: DesignLimits | None = None, time_left: Callable[[], float] = _no_end
) -> ShiftDesign:
    """Few shifts whose workers follow the demand closely.

    Every relaxation is a lower bound, and so is what branch and bound leaves open; the best of them, rounded up to a
    cost that a design can have, is the bound of the answer. It holds for every design, since those that the scopes and
    the reduced costs leave out are proved to be no better than the one in hand. The search ends as soon as bound and
    design meet.

    Parameters
    ----------
    task : see `DesignTask`.
    limits : None: the default ones.
    time_left : seconds until the search has to end, a net that makes the answer depend on the machine where it fires.
    """
    search = _Search(task, limits or DesignLimits(), time_left)
    search.run()
    return search.design()


class _Search:
    """The best design so far, and the least that any design can cost."""

    def __init__(self, task: DesignTask, limits: DesignLimits, time_left: Callable[[], float]) -> None:
        self._task = task
        self._limits = limits
        self._time_left = time_left
        self._templates = templates_of(task)
        self._step = price_step(task)
        self._workers: Whole = np.zeros(self._templates.first.shape, dtype=np.int64)
        self._cost = self._templates.cost(self._workers)
        self._floor = 0.0
        self._ending = Ending.OPTIMAL

    def run(self) -> None:
        """Until proof or limit."""
        root = self._relax(None, self._limits.first_rounds)
        for _ in range(self._limits.supports):
            if root.point is None or self._is_over():
                return
            before = self._cost
            self._choose(_support(root.point), self._limits.support_nodes, root)
            if self._is_over():
                return
            if self._cost == before:
                break
            self._look_around(root)
            root = self._relax(root, self._limits.rounds)
            if not self._is_far():
                break
        if self._is_over():
            return
        self._raise_floor(self._choose(self._may_pay(root), self._limits.nodes, root).bound)

    def design(self) -> ShiftDesign:
        """The best design as a planner reads it."""
        grid, templates = self._task.interval_min, self._templates
        shifts = tuple(
            DesignedShift(
                int(templates.start[number]) * grid,
                int(templates.length[number]) * grid,
                tuple(int(count) for count in self._workers[number]),
            )
            for number in np.flatnonzero(self._workers.any(axis=1))
        )
        ended_by = "proof" if self._is_proved() else self._ending.value
        return ShiftDesign(shifts, self._cost, min(self._floor, self._cost), ended_by)

    def _look_around(self, root: RootBound) -> None:
        """Search near one template in use after the other, as long as bound and design are far apart."""
        missed = 0
        for look in range(self._limits.looks):
            if not self._is_far() or missed >= self._limits.misses or self._is_over():
                return
            used = np.flatnonzero(self._workers.any(axis=1))
            if len(used) == 0:
                return
            anchor = int(used[look * _STRIDE % len(used)])
            before = self._cost
            self._choose(neighbours(self._templates, anchor, root.choice_prices), self._limits.look_nodes, root)
            missed = 0 if self._cost < before else missed + 1

    def _relax(self, known: RootBound | None, rounds: int) -> RootBound:
        root = root_bound(
            self._templates,
            scope_of(self._templates, self._cost),
            rounds=rounds,
            enough=self._worth_it(),
            time_left=self._time_left,
            cuts=() if known is None else known.cuts,
        )
        self._raise_floor(root.value)
        if root.point is None:
            self._ending = Ending.CLOCK
            return root if known is None else known
        return root

    def _choose(self, among: NDArray[np.bool_], nodes: int, root: RootBound) -> Chosen:
        chosen = choose(
            self._templates,
            np.flatnonzero(among | self._workers.any(axis=1)),
            scope_of(self._templates, self._cost),
            self._workers,
            cuts=root.cuts,
            step=self._step,
            nodes=nodes,
            time_left=self._time_left,
        )
        self._workers, self._cost, self._ending = chosen.workers, chosen.cost, chosen.ending
        return chosen

    def _may_pay(self, root: RootBound) -> NDArray[np.bool_]:
        """Templates that a better design may use: with any other, it costs at least value and reduced cost together."""
        return root.value + root.choice_prices <= self._worth_it()

    def _worth_it(self) -> float:
        """What a better design costs at most, and a hair."""
        return self._cost - self._step * (1 - _HAIR_OF_A_STEP)

    def _raise_floor(self, proved: float) -> None:
        self._floor = max(self._floor, next_cost(proved, self._step))

    def _is_far(self) -> bool:
        return self._cost - self._floor > _FAR_STEPS * self._step

    def _is_over(self) -> bool:
        if self._time_left() <= 0:
            self._ending = Ending.CLOCK
        return self._is_proved() or self._time_left() <= 0

    def _is_proved(self) -> bool:
        return self._floor >= self._cost
