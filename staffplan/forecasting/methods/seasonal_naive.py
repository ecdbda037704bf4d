"""The newest same weekday as it came: the yardstick that any method must beat."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.methods.weekday_fallback import with_unseen_weekdays
from staffplan.forecasting.wall_clock import Days, weekdays


@dataclass(frozen=True, slots=True)
class SeasonalNaive:
    """What the last such weekday brought, chance and all; a slot unknown there is that of the weekday before it."""

    name: str = "seasonal_naive"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        by_weekday = np.full((7, past.offered.shape[1]), np.nan)
        for number in range(7):
            mine = past.weekday == number
            newest_first, known = past.contacts[mine][::-1], past.known[mine][::-1]
            if known.any():
                newest = known.argmax(axis=0)
                by_weekday[number] = newest_first[newest, np.arange(len(newest))]
        return with_unseen_weekdays(by_weekday, past)[weekdays(target)]
