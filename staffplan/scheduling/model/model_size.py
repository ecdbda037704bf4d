"""How large a week's model will be, counted before it is built, and refused where the memory cannot hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb

from staffplan.calendar.horizon import Horizon
from staffplan.domain.shift import Shift, ShiftProfile
from staffplan.domain.site import Mode
from staffplan.errors import Fault, NoSolutionError
from staffplan.rules.resource import Measure
from staffplan.scheduling.model.week_model import works_by_hours
from staffplan.scheduling.need.demand import Demand
from staffplan.scheduling.people.crew import CoverGroup, Crew
from staffplan.scheduling.people.limits import Limits
from staffplan.scheduling.people.starts import Timetable
from staffplan.scheduling.settings import memory_text
from staffplan.shifts.catalogue import single_blocks

_BYTES_A_COLUMN, _BYTES_A_ROW, _BYTES_A_NONZERO = 1000, 500, 300
"""Model, solver and factorisation together, as measured on models of 34,000 to 81,000 columns."""

_BAND_STEP_MIN = 60
_GIVE_H = 1e-6
_MOST_TRIED = 60_000

Admitted = dict[tuple[Mode, Shift], tuple[int, int, int]]
"""Starts of a crew's shifts by mode: how many, the first and the last minute of the day."""


@dataclass(frozen=True, slots=True)
class ModelSize:
    """Columns, rows and nonzeros of a model."""

    columns: int = 0
    rows: int = 0
    nonzeros: int = 0

    def __add__(self, other: ModelSize) -> ModelSize:
        return ModelSize(self.columns + other.columns, self.rows + other.rows, self.nonzeros + other.nonzeros)

    @property
    def memory(self) -> int:
        """Bytes that it takes to build and to relax."""
        return _BYTES_A_COLUMN * self.columns + _BYTES_A_ROW * self.rows + _BYTES_A_NONZERO * self.nonzeros


def refuse_too_large(
    crews: Sequence[Crew],
    profiles: Sequence[ShiftProfile],
    shifts: Sequence[Shift],
    need: Demand,
    horizon: Horizon,
    limit: int | None,
) -> None:
    """Raise NoSolutionError where the model takes more than `limit` bytes, with what makes it so large."""
    if limit is None or model_size(crews, profiles, shifts, need, horizon).memory <= limit:
        return
    size = model_size(crews, profiles, shifts, need, horizon, closely=True)
    if size.memory <= limit:
        return
    kinds = {profile: sum(shift.profile == profile for shift in shifts) for profile in {s.profile for s in shifts}}
    widest = max(sorted(kinds), key=lambda profile: kinds[profile])
    starts = max(len(shift.starts) for shift in shifts if shift.profile == widest)
    message = (
        f"The week's model would have some {size.columns:,} columns, {size.rows:,} rows and {size.nonzeros:,} "
        f"nonzeros, which take {memory_text(size.memory)} of memory; there are {memory_text(limit)}. It has "
        f"{len(crews):,} kinds of people and {len(shifts):,} shifts, {kinds[widest]:,} of them of profile {widest} "
        f"with {starts:,} starts a day."
    )
    hint = (
        f"a coarser interval, a larger start_step or gap_step, fewer lengths of {widest}, fewer kinds of people "
        "(contracts, skills, availabilities, proficiencies), or memory_limit under scheduling."
    )
    raise NoSolutionError(Fault("plan.too_large", message, hint))


def model_size(
    crews: Sequence[Crew],
    profiles: Sequence[ShiftProfile],
    shifts: Sequence[Shift],
    need: Demand,
    horizon: Horizon,
    *,
    closely: bool = False,
) -> ModelSize:
    """Columns, rows and nonzeros from counts of crews, shifts and starts, without building anything.

    What single rules add is not counted.

    Parameters
    ----------
    closely : whether starts that opening hours, availability or a rule forbid are left out, which takes a second: of
        60,000 starts and more, those of some shifts are tried for all. Without, the count is several times too high.
    """
    size = _cover_size(crews, need)
    pools: set[tuple[object, ...]] = set()
    pauses: set[tuple[CoverGroup, int, int]] = set()
    timetable = Timetable(horizon)
    tried = sum(_starts(shift, horizon) * len(crew.modes) for crew in crews for shift in _usable(crew, shifts, horizon))
    every = 1 + tried // _MOST_TRIED
    for crew in crews:
        if works_by_hours(crew, profiles):
            own = [profile for profile in profiles if profile.name in crew.contract.profiles]
            size += _blocks_size(crew, own, horizon)
            offered = [block for profile in own for block in single_blocks(profile)]
        else:
            offered = _usable(crew, shifts, horizon)
            admitted = _admitted(crew, offered, timetable, every) if closely else _all_starts(crew, offered, horizon)
            offered = [shift for shift in offered if any((mode, shift) in admitted for mode in crew.modes)]
            size += _tours_size(crew, offered, admitted, horizon)
        for mode, shift in ((mode, shift) for mode in crew.modes for shift in offered if mode in shift.modes):
            key = (crew.cover[mode], mode, crew.site if mode is Mode.ON_SITE else "", shift)
            pauses.update((crew.cover[mode], stop.minutes, stop.latest - stop.earliest) for stop in shift.breaks)
            if key not in pools and not works_by_hours(crew, profiles):
                size += _pool_size(shift, mode, horizon)
            pools.add(key)
    slots = len(pauses) * need.slots
    return size + ModelSize(3 * slots, 2 * slots, 8 * slots)


