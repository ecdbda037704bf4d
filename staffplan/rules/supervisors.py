"""Whether there is a supervisor for so many agents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, override
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from staffplan.domain.agent import Agent
from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Roster
from staffplan.domain.site import Mode
from staffplan.rules.base import AppliesTo, CentreRule
from staffplan.rules.people_present import comings, stretches, worst_moments
from staffplan.rules.resource import PresenceFloor


class Supervisors(CentreRule):
    """For every `agents` agents present a supervisor is present, too, at every moment while the centre is open.

    `applies_to` says who supervises: people of a contract or with a skill. Everybody else is an agent; where it also
    names sites, the people of these sites are meant together, and the rule is written once for each site that has
    supervisors of its own. `place` is anywhere, on_site or home, for both. With 12 agents to a supervisor, 13 present
    need two. Somebody on a break is present; a supervisor who answers calls is none the less one.

    Example    {rule: supervisors, agents: 12, applies_to: {contract: [full]}}
    Source     an agreement with the works council
    """

    rule: Literal["supervisors"] = "supervisors"
    agents: Annotated[int, Field(ge=1, le=1000)] = 15
    place: Literal["anywhere", "on_site", "home"] = "anywhere"

    standard = False

    @field_validator("applies_to")
    @classmethod
    def _names_sites_only(cls, applies_to: AppliesTo) -> AppliesTo:
        if applies_to.agent or applies_to.mode:
            raise ValueError("supervisors are people of a contract or with a skill; where they are is the rule's place")
        return applies_to

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return f"For every {self.agents} agents present, {self.place}, a supervisor is present, too."

    @override
    def limits(self, centre: Centre) -> tuple[PresenceFloor, ...]:
        """One floor under the supervisors, which rises with the agents."""
        leads = frozenset(agent.id for agent in centre.agents if self.applies_to.matches(agent))
        here = self.applies_to.site
        return (
            PresenceFloor(
                self.rule,
                leads,
                None if self.place == "anywhere" else Mode(self.place),
                centre.opening,
                (0, 1440),
                frozenset(range(7)),
                led=frozenset(a.id for a in centre.agents if a.id not in leads and (not here or a.site in here)),
                per=self.agents,
            ),
        )

    @override
    def check(self, centre: Centre, roster: Roster) -> Iterator[Breach]:
        """Count both in and out; the moment of a day that lacks most supervisors is reported."""
        where = "" if self.place == "anywhere" else self.place
        leads = comings(roster, {agent.id for agent in centre.agents if self.applies_to.matches(agent)}, where)
        agents = comings(roster, {agent.id for agent in centre.agents if self._is_led(agent)}, where)
        times = stretches(centre.opening, centre.zone, (roster.first_day, roster.last_day), (0, 24), range(7))
        found = worst_moments(
            times, [leads, agents], lambda at: -(-agents.present(at) // self.agents) - leads.present(at)
        )
        for day, (lacking, moment) in found.items():
            local = moment.astimezone(ZoneInfo(centre.zone))
            yield self.breach(
                f"{agents.present(moment)} agents and {leads.present(moment)} supervisors are present at "
                f"{local:%Y-%m-%d %H:%M}; there must be one for every {self.agents}.",
                day=day,
                excess=float(lacking),
                unit="supervisors",
            )

    def _is_led(self, agent: Agent) -> bool:
        at_site = not self.applies_to.site or agent.site in self.applies_to.site
        return at_site and not self.applies_to.matches(agent)
