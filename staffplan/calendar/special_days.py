"""Which days are not like the others: public holidays, school holidays and planned events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


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
    """Something that moves volume for some days: a campaign, a bill run, an outage.

    `uplift` multiplies the volume of the named queues (all when empty) on future days; past days are taken out of
    what is learnt, so that yesterday's campaign is not tomorrow's normal.
    """

    period: Period
    queues: frozenset[str] = frozenset()
    uplift: float = 1.0


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """The centre's calendar.

    Attributes
    ----------
    holidays : public holidays by date, with the name under which the same holiday of other years is found.
    school_holidays : periods in which other availability applies.
    events : campaigns, outages and the like.
    """

    holidays: Mapping[date, str] = field(default_factory=dict)
    school_holidays: tuple[Period, ...] = ()
    events: tuple[Event, ...] = ()

    def in_school_holidays(self, day: date) -> bool:
        """Whether `day` lies in a school holiday."""
        return any(day in period for period in self.school_holidays)
