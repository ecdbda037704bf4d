"""Prophet as its documentation advises for call volumes: open hours only, multiplicative, with holidays.

Each kind of weekday has its own shape of a day. How fast the trend may change is chosen for each set of calls, on the
week before the first origin that is asked about.
"""

from __future__ import annotations

import logging
from dataclasses import replace

import numpy as np
import pandas as pd
from case import Case
from prophet import Prophet

SCALES = (0.01, 0.05, 0.3)
WEEKS = 52
_chosen: dict[str, float] = {}

for name in ("prophet", "cmdstanpy"):
    logging.getLogger(name).disabled = True


def choose(case: Case) -> None:
    """Find the scale of a set's changepoints, once: the best forecast of the last week known at its first origin."""
    if case.call_set in _chosen:
        return
    before = replace(
        case,
        days=case.days[:-7],
        offered=case.offered[:-7],
        is_open=case.is_open[:-7],
        holiday=case.holiday[:-7],
    )
    came = np.where(before.is_open[-7:], case.offered[-7:], np.nan)
    errors = {scale: np.nansum(np.abs(_forecast(before, scale) - came)) for scale in SCALES}
    _chosen[case.call_set] = min(errors, key=errors.__getitem__)


def prophet(case: Case) -> np.ndarray:
    """With the scale chosen for the set."""
    return _forecast(case, _chosen[case.call_set])


def _forecast(case: Case, scale: float) -> np.ndarray:
    first = max(0, case.known - 7 * WEEKS)
    day, slot = np.nonzero(~np.isnan(np.where(case.is_open[: case.known], case.offered, np.nan))[first:])
    known = _rows(case, day + first, slot).assign(y=case.offered[day + first, slot])
    holidays = pd.DataFrame({"ds": case.days, "holiday": case.holiday})
    holidays = holidays[holidays["holiday"] != ""]
    holidays = holidays[holidays["ds"] >= case.days[first]]
    model = Prophet(
        growth="linear",
        seasonality_mode="multiplicative",
        yearly_seasonality=False,
        weekly_seasonality=3,
        daily_seasonality=False,
        holidays=holidays if len(holidays) else None,
        changepoint_prior_scale=scale,
        uncertainty_samples=0,
    )
    for kind in _kinds(case):
        model.add_seasonality(f"day_{kind}", period=1, fourier_order=10, condition_name=kind)
    model.fit(known)
    day, slot = np.nonzero(case.is_open[case.known :])
    rates = np.zeros((7, case.is_open.shape[1]))
    if len(day):
        rates[day, slot] = np.maximum(model.predict(_rows(case, day + case.known, slot))["yhat"].to_numpy(), 0.0)
    return rates


def _rows(case: Case, day: np.ndarray, slot: np.ndarray) -> pd.DataFrame:
    minutes = 1440 // case.is_open.shape[1]
    start = case.days[day].astype("datetime64[m]") + slot * np.timedelta64(minutes, "m")
    weekday = case.weekday[day]
    kinds = {kind: np.isin(weekday, days) for kind, days in _kinds(case).items()}
    return pd.DataFrame({"ds": start.astype("datetime64[ns]"), **kinds})


def _kinds(case: Case) -> dict[str, list[int]]:
    """Weekdays whose days have one shape: Friday and the weekend apart from the others."""
    kinds = {"working": [0, 1, 2, 3], "friday": [4], "saturday": [5], "sunday": [6]}
    if case.call_set == "anonymous bank":  # weeks there begin on Sunday
        kinds = {"working": [6, 0, 1, 2, 3], "friday": [4], "saturday": [5]}
    return {kind: days for kind, days in kinds.items() if np.isin(days, case.weekdays).any()}
