"""A crew's weeks of mixed lengths in the model: on which days of a tour which length is worked, and where.

For a tour that `count` people work, the people at each length are counted by day. Their sums over the days are
``count`` times the length's number of days, their sums over the lengths are ``count``: a transportation problem, whose
whole solutions are sums of whole weeks of single people. So nothing is lost by counting.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.people.tours import Tour

Cell = tuple[int, int]
"""Day number and paid minutes."""


@dataclass(frozen=True)
class MixedWeek:
    """A tour of mixed lengths in a band.

    Attributes
    ----------
    tour : its number.
    count : the column that counts the people who work it.
    lengths : columns by day and paid length: how many of them work that length on that day.
    office : columns by day and paid length: how many of these are on site; empty where office days are not counted.
    """

    band: int
    tour: int
    count: int
    lengths: dict[Cell, int]
    office: dict[Cell, int]


def add_mixed_week(
    model: LinearModel,
    label: str,
    place: tuple[int, int, int],
    tour: Tour,
    possible: Collection[Cell],
    *,
    with_office: bool,
) -> MixedWeek:
    """Add the columns and rows of one tour in one band.

    Parameters
    ----------
    place : band, number of the tour, and the column that counts its people.
    possible : days and lengths that have a start in the band.
    """
    band, number, count = place
    cells = [(day, paid) for day in tour.days for paid, _ in tour.mix if (day, paid) in possible]
    columns = model.columns(f"lengths {label}", len(cells))
    lengths = {cell: int(column) for cell, column in zip(cells, columns, strict=True)}
    on_day = model.rows(f"one length a day {label}", len(tour.days), "==")
    model.put(on_day, count, -1.0)
    model.put([on_day[tour.days.index(day)] for day, _ in cells], columns)
    for paid, days in tour.mix:
        of_length = [lengths[cell] for cell in cells if cell[1] == paid]
        _bound_sum(model, f"days of {paid} {label}", of_length, "==", count, days)
    office = _add_office(model, label, tour, lengths, count) if with_office else {}
    return MixedWeek(band, number, count, lengths, office)


def _add_office(model: LinearModel, label: str, tour: Tour, lengths: dict[Cell, int], count: int) -> dict[Cell, int]:
    columns = model.columns(f"office {label}", len(lengths))
    cap = model.rows(f"office cap {label}", len(lengths), "<=")
    model.put(cap, columns)
    model.put(cap, np.array(list(lengths.values()), dtype=np.int64), -1.0)
    office = {cell: int(column) for cell, column in zip(lengths, columns, strict=True)}
    for (paid, days), (least, most) in zip(tour.mix, tour.office, strict=True):
        of_length = [column for cell, column in office.items() if cell[1] == paid]
        if least > 0:
            _bound_sum(model, f"office floor {paid} {label}", of_length, ">=", count, least)
        if most < days:
            _bound_sum(model, f"office ceiling {paid} {label}", of_length, "<=", count, most)
    return office


def _bound_sum(model: LinearModel, name: str, columns: list[int], sense: str, count: int, days: int) -> None:
    """Columns together against so many days for each of the people counted."""
    row = model.rows(name, 1, sense)
    model.put(row, np.array(columns, dtype=np.int64))
    model.put(row, count, -float(days))
