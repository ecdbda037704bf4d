"""Forecast methods, one file each; a new one joins by a line in `METHODS`."""

from __future__ import annotations

from staffplan.forecasting.methods.ensemble import Ensemble
from staffplan.forecasting.methods.ewma import SameWeekdayEwma
from staffplan.forecasting.methods.holt_winters import HoltWinters
from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.methods.low_rank import LowRank
from staffplan.forecasting.methods.method import Method, Past
from staffplan.forecasting.methods.seasonal_naive import SeasonalNaive
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.methods.weekday_median import WeekdayMedian

METHODS: tuple[Method, ...] = (
    Ensemble(),
    LevelProfile(),
    LowRank(),
    HoltWinters(),
    SameWeekdayEwma(),
    WeekdayMean(),
    WeekdayMedian(),
    SeasonalNaive(),
)

__all__ = ["METHODS", "Method", "Past"]
