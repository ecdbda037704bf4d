"""Whether everybody works where they may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import DutyTest


class PlaceOfWork(AgentRule):
    """Agents work on site or at home as agreed with them; hybrid agents do either, one of them a day.

    Example    {rule: place_of_work}
    Source     the contract
    """

    rule: Literal["place_of_work"] = "place_of_work"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Everybody works on site or at home as agreed with them."

    @override
    def resource(self, case: Case) -> DutyTest:
        """A test on the mode."""
        modes = case.agent.modes
        return DutyTest(self.rule, lambda shape: shape.mode in modes)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Compare each duty's mode with the agent's."""
        for duty in in_horizon(case, duties):
            if duty.mode not in case.agent.modes:
                agreed = " or ".join(sorted(case.agent.modes))
                yield self.breach(
                    f"{case.agent.id} works {duty.mode} on {duty.day}; agreed is {agreed}.",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=1.0,
                    unit="duties",
                )
