"""Seasonal models of the textbook: MSTL with AutoETS, TBATS, and ETS or Holt-Winters on days with a profile."""

from __future__ import annotations

import warnings

import numpy as np
from case import Case
from statsforecast.models import MSTL, TBATS, AutoETS
from statsmodels.tsa.holtwinters import ExponentialSmoothing

warnings.filterwarnings("ignore")

MSTL_WEEKS, TBATS_WEEKS, DAILY_WEEKS, PROFILE_WEEKS = 26, 8, 52, 8


def mstl(case: Case) -> np.ndarray:
    """Seasons of a day and of a week, and AutoETS without a season for what is left."""
    _, contacts = case.filled(MSTL_WEEKS)
    model = MSTL([len(case.slots), len(case.slots) * len(case.weekdays)], trend_forecaster=AutoETS(model="ZZN"))
    return _half_hours(case, model, contacts)


def tbats(case: Case) -> np.ndarray:
    """Trigonometric seasons of a day and of a week, errors that hang together, a damped trend."""
    _, contacts = case.filled(TBATS_WEEKS)
    day = len(case.slots)
    model = TBATS([day, day * len(case.weekdays)], use_boxcox=False, use_trend=False, use_arma_errors=True)
    return _half_hours(case, model, contacts)


def _half_hours(case: Case, model: object, contacts: np.ndarray) -> np.ndarray:
    ahead = len(case.weekdays) * len(case.slots)
    said = model.forecast(y=contacts.ravel(), h=ahead)["mean"]
    return case.week_of(np.nan_to_num(said).reshape(-1, len(case.slots)))


def ets(case: Case) -> np.ndarray:
    """The best ETS of the days' totals, spread by the weekday's profile."""

    def days_ahead(totals: np.ndarray, season: int) -> np.ndarray:
        return AutoETS(season_length=season).forecast(y=totals, h=season)["mean"]

    return _by_profile(case, days_ahead)


def holt_winters(case: Case) -> np.ndarray:
    """Damped trend and multiplicative weekdays on the days' totals, spread by the weekday's profile."""

    def days_ahead(totals: np.ndarray, season: int) -> np.ndarray:
        model = ExponentialSmoothing(
            np.maximum(totals, 0.5), trend="add", damped_trend=True, seasonal="mul", seasonal_periods=season
        )
        return model.fit().forecast(season)

    return _by_profile(case, days_ahead)


def _by_profile(case: Case, days_ahead: object) -> np.ndarray:
    rows, contacts = case.filled(DAILY_WEEKS)
    totals = np.maximum(np.nan_to_num(days_ahead(contacts.sum(axis=1), len(case.weekdays))), 0.0)
    weekday = case.weekday[case.known :]
    weekday = weekday[np.isin(weekday, case.weekdays)]
    recent = rows >= case.known - 7 * PROFILE_WEEKS
    profile = np.array([contacts[recent & (case.weekday[rows] == day)].sum(axis=0) for day in weekday])
    shares = profile / np.maximum(profile.sum(axis=1, keepdims=True), 1e-9)
    return case.week_of(totals[:, None] * shares)
