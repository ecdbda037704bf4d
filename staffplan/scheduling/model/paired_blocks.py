"""How contractors' days of one or two short blocks are planned without listing every pair.

First and second blocks are pools of their own. A clock with two inventories makes first-in-first-out pairing exact: a
first block becomes ready for a second one when the least gap has passed, and leaves the clock, as part of a pair or as
a single, before the greatest gap has. Whatever counts satisfy the inventories can be paired in order of time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.shift import Shift, ShiftProfile
from staffplan.domain.site import Mode
from staffplan.rules.resource import Measure
from staffplan.scheduling.linear_model import Columns, LinearModel, Rows
from staffplan.scheduling.model.guaranteed_blocks import guarantee_blocks
from staffplan.scheduling.model.pool import CONFLICT_PRICE, Pool, ShiftPools
from staffplan.scheduling.people.crew import Crew
from staffplan.scheduling.people.starts import Timetable
from staffplan.shifts.catalogue import catalogue, single_blocks


@dataclass(frozen=True)
class BlockPair:
    """Pools of first and second blocks of one profile and mode; `second` is empty where the profile never splits."""

    profile: ShiftProfile
    mode: Mode
    first: tuple[Pool, ...]
    second: tuple[Pool, ...]
    clock: tuple[Columns, ...]


@dataclass(frozen=True)
class FlexibleWeeks:
    """A contractors' crew in the model; `hours` is the column that holds its paid hours of the week.

    `missing_hours` is the column of guaranteed hours that the blocks cannot give; a plan that uses it is not lawful.
    """

    crew: Crew
    pairs: tuple[BlockPair, ...]
    hours: int
    missing_hours: int


class FlexibleWeeksBuilder:
    """Adds the blocks of one crew with an hours band to the model."""

    def __init__(self, model: LinearModel, pools: ShiftPools, timetable: Timetable) -> None:
        self._model = model
        self._pools = pools
        self._timetable = timetable

    def add(self, crew: Crew, profiles: Sequence[ShiftProfile]) -> FlexibleWeeks:
        """Add the crew's pools, clocks, and its limits on hours and days."""
        pairs = tuple(
            self._pair(crew, mode, profile)
            for profile in profiles
            if profile.name in crew.contract.profiles
            for mode in crew.modes
            if mode in profile.modes
        )
        hours, missing = self._limit_hours(crew, pairs)
        self._limit_days(crew, pairs)
        return FlexibleWeeks(crew, pairs, hours, missing)

    def _pair(self, crew: Crew, mode: Mode, profile: ShiftProfile) -> BlockPair:
        usable_first, usable_second = self._usable(crew, mode, profile)
        blocks = single_blocks(profile)
        first = self._pools_of(crew, mode, blocks, "first", usable_first)
        if profile.gap is None:
            return BlockPair(profile, mode, first, (), ())
        unpaid_extra = [replace(block, allowance=0.0) for block in blocks]
        second = self._pools_of(crew, mode, unpaid_extra, "second", usable_second)
        return BlockPair(profile, mode, first, second, self._clock(crew, profile, first, second))

    def _usable(
        self, crew: Crew, mode: Mode, profile: ShiftProfile
    ) -> tuple[set[tuple[int, int, int]], set[tuple[int, int, int]]]:
        """Cells (length, day, minute) that occur as a first and as a second block of some admitted duty."""
        first: set[tuple[int, int, int]] = set()
        second: set[tuple[int, int, int]] = set()
        for shift in catalogue((profile,)):
            starts = self._timetable.starts(shift)
            for position in np.flatnonzero(self._timetable.admitted(crew, mode, shift)):
                start = starts[position]
                first.add((shift.blocks[0][1], start.day, start.minute))
                if shift.is_split:
                    begin, end = shift.blocks[1]
                    second.add((end - begin, start.day, start.minute + begin))
        return first, second

    def _pools_of(
        self, crew: Crew, mode: Mode, blocks: Sequence[Shift], which: str, usable: set[tuple[int, int, int]]
    ) -> tuple[Pool, ...]:
        """A pool for each block at the minutes of the day that some duty uses, closed where a day does not."""
        found = []
        for block in blocks:
            length = block.elapsed_min
            minutes = tuple(sorted({minute for n, _, minute in usable if n == length}))
            if not minutes:
                continue
            shift = replace(block, starts=minutes)
            limit = [crew.size if (length, s.day, s.minute) in usable else 0 for s in self._timetable.starts(shift)]
            slots = [start.slot for start in self._timetable.starts(shift)]
            cost = crew.pay.duties(mode, shift, slots, first=which == "first")
            found.append(
                self._pools.pool(
                    crew.cover[mode],
                    mode,
                    crew.site,
                    shift,
                    limit=limit,
                    tag=f"{crew.name} {which}",
                    cost=cost,
                    savings=crew.pay.pause_savings,
                )
            )
        return tuple(found)

    def _clock(
        self, crew: Crew, profile: ShiftProfile, first: tuple[Pool, ...], second: tuple[Pool, ...]
    ) -> tuple[Columns, ...]:
        assert profile.gap is not None
        step, days = profile.start_step, self._timetable.horizon.days
        base = profile.first_start
        latest = max((start.minute for pool in second for start in pool.starts), default=base)
        ticks = (latest - base) // step + 1
        least_gap, greatest_gap = gap_limits(profile)
        patience = (greatest_gap - least_gap) // step
        label = f"{crew.name} {profile.name}"
        ready, ahead, single = (
            self._model.columns(f"{name} {label}", (days, ticks))
            for name in ("ready for a second block", "paired ahead", "single days")
        )
        enter = self._model.rows(f"blocks ready {label}", (days, ticks), "==")
        leave = self._model.rows(f"blocks due {label}", (days, ticks), "==")
        for rows, inventory, sign in ((enter, ready, 1.0), (leave, ahead, -1.0)):
            self._model.put(rows, inventory)
            self._model.put(rows[:, 1:], inventory[:, :-1], -1.0)
            self._model.put(rows, single, sign)
        for pool in second:
            day, tick = _ticks(pool, base, step, 0)
            self._model.put(enter[day, tick], pool.columns)
            self._model.put(leave[day, tick], pool.columns, -1.0)
        for pool in first:
            day, tick = _ticks(pool, base, step, pool.shift.elapsed_min + least_gap)
            on_clock = tick < ticks
            day, tick, columns = day[on_clock], tick[on_clock], pool.columns[on_clock]
            self._model.put(enter[day, tick], columns, -1.0)
            self._model.put(leave[day, np.minimum(tick + patience, ticks - 1)], columns)
        return ready, ahead, single

    def _limit_hours(self, crew: Crew, pairs: tuple[BlockPair, ...]) -> tuple[int, int]:
        low, high = (
            sum(len(g.agents) * g.limits.range(Measure.PAID_HOURS)[side] for g in crew.groups) for side in (0, 1)
        )
        hours = int(self._model.columns(f"hours of {crew.name}", 1, low=low, high=high)[0])
        missing = int(self._model.columns(f"hours missing {crew.name}", 1, cost=CONFLICT_PRICE)[0])
        row = self._model.rows(f"sum of hours {crew.name}", 1, "==")
        self._model.put(row, hours, -1.0)
        self._model.put(row, missing)
        for pool in _all_pools(pairs):
            self._model.put(row, pool.columns, pool.shift.paid_min / 60)
        guarantee_blocks(self._model, crew, _all_pools(pairs), missing)
        return hours, missing

    def _limit_days(self, crew: Crew, pairs: tuple[BlockPair, ...]) -> None:
        days = self._timetable.horizon.days
        free = np.array([sum(len(g.agents) for g in crew.groups if d not in g.limits.closed_days) for d in range(days)])
        most = _days_in_all(crew, days)
        present: Rows = self._model.rows(f"contractors present {crew.name}", days, "<=", free)
        at_most = self._model.rows(f"days at most {crew.name}", 1, "<=", most)
        for pair in pairs:
            for pool in pair.first:
                self._model.put(present[pool.days], pool.columns)
                self._model.put(at_most, pool.columns)


