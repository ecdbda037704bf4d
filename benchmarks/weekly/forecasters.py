"""Who forecasts a week: staffplan as it is shipped, each of its methods in the calendar, and what planning tools do."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

import numpy as np
import pandas as pd

from staffplan.app.forecast import forecast
from staffplan.forecasting.calendar_wrap import expect
from staffplan.forecasting.day_facts import day_facts
from staffplan.forecasting.day_matrix import DayMatrix
from staffplan.forecasting.learnt_from import learnt_from
from staffplan.forecasting.methods import METHODS, Method, Past
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.opening_hours import open_slots
from staffplan.forecasting.settings import ForecastingSettings, MethodName
from staffplan.forecasting.stated_method import stated_method
from weekly.call_sets import INTERVAL_MIN, CallSet

Forecaster = Callable[[CallSet, DayMatrix, int, int], np.ndarray]
"""Contacts of seven days by slots, from set, queue, number of the first day, and days between it and the last known."""

SHIPPED = "staffplan.forecast"
WITH_EXTRA, BOOSTED = "auto+ml, in the calendar", "gradient_boosting, in the calendar"
MEAN_OF_4, MEAN_OF_8 = "mean of the last 4 same weekdays", "mean of the last 8"


def plain(method: Method) -> Forecaster:
    """The method alone: no calendar, no opening hours."""

    def forecaster(_calls: CallSet, matrix: DayMatrix, origin: int, lead: int) -> np.ndarray:
        known = origin - lead
        return method.rates(Past(matrix.days[:known], matrix.offered[:known]), matrix.days[origin : origin + 7])

    return forecaster


def wrapped(method: Method) -> Forecaster:
    """The method inside calendar and learnt opening hours, without what the shipped function does beyond."""

    def forecaster(calls: CallSet, matrix: DayMatrix, origin: int, lead: int) -> np.ndarray:
        special = calls.special_days(matrix)
        facts = day_facts(matrix.days[: origin + 7], special, matrix.queue)
        past, future = facts.part(0, origin - lead), facts.part(origin, origin + 7)
        learnt = learnt_from(matrix.part(0, origin - lead), past, future, special, None)
        return expect(learnt.offered, past, future, method).rates * open_slots(
            learnt.opening, future.days, INTERVAL_MIN
        )

    return forecaster


def shipped(*, holidays: bool = True, weeks_known: int | None = None) -> Forecaster:
    """``staffplan.forecast`` as a user calls it, on a frame."""

    def forecaster(calls: CallSet, matrix: DayMatrix, origin: int, lead: int) -> np.ndarray:
        first = 0 if weeks_known is None else max(0, origin - lead - 7 * weeks_known)
        country = calls.country if holidays else None
        frame = forecast(known_rows(matrix, first, origin - lead), start=matrix.days[origin], holidays=country)
        rates = np.zeros((7, matrix.slots))
        wall = frame["start"].to_numpy().astype("datetime64[m]")
        offset = (wall - matrix.days[origin].astype("datetime64[m]")).astype(int)
        rates[offset // 1440, offset % 1440 // INTERVAL_MIN] = frame["offered_mean"]
        return rates

    return forecaster


def known_rows(matrix: DayMatrix, first: int, last: int) -> pd.DataFrame:
    """HISTORY of the days number `first` to `last`, the latter not included."""
    day, slot = np.nonzero(~np.isnan(matrix.offered[first:last]))
    start = matrix.days[first + day] + slot * np.timedelta64(INTERVAL_MIN, "m")
    return pd.DataFrame({"queue": matrix.queue, "start": start, "offered": matrix.offered[first + day, slot]})


def forecasters() -> dict[str, Forecaster]:
    """By name, in the order of the table; with LightGBM where it is installed beside staffplan."""
    extra = {BOOSTED: MethodName.GRADIENT_BOOSTING, WITH_EXTRA: MethodName.AUTO_ML} if find_spec("lightgbm") else {}
    return {
        "the same weekday of the last week": plain(WeekdayMean(1)),
        MEAN_OF_4: plain(WeekdayMean(4)),
        MEAN_OF_8: plain(WeekdayMean(8)),
        **{f"{method.name}, in the calendar": wrapped(method) for method in reversed(METHODS)},
        **{name: wrapped(stated_method(ForecastingSettings(method=method))) for name, method in extra.items()},
        SHIPPED: shipped(),
        f"{SHIPPED}, no holidays given": shipped(holidays=False),
        f"{SHIPPED}, 8 weeks known": shipped(weeks_known=8),
    }
