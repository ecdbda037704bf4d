"""A published week: who does what, when and where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a duty; `start` and `end` are UTC instants; `queue` joins the queues served with ``|``."""

    activity: Activity
    start: datetime
    end: datetime
    paid: bool
    queue: str = ""

    @property
    def hours(self) -> float:
        """Elapsed hours, from the UTC difference."""
        return (self.end - self.start).total_seconds() / 3600


@dataclass(frozen=True, slots=True)
class Duty:
    """One agent's working day.

    `day` is the local date, in the centre's zone, on which the duty starts. Segments are in order and do not overlap;
    the gap of a split shift has no segment. `shift` is the name of the catalogue's shift, or empty where unknown
    (a roster from elsewhere). `id` is stable: the same plan gives the same id.
    """

    id: str
    agent_id: str
    day: date
    mode: Mode
    segments: tuple[Segment, ...]
    shift: str = ""

    @property
    def start(self) -> datetime:
        """UTC instant of the first segment's start."""
        return self.segments[0].start

    @property
    def end(self) -> datetime:
        """UTC instant of the last segment's end."""
        return self.segments[-1].end

    @property
    def paid_hours(self) -> float:
        """Hours paid."""
        return sum(segment.hours for segment in self.segments if segment.paid)

    @property
    def blocks(self) -> tuple[tuple[datetime, datetime], ...]:
        """Unbroken spans of presence (pauses included): two for a split shift."""
        spans: list[tuple[datetime, datetime]] = []
        for segment in self.segments:
            if spans and spans[-1][1] == segment.start:
                spans[-1] = (spans[-1][0], segment.end)
            else:
                spans.append((segment.start, segment.end))
        return tuple(spans)


@dataclass(frozen=True, slots=True)
class Roster:
    """Duties of the days `first_day` to `last_day`, ordered by agent and start.

    `tail` holds duties of days before, which belong to another roster and may reach into this one.
    """

    first_day: date
    last_day: date
    duties: tuple[Duty, ...]
    tail: tuple[Duty, ...] = ()
