"""Which premiums a paid piece of a duty earns: read off the agent's clock, piece by piece."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from staffplan.domain.pay import Premium, Stacking
from staffplan.units import MINUTES_PER_DAY

_QUARTER_S: Final = 15 * 60
"""Clocks are changed at a quarter-hour of UTC: inside one, the wall clock runs evenly."""

Earned = tuple[str, float, float]
"""Name of a premium, hours, money."""


def earned(
    start: datetime,
    end: datetime,
    zone: str,
    holidays: Collection[date],
    premiums: Sequence[Premium],
    stacking: Stacking,
    wage: float,
) -> Iterator[Earned]:
    """Premiums of the hours that pass between two UTC instants.

    A moment counts when the clock of `zone` shows a time of the premium's span; of an hour that the clock repeats both
    count, and of one that it skips nothing does.
    """
    edges = sorted({edge % MINUTES_PER_DAY for premium in premiums for edge in premium.between})
    for local, hours in _pieces(start, end, ZoneInfo(zone), edges):
        now = [premium for premium in premiums if _holds(premium, local, holidays)]
        paid = [(premium.share * wage + premium.amount) * hours for premium in now]
        if stacking is Stacking.HIGHEST and now:
            best = paid.index(max(paid))
            now, paid = now[best : best + 1], paid[best : best + 1]
        yield from ((premium.name, hours, money) for premium, money in zip(now, paid, strict=True))


def _holds(premium: Premium, local: datetime, holidays: Collection[date]) -> bool:
    """Whether the premium's span, begun today or yesterday, holds the moment."""
    first, last = premium.between
    minute = local.hour * 60 + local.minute
    for days_ago in (0, 1):
        day = local.date() - timedelta(days=days_ago)
        begins = day.weekday() in premium.weekdays or (premium.on_holidays and day in holidays)
        if begins and first <= minute + days_ago * MINUTES_PER_DAY < last:
            return True
    return False


def _pieces(start: datetime, end: datetime, zone: ZoneInfo, edges: Sequence[int]) -> Iterator[tuple[datetime, float]]:
    """Local start and hours of pieces in which no premium begins or ends and the clock is not changed."""
    moment = start
    while moment < end:
        local = moment.astimezone(zone)
        seconds = (local.hour * 60 + local.minute) * 60 + local.second
        ahead = [_QUARTER_S - moment.astimezone(UTC).timestamp() % _QUARTER_S, (end - moment).total_seconds()]
        ahead += [edge * 60 - seconds for edge in (*edges, MINUTES_PER_DAY) if edge * 60 > seconds]
        yield local, min(ahead) / 3600
        moment += timedelta(seconds=min(ahead))
