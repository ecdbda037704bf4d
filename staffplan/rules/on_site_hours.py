"""Whether hours that need people in the building are worked there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, override

from pydantic import field_validator

from staffplan.calendar.opening import Span
from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.free_time import stretches
from staffplan.rules.resource import DutyTest
from staffplan.rules.wall_clock import first_outside
from staffplan.units import MINUTES_PER_DAY, clock_span, weekday_set


class OnSiteHours(AgentRule):
    """In the `hours` of the `weekdays`, on the centre's clock, nobody is on duty at home.

    Every minute of a block counts, pauses included; the gap of a split shift does not. Hours over midnight belong to
    the weekday on which they start. Whom the rule is not for (`applies_to`) may be at home.

    Example    {rule: on_site_hours, hours: "07:00-08:00", weekdays: "Mon-Fri"}
    Source     what has to be done in the building: opening it, the post, the safe
    """

    rule: Literal["on_site_hours"] = "on_site_hours"
    hours: str = "07:00-08:00"
    weekdays: str = "Mon-Sun"

    standard = False

    @field_validator("hours")
    @classmethod
    def _are_a_span(cls, text: str) -> str:
        clock_span(text)
        return text

    @field_validator("weekdays")
    @classmethod
    def _are_weekdays(cls, text: str) -> str:
        weekday_set(text)
        return text

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return f"From {self.hours} on {self.weekdays} nobody is on duty at home."

    @override
    def resource(self, case: Case) -> DutyTest | None:
        """A test of blocks at home against the closed stretches of the time line."""
        if Mode.HOME not in case.agent.modes:
            return None
        weekdays, span = weekday_set(self.weekdays), clock_span(self.hours)
        dates = [case.horizon.first_day + timedelta(days=offset) for offset in range(-2, case.horizon.days + 2)]
        closed = stretches(((day, (span,)) for day in dates if day.weekday() in weekdays), case.centre.zone)
        return DutyTest(
            self.rule,
            lambda shape: (
                shape.mode is Mode.ON_SITE
                or all(end <= shut or reopen <= start for start, end in shape.blocks for shut, reopen in closed)
            ),
        )

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Walk along the centre's clock through every block at home, from free hour to free hour."""
        if Mode.HOME not in case.agent.modes:
            return
        for duty in in_horizon(case, duties):
            if duty.mode is not Mode.HOME:
                continue
            for start, end in duty.blocks:
                closed = first_outside(start, end, case.centre.zone, self._free_at_home)
                if closed is not None:
                    yield self.breach(
                        f"{case.agent.id} is on duty at home at {closed:%Y-%m-%d %H:%M}; these hours are worked on "
                        "site.",
                        agent_id=case.agent.id,
                        day=duty.day,
                        excess=1.0,
                        unit="blocks",
                    )

    def _free_at_home(self, day: date) -> list[Span]:
        """The minutes of a local date that may be worked at home, what the eve's hours take of it considered."""
        (begin, end), weekdays = clock_span(self.hours), weekday_set(self.weekdays)
        taken = [(begin, min(end, MINUTES_PER_DAY))] if day.weekday() in weekdays else []
        if end > MINUTES_PER_DAY and (day - timedelta(days=1)).weekday() in weekdays:
            taken.insert(0, (0, end - MINUTES_PER_DAY))
        free, at = [], 0
        for first, last in taken:
            free.append((at, first))
            at = max(at, last)
        return [(start, stop) for start, stop in (*free, (at, MINUTES_PER_DAY)) if start < stop]
