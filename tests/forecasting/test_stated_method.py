from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, rates

from staffplan.errors import UsageError
from staffplan.forecasting import stated_method as module
from staffplan.forecasting.methods import EXTRA_METHODS, METHODS, Past
from staffplan.forecasting.methods.gradient_boosting import GradientBoosting
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.settings import ForecastingSettings, MethodName
from staffplan.forecasting.stated_method import stated_method, with_method
from staffplan.forecasting.wall_clock import run_of_days

MONDAY = date(2026, 1, 5)


def test_every_method_can_be_stated() -> None:
    assert set(MethodName) == {method.name for method in (*METHODS, *EXTRA_METHODS)} | {"auto+ml"}
    for method in METHODS:
        assert stated_method(ForecastingSettings(method=MethodName(method.name))).name == method.name


def test_auto_is_what_is_taken_when_nothing_is_said() -> None:
    assert stated_method(ForecastingSettings()).name == "auto"


def test_the_number_of_same_weekdays_is_the_stated_one() -> None:
    settings = ForecastingSettings(method=MethodName.WEEKDAY_MEAN, same_weekdays=8)
    assert stated_method(settings) == WeekdayMean(weeks=8)


def test_a_name_that_is_no_method_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        with_method(ForecastingSettings(), "holt")
    assert caught.value.faults[0].code == "usage.unknown_method"
    assert "holt_winters" in caught.value.faults[0].hint
    assert with_method(ForecastingSettings(), "holt_winters").method is MethodName.HOLT_WINTERS
    assert with_method(ForecastingSettings(), None) == ForecastingSettings()


@pytest.mark.parametrize("name", ["auto+ml", "gradient_boosting"])
def test_without_lightgbm_its_methods_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(UsageError) as caught:
        stated_method(ForecastingSettings(method=MethodName(name)))
    assert caught.value.faults[0].code == "forecast.no_lightgbm"


@pytest.mark.parametrize("name", ["auto+ml", "gradient_boosting"])
def test_with_lightgbm_they_are_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: object())
    assert stated_method(ForecastingSettings(method=MethodName(name))).name == name


def _next_week(offered: np.ndarray) -> np.ndarray:
    past = Past(run_of_days(np.datetime64(MONDAY, "D"), len(offered)), offered)
    return GradientBoosting().rates(past, run_of_days(past.days[-1], 7, after=1))


def test_a_short_history_needs_no_trees() -> None:
    offered = counts(rates(MONDAY, 63), 1)
    past = Past(run_of_days(np.datetime64(MONDAY, "D"), 63), offered)
    assert (_next_week(offered) == WeekdayMean().rates(past, run_of_days(past.days[-1], 7, after=1))).all()


def test_trees_correct_the_mean_of_four() -> None:
    pytest.importorskip("lightgbm", reason="the extra [ml] is not installed")
    expected = rates(MONDAY, 203)
    forecast = _next_week(counts(expected[:-7], 1))
    assert np.abs(forecast - expected[-7:]).sum() / expected[-7:].sum() < 0.08
    assert (forecast == _next_week(counts(expected[:-7], 1))).all()
