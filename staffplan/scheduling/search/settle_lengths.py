"""Whole people for the lengths of duty in weeks of mixed lengths: who of a tour works how long on which day."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from staffplan.errors import Fault, SolverError
from staffplan.scheduling.linear_model import Columns, LinearModel
from staffplan.scheduling.model.mixed_weeks import MixedWeek
from staffplan.scheduling.model.week_model import WeekModel
from staffplan.solve.living_model import LivingModel

_GAP = 0.01
_NODES = 30


def length_columns(model: WeekModel) -> Columns:
    """Columns that count the people of a mixed week at each length by day."""
    return np.array([c for weeks in model.fixed for week in weeks.mixed for c in week.lengths.values()], dtype=np.int64)


def settle_lengths(model: WeekModel, relaxed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Whole counts of people at each length by day, as near as possible to the relaxed plan's.

    Days are planned one by one afterwards: without whole counts the fractions held on other days would leave no whole
    plan for a day.

    Parameters
    ----------
    relaxed : values of the model's columns with whole tours.

    Returns
    -------
    Values of `length_columns(model)`, in that order.
    """
    part = LinearModel("whole lengths")
    place: dict[int, int] = {}
    for weeks in model.fixed:
        together: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        for week in weeks.mixed:
            _add(part, week, weeks.tours[week.tour].mix, round(relaxed[week.count]), place)
            for (day, paid), column in week.lengths.items():
                together[week.band, day, paid].append(column)
        for columns in together.values():
            row = part.rows("people", 1, "==", relaxed[columns].sum())
            part.put(row, [place[column] for column in columns])
            part.put(row, part.columns("deviation", 2, cost=1.0), [1.0, -1.0])
    outcome = LivingModel(part.problem()).search(gap=_GAP, nodes=_NODES)
    if outcome.values is None:
        raise SolverError(Fault("solver.no_tours", f"no whole lengths found: the solver ended with {outcome.ending}"))
    return np.array([round(outcome.values[place[int(column)]]) for column in length_columns(model)], dtype=float)


def _add(
    part: LinearModel, week: MixedWeek, mix: tuple[tuple[int, int], ...], people: int, place: dict[int, int]
) -> None:
    """The tour's transportation problem with a given number of people."""
    columns = part.columns("length", len(week.lengths), high=people, integer=True)
    place.update(zip(week.lengths.values(), columns.tolist(), strict=True))
    days = sorted({day for day, _ in week.lengths})
    on_day = dict(zip(days, part.rows("day", len(days), "==", people), strict=True))
    of_length = {paid: part.rows("length", 1, "==", float(people * number))[0] for paid, number in mix}
    part.put([on_day[day] for day, _ in week.lengths], columns)
    part.put([of_length[paid] for _, paid in week.lengths], columns)
