import importlib
import pkgutil
from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, rates

from staffplan.forecasting import methods
from staffplan.forecasting.methods import EXTRA_METHODS, METHODS, Method, Past
from staffplan.forecasting.methods.holt_winters import HoltWinters
from staffplan.forecasting.methods.intraday_profile import borrowed
from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.methods.method import day_totals
from staffplan.forecasting.methods.seasonal_naive import SeasonalNaive
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.methods.weekday_median import WeekdayMedian
from staffplan.forecasting.wall_clock import run_of_days, weekdays

MONDAY = date(2026, 1, 5)
every_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)


def _past(offered: np.ndarray) -> Past:
    return Past(run_of_days(np.datetime64(MONDAY, "D"), len(offered)), offered)


def _next_week(past: Past, method: Method) -> np.ndarray:
    return method.rates(past, run_of_days(past.days[-1], 7, after=1))


def _wape(forecast: np.ndarray, actual: np.ndarray) -> float:
    return float(np.abs(forecast - actual).sum() / actual.sum())


def test_every_file_with_a_method_is_in_the_tuple() -> None:
    listed = {type(method).__module__ for method in (*METHODS, *EXTRA_METHODS)}
    for module in pkgutil.iter_modules(methods.__path__, methods.__name__ + "."):
        classes = vars(importlib.import_module(module.name)).values()
        defines = any(isinstance(c, type) and hasattr(c, "rates") and c.__module__ == module.name for c in classes)
        assert not defines or module.name in listed or module.name.endswith(".method")


def test_method_names_are_unique() -> None:
    assert len({method.name for method in METHODS}) == len(METHODS)


@every_method
def test_the_truth_behind_counts_is_recovered(method: Method) -> None:
    expected = rates(MONDAY, 26 * 7 + 7)
    past = _past(counts(expected[:-7], 5))
    # one week as it came has all of the chance in it: some 10 % of a slot
    assert _wape(_next_week(past, method), expected[-7:]) < (0.13 if method.name == "seasonal_naive" else 0.08)


@every_method
def test_rates_are_finite_and_never_negative(method: Method) -> None:
    offered = counts(rates(MONDAY, 30, volume=40.0), 6, cv2_day=0.5)
    offered[np.random.default_rng(1).random(offered.shape) < 0.3] = np.nan
    forecast = _next_week(_past(offered), method)
    assert forecast.shape == (7, 48)
    assert np.isfinite(forecast).all()
    assert (forecast >= 0).all()


@every_method
@pytest.mark.parametrize("days", [1, 3, 7, 14])
def test_a_few_days_are_enough_for_a_guess(method: Method, days: int) -> None:
    expected = rates(MONDAY, 14 + 7)
    forecast = _next_week(_past(counts(expected[:days], 5)), method)
    assert 0.3 < forecast.sum() / expected[-7:].sum() < 2.5


@every_method
def test_a_queue_of_zeros_is_forecast_as_zero(method: Method) -> None:
    assert _next_week(_past(np.zeros((60, 48))), method) == pytest.approx(0, abs=0.3)


@every_method
def test_absent_intervals_are_not_zeros(method: Method) -> None:
    offered = counts(rates(MONDAY, 84), 5)
    holes = offered.copy()
    holes[np.random.default_rng(2).random(offered.shape) < 0.1] = np.nan
    whole, holed = (_next_week(_past(cells), method).sum() for cells in (offered, holes))
    assert holed == pytest.approx(whole, rel=0.03)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("volume", [60.0, 2500.0])
def test_the_default_is_never_much_worse_than_the_mean_of_four(seed: int, volume: float) -> None:
    expected = rates(MONDAY, 33 * 7, volume=volume)
    actual = counts(expected, seed, cv2_day=0.01, cv2_alone=0.01)
    known = run_of_days(np.datetime64(MONDAY, "D"), len(actual))
    errors = {METHODS[0].name: 0.0, "weekday_mean": 0.0}
    for weeks in range(28, 33):
        past = Past(known[: 7 * weeks], actual[: 7 * weeks])
        for method in (METHODS[0], WeekdayMean()):
            errors[method.name] += np.abs(_next_week(past, method) - actual[7 * weeks : 7 * weeks + 7]).sum()
    assert errors[METHODS[0].name] < 1.02 * errors["weekday_mean"]


