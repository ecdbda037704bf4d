"""What every rule of the book has in common: its fields, whom it applies to, and its two halves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from staffplan.domain.agent import Agent
from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster
from staffplan.domain.site import Mode
from staffplan.rules.case import Case
from staffplan.rules.resource import CentreLimit, Resource

__all__ = ["AgentRule", "AppliesTo", "Case", "CentreRule", "in_horizon"]

STRICT = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def _listed(value: Any) -> Any:
    """A YAML list as the tuple that a frozen model keeps."""
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, tuple):
        return value
    raise ValueError("write a list, such as [full_time, part_time]")


Names = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Weekdays = Annotated[tuple[Literal["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], ...], BeforeValidator(_listed)]
Modes = Annotated[tuple[Annotated[Mode, Field(strict=False)], ...], BeforeValidator(_listed)]


class AppliesTo(BaseModel):
    """Whom a rule is for: an agent who matches every list that is not empty."""

    model_config = STRICT

    contract: Names = Field(default=(), description="Names of contracts.")
    site: Names = Field(default=(), description="Names of sites.")
    mode: Modes = Field(default=(), description="on_site, home: agents who may work in one of them.")
    skill: Names = Field(default=(), description="Queues: agents who can serve one of them.")
    agent: Names = Field(default=(), description="Agent ids.")

    def matches(self, agent: Agent) -> bool:
        """Whether the agent is meant."""
        return (
            (not self.contract or agent.contract in self.contract)
            and (not self.site or agent.site in self.site)
            and (not self.mode or not agent.modes.isdisjoint(self.mode))
            and (not self.skill or not agent.skills.isdisjoint(self.skill))
            and (not self.agent or agent.id in self.agent)
        )


class RuleBase(BaseModel, ABC):
    """One limit of labour law, of a contract or of the centre.

    A rule's class docstring is its page for planners: a first sentence, paragraphs, ``Example`` with YAML that the
    book can read, and ``Source``: the law, the contract or the habit that the rule comes from.
    """

    model_config = STRICT

    rule: str
    applies_to: AppliesTo = Field(default=AppliesTo(), description="Whom the rule is for; everybody when left out.")
    weight: float | None = Field(
        default=None, gt=0, description="Price of a unit of excess; left out, the rule must hold."
    )

    can_be_priced: ClassVar[bool] = False
    """Whether planner and auditor know what a unit of excess of this rule is worth."""

    standard: ClassVar[bool] = True
    """Whether the rule holds where no list of rules is written; others hold where somebody asks for them."""

    @field_validator("weight")
    @classmethod
    def _weight_can_be_kept(cls, weight: float | None) -> float | None:
        if weight is not None and not cls.can_be_priced:
            name = cls.model_fields["rule"].default
            raise ValueError(f"{name} must always hold and cannot be priced yet; leave weight out")
        return weight

    @abstractmethod
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""

    def breach(
        self, message: str, *, agent_id: str = "", day: date | None = None, excess: float = 0.0, unit: str = ""
    ) -> Breach:
        """A breach of this rule."""
        return Breach(self.rule, message, agent_id, day, excess, unit)


class AgentRule(RuleBase):
    """A rule about one agent's tour."""

    def applies(self, agent: Agent) -> bool:
        """Whether the rule is for this agent."""
        return self.applies_to.matches(agent)

    @abstractmethod
    def resource(self, case: Case) -> Resource | None:
        """The planner's half: the limit as data; None where it cannot bind."""

    @abstractmethod
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """The auditor's half: judge from the clock, without a model.

        `duties` are the agent's, in order of their start. Those before the horizon's first day are the tail of the
        roster before: they count towards rests and runs but are not judged themselves.
        """


class CentreRule(RuleBase):
    """A rule about everybody together."""

    @field_validator("applies_to")
    @classmethod
    def _names_sites_only(cls, applies_to: AppliesTo) -> AppliesTo:
        if applies_to != AppliesTo(site=applies_to.site):
            name = cls.model_fields["rule"].default
            raise ValueError(f"{name} is about whole sites; its applies_to can name sites only")
        return applies_to

    @abstractmethod
    def limits(self, centre: Centre) -> tuple[CentreLimit, ...]:
        """The planner's half: rows for the model."""

    @abstractmethod
    def check(self, centre: Centre, roster: Roster) -> Iterator[Breach]:
        """The auditor's half: judge the whole roster from the clock."""


def in_horizon(case: Case, duties: Sequence[Duty]) -> Iterator[Duty]:
    """The auditor's view of the duties to judge: those that are not of the roster before."""
    return (duty for duty in duties if duty.day >= case.horizon.first_day)
