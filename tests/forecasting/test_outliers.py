from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.forecasting import weeks_ahead
from staffplan.forecasting.outliers import Cleaned, cleaned
from staffplan.forecasting.wall_clock import run_of_days

MONDAY = date(2026, 1, 5)
DAYS = run_of_days(np.datetime64(MONDAY, "D"), 84)
COUNTS = np.where(rates(MONDAY, 84) > 0, counts(rates(MONDAY, 84), 4), np.nan)


def _cleaned(offered: np.ndarray) -> Cleaned:
    return cleaned(offered, DAYS, np.ones(len(DAYS), dtype=bool))


def _changed(day: int, slots: slice, factor: float) -> np.ndarray:
    offered = COUNTS.copy()
    offered[day, slots] = np.round(offered[day, slots] * factor)
    return offered


def test_counts_that_scatter_by_chance_are_let_be() -> None:
    assert (_cleaned(COUNTS).weight == 1).mean() > 0.9999


def test_a_moderate_outlier_counts_less_and_is_drawn_in() -> None:
    found = _cleaned(_changed(44, slice(20, 21), 2.2))
    assert 0.5 <= found.weight[44, 20] < 1
    assert COUNTS[44, 20] < found.offered[44, 20] < 2.2 * COUNTS[44, 20]


def test_a_far_outlier_counts_nothing() -> None:
    found = _cleaned(_changed(44, slice(20, 21), 5))
    assert found.weight[44, 20] == 0
    assert np.isnan(found.offered[44, 20])


def test_an_hour_of_zeros_in_a_busy_day_is_unknown() -> None:
    assert np.isnan(_cleaned(_changed(44, slice(20, 22), 0)).offered[44, 20:22]).all()


def test_a_wave_that_lasts_is_kept() -> None:
    assert (_cleaned(_changed(44, slice(20, 26), 1.8)).weight == 1).all()


def test_a_day_that_is_high_as_a_whole_is_left_to_the_calendar() -> None:
    assert (_cleaned(_changed(44, slice(None), 2)).weight[44] == 1).all()


def test_a_new_shape_that_stays_is_no_outlier() -> None:
    offered = COUNTS.copy()
    offered[56:, 30] *= 2.5
    assert (_cleaned(offered).weight[56:, 30] == 1).mean() > 0.9


def test_days_that_are_not_ordinary_are_let_be() -> None:
    offered, ordinary = _changed(44, slice(20, 21), 1000), np.ones(84, dtype=bool)
    ordinary[44] = False
    assert (cleaned(offered, DAYS, ordinary).weight[44] == 1).all()


def test_odd_days_and_intervals_are_listed_for_programs_to_read() -> None:
    offered = _changed(44, slice(20, 21), 5)
    offered[65] = np.where(np.isnan(offered[65]), np.nan, 0.0)
    day, interval = weeks_ahead(history(MONDAY, offered)).outliers
    assert (day.queue, day.day, day.start, day.offered, day.weight) == ("calls", date(2026, 3, 11), None, 0.0, 0.0)
    assert day.usual == pytest.approx(1500, rel=0.1)
    assert (interval.day, interval.start, interval.weight) == (date(2026, 2, 18), "10:00", 0.0)
    assert interval.offered == offered[44, 20]
    assert interval.usual == pytest.approx(float(rates(MONDAY, 84)[44, 20]), rel=0.2)
