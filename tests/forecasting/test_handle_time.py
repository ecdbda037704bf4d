import numpy as np
import pytest

from staffplan.forecasting.day_matrix import DayMatrix
from staffplan.forecasting.handle_time import handle_times, without_slips
from staffplan.forecasting.wall_clock import run_of_days


def _matrix(handled: np.ndarray, aht_s: np.ndarray) -> DayMatrix:
    days = run_of_days(np.datetime64("2026-01-05"), len(handled))
    return DayMatrix("q", 30, days, handled, handled, handled * aht_s)


def _forecast(matrix: DayMatrix, half_life: float = 6.0) -> np.ndarray:
    found = handle_times(matrix, run_of_days(matrix.days[-1], 7, after=1), half_life)
    assert found is not None
    return found


def test_a_steady_handle_time_is_recovered() -> None:
    handled = np.full((60, 48), 20.0)
    assert _forecast(_matrix(handled, np.full((60, 48), 240.0))) == pytest.approx(240.0)


def test_intervals_count_by_their_contacts() -> None:
    handled = np.where(np.arange(48) % 2 == 0, 99.0, 1.0) * np.ones((60, 1))
    aht_s = np.where(np.arange(48) % 2 == 0, 200.0, 2000.0) * np.ones((60, 1))
    assert np.average(_forecast(_matrix(handled, aht_s))) == pytest.approx(218.0, rel=0.05)


def test_the_level_follows_a_drift() -> None:
    handled, drift = np.full((140, 48), 20.0), np.linspace(200, 300, 140)[:, None] * np.ones(48)
    assert 260 < _forecast(_matrix(handled, drift), 3.0).mean() < 300


def test_a_shape_over_the_day_shows_with_many_contacts_and_not_with_few() -> None:
    aht_s = np.where(np.arange(48) < 24, 200.0, 300.0) * np.ones((60, 1))
    many, few = (_forecast(_matrix(np.full((60, 48), volume), aht_s)) for volume in (200.0, 0.05))
    assert many[40] / many[8] > 1.4
    assert few[40] / few[8] < 1.05


def test_without_handle_times_there_is_no_guess() -> None:
    handled = np.zeros((60, 48))
    matrix = _matrix(handled, handled)
    assert handle_times(matrix, run_of_days(matrix.days[-1], 7, after=1), 6.0) is None


def test_a_clock_that_ran_on_is_left_out_and_told() -> None:
    handled, aht_s = np.full((60, 48), 5.0), np.full((60, 48), 300.0)
    aht_s[10:50:4, 20] = 30_000.0
    slipped = _matrix(handled, aht_s)
    kept, (note,) = without_slips(slipped)
    assert _forecast(slipped).mean() > 360
    assert _forecast(kept) == pytest.approx(300.0)
    assert kept.offered.sum() == slipped.offered.sum()
    assert "usual 300 s: 2026-02-20 10:00 (30,000 s)" in note
    assert "and 7 more" in note


def test_long_contacts_are_no_slips() -> None:
    single = np.random.default_rng(1).lognormal(5.5, 0.8, (120, 48))
    matrix = _matrix(np.ones((120, 48)), single)
    kept, notes = without_slips(matrix)
    assert kept is matrix
    assert notes == []
