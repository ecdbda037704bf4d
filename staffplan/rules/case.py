"""What one person's contract asks for in the schedule weeks of a horizon, absences considered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from staffplan.calendar.horizon import Horizon, wall_instant
from staffplan.calendar.weeks import DAYS_PER_WEEK, first_day_of_week
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.contract import Contract
from staffplan.domain.offer import Offers
from staffplan.domain.roster import Duty
from staffplan.domain.shift import ShiftProfile
from staffplan.rules.longest_duty import longest_paid_hours


@dataclass(frozen=True, slots=True)
class ScheduleWeek:
    """What a contract asks for in one schedule week.

    Attributes
    ----------
    first : the week's first date.
    whole : whether all its days lie in the horizon; only then are there least values to reach.
    leave_days : days of leave credited, at most the contract's days a week.
    hours : least and greatest paid hours on duty.
    days : fewest and most days with a duty.
    office_days, most_office_days : fewest and most days on site, for agents who may also work at home.
    """

    first: date
    whole: bool
    leave_days: int
    hours: tuple[float, float]
    days: tuple[int, int]
    office_days: int
    most_office_days: int = DAYS_PER_WEEK


@dataclass(frozen=True, eq=False)
class Case:
    """One person in one horizon: the noun that both halves of a rule are about.

    What a contract asks for in a week is settled here and nowhere else:

    - Each credited day of leave takes `Contract.day_hours` off both ends of the hours and one day off both ends of
      the days, up to the contract's most days a week.
    - The least hours and days are a promise to the person, and bind only as far as they can be kept: they never
      exceed what the person's workable days hold. A day is workable when it lies in the horizon, is not a day off,
      and a shift of the contract fits between opening hours and availability; it holds the longest such shift.
    - In another zone a day may hold starts on two dates of the agent's clock; it is workable when neither is a day off.
    - A week that the horizon cuts has no least values, since the days outside may hold the work.
    - Hours that the contract offers beyond or below widen hours and days of whole weeks without credited leave;
      `offers` False leaves them out: what was agreed.

    `tail` holds the person's duties before the horizon, for the planner's half of a rule; the auditor's half finds
    them among the duties that it is given.
    """

    agent: Agent
    centre: Centre
    horizon: Horizon
    tail: tuple[Duty, ...] = ()
    offers: bool = True

    @cached_property
    def agreed(self) -> Case:
        """The same case without what the contract offers."""
        return replace(self, offers=False)

    @cached_property
    def contract(self) -> Contract:
        """The agent's contract."""
        return self.centre.contract(self.agent)

    @cached_property
    def profiles(self) -> tuple[ShiftProfile, ...]:
        """The shift profiles of the contract, in the centre's order."""
        return tuple(profile for profile in self.centre.profiles if profile.name in self.contract.profiles)

    @cached_property
    def days_off(self) -> frozenset[date]:
        """Dates on which the agent is away for any reason."""
        return self.centre.days_off(self.agent)

    @cached_property
    def has_own_calendar(self) -> bool:
        """Whether some start of the agent's shifts lies on another date of their own clock than of the centre's."""
        return any(self._own_dates(day) != {day} for day in self.horizon.dates)

    @cached_property
    def off_by_own_calendar(self) -> frozenset[date]:
        """Days off near the horizon, on the agent's calendar; empty for agents whose dates are the centre's."""
        if not self.has_own_calendar:
            return frozenset()
        first, last = self.horizon.dates[0] - timedelta(days=1), self.horizon.dates[-1] + timedelta(days=1)
        return frozenset(day for day in self.days_off if first <= day <= last)

    def own_date(self, day: date, begin: datetime) -> date:
        """The agent's date of what belongs to `day` of the centre and begins at an instant."""
        own, centre = (begin.astimezone(ZoneInfo(zone)).date() for zone in (self.agent.zone, self.centre.zone))
        return day + (own - centre)

    def _own_dates(self, day: date) -> set[date]:
        if self.agent.zone == self.centre.zone:
            return {day}
        zone, minutes = self.centre.zone, [m for p in self.profiles for m in (p.first_start, p.last_start)]
        return {self.own_date(day, wall_instant(day, minute, zone)) for minute in minutes} or {day}

    @cached_property
    def credited_days(self) -> frozenset[date]:
        """Dates of leave that count as worked."""
        entries = (entry for entry in self.centre.time_off if entry.agent_id == self.agent.id)
        return frozenset(day for entry in entries for day in entry.credited_days())

    @cached_property
    def weeks(self) -> tuple[ScheduleWeek, ...]:
        """The schedule weeks that the horizon touches, in order."""
        return tuple(self._week(first) for first in self._week_starts())

    @property
    def last_end(self) -> datetime | None:
        """When the last duty before the horizon ends; None where there is none."""
        return max((duty.end for duty in self.tail), default=None)

    @property
    def days_in_a_row(self) -> int:
        """Consecutive days with a duty up to the eve of the horizon."""
        worked = {duty.day for duty in self.tail}
        run = 0
        while self.horizon.first_day - timedelta(days=run + 1) in worked:
            run += 1
        return run

    def week_start(self, day: date) -> date:
        """First date of the schedule week that holds `day`."""
        return first_day_of_week(day, self.centre.week_start)

    def leave_hours(self, week: ScheduleWeek) -> float:
        """Hours credited for leave in a week."""
        return week.leave_days * self.contract.day_hours

    def _week_starts(self) -> Iterator[date]:
        first = self.week_start(self.horizon.first_day)
        while first <= self.horizon.dates[-1]:
            yield first
            first += timedelta(days=DAYS_PER_WEEK)

    def _week(self, first: date) -> ScheduleWeek:
        dates = [first + timedelta(days=offset) for offset in range(DAYS_PER_WEEK)]
        whole = first >= self.horizon.first_day and dates[-1] <= self.horizon.dates[-1]
        (least_hours, most_hours), (fewest, most) = self.contract.weekly_hours, self.contract.days_per_week
        leave = min(sum(day in self.credited_days for day in dates), most)
        credit, most_days = leave * self.contract.day_hours, most - leave
        if not whole:
            part = ScheduleWeek(first, whole, leave, (0.0, max(0.0, most_hours - credit)), (0, most_days), 0)
            return replace(part, most_office_days=self._most_office_days())
        workable = self._workable_hours(dates)
        held = sum(workable[:most_days])
        offered = self.contract.offers_to(self.agent.id) if self.offers and not leave else Offers()
        (more_hours, more_days), (less_hours, less_days) = offered.above, offered.below
        return ScheduleWeek(
            first,
            whole,
            leave,
            hours=(max(0.0, min(least_hours - credit, held) - less_hours), max(0.0, most_hours - credit) + more_hours),
            days=(
                max(0, min(fewest - leave, len(workable)) - less_days),
                max(most_days, min(most_days + more_days, DAYS_PER_WEEK)),
            ),
            office_days=self._office_days(leave, len(workable)),
            most_office_days=self._most_office_days(),
        )

    def _workable_hours(self, dates: list[date]) -> list[float]:
        """Hours of the longest duty of each workable day, the longest first."""
        free = (day for day in dates if self.days_off.isdisjoint(self._own_dates(day)))
        hours = (longest_paid_hours(self.agent, self.profiles, self.centre, day) for day in free)
        return sorted((value for value in hours if value > 0), reverse=True)

    def _most_office_days(self) -> int:
        agreed = self.contract.max_office_days
        return DAYS_PER_WEEK if agreed is None or len(self.agent.modes) == 1 else agreed

    def _office_days(self, leave: int, workable: int) -> int:
        hybrid = len(self.agent.modes) > 1
        return max(0, min(self.contract.min_office_days - leave, workable)) if hybrid else 0
