"""Gradient boosting: LightGBM a week ahead at one stroke with the calendar as columns, and LightGBM through mlforecast.

Both are told the same of the calendar as staffplan: weekday, holiday by name, days beside one, part of the month.
"""

from __future__ import annotations

import warnings

import lightgbm
import numpy as np
import pandas as pd
from case import Case
from mlforecast import MLForecast
from mlforecast.lag_transforms import RollingMean

warnings.filterwarnings("ignore")

LAGS = (7, 14, 21, 28)
BASE_HALF_LIFE_WEEKS = 3.0
HALF_LIFE_DAYS = 365  # of 120 and 365 the better on the first half of the origins
SETTING = {
    "n_estimators": 300,
    "learning_rate": 0.04,
    "num_leaves": 15,
    "min_child_samples": 40,
    "subsample": 0.8,
    "subsample_freq": 1,
    "colsample_bytree": 0.8,
    "reg_lambda": 5.0,
    "n_jobs": 1,
    "random_state": 1,
    "verbose": -1,
    "deterministic": True,
    "force_row_wise": True,
}


def direct(case: Case) -> np.ndarray:
    """The ratio of an interval to a mean of its last eight, learnt from what was known a week before."""
    features, base = _features(case)
    y = np.where(case.is_open[: case.known], case.offered, np.nan)
    floor = max(0.5, 0.02 * float(np.nanmean(y)))
    day, slot = np.nonzero(~np.isnan(y) & ~np.isnan(base[: case.known]))
    age = case.known - day
    reference = np.maximum(base[day, slot], floor)
    model = lightgbm.LGBMRegressor(objective="regression", **SETTING)
    weight = reference * 0.5 ** (age / HALF_LIFE_DAYS)
    model.fit(_table(features, day, slot), np.clip(y[day, slot] / reference, 0, 5), sample_weight=weight)
    day, slot = np.nonzero(case.is_open[case.known :])
    rates = np.zeros((7, case.is_open.shape[1]))
    if len(day):
        at = day + case.known
        said = model.predict(_table(features, at, slot)) * np.maximum(np.nan_to_num(base[at, slot]), floor)
        rates[day, slot] = np.maximum(said, 0.0)
    return rates


def _features(case: Case) -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Columns by name, of shape (days, slots), and the base: newer weeks count more, neighbours help."""
    days, slots = case.is_open.shape
    clean = np.full((days, slots), np.nan)
    clean[: case.known] = case.ordinary
    lags = np.stack([_before(clean, lag) for lag in (*LAGS, 35, 42, 49, 56)])
    four, eight = _mean(lags[:4]), _mean(lags)
    newer = _mean(lags, 0.5 ** (np.arange(len(lags)) / BASE_HALF_LIFE_WEEKS))
    smooth = _mean(np.stack([np.roll(newer, step, axis=1) for step in (-1, 0, 1)]), np.array([1.0, 2.0, 1.0]))
    base = np.where(np.isnan(newer), np.nan, smooth)
    # of the level only what is known on the origin: origins lie on the weekday of the first day to come
    since = (case.weekday - case.weekday[case.known]) % 7
    totals = np.nansum(clean, axis=1)
    known = (~np.isnan(clean)).any(axis=1) * 1.0
    week, month = (_before_origin(totals, known, since, width) for width in (7, 28))
    holiday = case.holiday != ""
    names = {name: number for number, name in enumerate(np.unique(case.holiday))}
    of_month = (case.days - case.days.astype("datetime64[M]")).astype(int)
    to_end = ((case.days.astype("datetime64[M]") + 1).astype("datetime64[D]") - case.days).astype(int)
    columns = {
        "last": lags[0] / np.maximum(base, 0.5),
        "second": lags[1] / np.maximum(base, 0.5),
        "eight": eight / np.maximum(base, 0.5),
        "four": four / np.maximum(base, 0.5),
        "own": newer / np.maximum(base, 0.5),
        "base": base,
        "slot": np.broadcast_to(np.arange(slots), (days, slots)),
    }
    by_day = {
        "level": week / np.maximum(month, 1e-9),
        "weekday": case.weekday,
        "holiday": holiday,
        "name": np.array([names[name] for name in case.holiday]),
        "before": np.roll(holiday, -1),
        "after": np.roll(holiday, 1),
        "two_after": np.roll(holiday, 2),
        "of_month": of_month,
        "to_end": to_end,
    }
    columns |= {name: np.broadcast_to(column[:, None], (days, slots)) for name, column in by_day.items()}
    return columns, base


def _before(contacts: np.ndarray, lag: int) -> np.ndarray:
    """The same slot so many days before."""
    shifted = np.full_like(contacts, np.nan)
    shifted[lag:] = contacts[:-lag]
    return shifted


def _before_origin(totals: np.ndarray, known: np.ndarray, since: np.ndarray, width: int) -> np.ndarray:
    """Mean total of the known days among the `width` before each day's origin."""
    both = [np.concatenate([[0.0], np.cumsum(row)]) for row in (totals, known)]
    end = np.maximum(np.arange(len(totals)) - since, 0)
    start = np.maximum(end - width, 0)
    return (both[0][end] - both[0][start]) / np.maximum(both[1][end] - both[1][start], 1.0)


def _mean(stack: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Mean over the first axis of what is known; NaN where nothing is."""
    weight = np.ones(len(stack)) if weights is None else weights
    count = np.einsum("n,nds->ds", weight, (~np.isnan(stack)).astype(float))
    total = np.einsum("n,nds->ds", weight, np.nan_to_num(stack))
    return np.where(count > 0, total / np.where(count > 0, count, 1.0), np.nan)


def _table(features: dict[str, np.ndarray], day: np.ndarray, slot: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame({name: np.asarray(column[day, slot], dtype=float) for name, column in features.items()})


def through_mlforecast(case: Case) -> np.ndarray:
    """Lags and rolling means step by step, the calendar as columns known beforehand."""
    rows, contacts = case.filled(104)
    day = len(case.slots)
    week = day * len(case.weekdays)
    ahead = np.flatnonzero(np.isin(case.weekday[case.known :], case.weekdays)) + case.known
    calendar = _calendar(case, np.concatenate([rows, ahead]), day)
    known = calendar.iloc[: contacts.size].assign(y=contacts.ravel())
    model = MLForecast(
        models=[lightgbm.LGBMRegressor(objective="regression", **SETTING)],
        freq=1,
        lags=[1, day, *(week * number for number in (1, 2, 3, 4))],
        lag_transforms={week: [RollingMean(day)], 1: [RollingMean(day)]},
    )
    model.fit(known, static_features=[])
    said = model.predict(len(ahead) * day, X_df=calendar.iloc[contacts.size :])
    return case.week_of(said["LGBMRegressor"].to_numpy().reshape(-1, day))


def _calendar(case: Case, rows: np.ndarray, day: np.ndarray | int) -> pd.DataFrame:
    """One row an interval of the days numbered `rows`."""
    holiday = case.holiday != ""
    of_month = (case.days - case.days.astype("datetime64[M]")).astype(int)
    by_day = {
        "weekday": case.weekday,
        "holiday": holiday * 1,
        "before": np.roll(holiday, -1) * 1,
        "after": np.roll(holiday, 1) * 1,
        "of_month": of_month,
    }
    columns = {name: np.repeat(column[rows], day) for name, column in by_day.items()}
    size = len(rows) * int(day)
    return pd.DataFrame(
        {"unique_id": "q", "ds": np.arange(size), "slot": np.tile(np.arange(int(day)), len(rows)), **columns}
    )
