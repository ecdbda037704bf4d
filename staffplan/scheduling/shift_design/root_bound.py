"""What the linear relaxation, sharpened by cuts, proves about every design.

The optimum of a relaxation lies at or below every design that keeps its rows. The rows of `cover_model` and the cuts of
`boundary_cuts` are kept by some best design of their scope, as their docstrings show, so that the optimum is a lower
bound. The budget of the scope is always what a known design costs, so that no better one lies outside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.linear_model import Rows
from staffplan.scheduling.shift_design.boundary_cuts import Cut, Point, single_cuts, violated_cuts
from staffplan.scheduling.shift_design.cover_model import CoverModel, cover_model
from staffplan.scheduling.shift_design.scope import Scope
from staffplan.scheduling.shift_design.templates import Templates
from staffplan.solve.living_model import LivingModel

_CUTS_A_ROUND = 150
_ROUNDS_WITHOUT_GAIN = 3
_GAIN = 1e-3


@dataclass(frozen=True)
class RootBound:
    """The end of the rounds.

    Attributes
    ----------
    value : lower bound; minus infinity where not even the first relaxation was solved in time.
    point : the optimum of the last relaxation; None without one.
    choice_prices : what choosing a template costs beyond its worth, (templates,): a design with that template costs at
        least `value` more than zero prices would say, namely ``value + price``.
    cuts : those that are tight at the point.
    """

    value: float
    point: Point | None
    choice_prices: NDArray[np.float64]
    cuts: tuple[Cut, ...]


def root_bound(
    templates: Templates,
    scope: Scope,
    *,
    rounds: int,
    enough: float,
    time_left: Callable[[], float],
    cuts: Sequence[Cut] = (),
) -> RootBound:
    """Relax, cut, and relax again.

    Parameters
    ----------
    scope : which designs the bound is for.
    rounds : most relaxations.
    enough : a bound above which no more cuts are looked for.
    time_left : seconds until the search has to end.
    cuts : known from before, for a scope that holds this one.
    """
    cover = cover_model(templates, np.arange(len(templates)), scope)
    known = [*single_cuts(templates, scope.most), *cuts]
    put_cuts(cover, known)
    living = LivingModel(cover.model.problem())
    root = RootBound(-np.inf, None, np.zeros(len(templates)), ())
    values: list[float] = []
    for _ in range(rounds):
        living.limit_clock(max(time_left(), 0.01))
        outcome = living.relax()
        if outcome.values is None or outcome.column_prices is None:
            break
        point = Point(*(outcome.values[part] for part in (cover.staffing, cover.choice, cover.short, cover.spare)))
        tight = tuple(cut for cut in known if _slack(cut, point) < 1e-6)
        root = RootBound(outcome.bound, point, outcome.column_prices[cover.choice], tight)
        values.append(outcome.bound)
        if outcome.bound > enough or _stalls(values) or time_left() <= 0:
            break
        new = violated_cuts(templates, scope.most, point)[:_CUTS_A_ROUND]
        if not new:
            break
        known += new
        _add_cuts(living, cover, new)
    return root


def put_cuts(cover: CoverModel, cuts: Sequence[Cut]) -> Rows:
    """Add cuts to a model that is not yet loaded."""
    rows = cover.model.rows("cut", len(cuts), ">=", np.array([cut.low for cut in cuts]))
    for row, cut in zip(rows, cuts, strict=True):
        columns, coefficients = _row(cover, cut)
        cover.model.put(row, columns, coefficients)
    return rows


def _add_cuts(living: LivingModel, cover: CoverModel, cuts: Sequence[Cut]) -> None:
    rows = [_row(cover, cut) for cut in cuts]
    lengths = [len(columns) for columns, _ in rows]
    living.add_rows(
        np.array([cut.low for cut in cuts]),
        np.cumsum([0, *lengths[:-1]]),
        np.concatenate([columns for columns, _ in rows]),
        np.concatenate([coefficients for _, coefficients in rows]),
    )


def _row(cover: CoverModel, cut: Cut) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Columns and coefficients of a cut over the templates of a model."""
    choice = cut.choice[cover.among]
    ones = np.concatenate((cover.staffing[cut.staffing[cover.among]], cover.short[cut.short], cover.spare[cut.spare]))
    columns = np.concatenate((ones, cover.choice[choice > 0]))
    return columns, np.concatenate((np.ones(len(ones)), choice[choice > 0]))


def _slack(cut: Cut, point: Point) -> float:
    left = point.staffing[cut.staffing].sum() + cut.choice @ point.choice
    return float(left + point.short[cut.short].sum() + point.spare[cut.spare].sum() - cut.low)


def _stalls(values: Sequence[float]) -> bool:
    """Whether the last rounds gained next to nothing."""
    if len(values) <= _ROUNDS_WITHOUT_GAIN:
        return False
    return values[-1] - values[-1 - _ROUNDS_WITHOUT_GAIN] < _GAIN * max(abs(values[-1]), 1.0)
