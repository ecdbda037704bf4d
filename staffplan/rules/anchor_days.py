"""Whether those who may also work at home come in on the weekdays agreed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, override

from pydantic import field_validator

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import DutyTest
from staffplan.units import weekday_set


class AnchorDays(AgentRule):
    """Hybrid agents who work on one of the `weekdays` work on site.

    Nobody has to work on these days because of this rule. A duty belongs to the day on which it starts, on the
    centre's clock. Agents who work only at home are not meant.

    Example    {rule: anchor_days, weekdays: "Tue,Thu"}
    Source     an agreement on work at home
    """

    rule: Literal["anchor_days"] = "anchor_days"
    weekdays: str = "Tue,Thu"

    standard = False

    @field_validator("weekdays")
    @classmethod
    def _are_weekdays(cls, text: str) -> str:
        weekday_set(text)
        return text

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return f"Hybrid agents who work on {self.weekdays} work on site."

    @override
    def resource(self, case: Case) -> DutyTest | None:
        """A test on mode and day, for hybrid agents."""
        if len(case.agent.modes) < 2:
            return None
        anchors = weekday_set(self.weekdays)
        return DutyTest(self.rule, lambda shape: shape.mode is Mode.ON_SITE or shape.day.weekday() not in anchors)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Look for duties at home on these days."""
        if not {Mode.ON_SITE, Mode.HOME} <= case.agent.modes:
            return
        for duty in in_horizon(case, duties):
            if duty.mode is Mode.HOME and duty.day.isoweekday() - 1 in weekday_set(self.weekdays):
                yield self.breach(
                    f"{case.agent.id} works at home on {duty.day}; on {self.weekdays} hybrid agents come in.",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=1.0,
                    unit="duties",
                )
