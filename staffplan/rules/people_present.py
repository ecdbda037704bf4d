"""Who is present when somebody must be: the auditor's way, along the clock from one coming or going to the next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from staffplan.calendar.horizon import wall_instant
from staffplan.calendar.opening import OpeningHours
from staffplan.domain.roster import Roster

Stretch = tuple[date, datetime, datetime]
"""Local date, and the start and end of a time on it."""


@dataclass(frozen=True)
class Comings:
    """Moments at which people come and go, each sorted."""

    starts: tuple[datetime, ...]
    ends: tuple[datetime, ...]

    def present(self, moment: datetime) -> int:
        """People there at a moment; whoever leaves at it is gone, whoever comes is there."""
        return bisect_right(self.starts, moment) - bisect_right(self.ends, moment)


def comings(roster: Roster, people: Collection[str], mode: str) -> Comings:
    """Comings and goings of some people in a mode, or in any where it is empty; those still there from before, too."""
    blocks = [
        block
        for duty in (*roster.tail, *roster.duties)
        if duty.agent_id in people and (not mode or duty.mode.value == mode)
        for block in duty.blocks
    ]
    return Comings(tuple(sorted(start for start, _ in blocks)), tuple(sorted(end for _, end in blocks)))


def stretches(
    opening: OpeningHours, zone: str, days: tuple[date, date], hours: tuple[int, int], weekdays: Sequence[int]
) -> Iterator[Stretch]:
    """Times while open, between two hours of the clock, on some weekdays, from one date to another."""
    day = days[0]
    while day <= days[1]:
        if day.weekday() in weekdays:
            from_, until = (wall_instant(day, hour * 60, zone) for hour in hours)
            for evening in (day - timedelta(days=1), day):
                for open_, close in opening.spans(evening):
                    begin = max(from_, wall_instant(evening, open_, zone))
                    end = min(until, wall_instant(evening, close, zone))
                    if begin < end:
                        yield day, begin, end
        day += timedelta(days=1)


def worst_moments(
    times: Iterator[Stretch], changes: Sequence[Comings], missing: Callable[[datetime], int]
) -> dict[date, tuple[int, datetime]]:
    """The most people missing on each date on which any are, and when that is first so."""
    moments = sorted({moment for some in changes for moment in (*some.starts, *some.ends)})
    worst: dict[date, tuple[int, datetime]] = {}
    for day, begin, end in times:
        inside = moments[bisect_right(moments, begin) :]
        for moment in (begin, *(one for one in inside if one < end)):
            lacking = missing(moment)
            if lacking > worst.get(day, (0, moment))[0]:
                worst[day] = (lacking, moment)
    return worst
