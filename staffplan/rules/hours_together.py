"""Whether people of a contract work no more hours together than were bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, override

from pydantic import Field, field_validator

from staffplan.calendar.weeks import first_day_of_week
from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Roster
from staffplan.rules.base import AppliesTo, CentreRule
from staffplan.rules.resource import HoursLimit

_ROUNDING_H = 1e-6


class HoursTogether(CentreRule):
    """Those meant have at most `hours` paid hours together in each schedule week.

    A duty counts in the week in which its day lies. Leave does not count.

    Example    {rule: hours_together, applies_to: {contract: [contractor]}, hours: 300}
    Source     a budget, or a frame contract with an agency
    """

    rule: Literal["hours_together"] = "hours_together"
    hours: Annotated[float, Field(ge=0, le=1e6)] = 0.0

    standard = False

    @field_validator("applies_to")
    @classmethod
    def _names_sites_only(cls, applies_to: AppliesTo) -> AppliesTo:
        if applies_to.agent:
            raise ValueError("hours_together is about kinds of people; its applies_to cannot name agents")
        return applies_to

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        whom = ", ".join(self.applies_to.contract) or "those meant"
        return f"At most {self.hours:g} paid hours a week of {whom} together."

    @override
    def limits(self, centre: Centre) -> tuple[HoursLimit, ...]:
        """One limit on a week."""
        agents = frozenset(agent.id for agent in centre.agents if self.applies_to.matches(agent))
        return (HoursLimit(self.rule, agents, self.hours),) if agents else ()

    @override
    def check(self, centre: Centre, roster: Roster) -> Iterator[Breach]:
        """Add up paid segments by week."""
        meant = {agent.id for agent in centre.agents if self.applies_to.matches(agent)}
        paid: dict[date, float] = defaultdict(float)
        for duty in roster.duties:
            if duty.agent_id in meant:
                paid[first_day_of_week(duty.day, centre.week_start)] += duty.paid_hours
        for week, hours in sorted(paid.items()):
            if hours > self.hours + _ROUNDING_H:
                whom = f"contract {', '.join(self.applies_to.contract)}" if self.applies_to.contract else "those meant"
                message = f"{whom} has {hours:.6g} paid hours in the week of {week}; {self.hours:g} may be."
                yield self.breach(message, day=week, excess=hours - self.hours, unit="h")
