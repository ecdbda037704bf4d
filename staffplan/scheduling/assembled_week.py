"""A week's model put together, and the way back from whole numbers to a named and priced plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster
from staffplan.domain.shift import Shift
from staffplan.rules.base import AgentRule, CentreRule
from staffplan.rules.resource import CentreLimit, HeadLimit, HoursLimit, PresenceFloor, SeatLimit, TeamLimit
from staffplan.scheduling.model.interval_prices import by_start, need_prices
from staffplan.scheduling.model.model_size import refuse_too_large
from staffplan.scheduling.model.week_model import WeekModel, week_model
from staffplan.scheduling.naming.missed_deadlines import reasons_of_missed
from staffplan.scheduling.naming.name_blocks import name_blocks
from staffplan.scheduling.naming.name_tours import name_tours, whole_flows
from staffplan.scheduling.naming.place_pauses import place_pauses
from staffplan.scheduling.naming.place_sessions import place_sessions, session_relief
from staffplan.scheduling.naming.planned_duty import PlannedDuty
from staffplan.scheduling.naming.reasons import ReasonFinder
from staffplan.scheduling.naming.roster_pay import pay
from staffplan.scheduling.naming.settle_cover import settled_cover
from staffplan.scheduling.need.demand import Demand, demand
from staffplan.scheduling.people.carried_in import CarriedIn, carried_in
from staffplan.scheduling.people.crew import Crew
from staffplan.scheduling.people.crews import crews, grades
from staffplan.scheduling.people.starts import Timetable
from staffplan.scheduling.search.week_search import WeekPlan
from staffplan.shifts.catalogue import catalogue

_NEGLIGIBLE = 1e-6


@dataclass(frozen=True)
class Plan:
    """A named week, with what the planner's own arithmetic says about it.

    Attributes
    ----------
    objective : money of the named week: pay, and the prices of missing and superfluous cover.
    bound : no week for these crews can cost less: the optimum of the linear relaxation.
    gap : (objective - bound) / bound; 0.0 where the bound is 0.
    ended_by : why the search stopped.
    reasons : reason class of each interval of a queue that is or may count as short, by queue and UTC start.
    notes : what a planner should know about how the plan was made.
    prices : money for one more agent-hour needed, by queue and UTC start, from the linear relaxation.
    """

    roster: Roster
    objective: float
    bound: float
    gap: float
    ended_by: str
    reasons: Mapping[tuple[str, datetime], str]
    notes: tuple[str, ...] = ()
    prices: Mapping[tuple[str, datetime], float] = field(default_factory=dict)


def assembled_week(
    centre: Centre,
    rules: Sequence[AgentRule | CentreRule],
    requirement: pd.DataFrame,
    first_day: date,
    *,
    inventory: pd.DataFrame | None = None,
    pieces: pd.DataFrame | None = None,
    together: pd.DataFrame | None = None,
    tail: Sequence[Duty] = (),
    memory_limit: int | None = None,
    stage: Callable[[str], None] = lambda _stage: None,
) -> AssembledWeek:
    """The model of a week before anybody has looked for a plan; parameters as for `plan_week`.

    Raises NoSolutionError where it would take more than `memory_limit` bytes.
    """
    horizon = centre.horizon(first_day)
    need = demand(requirement, centre.queues, centre.prices, horizon, inventory, pieces, together)
    agent_rules = [rule for rule in rules if isinstance(rule, AgentRule)]
    limits = [limit for rule in rules if isinstance(rule, CentreRule) for limit in rule.limits(centre)]
    seats = seat_limits(limits)
    floors = [limit for limit in limits if isinstance(limit, PresenceFloor)]
    teams = [limit for limit in limits if isinstance(limit, TeamLimit)]
    groups = [limit for limit in limits if isinstance(limit, HeadLimit | HoursLimit)]
    stage("grouping people into crews")
    carried = carried_in(tail, centre, horizon)
    people = crews(centre, agent_rules, horizon, carried.duties, {a: t.team for t in teams for a in t.agents})
    shifts = catalogue(centre.profiles)
    refuse_too_large(people, centre.profiles, shifts, need, horizon, memory_limit)
    model = week_model(people, centre.profiles, shifts, need, horizon, seats, carried, teams, groups, floors)
    return AssembledWeek(centre, model, people, shifts, seats, carried)


@dataclass(frozen=True)
class AssembledWeek:
    """A week's model, and the way from whole numbers to named duties, their price and the reasons of shortfalls."""

    centre: Centre
    model: WeekModel
    people: Sequence[Crew]
    shifts: Sequence[Shift]
    seats: Mapping[str, int]
    carried: CarriedIn

    def plan(self, week: WeekPlan) -> Plan:
        """Name and price a plan of the model's week."""
        centre, model, carried = self.centre, self.model, self.carried
        horizon, need, timetable = model.horizon, model.demand, Timetable(model.horizon)
        duties = name_duties(model, week.values, timetable)

        def worth(duty: PlannedDuty) -> float:
            return centre.cover(duty.agent, duty.mode, horizon.dates[duty.start.day])

        place_sessions(centre, duties, need, horizon, worth, carried.cover)
        bound = week.bound - session_relief(centre, horizon)
        cover_cost, short = settled_cover(need, duties, worth, carried.cover)
        objective = cover_cost + pay(model, duties)
        finder = ReasonFinder(duties, self.people, self.shifts, timetable, self.seats, carried)
        reasons = finder.reasons(_wherever_short(need, short))
        if need.stocks:
            reasons = reasons_of_missed(need, finder, horizon) | reasons
        in_order = sorted((duty.duty(horizon) for duty in duties), key=lambda duty: (duty.agent_id, duty.start))
        return Plan(
            roster=Roster(horizon.first_day, horizon.dates[-1], tuple(in_order)),
            objective=objective,
            bound=bound,
            gap=(objective - bound) / bound if bound else 0.0,
            ended_by=week.ended_by.value,
            reasons=reasons,
            notes=_notes(centre, horizon.dates),
            prices=by_start(model, need_prices(model, week.relaxed)),
        )


