"""Which days are not like the others: public holidays, school holidays, planned events, planner's numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from staffplan.calendar.opening import Span
from staffplan.units import MINUTES_PER_DAY

_WHOLE_DAY = (0, MINUTES_PER_DAY)


@dataclass(frozen=True, slots=True)
class Period:
    """A named run of dates, both ends included."""

    name: str
    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Event:
    """Something that moves volume for a time: a campaign, a bill run, an outage.

    Past days, or the hours of them that it spans, are taken out of what is learnt, so that yesterday's campaign is
    not tomorrow's normal.

    Attributes
    ----------
    period : its name and dates. Events of the same name are the same thing happening again.
    queues : queues concerned; all when empty.
    uplift : factor on the volume of days to come as stated; None: learnt from past events of the name.
    spread : how uncertain the stated factor is, as its relative standard deviation; 0 for certain.
    span : hours of each day in wall-clock minutes, an end beyond 1440 on the next day; None for the whole day.
    """

    period: Period
    queues: frozenset[str] = frozenset()
    uplift: float | None = None
    spread: float = 0.0
    span: Span | None = None

    def concerns(self, queue: str) -> bool:
        """Whether the event moves the volume of a queue."""
        return not self.queues or queue in self.queues


@dataclass(frozen=True, slots=True)
class Override:
    """A planner's own number for some days of a queue, which wins over whatever is forecast.

    Exactly one of `contacts` and `factor` is given.

    Attributes
    ----------
    queue : its name.
    first, last : dates, both included.
    span : hours of each day in wall-clock minutes; None for all hours that the queue is open.
    contacts : expected on each of the days within the span, in all.
    factor : on what was forecast.
    note : the planner's reason; may be empty.
    """

    queue: str
    first: date
    last: date
    span: Span | None = None
    contacts: float | None = None
    factor: float | None = None
    note: str = ""

    def meets(self, other: Override) -> bool:
        """Whether both are about the same hour of a queue; a span may run into the next day."""
        if self.queue != other.queue:
            return False
        for later in (-1, 0, 1):  # the day of the one begins so many days after the other's
            shift = timedelta(days=later)
            days = self.first <= other.last + shift and other.first + shift <= self.last
            start, end = other.span or _WHOLE_DAY
            mine = tuple(minute + later * MINUTES_PER_DAY for minute in self.span or _WHOLE_DAY)
            if days and mine[0] < end and start < mine[1]:
                return True
        return False


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """The centre's calendar.

    Attributes
    ----------
    holidays : public holidays by date, with the name under which the same holiday of other years is found.
    school_holidays : periods in which other availability applies.
    events : campaigns, outages and the like.
    overrides : the planner's own numbers.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    school_holidays: tuple[Period, ...] = ()
    events: tuple[Event, ...] = ()
    overrides: tuple[Override, ...] = ()

    def in_school_holidays(self, day: date) -> bool:
        """Whether `day` lies in a school holiday."""
        return any(day in period for period in self.school_holidays)
