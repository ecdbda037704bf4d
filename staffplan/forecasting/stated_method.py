"""The method that the settings ask for, with what they say about it."""

from __future__ import annotations

from importlib.util import find_spec

from staffplan.errors import Fault, UsageError
from staffplan.forecasting.methods import METHODS, Method
from staffplan.forecasting.methods.auto import Auto
from staffplan.forecasting.methods.day_process import DayProcess
from staffplan.forecasting.methods.gradient_boosting import GradientBoosting
from staffplan.forecasting.methods.holt_winters import HoltWinters
from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.methods.weekday_median import WeekdayMedian
from staffplan.forecasting.settings import ForecastingSettings, MethodName


def stated_method(settings: ForecastingSettings) -> Method:
    """The method of these settings.

    Raises
    ------
    UsageError where it needs LightGBM, and that is not installed.
    """
    profile = settings.profile_half_life_weeks
    process = DayProcess(profile_half_life_weeks=profile)
    level = LevelProfile(level_half_life_weeks=settings.level_half_life_weeks, profile_half_life_weeks=profile)
    trees = GradientBoosting(profile_half_life_weeks=profile)
    weeks = settings.same_weekdays
    if settings.method in (MethodName.AUTO_ML, MethodName.GRADIENT_BOOSTING):
        _refuse_without_lightgbm(settings.method)
    stated: dict[str, Method] = {method.name: method for method in METHODS}
    stated |= {
        MethodName.AUTO: Auto(process, level),
        MethodName.AUTO_ML: Auto(process, level, voices=(trees,), name=MethodName.AUTO_ML.value),
        MethodName.DAY_PROCESS: process,
        MethodName.LEVEL_PROFILE: level,
        MethodName.HOLT_WINTERS: HoltWinters(profile_half_life_weeks=profile),
        MethodName.WEEKDAY_MEAN: WeekdayMean() if weeks is None else WeekdayMean(weeks),
        MethodName.WEEKDAY_MEDIAN: WeekdayMedian() if weeks is None else WeekdayMedian(weeks),
        MethodName.GRADIENT_BOOSTING: trees,
    }
    return stated[settings.method]


def with_method(settings: ForecastingSettings, name: str | None) -> ForecastingSettings:
    """The settings with another method; as they are for None.

    Raises
    ------
    UsageError where there is no method of that name.
    """
    if name is None:
        return settings
    if name not in list(MethodName):
        there = ", ".join(MethodName)
        raise UsageError(
            Fault("usage.unknown_method", f"There is no method {name!r}.", f"one of {there}.", path="method")
        )
    return settings.model_copy(update={"method": MethodName(name)})


def _refuse_without_lightgbm(method: MethodName) -> None:
    if find_spec("lightgbm") is None:
        message = f"The method {method.value} needs LightGBM, which is not installed."
        hint = "pip install 'staffplan[ml]', or forecasting: method: auto"
        raise UsageError(Fault("forecast.no_lightgbm", message, hint, path="forecasting.method"))
