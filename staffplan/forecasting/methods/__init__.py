"""Forecast methods, one file each; a new one joins by a line in `METHODS`, or in `EXTRA_METHODS`."""

from __future__ import annotations

from staffplan.forecasting.methods.auto import Auto
from staffplan.forecasting.methods.day_process import DayProcess
from staffplan.forecasting.methods.ewma import SameWeekdayEwma
from staffplan.forecasting.methods.gradient_boosting import GradientBoosting
from staffplan.forecasting.methods.holt_winters import HoltWinters
from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.methods.low_rank import LowRank
from staffplan.forecasting.methods.method import Method, Past
from staffplan.forecasting.methods.seasonal_naive import SeasonalNaive
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.methods.weekday_median import WeekdayMedian

METHODS: tuple[Method, ...] = (
    Auto(),
    DayProcess(),
    LevelProfile(),
    LowRank(),
    HoltWinters(),
    SameWeekdayEwma(),
    WeekdayMean(),
    WeekdayMedian(),
    SeasonalNaive(),
)
EXTRA_METHODS: tuple[Method, ...] = (GradientBoosting(),)
"""Those that need a package which only an extra installs."""

__all__ = ["EXTRA_METHODS", "METHODS", "Method", "Past"]
