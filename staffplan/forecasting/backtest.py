"""How a method would have done on the weeks just past: forecasts from rolling origins against what came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.accuracy import wape
from staffplan.forecasting.calendar_wrap import expect
from staffplan.forecasting.day_facts import DayFacts
from staffplan.forecasting.methods.method import Matrix, Method, Past

FEWEST_DAYS: Final = 14
"""Days that must lie before an origin: two weeks, so that every weekday has been there twice."""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Days forecast from what was known before them.

    Attributes
    ----------
    expected, baseline, actual : contacts, NaN where unknown or closed; shape (days, slots).
    ordinary : days without holiday, event or oddity; shape (days,).
    weeks : number of origins.
    """

    expected: Matrix
    baseline: Matrix
    actual: Matrix
    ordinary: NDArray[np.bool_]
    weeks: int

    @property
    def error(self) -> float:
        """Sum of absolute errors over the contacts that came (WAPE); NaN where none came."""
        return wape(self.expected, self.actual)

    @property
    def baseline_error(self) -> float:
        """The baseline's WAPE on the same intervals."""
        return wape(self.baseline, self.actual)


def hold_out(
    offered: Matrix, facts: DayFacts, method: Method, baseline: Method, *, weeks: int, lead_days: int
) -> HeldOut | None:
    """Forecast each of the last `weeks` weeks from the days that end `lead_days` before it.

    Returns None where the history is too short for a single origin.
    """
    parts = [
        _one_week(offered, facts, (method, baseline), first, lead_days)
        for first in _origins(len(offered), weeks, lead_days)
    ]
    if not parts:
        return None
    joined = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return HeldOut(joined[0], joined[1], joined[2], joined[3].astype(bool), len(parts))


def _origins(days: int, weeks: int, lead_days: int) -> Iterator[int]:
    for back in range(weeks, 0, -1):
        if days - 7 * back - lead_days >= FEWEST_DAYS:
            yield days - 7 * back


def _one_week(
    offered: Matrix, facts: DayFacts, methods: tuple[Method, Method], first: int, lead_days: int
) -> tuple[Matrix, Matrix, Matrix, NDArray[np.bool_]]:
    known, target = slice(0, first - lead_days), facts.part(first, first + 7)
    past = facts.part(0, first - lead_days)
    actual = offered[first : first + 7]
    blank = np.isnan(actual)
    expected = expect(offered[known], past, target, methods[0]).rates
    # the baseline knows no calendar: it is what most tools do
    baseline = methods[1].rates(Past(past.days, offered[known]), target.days)
    ordinary = (target.holiday == "") & ~target.event & ~blank.all(axis=1)
    return np.where(blank, np.nan, expected), np.where(blank, np.nan, baseline), actual, ordinary
