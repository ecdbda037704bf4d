"""Trees that correct the mean of the last four same weekdays, by LightGBM: the extra ``[ml]``.

Each cell's count is Poisson around what same weekdays would bring, times a factor that trees learn from the weekday,
the slot, the time of the year and how the newest weeks compare with those before them.

References
----------
Ke, G. et al. (2017). LightGBM: a highly efficient gradient boosting decision tree. NeurIPS 30.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.methods.intraday_profile import weekday_shares
from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.wall_clock import Days, Slots, weekdays

Vector = NDArray[np.float64]

_LAGS = 8
_FEWEST_DAYS = 84
_WINDOW_DAYS = 371
_ROUNDS = 80
_PARAMETERS: dict[str, Any] = {
    "objective": "poisson",
    "learning_rate": 0.05,
    "num_leaves": 15,
    "min_data_in_leaf": 200,
    "lambda_l2": 20.0,
    "verbosity": -1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
}
_LARGEST_CORRECTION = 1.0


@dataclass(frozen=True, slots=True)
class GradientBoosting:
    """Learns from a year; below twelve weeks it is the mean of four same weekdays."""

    profile_half_life_weeks: float = 10.0
    name: str = "gradient_boosting"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        rates = WeekdayMean().rates(past, target)
        totals = past.totals
        usable = np.flatnonzero(np.nan_to_num(totals) > 0)
        lagged = _lagged(totals, np.arange(len(totals)), len(totals))
        seen = np.flatnonzero((_base(lagged) > 0) & past.known.any(axis=1))[-_WINDOW_DAYS:]
        if len(seen) < _FEWEST_DAYS:
            return rates
        weight = 0.5 ** (past.age_weeks(target)[usable] / self.profile_half_life_weeks)
        share = weekday_shares(past.contacts[usable], past.known[usable], totals[usable], past.weekday[usable], weight)
        slots = np.flatnonzero(share.any(axis=0))
        trees = _trees(past, seen, lagged[seen], share[:, slots], slots)
        ahead = _lagged(totals, len(totals) - 1 + (target - past.days[-1]).astype(np.int64), len(totals))
        known, weekday = np.flatnonzero(_base(ahead) > 0), weekdays(target)
        if len(known):
            ahead, weekday = ahead[known], weekday[known]
            score = trees.predict(_features(target[known], weekday, ahead, slots), raw_score=True)
            factor = np.exp(np.clip(score.reshape(len(known), len(slots)), -_LARGEST_CORRECTION, _LARGEST_CORRECTION))
            rates[np.ix_(known, slots)] = _base(ahead)[:, None] * share[weekday][:, slots] * factor
        return rates


def _trees(past: Past, seen: Slots, lagged: Matrix, share: Matrix, slots: Slots) -> Any:
    """Trees learnt from the days `seen`, on top of the mean of same weekdays times their profile."""
    light = import_module("lightgbm")
    base = _base(lagged)[:, None] * share[past.weekday[seen]]
    rows = past.known[seen][:, slots] & (base > 0)
    features = _features(past.days[seen], past.weekday[seen], lagged, slots)[rows.ravel()]
    data = light.Dataset(features, past.contacts[seen][:, slots][rows], init_score=np.log(base[rows]))
    return light.train(_PARAMETERS, data, num_boost_round=_ROUNDS)


def _lagged(totals: Vector, days: Slots, known: int) -> Matrix:
    """Totals of the newest known same weekdays before each day, the newest first; NaN where there is none.

    Parameters
    ----------
    days : numbers of days, from 0 on the first of `totals`.
    known : how many days are known; a day before that looks at the weeks before itself.
    """
    wait = np.maximum((days - known) // 7, 0)
    back = days[:, None] - 7 * (wait[:, None] + np.arange(1, _LAGS + 1))
    return np.where(back >= 0, totals[np.maximum(back, 0)], np.nan)


def _base(lagged: Matrix) -> Vector:
    """Mean of the last four that are known, of all where none of the four is."""
    newest = lagged[:, :4]
    there = np.isfinite(newest).any(axis=1)
    return _means(np.where(there[:, None], newest, lagged[:, 4:]))


def _means(values: Matrix) -> Vector:
    known = np.isfinite(values)
    return np.asarray(np.where(known, values, 0.0).sum(axis=1) / np.maximum(known.sum(axis=1), 1))


def _features(days: Days, weekday: Slots, lagged: Matrix, slots: Slots) -> Matrix:
    """What the trees see of each cell; shape (days * slots, features)."""
    base = np.maximum(_base(lagged), 1e-9)
    month = days.astype("datetime64[M]")
    of_month = (days - month.astype("datetime64[D]")).astype(np.float64)
    of_year = (days - days.astype("datetime64[Y]").astype("datetime64[D]")).astype(np.float64)
    level = np.log(np.maximum(_means(lagged), 1e-9) / base)
    newest = np.log1p(np.nan_to_num(lagged[:, 0], nan=0.0)) - np.log1p(base)
    of_day = np.column_stack([weekday, of_month, of_year, level, newest])
    return np.hstack([np.repeat(of_day, len(slots), axis=0), np.tile(slots.astype(np.float64), len(days))[:, None]])
