"""Median of the last few same weekdays: one odd day among them moves it little."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.methods.weekday_fallback import with_unseen_weekdays
from staffplan.forecasting.wall_clock import Days, weekdays

_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class WeekdayMedian:
    """Median day total of the last `weeks` same weekdays, times the shape of their mean.

    Medians slot by slot would not add up: counts are skew, so that the sum of many small medians lies far below the
    median of the sum, and a slot of a sparse queue would always be 0.
    """

    weeks: int = 6
    name: str = "weekday_median"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        by_weekday = np.full((7, past.offered.shape[1]), np.nan)
        for number in range(7):
            mine = np.flatnonzero((past.weekday == number) & past.known.any(axis=1))[-self.weeks :]
            if len(mine):
                by_weekday[number] = _typical(past, mine)
        return with_unseen_weekdays(by_weekday, past)[weekdays(target)]


def _typical(
    past: Past, days: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Slots of the typical one of some days."""
    known = past.known[days].sum(axis=0)
    mean = np.where(known > 0, past.contacts[days].sum(axis=0) / np.maximum(known, 1), 0.0)
    totals = past.totals[days]
    whole = totals[~np.isnan(totals)]
    if not len(whole):
        return mean
    return np.asarray(mean * float(np.median(whole)) / max(float(mean.sum()), _TINY))
