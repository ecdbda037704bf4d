"""Whether somebody is in two places at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case
from staffplan.rules.resource import RestGap


class NoOverlap(AgentRule):
    """No duty starts before the agent's previous one has ended; one may start at the very moment the other ends.

    A duty lasts from its first start to its last end, the gap of a split shift included.

    Example    {rule: no_overlap}
    Source     nobody is in two places at once
    """

    rule: Literal["no_overlap"] = "no_overlap"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "No two duties of one agent overlap."

    @override
    def resource(self, case: Case) -> RestGap:
        """A rest of no length."""
        return RestGap(self.rule, 0.0, case.last_end)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Compare each start with the latest end so far."""
        before: Duty | None = None
        for duty in duties:
            if before is not None and duty.start < before.end and duty.day >= case.horizon.first_day:
                overlap_min = (min(before.end, duty.end) - duty.start).total_seconds() / 60
                yield self.breach(
                    f"{case.agent.id} has duties on {before.day} and {duty.day} that overlap by {overlap_min:g} min.",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=overlap_min,
                    unit="min",
                )
            if before is None or duty.end > before.end:
                before = duty
