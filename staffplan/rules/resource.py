"""The planner's half of a rule as data: the few kinds of limit that a plan can carry along a tour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.calendar.opening import OpeningHours
from staffplan.domain.site import Mode


@dataclass(frozen=True, slots=True)
class DutyShape:
    """A duty that may be planned: a shift on a day at a start, in UTC; pauses are known by window only.

    `pauses` holds (earliest start, latest start, minutes) of each pause, in UTC. `queues` are those that the duty is
    meant to serve; empty while that is open.
    """

    day: date
    mode: Mode
    profile: str
    blocks: tuple[tuple[datetime, datetime], ...]
    pauses: tuple[tuple[datetime, datetime, int], ...]
    paid_min: int
    queues: frozenset[str] = frozenset()


class Measure(StrEnum):
    """What a counter counts along a tour."""

    DAYS = "days"
    PAID_HOURS = "paid_hours"
    OFFICE_DAYS = "office_days"
    SPLIT_DAYS = "split_days"


@dataclass(frozen=True, slots=True)
class DutyTest:
    """Each duty alone is admitted or not."""

    rule: str
    admits: Callable[[DutyShape], bool]


@dataclass(frozen=True, slots=True)
class ForbiddenDays:
    """Days on which no duty may start."""

    rule: str
    days: frozenset[date]


@dataclass(frozen=True, slots=True)
class Counter:
    """The sum of a measure over each schedule week lies between `low` and `high`."""

    rule: str
    measure: Measure
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class WorkRun:
    """At most `high` consecutive days with a duty; `before` of them lie behind already when the horizon begins."""

    rule: str
    high: int
    before: int = 0


@dataclass(frozen=True, slots=True)
class RestGap:
    """At least `min_hours` between the end of one duty and the start of the next, by the time line.

    `after` is the end of the last duty before the horizon; None where there was none.
    """

    rule: str
    min_hours: float
    after: datetime | None = None


@dataclass(frozen=True, slots=True)
class OneDutyADay:
    """No two duties of one agent belong to the same day."""

    rule: str


@dataclass(frozen=True, slots=True)
class SeatLimit:
    """At most `high` agents of a site present on site at once."""

    rule: str
    site: str
    high: int


@dataclass(frozen=True, slots=True)
class HomeRun:
    """At most `high` duties at home before one on site; days off do not end the run."""

    rule: str
    high: int


@dataclass(frozen=True, slots=True)
class ServedOnSite:
    """Those of an agent's skills that are not served at home; where these are all, there is no duty at home."""

    rule: str
    queues: frozenset[str]
    skills: frozenset[str]


@dataclass(frozen=True, slots=True)
class TeamLimit:
    """On `days` days of a week those of `agents` who work are all on site; on all, where they work on fewer."""

    rule: str
    site: str
    team: str
    agents: frozenset[str]
    days: int


@dataclass(frozen=True, slots=True)
class PresenceFloor:
    """At least `least` of `counted` present, and one for every `per` of `led`, while open, at hours and on weekdays.

    Attributes
    ----------
    counted, led : ids of agents; all who are alike in site, contract and skills are in them, or none.
    mode : in which they are present; None: in either.
    hours : first and last wall-clock minute after midnight.
    weekdays : Monday is 0.
    per : 0 where nobody is led.
    """

    rule: str
    counted: frozenset[str]
    mode: Mode | None
    opening: OpeningHours
    hours: tuple[int, int]
    weekdays: frozenset[int]
    least: int = 0
    led: frozenset[str] = frozenset()
    per: int = 0

    def due(self, horizon: Horizon) -> NDArray[np.bool_]:
        """The intervals of a horizon in which the floor holds; shape (intervals,)."""
        at_hours = (horizon.wall_minutes >= self.hours[0]) & (horizon.wall_minutes < self.hours[1])
        on_days = [horizon.dates[day].weekday() in self.weekdays for day in horizon.slot_day]
        return np.asarray(self.opening.mask(horizon) & at_hours & np.array(on_days))


@dataclass(frozen=True, slots=True)
class HeadLimit:
    """At most `high` of `agents` on duty in each interval for whose start `holds` is true."""

    rule: str
    agents: frozenset[str]
    high: int
    holds: Callable[[datetime], bool]


@dataclass(frozen=True, slots=True)
class HoursLimit:
    """At most `high` paid hours of `agents` together in each schedule week."""

    rule: str
    agents: frozenset[str]
    high: float


CentreLimit = SeatLimit | TeamLimit | HeadLimit | HoursLimit | PresenceFloor
Resource = DutyTest | ForbiddenDays | Counter | WorkRun | RestGap | OneDutyADay | HomeRun | ServedOnSite | SeatLimit