def _wherever_short(need: Demand, short: Mapping[str, NDArray[np.float64]]) -> dict[str, NDArray[np.bool_]]:
    """Intervals of each queue that may count as short: who goes without is a toss-up between queues of one price.

    Where work may wait, it is one between intervals, too.
    """
    anywhere = np.any([missing > _NEGLIGIBLE for missing in short.values()], axis=0) | bool(need.stocks)
    return {queue.name: anywhere & (need.agents[row] > 0) for row, queue in enumerate(need.queues)}


def _notes(centre: Centre, days: Sequence[date]) -> tuple[str, ...]:
    rounded = sum(value != planned for value, planned in grades(centre, days).items())
    if not rounded:
        return ()
    return (
        f"{rounded} of the centre's proficiencies were planned to the nearest tenth; cost and cover count them "
        "exactly, the bound does not, and may lie a little above or below the true one.",
    )


def seat_limits(limits: Iterable[CentreLimit]) -> dict[str, int]:
    """Most people on site at once by site, the tightest of all rules."""
    tightest: dict[str, int] = {}
    for limit in limits:
        if isinstance(limit, SeatLimit):
            tightest[limit.site] = min(limit.high, tightest.get(limit.site, limit.high))
    return tightest


def name_duties(model: WeekModel, values: NDArray[np.float64], timetable: Timetable) -> list[PlannedDuty]:
    """Named duties of a whole-numbered plan, pauses placed."""
    values = whole_flows(model, values)
    duties = [duty for weeks in model.fixed for duty in name_tours(model, weeks, values)]
    duties += [duty for weeks in model.flexible for duty in name_blocks(model, weeks, values, timetable)]
    place_pauses(duties, model.pools.pause_groups, values, model.horizon.interval_min)
    return duties
