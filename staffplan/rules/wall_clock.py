"""Which part of a presence lies outside some wall-clock windows: the auditor's way, by walking along the clock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from staffplan.calendar.horizon import wall_instant
from staffplan.calendar.opening import Span
from staffplan.units import MINUTES_PER_DAY

SpansOf = Callable[[date], Sequence[Span]]
"""The windows that start on a local date."""


def first_outside(start: datetime, end: datetime, zone: str, spans_of: SpansOf) -> datetime | None:
    """The first local moment from `start` to `end` that no window holds; None where all are held.

    Windows that touch carry on from each other, also at midnight.
    """
    moment = start
    while moment < end:
        local = moment.astimezone(ZoneInfo(zone))
        until = _held_until(local, zone, spans_of)
        if until is None or until <= moment:
            return local
        moment = until
    return None


def _held_until(local: datetime, zone: str, spans_of: SpansOf) -> datetime | None:
    """The latest end of the windows that hold a local moment: those of its date and those of the evening before."""
    today, minute = local.date(), local.hour * 60 + local.minute
    yesterday = today - timedelta(days=1)
    ends = [wall_instant(today, close, zone) for open_, close in spans_of(today) if open_ <= minute < close]
    for open_, close in spans_of(yesterday):
        if open_ <= minute + MINUTES_PER_DAY < close:
            ends.append(wall_instant(yesterday, close, zone))
    return max(ends, default=None)