def test_the_level_follows_a_step_sooner_than_the_mean_of_four() -> None:
    expected = rates(MONDAY, 33 * 7)
    expected[-21:] *= 1.4
    past = _past(counts(expected[:-7], 5))
    ours, theirs = (_wape(_next_week(past, method), expected[-7:]) for method in (LevelProfile(), WeekdayMean()))
    assert ours < 0.8 * theirs


def test_the_seasonal_naive_repeats_the_newest_known_number_of_each_slot() -> None:
    offered = counts(rates(MONDAY, 28), 5)
    holed = offered.copy()
    holed[21, 20] = np.nan
    again = _next_week(_past(holed), SeasonalNaive())
    assert (again[1:] == offered[22:]).all()
    assert again[0, 20] == offered[14, 20]


def test_one_wild_day_moves_the_median_little() -> None:
    offered = rates(MONDAY, 56)
    wild = offered.copy()
    wild[49] *= 10
    quiet, odd = (_next_week(_past(cells), WeekdayMedian()).sum() for cells in (offered, wild))
    assert odd == pytest.approx(quiet, rel=0.02)


def test_the_median_of_a_sparse_queue_keeps_its_volume() -> None:
    expected = rates(MONDAY, 7 * 40, volume=20.0)
    ratios = [
        _next_week(_past(counts(expected[:-7], seed)), WeekdayMedian()).sum() / expected[-7:].sum() for seed in range(8)
    ]
    assert np.mean(ratios) == pytest.approx(1.0, abs=0.08)


def test_holt_winters_goes_on_with_a_trend_that_fades() -> None:
    days = 7 * 30
    expected = rates(MONDAY, days + 28) * np.linspace(0.5, 1.5, days + 28)[:, None]
    past = _past(expected[:days])
    ahead = HoltWinters().rates(past, run_of_days(past.days[-1], 28, after=1)).sum(axis=1).reshape(4, 7).sum(axis=1)
    assert expected[days - 7 : days].sum() < ahead[0] < ahead[3] < 1.05 * expected[-7:].sum()


def test_holt_winters_keeps_the_factors_of_the_weekdays() -> None:
    expected = rates(MONDAY, 7 * 21)
    ahead = _next_week(_past(expected[:-7]), HoltWinters())
    assert ahead.sum(axis=1) == pytest.approx(expected[-7:].sum(axis=1), rel=0.01)


def test_a_day_with_a_part_missing_counts_as_a_whole_one() -> None:
    offered = rates(MONDAY, 28)
    offered[21, 16:19] = np.nan
    totals = day_totals(np.nan_to_num(offered), ~np.isnan(offered), weekdays(_past(offered).days))
    assert totals[21] == pytest.approx(rates(MONDAY, 28)[21].sum(), rel=1e-6)


def test_a_day_with_more_than_a_fifth_missing_tells_no_level() -> None:
    offered = rates(MONDAY, 28)
    offered[21, 16:24] = np.nan
    assert np.isnan(_past(offered).totals[21])


def test_weekdays_that_look_alike_lend_and_strangers_do_not() -> None:
    draw = np.random.default_rng(4)
    alike, other = np.linspace(1, 3, 24), np.linspace(3, 1, 24)
    truth = np.array([alike, alike, alike, alike, alike, other, other])
    truth /= truth.sum(axis=1, keepdims=True)
    contacts = np.array([60.0, 4000.0, 4000.0, 4000.0, 4000.0, 4000.0, 4000.0])
    share = draw.poisson(truth * contacts[:, None]) / contacts[:, None]
    share /= share.sum(axis=1, keepdims=True)
    better = borrowed(share, contacts)
    assert np.abs(better[0] - truth[0]).sum() < 0.4 * np.abs(share[0] - truth[0]).sum()
    assert np.abs(better[6] - truth[6]).sum() < 1.2 * np.abs(share[6] - truth[6]).sum()
