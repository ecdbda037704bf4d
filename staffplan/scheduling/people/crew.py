"""A crew: agents who are alike for planning, and inside it the agents whose week has the same limits."""

from __future__ import annotations

from dataclasses import dataclass, field

from staffplan.domain.agent import Agent
from staffplan.domain.contract import Contract
from staffplan.domain.site import Mode
from staffplan.scheduling.people.crew_pay import CrewPay
from staffplan.scheduling.people.limits import Limits
from staffplan.scheduling.people.week_terms import WeekTerms


@dataclass(frozen=True, slots=True)
class CoverGroup:
    """Agents whose presence counts alike.

    Attributes
    ----------
    skills : the queues they can serve.
    worth : net agents that one of them is worth on a duty of each day of the horizon.
    pay : keeps those apart whose unpaid pauses save different premiums; empty where they save none.
    """

    skills: frozenset[str]
    worth: tuple[float, ...]
    pay: str = ""

    @property
    def label(self) -> str:
        """A name for rows and columns."""
        values = self.worth[:1] if len(set(self.worth)) == 1 else self.worth  # day by day, or two groups share a name
        worth = "/".join(f"{value:.4f}" for value in values)
        return f"{'+'.join(sorted(self.skills))}@{worth}" + (f" {self.pay}" if self.pay else "")


@dataclass(frozen=True)
class WeekGroup:
    """Agents of one crew with the same limits on their week.

    `agreed` are the limits without the hours that the contract offers beyond or below, None where it offers none;
    `terms` are the prices of such hours.
    """

    agents: tuple[Agent, ...]
    limits: Limits
    agreed: Limits | None = None
    terms: WeekTerms = field(default_factory=WeekTerms)

    @property
    def key(self) -> tuple[object, ...]:
        """What tells groups of a crew apart."""
        return (self.limits.week_key, None if self.agreed is None else self.agreed.week_key, self.terms)


@dataclass(frozen=True)
class Crew:
    """Agents who are interchangeable but for their days off and their wishes.

    Attributes
    ----------
    name : stable label, for rows and messages.
    modes : in which the crew may work.
    cover : the cover group of its members by mode.
    groups : its members by what their week allows.
    pay : what its duties cost.
    """

    name: str
    contract: Contract
    site: str
    modes: tuple[Mode, ...]
    cover: dict[Mode, CoverGroup]
    groups: tuple[WeekGroup, ...]
    pay: CrewPay = field(default_factory=CrewPay)

    @property
    def agents(self) -> tuple[Agent, ...]:
        """All members, group by group."""
        return tuple(agent for group in self.groups for agent in group.agents)

    @property
    def size(self) -> int:
        """Number of members."""
        return sum(len(group.agents) for group in self.groups)

    def served_in(self, mode: Mode) -> frozenset[str]:
        """The queues that its members serve in a mode; none where they do not work in it."""
        return self.cover[mode].skills if mode in self.cover else frozenset()

    @property
    def limits(self) -> Limits:
        """Limits on single duties and rest, the same for all members."""
        return self.groups[0].limits
