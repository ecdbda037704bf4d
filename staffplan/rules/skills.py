"""Whether everybody serves only queues that they have learnt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.domain.shift import Activity
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import DutyTest


class Skills(AgentRule):
    """Agents at work serve only queues that are among their skills.

    A piece of work that names no queue is taken to serve all that the agent can.

    Example    {rule: skills}
    Source     the centre's training records
    """

    rule: Literal["skills"] = "skills"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Everybody serves only queues among their skills."

    @override
    def resource(self, case: Case) -> DutyTest:
        """A test on the queues that a duty is meant to serve."""
        skills = case.agent.skills
        return DutyTest(self.rule, lambda shape: shape.queues <= skills)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Read the queues of every piece of work."""
        for duty in in_horizon(case, duties):
            served = {
                queue
                for segment in duty.segments
                if segment.activity is Activity.WORK and segment.queue
                for queue in segment.queue.split("|")
            }
            unknown = sorted(served.difference(case.agent.skills))
            if unknown:
                yield self.breach(
                    f"{case.agent.id} serves {', '.join(unknown)} on {duty.day} without having learnt it.",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=float(len(unknown)),
                    unit="queues",
                )
