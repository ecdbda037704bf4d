"""Who works which tour and which starts: people with contract hours get their weeks, wishes considered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.agent import Agent
from staffplan.domain.site import Mode
from staffplan.errors import Fault, SolverError
from staffplan.scheduling.model.crew_weeks import CrewWeeks, Flow
from staffplan.scheduling.model.week_model import WeekModel
from staffplan.scheduling.naming.name_mixed_weeks import deal_mixed_weeks
from staffplan.scheduling.naming.planned_duty import PlannedDuty
from staffplan.scheduling.naming.transport import assign
from staffplan.scheduling.people.starts import Start
from staffplan.solve.living_model import LivingModel

_WISH_PRICE = 1.0
_FLOW_GAP = 1e-4
_FLOW_NODES = 2000

Week = tuple[int, int]
"""Band number and tour number."""


def whole_flows(model: WeekModel, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The plan with whole people on every flow from tours to starts and every office day; counts stay as they are."""
    flows = [flow.columns for weeks in model.fixed for flow in weeks.flows]
    office = [days.columns for weeks in model.fixed for days in weeks.office]
    office += [np.array(list(w.office.values()), dtype=np.int64) for weeks in model.fixed for w in weeks.mixed]
    if not flows:
        return values
    free = np.sort(np.concatenate(flows + office))
    part = model.linear.restricted(free, values)
    part.make_integer()
    outcome = LivingModel(part.problem()).search(gap=_FLOW_GAP, nodes=_FLOW_NODES)
    if outcome.values is None:
        raise SolverError(
            Fault("solver.no_flows", f"the plan's starts cannot be dealt out to whole people ({outcome.ending})")
        )
    whole = values.copy()
    whole[free] = np.round(outcome.values)
    return whole


def name_tours(model: WeekModel, weeks: CrewWeeks, values: NDArray[np.float64]) -> Iterator[PlannedDuty]:
    """Duties of a crew's members.

    Tours go to people by an assignment that keeps their days off and honours as many wishes as can be; starts of each
    day by another that keeps each person's start as steady as the plan allows.
    """
    own_week = _deal_tours(model, weeks, values)
    lengths, office = deal_mixed_weeks(weeks, values, own_week)
    office |= _deal_office_days(weeks, values, own_week)
    usual: dict[str, int] = {}
    for day in range(model.horizon.days):
        at_work: list[tuple[Agent, int, int]] = []
        for agent in weeks.crew.agents:
            band, tour = own_week[agent.id]
            if day in weeks.tours[tour].days:
                at_work.append((agent, band, lengths.get((agent.id, day), weeks.tours[tour].paid_min)))
        yield from _deal_starts(weeks, values, day, at_work, office if weeks.counts_office else None, usual)


def _deal_tours(model: WeekModel, weeks: CrewWeeks, values: NDArray[np.float64]) -> dict[str, Week]:
    kinds = [(key, round(values[column])) for key, column in weeks.counts.items() if round(values[column]) > 0]
    agents = weeks.crew.agents
    weekday = [day.weekday() for day in model.horizon.dates]
    alike: dict[tuple[int, frozenset[int]], list[float]] = {}
    cost = []
    for group_number, group in enumerate(weeks.crew.groups):
        for agent in group.agents:
            key = (group_number, agent.days_off_wanted)
            if key not in alike:
                alike[key] = [
                    _WISH_PRICE * sum(weekday[day] in agent.days_off_wanted for day in weeks.tours[tour].days)
                    + group.terms.price(weeks.tours[tour].hours)
                    if (group_number, tour) in weeks.by_group
                    else np.inf
                    for (_, tour), _ in kinds
                ]
            cost.append(alike[key])
    taken = assign(np.array(cost), [count for _, count in kinds])
    if taken is None:
        raise SolverError(Fault("solver.no_names", f"the tours of crew {weeks.crew.name} fit nobody's days off"))
    return {agent.id: kinds[kind][0] for agent, kind in zip(agents, taken, strict=True)}


def _deal_office_days(weeks: CrewWeeks, values: NDArray[np.float64], own_week: dict[str, Week]) -> set[tuple[str, int]]:
    """(agent id, day) on which a hybrid agent with duties of equal length is on site, where office days are counted.

    Going round within those who work the same tour gives each the tour's share of office days, rounded down at worst.
    """
    members: dict[Week, list[str]] = defaultdict(list)
    for agent_id, week in own_week.items():
        members[week].append(agent_id)
    on_site: set[tuple[str, int]] = set()
    for days in weeks.office:
        people = members.get((days.band, days.tour), [])
        turn = 0
        for day, column in zip(weeks.tours[days.tour].days, days.columns, strict=True):
            for _ in range(round(values[column])):
                on_site.add((people[turn % len(people)], day))
                turn += 1
    return on_site


def _deal_starts(
    weeks: CrewWeeks,
    values: NDArray[np.float64],
    day: int,
    at_work: list[tuple[Agent, int, int]],
    office: set[tuple[str, int]] | None,
    usual: dict[str, int],
) -> Iterator[PlannedDuty]:
    """The day's duties; `at_work` holds each person with their band and the paid minutes of their duty."""
    places = list(_places(weeks, values, day))
    alike: dict[_AtWork, list[float]] = {}
    cost = []
    for agent, band, paid_min in at_work:
        on_site = None if office is None else (agent.id, day) in office
        person = _AtWork(band, paid_min, on_site, usual.get(agent.id))
        if person not in alike:
            alike[person] = [person.cost(flow, start) for flow, start, _ in places]
        cost.append(alike[person])
    taken = assign(np.array(cost), [count for _, _, count in places])
    if taken is None:
        raise SolverError(Fault("solver.no_names", f"the starts of crew {weeks.crew.name} do not fit its tours"))
    for (agent, _, _), place in zip(at_work, taken, strict=True):
        flow, start, _ = places[place]
        usual[agent.id] = start.minute
        yield PlannedDuty(agent, flow.pool.shift, start, flow.pool.mode, flow.pool.cover)


@dataclass(frozen=True, slots=True)
class _AtWork:
    """What decides which starts of a day suit a person; `on_site` and `usual` are None where they do not matter."""

    band: int
    paid_min: int
    on_site: bool | None
    usual: int | None

    def cost(self, flow: Flow, start: Start) -> float:
        """Hours by which the start moves from the usual one; infinite where it does not suit."""
        if flow.band != self.band or flow.paid_min != self.paid_min:
            return np.inf
        if self.on_site is not None and self.on_site != (flow.pool.mode is Mode.ON_SITE):
            return np.inf
        moved = 0 if self.usual is None else abs(start.minute - self.usual)
        # A thousandth of the start hour keeps ties in order of time.
        return moved / 60 + start.minute / 60_000


def _places(weeks: CrewWeeks, values: NDArray[np.float64], day: int) -> Iterator[tuple[Flow, Start, int]]:
    for flow in weeks.flows:
        for position, column in zip(flow.positions, flow.columns, strict=True):
            start = flow.pool.starts[position]
            if start.day == day and round(values[column]) > 0:
                yield flow, start, round(values[column])