def _usable(crew: Crew, shifts: Sequence[Shift], horizon: Horizon) -> list[Shift]:
    """The crew's shifts of lengths that make a week alone; all of them where only mixed lengths can, or may."""
    own = [shift for shift in shifts if shift.profile in crew.contract.profiles]
    groups = crew.groups
    alone = [s for s in own if any(_patterns(group.limits, s.paid_min, horizon.days) for group in groups)]
    return own if crew.contract.mixed_lengths or not alone else alone


def _all_starts(crew: Crew, offered: Sequence[Shift], horizon: Horizon) -> Admitted:
    return {
        (mode, shift): (_starts(shift, horizon), min(shift.starts), max(shift.starts))
        for shift in offered
        for mode in crew.modes
        if mode in shift.modes
    }


def _admitted(crew: Crew, offered: Sequence[Shift], timetable: Timetable, every: int) -> Admitted:
    """Starts that the crew may use: those of every so-many-th shift are tried, and stand for the next ones."""
    found: Admitted = {}
    for mode in crew.modes:
        share, earliest, latest = 0.0, 0, 0
        for number, shift in enumerate(shift for shift in offered if mode in shift.modes):
            if number % every == 0:
                starts = timetable.starts(shift)
                lawful = [s.minute for s in starts if crew.limits.admits(timetable.shape(shift, mode, s))]
                share = len(lawful) / max(1, len(starts))
                earliest, latest = min(lawful, default=0), max(lawful, default=0)
            if share:
                found[mode, shift] = (round(share * _starts(shift, timetable.horizon)), earliest, latest)
    return found


def _starts(shift: Shift, horizon: Horizon) -> int:
    return horizon.days * sum(minute % horizon.interval_min == 0 for minute in shift.starts)


def _cover_size(crews: Sequence[Crew], need: Demand) -> ModelSize:
    sets = {group.skills for crew in crews for group in crew.cover.values()}
    wanted = {queue.name: int((need.agents[row] > 0).sum()) for row, queue in enumerate(need.queues)}
    served = sum(wanted.get(queue, 0) for skills in sets for queue in skills)
    missed = len(need.prices.shortfall) * sum(wanted.values())
    unused = len(sets) * need.slots
    rows = unused + len(need.queues) * need.slots
    return ModelSize(served + missed + unused, rows, 2 * served + missed + unused)


def _pool_size(shift: Shift, mode: Mode, horizon: Horizon) -> ModelSize:
    """A pool's columns, its presence in cover and seats, and the windows of its pauses."""
    starts = _starts(shift, horizon)
    length = sum(end - begin for begin, end in shift.blocks) // horizon.interval_min + 1
    cells = length * (2 if mode is Mode.ON_SITE else 1) + 1 + 2 * len(shift.breaks)
    return ModelSize(starts, starts, starts * cells)


def _blocks_size(crew: Crew, profiles: Sequence[ShiftProfile], horizon: Horizon) -> ModelSize:
    """First and second blocks of a contractors' crew, and the clock that pairs them."""
    size = ModelSize()
    for profile in profiles:
        span = profile.last_start - profile.first_start + (profile.spread if profile.gap else 0)
        ticks = horizon.days * (span // profile.start_step + 1)
        for mode in (mode for mode in crew.modes if mode in profile.modes):
            for block in single_blocks(profile):
                pool = _pool_size(block, mode, horizon)
                size += pool + pool if profile.gap else pool
            size += ModelSize(3 * ticks, 2 * ticks, 8 * ticks) if profile.gap else ModelSize()
    return size


def _tours_size(crew: Crew, offered: Sequence[Shift], admitted: Admitted, horizon: Horizon) -> ModelSize:
    """Tours by band and by week group, office days, and the flows from tours to starts."""
    if not offered:
        return ModelSize()
    first = min(earliest for _, earliest, _ in admitted.values())
    last = max(latest + shift.elapsed_min for (_, shift), (_, _, latest) in admitted.items())
    width = 1440 - round(crew.limits.rest_hours * 60)
    bands = max(0, -(-(last - first - width) // _BAND_STEP_MIN)) + 1
    lengths = sorted({shift.paid_min for shift in offered})
    kinds = [sum(_patterns(group.limits, paid, horizon.days) for paid in lengths) for group in crew.groups]
    tours = bands * max(kinds)
    office = tours * horizon.days if len(crew.modes) > 1 and crew.contract.min_office_days else 0
    flows = sum(
        count * min(bands, max(0, width - shift.elapsed_min) // _BAND_STEP_MIN + 1)
        for (_, shift), (count, _, _) in admitted.items()
    )
    rows = bands * len(lengths) * horizon.days + office + (tours if office else 0)
    cells = tours * (1 + horizon.days) + 2 * sum(kinds) + 4 * office + 3 * flows
    return ModelSize(tours + sum(kinds) + office + flows, rows, cells)


def _patterns(limits: Limits, paid_min: int, days: int) -> int:
    """Sets of days that come to the week's days and hours with duties of one length."""
    (fewest, most), (least_h, most_h) = limits.range(Measure.DAYS), limits.range(Measure.PAID_HOURS)
    counts = (
        n for n in range(days + 1) if fewest <= n <= most and least_h - 1e-6 <= n * paid_min / 60 <= most_h + 1e-6
    )
    return sum(comb(days, n) for n in counts)
