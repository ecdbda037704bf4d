"""Exponentially weighted mean of the same weekdays, slot by slot."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.methods.weekday_fallback import with_unseen_weekdays
from staffplan.forecasting.wall_clock import Days, weekdays


@dataclass(frozen=True, slots=True)
class SameWeekdayEwma:
    """Weights halve every `half_life_weeks`; a slow and steady member of the family of weekday means."""

    half_life_weeks: float = 4.0
    name: str = "ewma"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        weight = 0.5 ** (past.age_weeks(target) / self.half_life_weeks)
        member = (past.weekday[None, :] == np.arange(7)[:, None]) * weight
        volume, known = member @ past.contacts, member @ past.known
        mean = np.where(known > 0, volume / np.where(known > 0, known, 1.0), 0.0)
        mean[~(known > 0).any(axis=1)] = np.nan
        return with_unseen_weekdays(mean, past)[weekdays(target)]
