"""Whole people for the relaxed plan's tours: a small integer programme for each set of skills."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from staffplan.errors import Fault, SolverError
from staffplan.scheduling.linear_model import LinearModel, Rows
from staffplan.scheduling.model.crew_weeks import CrewWeeks
from staffplan.scheduling.model.week_model import WeekModel
from staffplan.solve.living_model import LivingModel

_GAP = 0.01
_WITHIN_HOURS = 6.0
_NODES = 30
_OWN_DAY, _SHARED_DAY = 1.0, 3.0

_MANY = 3000
"""Kinds of tours beyond which those that the relaxed plan leaves alone are not looked at; up to it, all are, so that it
does not matter which of several best relaxed plans was found."""
_USED = 1e-7


def settle_tours(model: WeekModel, relaxed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Integer counts of tours, as near as possible to the relaxed plan's hours at work.

    Nearness is measured in hours by day: for each crew and band, and three times as strongly for all crews with the
    same skills together, since they stand in for each other. Availability stays exact: members of each week group
    get tours that their days off allow.

    Parameters
    ----------
    relaxed : values of the columns of the week's linear relaxation.

    Returns
    -------
    Values of `model.tour_columns()`, in that order.
    """
    alike: dict[frozenset[frozenset[str]], list[CrewWeeks]] = defaultdict(list)
    for weeks in model.fixed:
        alike[frozenset(group.skills for group in weeks.crew.cover.values())].append(weeks)
    settled: dict[int, float] = {}
    for crew_weeks in alike.values():
        many = sum(len(weeks.counts) for weeks in crew_weeks) > _MANY
        near = _settle(crew_weeks, relaxed, near=True) if many else None
        found = near or _settle(crew_weeks, relaxed)
        if found is None:
            raise SolverError(Fault("solver.no_tours", "no whole tours found near the relaxed plan"))
        settled.update(found)
    return np.array([settled[int(column)] for column in model.tour_columns()])


def _settle(
    crew_weeks: list[CrewWeeks], relaxed: NDArray[np.float64], *, near: bool = False
) -> dict[int, float] | None:
    """Whole counts by column of the week's model; None where there are none.

    `near` keeps to the tours that the relaxed plan uses, and to their next whole numbers: around the clock there are
    thousands of tours, of which it uses some hundred.
    """
    model = LinearModel("whole tours")
    place: dict[int, int] = {}
    shared: dict[int, list[tuple[int, float]]] = defaultdict(list)
    target: dict[int, float] = defaultdict(float)
    for weeks in crew_weeks:
        own_terms: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
        own_target: dict[tuple[int, int], float] = defaultdict(float)
        for (band, n), column in weeks.counts.items():
            most = _next_above(relaxed[column]) if near else weeks.crew.size
            place[column] = int(model.columns("count", 1, high=most, integer=True)[0])
            tour = weeks.tours[n]
            for day in tour.days:
                hours = tour.paid_min / 60
                own_terms[band, day].append((place[column], hours))
                own_target[band, day] += hours * relaxed[column]
                shared[day].append((place[column], hours))
                target[day] += hours * relaxed[column]
        for key, terms in own_terms.items():
            _deviation(model, terms, own_target[key], _OWN_DAY)
        _everyone_has_a_week(model, weeks, place, relaxed if near else None)
    for day, terms in shared.items():
        _deviation(model, terms, target[day], _SHARED_DAY)
    outcome = LivingModel(model.problem()).search(gap=_GAP, within=_WITHIN_HOURS, nodes=_NODES)
    if outcome.values is None:
        return None
    return {column: float(outcome.values[number]) for column, number in place.items()}


def _deviation(model: LinearModel, terms: Iterable[tuple[int, float]], target: float, price: float) -> None:
    row: Rows = model.rows("hours", 1, "==", target)
    for column, hours in terms:
        model.put(row, column, hours)
    above, below = model.columns("deviation", 2, cost=price)
    model.put(row, above, -1.0)
    model.put(row, below)


def _everyone_has_a_week(
    model: LinearModel, weeks: CrewWeeks, place: dict[int, int], relaxed: NDArray[np.float64] | None
) -> None:
    """Tours counted by band are those of the week groups; only the tours in use where a relaxed plan is given."""
    linked = model.rows("tours", len(weeks.tours), "==")
    for (_, n), column in weeks.counts.items():
        model.put(linked[n], place[column])
    everyone = [int(model.rows("group", 1, "==", len(group.agents))[0]) for group in weeks.crew.groups]
    for (number, n), column in weeks.by_group.items():
        people = len(weeks.crew.groups[number].agents)
        most = people if relaxed is None else min(people, _next_above(relaxed[column]))
        if most:
            # Whole, so that the small programme cannot hide half a person in a tour; the transport makes it cheap.
            share = model.columns("group tour", 1, high=most, integer=True)
            model.put(everyone[number], share)
            model.put(linked[n], share, -1.0)


def _next_above(value: float) -> float:
    """The most that a count near this one may be: none where it is none, one more than the next whole number else."""
    return float(np.ceil(value - _USED)) + 1.0 if value > _USED else 0.0
