"""What a planned week comes to, in numbers: the page a planner reads and ``summary.json``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from staffplan.domain.cost_line import CostLine


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A run of intervals in which a queue is left short for one reason.

    `start` and `end` are on the centre's wall clock; `agents` is the greatest shortfall of the run in net agents,
    `agent_hours` its sum over the run.
    """

    queue: str
    start: datetime
    end: datetime
    agents: float
    agent_hours: float
    reason: str


@dataclass(frozen=True, slots=True)
class WeekBound:
    """How near the best one of several weeks is, after what was planned before it; see `WeekSummary`."""

    week: str
    objective: float
    bound: float
    gap: float
    ended_by: str


@dataclass(frozen=True, slots=True)
class WeekSummary:
    """A planned week, or several.

    Attributes
    ----------
    week : such as 2026-W49, the ISO week of the first day; of several weeks 2026-W49_to_2026-W52.
    currency : of all money.
    cost : money by kind, in the order to show; the kinds add up to `cost_total`.
    required_hours, covered_hours : agent-hours required, and the part of them that is served.
    objective, bound : what the planner's model says the plan costs, and what no plan can cost less than.
    gap : (objective - bound) / bound.
    ended_by : why the search stopped.
    agents : people with at least one duty.
    duties_by_mode, hours_by_mode : on site and at home; hours are paid hours.
    hours_by_contract : paid hours.
    breaches : of hard rules, as the auditor counts them.
    required_by_queue : agent-hours required.
    weeks : where several weeks were planned, each of them; empty for one.
    absence_hours : paid hours of leave, sickness and training; no part of the cost.
    cost_lines : what `cost` is made of, kind by kind.
    """

    week: str
    first_day: date
    last_day: date
    currency: str
    cost: Mapping[str, float]
    cost_total: float
    required_hours: float
    covered_hours: float
    objective: float
    bound: float
    gap: float
    ended_by: str
    agents: int
    duties_by_mode: Mapping[str, int]
    hours_by_mode: Mapping[str, float]
    hours_by_contract: Mapping[str, float]
    shortfalls: tuple[Shortfall, ...] = ()
    breaches: int = 0
    notes: tuple[str, ...] = field(default=())
    required_by_queue: Mapping[str, float] = field(default_factory=dict)
    absence_hours: float = 0.0
    weeks: tuple[WeekBound, ...] = ()
    cost_lines: tuple[CostLine, ...] = ()

    @property
    def cover(self) -> float:
        """Share of the required agent-hours that is served; 1.0 where nothing is required."""
        return self.covered_hours / self.required_hours if self.required_hours else 1.0
