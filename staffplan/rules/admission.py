"""What each kind of resource means, spelt out: whether it admits a tour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations, pairwise

from staffplan.calendar.horizon import Horizon
from staffplan.domain.site import Mode
from staffplan.rules.case import Case
from staffplan.rules.resource import (
    Counter,
    DutyShape,
    DutyTest,
    ForbiddenDays,
    HomeRun,
    Measure,
    OneDutyADay,
    PresenceFloor,
    Resource,
    RestGap,
    SeatLimit,
    ServedOnSite,
    TeamLimit,
    WorkRun,
)

_ROUNDING = 1e-9


def admits(resource: Resource, tour: Sequence[DutyShape], case: Case) -> bool:
    """Whether one agent may work the tour, as far as one resource goes.

    A planner carries resources along a tour in ways of its own; this is the plain reading that it must agree with.
    """
    if isinstance(resource, HomeRun | ServedOnSite):
        return _admits_places(resource, tour)
    return _admits_times(resource, tour, case)


def _admits_times(resource: Resource, tour: Sequence[DutyShape], case: Case) -> bool:
    match resource:
        case DutyTest():
            return all(resource.admits(shape) for shape in tour)
        case ForbiddenDays():
            return all(shape.day not in resource.days for shape in tour)
        case Counter():
            return all(_within(resource, week) for week in _by_week(tour, case))
        case WorkRun():
            return _run_is_kept(resource, {shape.day for shape in tour}, case.horizon.first_day)
        case RestGap():
            least = timedelta(hours=resource.min_hours)
            ordered = sorted(tour, key=lambda shape: shape.blocks[0])
            rested = resource.after is None or all(s.blocks[0][0] - resource.after >= least for s in tour)
            return rested and all(b.blocks[0][0] - a.blocks[-1][1] >= least for a, b in combinations(ordered, 2))
        case OneDutyADay():
            return len({shape.day for shape in tour}) == len(tour)
        case _:
            raise TypeError("a seat limit is about everybody; see admits_together")


Tours = Iterable[tuple[str, Sequence[DutyShape]]]
"""Tours, each with the site of its agent."""


def admits_together(limit: SeatLimit, tours: Tours, before: Tours = ()) -> bool:
    """Whether a site's seats hold all tours beside those who are still there from the roster before."""
    coming = _blocks_on_site(limit, tours)
    there = coming + _blocks_on_site(limit, before)
    shared = (moment for moment, _ in there if any(start <= moment < end for start, end in coming))
    return all(sum(start <= moment < end for start, end in there) <= limit.high for moment in shared)


def _blocks_on_site(limit: SeatLimit, tours: Tours) -> list[tuple[datetime, datetime]]:
    return [
        block
        for site, tour in tours
        if site == limit.site
        for shape in tour
        if shape.mode is Mode.ON_SITE
        for block in shape.blocks
    ]


def admits_team(limit: TeamLimit, tours: Iterable[tuple[str, Sequence[DutyShape]]]) -> bool:
    """Whether a team's tours of one schedule week, each given with its agent's id, have enough days in common."""
    shapes = [shape for agent_id, tour in tours if agent_id in limit.agents for shape in tour]
    worked = {shape.day for shape in shapes}
    together = [day for day in worked if all(shape.mode is Mode.ON_SITE for shape in shapes if shape.day == day)]
    return len(together) >= min(limit.days, len(worked))


def admits_present(floor: PresenceFloor, tours: Iterable[tuple[str, Sequence[DutyShape]]], horizon: Horizon) -> bool:
    """Whether enough of the people counted are there in every interval due, with tours given by their agents' ids."""
    blocks = [
        (agent_id, block)
        for agent_id, tour in tours
        for shape in tour
        if floor.mode in (None, shape.mode)
        for block in shape.blocks
    ]
    for slot in floor.due(horizon).nonzero()[0].tolist():
        moment = horizon.instant(slot)
        there = [agent_id for agent_id, (start, end) in blocks if start <= moment < end]
        counted = sum(agent_id in floor.counted for agent_id in there)
        led = sum(agent_id in floor.led for agent_id in there)
        if counted < floor.least or counted * floor.per < led * (floor.per > 0):
            return False
    return True


def _by_week(tour: Sequence[DutyShape], case: Case) -> list[list[DutyShape]]:
    """The tour's shapes by schedule week of the horizon; weeks without any are empty lists."""
    return [[shape for shape in tour if case.week_start(shape.day) == week.first] for week in case.weeks]


def _within(counter: Counter, week: Sequence[DutyShape]) -> bool:
    amount = _measured(counter.measure, week)
    return counter.low - _ROUNDING <= amount <= counter.high + _ROUNDING


def _measured(measure: Measure, week: Sequence[DutyShape]) -> float:
    match measure:
        case Measure.PAID_HOURS:
            return sum(shape.paid_min for shape in week) / 60
        case Measure.DAYS:
            counted = {shape.day for shape in week}
        case Measure.OFFICE_DAYS:
            counted = {shape.day for shape in week if shape.mode is Mode.ON_SITE}
        case Measure.SPLIT_DAYS:
            counted = {shape.day for shape in week if len(shape.blocks) > 1}
    return len(counted)


def _run_is_kept(resource: WorkRun, days: set[date], first_day: date) -> bool:
    """Whether no run of worked days is too long; one of nothing but days before the horizon is not judged."""
    behind = (
        {first_day - timedelta(days=number + 1) for number in range(resource.before)} if first_day in days else set()
    )
    return _longest_run(days | behind) <= resource.high


def _admits_places(resource: HomeRun | ServedOnSite, tour: Sequence[DutyShape]) -> bool:
    if isinstance(resource, HomeRun):
        return _longest_home_run(tour) <= resource.high
    at_home = (shape for shape in tour if shape.mode is Mode.HOME)
    return all(resource.skills != resource.queues and resource.queues.isdisjoint(shape.queues) for shape in at_home)


def _longest_home_run(tour: Sequence[DutyShape]) -> int:
    run = longest = 0
    for shape in sorted(tour, key=lambda shape: shape.blocks[0]):
        run = run + 1 if shape.mode is Mode.HOME else 0
        longest = max(longest, run)
    return longest


def _longest_run(days: set[date]) -> int:
    run = longest = min(len(days), 1)
    for earlier, later in pairwise(sorted(days)):
        run = run + 1 if later - earlier == timedelta(days=1) else 1
        longest = max(longest, run)
    return longest
