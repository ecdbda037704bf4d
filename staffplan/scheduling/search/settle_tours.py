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
        settled.update(_settle(crew_weeks, relaxed))
    return np.array([settled[int(column)] for column in model.tour_columns()])


def _settle(crew_weeks: list[CrewWeeks], relaxed: NDArray[np.float64]) -> dict[int, float]:
    model = LinearModel("whole tours")
    place: dict[int, int] = {}
    shared: dict[int, list[tuple[int, float]]] = defaultdict(list)
    target: dict[int, float] = defaultdict(float)
    for weeks in crew_weeks:
        own_terms: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
        own_target: dict[tuple[int, int], float] = defaultdict(float)
        for (band, n), column in weeks.counts.items():
            place[column] = int(model.columns("count", 1, high=weeks.crew.size, integer=True)[0])
            tour = weeks.tours[n]
            for day in tour.days:
                hours = tour.paid_min / 60
                own_terms[band, day].append((place[column], hours))
                own_target[band, day] += hours * relaxed[column]
                shared[day].append((place[column], hours))
                target[day] += hours * relaxed[column]
        for key, terms in own_terms.items():
            _deviation(model, terms, own_target[key], _OWN_DAY)
        _everyone_has_a_week(model, weeks, place)
    for day, terms in shared.items():
        _deviation(model, terms, target[day], _SHARED_DAY)
    outcome = LivingModel(model.problem()).search(gap=_GAP, within=_WITHIN_HOURS, nodes=_NODES)
    if outcome.values is None:
        raise SolverError(Fault("solver.no_tours", f"no whole tours found: the solver ended with {outcome.ending}"))
    return {column: float(outcome.values[number]) for column, number in place.items()}


def _deviation(model: LinearModel, terms: Iterable[tuple[int, float]], target: float, price: float) -> None:
    row: Rows = model.rows("hours", 1, "==", target)
    for column, hours in terms:
        model.put(row, column, hours)
    above, below = model.columns("deviation", 2, cost=price)
    model.put(row, above, -1.0)
    model.put(row, below)


def _everyone_has_a_week(model: LinearModel, weeks: CrewWeeks, place: dict[int, int]) -> None:
    linked = model.rows("tours", len(weeks.tours), "==")
    for (_, n), column in weeks.counts.items():
        model.put(linked[n], place[column])
    for number, group in enumerate(weeks.crew.groups):
        everyone = model.rows("group", 1, "==", len(group.agents))
        for group_number, n in weeks.by_group:
            if group_number == number:
                # Whole, so that the small programme cannot hide half a person in a tour; the transport makes it cheap.
                share = model.columns("group tour", 1, high=len(group.agents), integer=True)
                model.put(everyone, share)
                model.put(linked[n], share, -1.0)
