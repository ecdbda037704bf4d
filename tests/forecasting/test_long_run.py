"""The season of the year and the damped trend: found where they are, silent where they are not."""

from datetime import date

import numpy as np
import pytest

from staffplan.forecasting.damped_trend import damped_trend
from staffplan.forecasting.wall_clock import run_of_days
from staffplan.forecasting.yearly_season import yearly_season

FIRST = np.datetime64(date(2023, 1, 2), "D")


def _season(days: np.ndarray, swing: float) -> np.ndarray:
    return swing * np.cos(2 * np.pi * (days.astype(int) / 365.2425 - 0.1))


def _found(count: int, swing: float, *, seed: int = 1, drift: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    line = run_of_days(FIRST, count + 180)
    known = line[:count]
    noise = np.random.default_rng(seed).normal(0, 0.05, count)
    level = 6.0 + drift * np.arange(count) / 365 + _season(known, swing) + noise
    truth = _season(line[count:], swing)
    return yearly_season(known, level, line[count:])[1], truth


def test_a_season_that_came_twice_is_expected_again() -> None:
    found, truth = _found(750, 0.2, drift=0.1)
    assert np.ptp(found) == pytest.approx(np.ptp(truth), rel=0.12)
    assert found - found.mean() == pytest.approx(truth - truth.mean(), abs=0.03)


def test_no_season_is_learnt_below_two_years() -> None:
    found, _ = _found(720, 0.2)
    assert not found.any()


def test_noise_is_no_season() -> None:
    swings = [np.ptp(_found(760, 0.0, seed=seed)[0]) for seed in range(8)]
    assert np.mean(swings) < 0.012


def test_a_swing_of_a_single_year_is_hardly_believed() -> None:
    line = run_of_days(FIRST, 800)
    level = 6.0 + np.where(np.arange(740) > 370, _season(line[:740], 0.2), 0.0)
    level += np.random.default_rng(2).normal(0, 0.05, 740)
    assert np.ptp(yearly_season(line[:740], level, line[740:])[0]) < 0.2


def test_unknown_days_leave_the_season_finite() -> None:
    line = run_of_days(FIRST, 800)
    level = np.where(np.arange(760) % 7 < 2, np.nan, 6.0 + _season(line[:760], 0.2))
    past, ahead = yearly_season(line[:760], level, line[760:])
    assert np.isfinite(past).all()
    assert np.isfinite(ahead).all()
    level[100:400] = np.nan
    assert not yearly_season(line[:760], level, line[760:])[1].any()


def _trend(by_year: float, days: int = 500) -> np.ndarray:
    line = run_of_days(FIRST, days + 365)
    return damped_trend(line[:days], 6.0 + by_year * np.arange(days) / 365.0, line[days:])


def test_the_near_weeks_are_left_alone_and_the_far_ones_grow_ever_less() -> None:
    grown = _trend(0.2)
    assert not grown[:21].any()
    steps = np.diff(grown[21::7])
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()
    assert grown[21 + 7 * 8] == pytest.approx(0.2 * 8 / 52, rel=0.3)
    assert grown[-1] < 0.2


def test_a_level_history_has_no_trend_and_a_short_one_none_to_be_seen() -> None:
    assert _trend(0.0) == pytest.approx(0, abs=1e-12)
    assert not _trend(0.3, days=400).any()
