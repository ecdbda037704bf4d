"""Mean of the last few same weekdays: what most planning tools do, and the baseline that others must beat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.methods.weekday_fallback import with_unseen_weekdays
from staffplan.forecasting.wall_clock import Days, weekdays


@dataclass(frozen=True, slots=True)
class WeekdayMean:
    """Plain mean, slot by slot, of the last `weeks` same weekdays that have numbers."""

    weeks: int = 4
    name: str = "weekday_mean"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        by_weekday = np.full((7, past.offered.shape[1]), np.nan)
        for number in range(7):
            mine = np.flatnonzero((past.weekday == number) & past.known.any(axis=1))[-self.weeks :]
            if len(mine):
                count = past.known[mine].sum(axis=0)
                mean = past.contacts[mine].sum(axis=0) / np.maximum(count, 1)
                by_weekday[number] = np.where(count > 0, mean, 0.0)
        return with_unseen_weekdays(by_weekday, past)[weekdays(target)]
