"""Which intervals exist between two local midnights, daylight saving included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from staffplan.units import MINUTES_PER_DAY


def wall_instant(day: date, minute: int, zone: str) -> datetime:
    """UTC instant of `minute` minutes after midnight on the wall clock of `zone`; may run past midnight.

    A time that the clock skips in spring is read as the moment the clock jumps over it (02:30 is 03:30 summer time);
    a time that happens twice in autumn is the first of the two.
    """
    extra_days, rest = divmod(minute, MINUTES_PER_DAY)
    local = datetime(day.year, day.month, day.day, rest // 60, rest % 60, tzinfo=ZoneInfo(zone))
    return (local + timedelta(days=extra_days)).astimezone(UTC)


@dataclass(frozen=True)
class Horizon:
    """The days to plan, cut into intervals of equal length on the time line.

    Attributes
    ----------
    first_day : the first local date.
    days : number of local dates, >= 1.
    zone : IANA name of the centre's zone.
    interval_min : length of an interval in minutes, a divisor of 60.

    A day has 24 hours' worth of intervals except when the clock changes: a Berlin day has 46, 48 or 50 half-hours.
    Intervals are numbered over the whole horizon from 0.
    """

    first_day: date
    days: int
    zone: str
    interval_min: int

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The local dates, in order."""
        return tuple(self.first_day + timedelta(days=offset) for offset in range(self.days))

    @cached_property
    def start(self) -> datetime:
        """UTC instant of the first interval's start."""
        return wall_instant(self.first_day, 0, self.zone)

    @cached_property
    def day_bounds(self) -> NDArray[np.int64]:
        """Number of the first interval of each day, closed by the number of intervals; shape (days + 1,)."""
        midnights = (
            wall_instant(self.first_day + timedelta(days=offset), 0, self.zone) for offset in range(self.days + 1)
        )
        return np.array([self.slot(midnight) for midnight in midnights], dtype=np.int64)

    @property
    def slots(self) -> int:
        """Number of intervals."""
        return int(self.day_bounds[-1])

    @cached_property
    def slot_day(self) -> NDArray[np.int64]:
        """Day number of each interval; shape (slots,)."""
        return np.repeat(np.arange(self.days), np.diff(self.day_bounds))

    @cached_property
    def slot_starts(self) -> NDArray[np.datetime64]:
        """UTC start of each interval as naive datetime64[s]; shape (slots,)."""
        first = np.datetime64(self.start.replace(tzinfo=None), "s")
        return first + np.arange(self.slots) * np.timedelta64(self.interval_min * 60, "s")

    @cached_property
    def wall_minutes(self) -> NDArray[np.int64]:
        """Minutes after midnight that the wall clock shows at each interval's start; shape (slots,)."""
        zone = ZoneInfo(self.zone)
        return np.array(
            [
                (local.hour * 60 + local.minute)
                for local in (self.instant(slot).astimezone(zone) for slot in range(self.slots))
            ],
            dtype=np.int64,
        )

    def instant(self, slot: int) -> datetime:
        """UTC instant of an interval's start; `slot` may lie outside the horizon."""
        return self.start + timedelta(minutes=slot * self.interval_min)

    def slot(self, instant: datetime) -> int:
        """Number of the interval that holds a UTC instant; negative or >= slots outside the horizon."""
        return int((instant - self.start).total_seconds() // (self.interval_min * 60))

    def wall_slot(self, day: int, minute: int) -> int:
        """Number of the interval that starts at wall-clock `minute` of day number `day`, past midnight too."""
        return self.slot(wall_instant(self.dates[day], minute, self.zone))
