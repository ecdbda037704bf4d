"""The whole audit of a roster: breaches, cover, hours, cost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from staffplan.auditing.breaches import all_breaches, judged
from staffplan.auditing.cost import CostBreakdown, cost
from staffplan.auditing.cover import cover
from staffplan.auditing.covered import Cover, nothing_covered
from staffplan.auditing.hours import hours_summary
from staffplan.auditing.offered_hours import offered_hours
from staffplan.auditing.promises import Kept
from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case, CentreRule


@dataclass(frozen=True, slots=True)
class Totals:
    """A roster in a few numbers; hours of cover are agent-hours, paid hours are those of duties.

    Attributes
    ----------
    required_hours, covered_hours : required, and the part of it that is served.
    paid_hours : on site and at home.
    agents : people with at least one duty.
    """

    required_hours: float
    covered_hours: float
    shortfall_hours: float
    surplus_hours: float
    paid_hours: dict[Mode, float]
    duties: int
    agents: int

    @property
    def cover_share(self) -> float:
        """Share of the required agent-hours that is served; 1.0 where nothing is required."""
        return self.covered_hours / self.required_hours if self.required_hours else 1.0


@dataclass(frozen=True)
class AuditReport:
    """What the auditor found.

    Attributes
    ----------
    breaches : by day, agent and rule; empty for a lawful roster.
    coverage : COVERAGE frame, its reasons blank; without rows where no requirement was given.
    hours : HOURS_SUMMARY frame.
    kept : service levels over a day or a week that are expected with the duties, where pieces were given.
    """

    breaches: tuple[Breach, ...]
    cost: CostBreakdown
    coverage: pd.DataFrame
    hours: pd.DataFrame
    totals: Totals
    kept: tuple[Kept, ...] = ()

    @property
    def lawful(self) -> bool:
        """Whether no rule is broken."""
        return not self.breaches


def examine(
    roster: Roster,
    centre: Centre,
    rules: Iterable[AgentRule | CentreRule],
    requirement: pd.DataFrame | None = None,
    *,
    inventory: pd.DataFrame | None = None,
    pieces: pd.DataFrame | None = None,
    groups: pd.DataFrame | None = None,
    tail: Sequence[Duty] = (),
) -> AuditReport:
    """Judge a roster from its duties, the centre and the requirement; nothing of a plan or a model is known here.

    Parameters
    ----------
    rules : those that must hold.
    requirement : REQUIREMENT frame; None: cover is not judged.
    inventory : INVENTORY frame, for work that may be done at any time before its deadline; None: it is required where
        the requirement has it.
    pieces : PIECES frame, for service levels over a day or a week; None: the requirement's agents keep them.
    groups : GROUPS frame, for queues that share agents and are counted together; None: each by itself.
    tail : duties before the roster's first day: rests and runs are judged across the border, and what reaches into the
        roster's days takes seats and covers there.
    """
    breaches = all_breaches(roster, centre, tuple(rules), tail)
    duties = judged(roster.duties, centre)
    horizon = centre.horizon(roster.first_day, (roster.last_day - roster.first_day).days + 1)
    there = (*judged(tail, centre), *duties)
    covered = None if requirement is None else cover(there, centre, horizon, requirement, inventory, pieces, groups)
    cases = tuple(Case(agent, centre, horizon) for agent in centre.agents)
    return AuditReport(
        breaches,
        cost(duties, centre, covered, offered_hours(duties, cases)),
        nothing_covered(horizon) if covered is None else covered.frame(),
        hours_summary(duties, cases),
        _totals(duties, covered),
        () if covered is None else covered.kept,
    )


def _totals(duties: Sequence[Duty], covered: Cover | None) -> Totals:
    required, shortfall, surplus = (0.0, 0.0, 0.0) if covered is None else covered.agent_hours()
    return Totals(
        required_hours=required,
        covered_hours=required - shortfall,
        shortfall_hours=shortfall,
        surplus_hours=surplus,
        paid_hours={mode: sum(duty.paid_hours for duty in duties if duty.mode is mode) for mode in Mode},
        duties=len(duties),
        agents=len({duty.agent_id for duty in duties}),
    )
