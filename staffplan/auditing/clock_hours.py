"""How many hours of a segment lie at night, on a Sunday or on a public holiday: by the clock, not by the duty's day."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from staffplan.calendar.horizon import wall_instant
from staffplan.units import MINUTES_PER_DAY

NIGHT_END_MIN: Final = 6 * 60
NIGHT_START_MIN: Final = 22 * 60
"""Night is from 22:00 to 06:00 on the agent's clock."""

_SUNDAY = 6


@dataclass(frozen=True, slots=True)
class ClockHours:
    """Hours of a segment by what the clock and the calendar say; one hour may count in all three."""

    night: float
    sunday: float
    holiday: float


def clock_hours(start: datetime, end: datetime, zone: str, holidays: Collection[date]) -> ClockHours:
    """Hours that pass between two UTC instants at night, on Sundays and on holidays of a zone's calendar.

    A segment from Sunday 22:00 to Monday 06:00 has two Sunday hours and eight night hours; in a night in which the
    clock changes it has one more or less.
    """
    night = sunday = holiday = 0.0
    for day, begin_min, begin, finish in _pieces(start, end, zone):
        hours = (finish - begin).total_seconds() / 3600
        night += hours if begin_min < NIGHT_END_MIN or begin_min >= NIGHT_START_MIN else 0.0
        sunday += hours if day.weekday() == _SUNDAY else 0.0
        holiday += hours if day in holidays else 0.0
    return ClockHours(night, sunday, holiday)


def _pieces(start: datetime, end: datetime, zone: str) -> Iterator[tuple[date, int, datetime, datetime]]:
    """The span cut at midnight, 06:00 and 22:00: local date, local minute of the start, and both UTC instants."""
    moment = start
    while moment < end:
        local = moment.astimezone(ZoneInfo(zone))
        minute = local.hour * 60 + local.minute
        cuts = (wall_instant(local.date(), cut, zone) for cut in (NIGHT_END_MIN, NIGHT_START_MIN, MINUTES_PER_DAY))
        until = min((cut for cut in cuts if cut > moment), default=moment + timedelta(days=1))
        yield local.date(), minute, moment, min(until, end)
        moment = until
