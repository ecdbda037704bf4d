"""Who works, when they can, and when they are away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from staffplan.domain.site import Mode


@dataclass(frozen=True, slots=True)
class AvailabilityWindow:
    """Wall-clock minutes (in the agent's zone) on some weekdays; an end beyond 1440 lies on the next day."""

    weekdays: frozenset[int]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Agent:
    """A person who serves contacts.

    Attributes
    ----------
    id : as HR writes it; never reformatted.
    contract, site : names.
    modes : on site, at home, or both (hybrid).
    skills : queues the person can serve.
    proficiency : contacts handled per hour against a fully trained colleague, > 0; once settled in, for new people.
    zone : IANA zone of the person's wall clock.
    availability : windows in which the person can work; empty: whenever the centre is open.
    school_holiday_availability : windows that replace them in school holidays; None: no change.
    days_off_wanted : weekdays the person would rather not work.
    hired : first day of work; None: long ago.
    """

    id: str
    contract: str
    site: str
    modes: frozenset[Mode]
    skills: frozenset[str]
    zone: str
    proficiency: float = 1.0
    availability: tuple[AvailabilityWindow, ...] = ()
    school_holiday_availability: tuple[AvailabilityWindow, ...] | None = None
    days_off_wanted: frozenset[int] = frozenset()
    team: str = ""
    hired: date | None = None


class Absence(StrEnum):
    """Why somebody is away; LEAVE, SICKNESS and TRAINING count as contract hours worked, UNAVAILABLE does not."""

    LEAVE = "leave"
    SICKNESS = "sickness"
    TRAINING = "training"
    UNAVAILABLE = "unavailable"


LEAVE_WEEKDAYS = frozenset(range(5))
"""Weekdays on which a day of leave uses up a day of the contract (Monday to Friday)."""


@dataclass(frozen=True, slots=True)
class TimeOff:
    """Whole days on which an agent does not work, both ends included."""

    agent_id: str
    first: date
    last: date
    kind: Absence = Absence.LEAVE

    def days(self) -> tuple[date, ...]:
        """The dates, in order."""
        return tuple(self.first + timedelta(days=offset) for offset in range((self.last - self.first).days + 1))

    def credited_days(self) -> frozenset[date]:
        """Dates that count as worked under the contract."""
        if self.kind is Absence.UNAVAILABLE:
            return frozenset()
        return frozenset(day for day in self.days() if day.weekday() in LEAVE_WEEKDAYS)
