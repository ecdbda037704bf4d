"""Whether a duty is too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, override

from pydantic import Field

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import DutyTest

_ROUNDING_H = 1e-9


class DailyHours(AgentRule):
    """At most `max_hours` paid hours in one duty.

    Paid breaks count, unpaid ones and the gap of a split shift do not. A duty over midnight counts as a whole.

    Example    {rule: daily_hours, max_hours: 10}
    Source     German Working Time Act (ArbZG), section 3: ten hours a day at most
    """

    rule: Literal["daily_hours"] = "daily_hours"
    max_hours: Annotated[float, Field(gt=0, le=24)] = 10.0

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return f"At most {self.max_hours:g} paid hours in one duty."

    @override
    def resource(self, case: Case) -> DutyTest:
        """A test on the shift's paid minutes."""
        most_min = self.max_hours * 60
        return DutyTest(self.rule, lambda shape: shape.paid_min <= most_min)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Add up the paid segments of each duty."""
        for duty in in_horizon(case, duties):
            if duty.paid_hours > self.max_hours + _ROUNDING_H:
                yield self.breach(
                    f"{case.agent.id} has {duty.paid_hours:.4g} paid hours on {duty.day}; at most {self.max_hours:g} "
                    "are allowed.",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=duty.paid_hours - self.max_hours,
                    unit="h",
                )
