"""Whether no more people of a contract are on duty at once than may be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Literal, override
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Roster
from staffplan.rules.base import AppliesTo, CentreRule
from staffplan.rules.resource import HeadLimit
from staffplan.units import MINUTES_PER_DAY, WEEKDAYS, clock_span, weekday_set


class Headcount(CentreRule):
    """At most `people` of those meant are on duty at once, in every interval whose start lies in `between`.

    Both are read on the centre's clock; a span over midnight belongs to the day on which it begins. Pauses count, the
    gap of a split shift does not. Several entries hold together: `people: 0` closes hours to a contract, others say how
    many are wanted in the hours that stay open. Duties of the roster before do not count.

    Example    {rule: headcount, applies_to: {contract: [contractor]}, people: 8, weekdays: Mon-Fri, between: 8:00-9:00}
    Source     what was agreed with an agency; the intervals that are opened to contractors
    """

    rule: Literal["headcount"] = "headcount"
    people: Annotated[int, Field(ge=0)] = 0
    weekdays: str = "Mon-Sun"
    between: str = "0:00-24:00"

    standard = False

    @field_validator("weekdays")
    @classmethod
    def _are_weekdays(cls, text: str) -> str:
        weekday_set(text)
        return text

    @field_validator("between")
    @classmethod
    def _is_a_span(cls, text: str) -> str:
        clock_span(text)
        return text

    @field_validator("applies_to")
    @classmethod
    def _names_sites_only(cls, applies_to: AppliesTo) -> AppliesTo:
        if applies_to.agent:
            raise ValueError("headcount is about kinds of people; its applies_to cannot name agents")
        return applies_to

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        whom = ", ".join(self.applies_to.contract) or "those meant"
        return f"At most {self.people} of {whom} are on duty at once, {self.weekdays} {self.between}."

    @override
    def limits(self, centre: Centre) -> tuple[HeadLimit, ...]:
        """One limit, with its times as a test on the start of an interval."""
        agents = frozenset(agent.id for agent in centre.agents if self.applies_to.matches(agent))
        zone, days, (first, last) = ZoneInfo(centre.zone), weekday_set(self.weekdays), clock_span(self.between)

        def holds(start: datetime) -> bool:
            local = start.astimezone(zone)
            minute, today = local.hour * 60 + local.minute, local.weekday()
            began_today = today in days and first <= minute < last
            return began_today or ((today - 1) % 7 in days and minute + MINUTES_PER_DAY < last)

        return (HeadLimit(self.rule, agents, self.people, holds),) if agents else ()

    @override
    def check(self, centre: Centre, roster: Roster) -> Iterator[Breach]:
        """Count people interval by interval; the fullest one of a day is reported."""
        meant = {agent.id for agent in centre.agents if self.applies_to.matches(agent)}
        step = timedelta(minutes=centre.interval_min)
        grid = centre.horizon(roster.first_day, 1).start
        present: dict[datetime, set[str]] = defaultdict(set)
        for duty in roster.duties:
            if duty.agent_id in meant:
                for start, end in duty.blocks:
                    moment = grid + (start - grid) // step * step
                    while moment < end:
                        present[moment].add(duty.agent_id)
                        moment += step
        fullest: dict[date, tuple[int, datetime]] = {}
        for moment, people in sorted(present.items()):
            day = self._day_of(moment.astimezone(ZoneInfo(centre.zone)))
            if day is not None and len(people) > max(self.people, fullest.get(day, (0, moment))[0]):
                fullest[day] = (len(people), moment.astimezone(ZoneInfo(centre.zone)))
        for day, (count, local) in fullest.items():
            message = f"{count} of {self._whom()} are on duty at {local:%Y-%m-%d %H:%M}; {self.people} may be."
            yield self.breach(message, day=day, excess=float(count - self.people), unit="people")

    def _whom(self) -> str:
        return f"contract {', '.join(self.applies_to.contract)}" if self.applies_to.contract else "those meant"

    def _day_of(self, local: datetime) -> date | None:
        """The day whose span holds a local time, if any does."""
        opening, _, closing = self.between.replace("\u2013", "-").partition("-")
        (start_h, start_min), (end_h, end_min) = ((int(x) for x in clock.split(":")) for clock in (opening, closing))
        begins, ends, now = (start_h, start_min), (end_h, end_min), (local.hour, local.minute)
        over_midnight = ends <= begins
        named = [WEEKDAYS[number] for number in sorted(weekday_set(self.weekdays))]
        today, before = local.date(), local.date() - timedelta(days=1)
        if WEEKDAYS[today.weekday()] in named and begins <= now and (over_midnight or now < ends):
            return today
        if over_midnight and WEEKDAYS[before.weekday()] in named and now < ends:
            return before
        return None
