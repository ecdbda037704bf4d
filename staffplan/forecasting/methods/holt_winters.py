"""Holt and Winters on day totals: level, a trend that fades, and factors of the weekdays, times an intraday profile.

The season multiplies and the trend adds; both are updated day by day. The four constants are those of a small grid that
would have forecast the next day best.

References
----------
Gardner, E. S. and McKenzie, E. (1985). Forecasting trends in time series. Management Science 31(10), 1237-1246.
Winters, P. R. (1960). Forecasting sales by exponentially weighted moving averages. Management Science 6(3), 324-342.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.methods.intraday_profile import weekday_shares
from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.methods.weekday_fallback import with_unseen_weekdays
from staffplan.forecasting.wall_clock import Days, Slots, weekdays

Vector = NDArray[np.float64]

_LEVEL = (0.02, 0.05, 0.1, 0.2, 0.35)
_TREND = (0.0, 0.05)
_SEASON = (0.02, 0.1, 0.2)
_DAMPING = 0.95
_FIRST_DAYS = 28
_CLIP = 3.0
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class HoltWinters:
    """Constants are sought on the last `window_weeks`; the shape of a day has a half-life in weeks."""

    window_weeks: int = 53
    profile_half_life_weeks: float = 10.0
    name: str = "holt_winters"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        window = slice(-7 * self.window_weeks, None)
        totals, weekday = past.totals[window], past.weekday[window]
        usable = ~np.isnan(totals)
        if not usable.any():
            return np.zeros((len(target), past.offered.shape[1]))
        weight = 0.5 ** (past.age_weeks(target)[window][usable] / self.profile_half_life_weeks)
        share = weekday_shares(
            past.contacts[window][usable], past.known[window][usable], totals[usable], weekday[usable], weight
        )
        volumes = _ahead(totals, weekday, weekdays(target), (target - past.days[-1]).astype(np.int64))
        share[~np.isin(np.arange(7), weekday[usable])] = np.nan
        return np.asarray(volumes[:, None] * with_unseen_weekdays(share, past)[weekdays(target)])


def _ahead(totals: Vector, weekday: Slots, target: Slots, steps: Slots) -> Vector:
    """Day totals of days `steps` after the last known, by the constants that did best.

    Parameters
    ----------
    totals, weekday : of the past days in order; totals NaN where unknown.
    target : weekdays of the days to come.
    """
    alpha, beta, gamma = np.array(list(product(_LEVEL, _TREND, _SEASON))).T
    first = totals[:_FIRST_DAYS]
    level = np.full(len(alpha), float(np.nanmean(first)) if (~np.isnan(first)).any() else float(np.nanmean(totals)))
    trend, error = np.zeros(len(alpha)), np.zeros(len(alpha))
    season = np.repeat(_first_factors(totals, weekday)[:, None], len(alpha), axis=1)
    spread = _spread(totals, weekday)
    for number, (came, day) in enumerate(zip(totals.tolist(), weekday.tolist(), strict=True)):
        before = level + _DAMPING * trend
        if np.isnan(came):
            level, trend = before, _DAMPING * trend
            continue
        factor = np.maximum(season[day], _TINY)
        expected = np.maximum(before, 0.0) * factor
        # an odd day counts as one that is three usual spreads off (a day cannot tell a new level from an accident)
        taken = expected + np.clip(came - expected, -_CLIP * spread, _CLIP * spread)
        if number >= _FIRST_DAYS:
            error += np.abs(taken - expected)
        # a weekday with little volume says little about the level: it counts as its volume does
        heard = alpha * np.minimum(factor, 1.0)
        level = before + heard * (taken / factor - before) * (factor > 0.02)
        trend = _DAMPING * trend + heard * beta * (level - before)
        season[day] += gamma * (taken / np.maximum(level, _TINY) - season[day]) * (level > _TINY)
    best = int(np.argmin(error))
    faded = _DAMPING * (1.0 - _DAMPING**steps) / (1.0 - _DAMPING)
    return np.asarray(np.maximum(level[best] + faded * trend[best], 0.0) * season[target, best])


def _first_factors(totals: Vector, weekday: Slots) -> Vector:
    """Median total of each weekday over the mean of those medians; 1 where a weekday has none; shape (7,)."""
    usual = np.array([_median(totals[weekday == number]) for number in range(7)])
    mean = float(np.nanmean(usual)) if (~np.isnan(usual)).any() else 0.0
    return np.where(np.isnan(usual), 1.0, usual / mean) if mean > 0 else np.ones(7)


def _spread(totals: Vector, weekday: Slots) -> float:
    """Usual distance of a day's total from the median of its weekday, as a standard deviation."""
    usual = np.array([_median(totals[weekday == number]) for number in range(7)])
    away = np.abs(totals - usual[weekday])
    return max(1.4826 * _median(away), float(np.sqrt(max(_median(totals), 0.0))), 1.0)


def _median(values: Vector) -> float:
    known = values[~np.isnan(values)]
    return float(np.median(known)) if len(known) else float("nan")
