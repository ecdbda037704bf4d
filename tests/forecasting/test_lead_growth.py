from datetime import date

import numpy as np
import pytest

from staffplan.forecasting.lead_growth import PRIOR_GROWTH, ahead, growth, wandering
from staffplan.forecasting.wall_clock import as_day, run_of_days


def _walk(by_day: float, weeks: int, seed: int, noise: float = 0.01) -> np.ndarray:
    draw = np.random.default_rng(seed)
    steps = np.sqrt(by_day) * draw.standard_normal(7 * weeks)
    return 7.0 + np.cumsum(steps) + np.sqrt(noise) * draw.standard_normal(7 * weeks)


def test_a_day_ahead_counts_less_the_farther_it_is() -> None:
    steps = np.diff(ahead(np.arange(0.0, 720.0)))
    assert steps[0] == pytest.approx(1.0, abs=0.01)
    assert (np.diff(steps) < 0).all()
    assert steps[182] == pytest.approx(0.5, abs=0.01)


def test_a_level_that_wanders_faster_is_found_to_do_so() -> None:
    slow = np.mean([growth(_walk(2e-5, 104, seed)) for seed in range(8)])
    fast = np.mean([growth(_walk(8e-4, 104, seed)) for seed in range(8)])
    assert slow < PRIOR_GROWTH
    assert 3e-4 < fast < 1.2e-3


def test_even_a_still_level_is_less_sure_far_away() -> None:
    assert growth(_walk(0.0, 104, 3)) > 0


def test_a_short_history_says_nothing_of_far_days() -> None:
    assert growth(_walk(1e-2, 8, 1)) == PRIOR_GROWTH
    assert growth(np.zeros(0)) == PRIOR_GROWTH
    assert growth(np.full(700, np.nan)) == PRIOR_GROWTH


def test_weekdays_alone_do_not_make_a_level_wander() -> None:
    week = np.log([900.0, 500.0, 450.0, 420.0, 410.0, 100.0, 30.0])
    flat = np.tile(week, 80) + 0.05 * np.random.default_rng(1).standard_normal(560)
    assert growth(flat) < PRIOR_GROWTH


def test_a_season_that_is_known_is_no_wandering() -> None:
    days = run_of_days(as_day(date(2023, 1, 2)), 3 * 364)
    wave = 1000.0 * np.exp(0.3 * np.sin(2 * np.pi * np.arange(len(days)) / 365.25))
    counts = np.random.default_rng(2).poisson(wave).astype(float)[:, None]
    ordinary = np.ones(len(days), dtype=bool)
    known = growth(wandering(days, counts, ordinary, yearly=True))
    assert known < 0.3 * growth(wandering(days, counts, ordinary, yearly=False))


def test_days_off_are_unknown_in_the_level() -> None:
    days = run_of_days(as_day(date(2026, 1, 5)), 14)
    ordinary = np.arange(14) != 3
    level = wandering(days, np.full((14, 2), 50.0), ordinary, yearly=True)
    assert np.isnan(level).tolist() == (~ordinary).tolist()
