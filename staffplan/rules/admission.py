"""What each kind of resource means, spelt out: whether it admits a tour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise

from staffplan.domain.site import Mode
from staffplan.rules.case import Case
from staffplan.rules.resource import (
    Counter,
    DutyShape,
    DutyTest,
    ForbiddenDays,
    Measure,
    OneDutyADay,
    Resource,
    RestGap,
    SeatLimit,
    WorkRun,
)

_ROUNDING = 1e-9


def admits(resource: Resource, tour: Sequence[DutyShape], case: Case) -> bool:
    """Whether one agent may work the tour, as far as one resource goes.

    A planner carries resources along a tour in ways of its own; this is the plain reading that it must agree with.
    """
    match resource:
        case DutyTest():
            return all(resource.admits(shape) for shape in tour)
        case ForbiddenDays():
            return all(shape.day not in resource.days for shape in tour)
        case Counter():
            return all(_within(resource, week) for week in _by_week(tour, case))
        case WorkRun():
            return _longest_run({shape.day for shape in tour}) <= resource.high
        case RestGap():
            least = timedelta(hours=resource.min_hours)
            ordered = sorted(tour, key=lambda shape: shape.blocks[0])
            return all(b.blocks[0][0] - a.blocks[-1][1] >= least for a, b in combinations(ordered, 2))
        case OneDutyADay():
            return len({shape.day for shape in tour}) == len(tour)
        case SeatLimit():
            raise TypeError("a seat limit is about everybody; see admits_together")


def admits_together(limit: SeatLimit, tours: Iterable[tuple[str, Sequence[DutyShape]]]) -> bool:
    """Whether a site's seats hold all tours, each given with the site of its agent."""
    blocks = [
        block
        for site, tour in tours
        if site == limit.site
        for shape in tour
        if shape.mode is Mode.ON_SITE
        for block in shape.blocks
    ]
    return all(sum(start <= moment < end for start, end in blocks) <= limit.high for moment, _ in blocks)


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


def _longest_run(days: set[date]) -> int:
    run = longest = min(len(days), 1)
    for earlier, later in pairwise(sorted(days)):
        run = run + 1 if later - earlier == timedelta(days=1) else 1
        longest = max(longest, run)
    return longest