def gap_limits(profile: ShiftProfile) -> tuple[int, int]:
    """Least and greatest gap that any pair of the profile's blocks may have within the spread, in minutes."""
    assert profile.gap is not None
    longest = 2 * max(profile.lengths)
    return profile.gap[0], max(profile.gap[0], min(profile.gap[1], profile.spread - longest))


def can_pair(profile: ShiftProfile) -> bool:
    """Whether pools of blocks describe the profile exactly: gaps and lengths on the grid of starts, any pair lawful."""
    if profile.gap is None:
        return True
    on_grid = all(minutes % profile.start_step == 0 for minutes in (*profile.lengths, *profile.gap))
    fits = 2 * max(profile.lengths) + profile.gap[0] <= profile.spread
    return on_grid and fits and profile.gap_step == profile.start_step and not profile.split_only


def _days_in_all(crew: Crew, days: int) -> float:
    """Most days that all members together may work."""
    return sum(
        len(group.agents) * min(group.limits.range(Measure.DAYS)[1], days - len(group.limits.closed_days))
        for group in crew.groups
    )


def _ticks(pool: Pool, base: int, step: int, after: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Day and tick of the clock of each start, `after` minutes later, rounded up."""
    minutes = np.array([start.minute + after - base for start in pool.starts], dtype=np.int64)
    return pool.days, -(-minutes // step)


def _all_pools(pairs: tuple[BlockPair, ...]) -> list[Pool]:
    return [pool for pair in pairs for pool in (*pair.first, *pair.second)]
