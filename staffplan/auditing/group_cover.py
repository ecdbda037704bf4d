"""How people serve queues that are counted in groups, and queues by themselves, at least cost: interval by interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.auditing.small_programme import least_cost
from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre

Grid = NDArray[np.float64]

Bound = tuple[frozenset[int], float, bool]
"""Queues, agents needed of those who can serve one of them, and whether no other group holds this one."""


@dataclass(frozen=True)
class Group:
    """Queues, by number, and the agents needed of those who can serve one of them; shape (intervals,)."""

    queues: frozenset[int]
    agents: Grid


@dataclass(frozen=True)
class GroupSplit:
    """Agents missing, served and beyond by queue, shape (queues, intervals), and those left over by kind of people.

    Of queues that are counted together, `served` is what they are given in proportion to what each needs alone, and
    `beyond` what they are given in excess of the bound of all of them.
    """

    missing: Grid
    served: Grid
    beyond: Grid
    spare: Grid


def groups(
    frame: pd.DataFrame, centre: Centre, queues: Sequence[str], required: Grid, movable: Grid, horizon: Horizon
) -> tuple[Group, ...]:
    """The groups of a GROUPS frame; floors and the agents for work that may wait are theirs, too."""
    starts = frame["start"]
    if starts.dt.tz is None:
        starts = starts.dt.tz_localize(horizon.zone, ambiguous=True, nonexistent="shift_forward")
    elapsed = starts.dt.tz_convert("UTC").dt.tz_localize(None) - pd.Timestamp(horizon.slot_starts[0])
    slot = (elapsed // pd.Timedelta(minutes=horizon.interval_min)).to_numpy(np.int64)
    staffed = {name: required[row] > 0 for row, name in enumerate(queues)}
    floors = {q.name: q.floor * (q.opening.mask(horizon) & staffed[q.name]) for q in centre.queues}
    needed: dict[str, Grid] = {}
    for names, at, agents in zip(frame["queues"], slot.tolist(), frame["agents"], strict=True):
        if 0 <= at < horizon.slots:
            needed.setdefault(str(names), np.zeros(horizon.slots))[at] = float(agents)
    found = []
    for names, of_group in sorted(needed.items()):
        members = [queues.index(name) for name in names.split("|")]
        least = np.max([of_group, *(floors[name] for name in names.split("|"))], axis=0)
        found.append(Group(frozenset(members), least + movable[members].sum(axis=0)))
    return tuple(found)


def group_split(
    serves: Sequence[Sequence[int]],
    supply: Grid,
    required: Grid,
    bounds: Sequence[Group],
    ladder: Sequence[Sequence[tuple[float, float]]],
    surplus: float,
) -> GroupSplit:
    """Share the people out at least cost.

    Parameters
    ----------
    serves : for each kind of people the numbers of the queues they can serve.
    supply : net agents of each kind, shape (kinds, intervals).
    required : agents of each queue alone, shape (queues, intervals).
    ladder : (share of what is required, money for an agent over an interval) of each queue, the cheapest first.
    surplus : money for an agent over an interval.
    """
    pooled = frozenset[int]().union(*(bound.queues for bound in bounds))
    missing, served, beyond = np.zeros_like(required), np.zeros_like(required), np.zeros_like(required)
    spare = supply.copy()
    widest = [bound for bound in bounds if not any(bound.queues < other.queues for other in bounds)]
    for slot in np.flatnonzero((supply.sum(axis=0) > 0) | (required.sum(axis=0) > 0)).tolist():
        programme = _Programme(serves, supply[:, slot], required[:, slot], ladder, surplus)
        of_groups = [(bound.queues, float(bound.agents[slot]), bound in widest) for bound in bounds]
        missing[:, slot], served[:, slot], spare[:, slot] = programme.solve(pooled, of_groups)
        for bound in widest:
            own = sorted(bound.queues)
            given = float(served[own, slot].sum())
            over = given - float(bound.agents[slot])
            if over > 0 and given > 0:
                beyond[own, slot] = served[own, slot] * min(over / given, 1.0)
                served[own, slot] -= beyond[own, slot]
    return GroupSplit(missing, served, beyond, spare)


class _Programme:
    """One interval: columns as they are named, rows as they are written."""

    def __init__(
        self,
        serves: Sequence[Sequence[int]],
        supply: Grid,
        required: Grid,
        ladder: Sequence[Sequence[tuple[float, float]]],
        surplus: float,
    ) -> None:
        self._serves, self._supply, self._required = serves, supply, required
        self._ladder, self._surplus = ladder, surplus
        self._columns: dict[tuple[str, int, int], int] = {}
        self._cost: list[float] = []
        self._rows: list[tuple[dict[int, float], float]] = []

    def solve(
        self, pooled: frozenset[int], groups: Sequence[tuple[frozenset[int], float, bool]]
    ) -> tuple[Grid, Grid, Grid]:
        """Agents missing and served by queue, and people left over by kind."""
        self._people(pooled)
        self._queues(pooled)
        self._groups(groups)
        rows, sides = np.zeros((len(self._rows), len(self._cost))), np.zeros(len(self._rows))
        for number, (entries, side) in enumerate(self._rows):
            sides[number] = side
            for column, value in entries.items():
                rows[number, column] = value
        values = least_cost(np.array(self._cost), rows, sides)
        missing, served = np.zeros_like(self._required), np.zeros_like(self._required)
        spare = np.zeros_like(self._supply)
        for name, column in self._columns.items():
            self._book(name, float(values[column]), (missing, served, spare), pooled)
        return missing, served, spare

    def _book(
        self, name: tuple[str, int, int], amount: float, books: tuple[Grid, Grid, Grid], pooled: frozenset[int]
    ) -> None:
        missing, served, spare = books
        what, whose, queue = name
        if what == "missing":
            missing[whose] += amount
        elif what == "spare":
            spare[whose] += amount
        elif what == "served":
            served[queue] += amount
        elif what == "given":
            own = [queue for queue in self._serves[whose] if queue in pooled]
            share = self._required[own]
            total = float(share.sum())
            served[own] += amount * (share / total if total > 0 else np.full(len(own), 1 / len(own)))

    def _column(self, cost: float, what: str, whose: int, further: int = 0) -> int:
        name = (what, whose, further)
        if name not in self._columns:
            self._columns[name] = len(self._cost)
            self._cost.append(cost)
        return self._columns[name]

    def _people(self, pooled: frozenset[int]) -> None:
        for kind, queues in enumerate(self._serves):
            row = {self._column(self._surplus, "spare", kind): 1.0}
            if pooled.intersection(queues):
                row[self._column(0.0, "given", kind)] = 1.0
            for queue in queues:
                if queue not in pooled and self._required[queue] > 0:
                    row[self._column(0.0, "served", kind, queue)] = 1.0
            self._rows.append((row, float(self._supply[kind])))

    def _queues(self, pooled: frozenset[int]) -> None:
        for queue in np.flatnonzero(self._required > 0).tolist():
            row = {}
            for step, (share, price) in enumerate(self._ladder[queue]):
                column = self._column(price, "missing", queue, step)
                row[column] = 1.0
                if step < len(self._ladder[queue]) - 1:
                    room = self._column(0.0, "room", queue, step)
                    self._rows.append(({column: 1.0, room: 1.0}, share * float(self._required[queue])))
            if queue not in pooled:
                row |= {
                    column: 1.0 for name, column in self._columns.items() if name[0] == "served" and name[2] == queue
                }
                self._rows.append((row, float(self._required[queue])))

    def _groups(self, groups: Sequence[Bound]) -> None:
        for number, (queues, needed, widest) in enumerate(groups):
            able = {
                column: 1.0
                for (what, whose, _), column in self._columns.items()
                if what == "given" and queues.intersection(self._serves[whose])
            }
            short = {c: 1.0 for (what, whose, _), c in self._columns.items() if what == "missing" and whose in queues}
            self._rows.append((able | short | {self._column(0.0, "slack", number): -1.0}, needed))
            if widest:
                over, room = self._column(self._surplus, "over", number), self._column(0.0, "idle", number)
                self._rows.append((able | {over: -1.0, room: 1.0}, needed))
