"""Forecast methods, one file each; a new one joins by a line in `METHODS`."""

from __future__ import annotations

from staffplan.forecasting.methods.ensemble import Ensemble
from staffplan.forecasting.methods.ewma import SameWeekdayEwma
from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.methods.low_rank import LowRank
from staffplan.forecasting.methods.method import Method, Past
from staffplan.forecasting.methods.weekday_mean import WeekdayMean

METHODS: tuple[Method, ...] = (Ensemble(), LevelProfile(), LowRank(), SameWeekdayEwma(), WeekdayMean())

__all__ = ["METHODS", "Method", "Past"]
