"""Whether queues that need people in the building are served there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty, Segment
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case, Names, in_horizon
from staffplan.rules.resource import ServedOnSite


class OnSiteQueues(AgentRule):
    """The `queues` are served on site only; at home agents serve what else they can, or are not on duty at all.

    A piece of work that names no queue is taken to serve all that the agent can.

    Example    {rule: on_site_queues, queues: [cash]}
    Source     what has to be done in the building: cash, papers that may not leave it, data protection
    """

    rule: Literal["on_site_queues"] = "on_site_queues"
    queues: Names = ()

    standard = False

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return f"Served on site only: {', '.join(self.queues) or 'nothing'}."

    @override
    def resource(self, case: Case) -> ServedOnSite | None:
        """The queues that count for nothing at home."""
        mine = case.agent.skills.intersection(self.queues)
        if not mine or Mode.HOME not in case.agent.modes:
            return None
        return ServedOnSite(self.rule, mine, case.agent.skills)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Read the queues of each piece of work at home."""
        if Mode.HOME not in case.agent.modes:
            return
        for duty in in_horizon(case, duties):
            if duty.mode is Mode.HOME:
                served = {queue for segment in duty.segments for queue in self._served(segment, case)}
                for queue in sorted(served & set(self.queues)):
                    yield self.breach(
                        f"{case.agent.id} serves {queue} at home on {duty.day}; it is served on site only.",
                        agent_id=case.agent.id,
                        day=duty.day,
                        excess=1.0,
                        unit="queues",
                    )

    def _served(self, segment: Segment, case: Case) -> frozenset[str]:
        if segment.activity is not Activity.WORK:
            return frozenset()
        return case.agent.skills.intersection(segment.queue.split("|")) if segment.queue else case.agent.skills
