"""Whether somebody has to come in twice a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import DutyTest


class NoSplitOnSite(AgentRule):
    """Split shifts are worked at home only: nobody travels twice a day.

    Example    {rule: no_split_on_site}
    Source     an agreement with the works council
    """

    rule: Literal["no_split_on_site"] = "no_split_on_site"

    standard = False

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Nobody works a split shift on site."

    @override
    def resource(self, case: Case) -> DutyTest:
        """A test on mode and blocks."""
        return DutyTest(self.rule, lambda shape: shape.mode is Mode.HOME or len(shape.blocks) == 1)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Look for gaps between the segments of duties on site."""
        for duty in in_horizon(case, duties):
            if duty.mode is Mode.ON_SITE and len(duty.blocks) != 1:
                yield self.breach(
                    f"{case.agent.id} works a split shift on site on {duty.day}.",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=1.0,
                    unit="duties",
                )
