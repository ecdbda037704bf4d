"""Whether somebody works on a day off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import ForbiddenDays


class TimeOffKept(AgentRule):
    """Nobody works on a day of leave, sickness, training or other time off.

    A duty belongs to the day on which it starts: a night duty of the day before may end on the morning of a day off.

    Example    {rule: time_off}
    Source     what was granted; German Federal Leave Act (BUrlG), section 7
    """

    rule: Literal["time_off"] = "time_off"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Nobody works on a day of leave, sickness, training or other time off."

    @override
    def resource(self, case: Case) -> ForbiddenDays | None:
        """The days off that lie in the horizon."""
        days = case.days_off.intersection(case.horizon.dates)
        return ForbiddenDays(self.rule, days) if days else None

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Look each duty's day up in the entries for this agent."""
        for duty in in_horizon(case, duties):
            if duty.day in case.days_off:
                yield self.breach(
                    f"{case.agent.id} works on {duty.day}, a day off.",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=1.0,
                    unit="days",
                )
