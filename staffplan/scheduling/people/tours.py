"""Which weeks a crew can work: days, length of duty, and the clock window that keeps the rest between duties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from staffplan.calendar.horizon import Horizon
from staffplan.domain.shift import Shift
from staffplan.domain.site import Mode
from staffplan.rules.resource import Measure
from staffplan.scheduling.people.crew import Crew, WeekGroup
from staffplan.scheduling.people.starts import Start, Timetable

_BAND_STEP_MIN = 60
HOURS_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Band:
    """A window of the clock: duties start at `first` or later and end by `last`, minutes after midnight.

    Any two duties of a band on consecutive days keep the rest, because the window is no wider than a day less the
    rest (Brusco and Jacobs 2000 bound start times for the same end).
    """

    first: int
    last: int

    def holds(self, shift: Shift, start: Start) -> bool:
        """Whether the duty lies inside the window."""
        return self.first <= start.minute and start.minute + shift.elapsed_min <= self.last


@dataclass(frozen=True, slots=True)
class Tour:
    """A kind of week: duties on `days` (day numbers), inside a band.

    Attributes
    ----------
    paid_min : paid minutes of each duty; their mean where lengths are mixed.
    mix : (paid minutes, number of days) for each length of a mixed week; empty where all duties are equally long.
    office : least and most days on site at each length; empty where nobody counts them, or all of a crew have the
        same, so that they need not be told apart.
    """

    paid_min: int
    days: tuple[int, ...]
    mix: tuple[tuple[int, int], ...] = ()
    office: tuple[tuple[int, int], ...] = ()

    @property
    def lengths(self) -> tuple[int, ...]:
        """Paid minutes that its duties may have."""
        return tuple(paid for paid, _ in self.mix) or (self.paid_min,)

    @property
    def hours(self) -> float:
        """Paid hours of the week."""
        minutes = sum(paid * days for paid, days in self.mix) if self.mix else self.paid_min * len(self.days)
        return minutes / 60


@dataclass(frozen=True)
class Choice:
    """Starts that a crew may use: a shift in a mode, with the positions of the admitted starts."""

    mode: Mode
    shift: Shift
    starts: tuple[Start, ...]
    positions: tuple[int, ...]


def choices(crew: Crew, shifts: Sequence[Shift], timetable: Timetable) -> tuple[Choice, ...]:
    """Every shift and mode of the crew's contract with at least one admitted start."""
    found = []
    for mode in crew.modes:
        for shift in shifts:
            if shift.profile in crew.contract.profiles and mode in shift.modes:
                positions = tuple(int(p) for p in np.flatnonzero(timetable.admitted(crew, mode, shift)))
                if positions:
                    found.append(Choice(mode, shift, timetable.starts(shift), positions))
    return tuple(found)


def bands(options: Sequence[Choice], horizon: Horizon, rest_hours: float) -> tuple[Band, ...]:
    """Overlapping clock windows that together hold every admitted duty short enough for the rest."""
    ends = [
        (choice.starts[p].minute, choice.starts[p].minute + choice.shift.elapsed_min)
        for choice in options
        for p in choice.positions
    ]
    if not ends:
        return ()
    earliest, latest = min(start for start, _ in ends), max(end for _, end in ends)
    # The shortest day of the horizon: 23 hours where the clock is put forward.
    shortest_day = int(np.diff(horizon.day_bounds).min()) * horizon.interval_min
    width = min(shortest_day, 1440) - round(rest_hours * 60)
    found = [Band(earliest, earliest + width)]
    while found[-1].last < latest:
        first = found[-1].first + _BAND_STEP_MIN
        found.append(Band(first, first + width))
    return tuple(found)


def tours(group: WeekGroup, possible_days: dict[int, frozenset[int]]) -> tuple[Tour, ...]:
    """Every week of equal duties that the group's limits allow.

    Parameters
    ----------
    possible_days : for each paid length of duty in minutes, the day numbers on which the crew can work one.
    """
    limits = group.limits
    least_days, most_days = limits.range(Measure.DAYS)
    least_hours, most_hours = limits.range(Measure.PAID_HOURS)
    found = []
    if least_days <= 0 and least_hours <= HOURS_TOLERANCE:
        found.append(Tour(0, ()))
    for paid_min, days in possible_days.items():
        open_days = sorted(days - limits.closed_days)
        for count in range(1, len(open_days) + 1):
            hours = count * paid_min / 60
            enough = least_days <= count <= most_days
            if enough and least_hours - HOURS_TOLERANCE <= hours <= most_hours + HOURS_TOLERANCE:
                found.extend(
                    Tour(paid_min, pattern) for pattern in combinations(open_days, count) if limits.allow_runs(pattern)
                )
    return tuple(found)


def possible_days(options: Sequence[Choice]) -> dict[int, frozenset[int]]:
    """For each paid length of duty, the day numbers with an admitted start."""
    days: dict[int, set[int]] = {}
    for choice in options:
        days.setdefault(choice.shift.paid_min, set()).update(choice.starts[p].day for p in choice.positions)
    return {paid: frozenset(found) for paid, found in sorted(days.items())}


def starts_in(band: Band, options: Sequence[Choice], paid_min: int) -> Iterator[tuple[Choice, list[int]]]:
    """Choices of one paid length with their admitted starts inside a band."""
    for choice in options:
        if choice.shift.paid_min == paid_min:
            inside = [p for p in choice.positions if band.holds(choice.shift, choice.starts[p])]
            if inside:
                yield choice, inside
