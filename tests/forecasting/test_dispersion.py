from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.forecasting import weeks_ahead
from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.dispersion import Dispersion, dispersion, holidays_vary

MONDAY = date(2026, 1, 5)


def _held_out(expected: np.ndarray, actual: np.ndarray) -> HeldOut:
    return HeldOut(expected, expected, actual, np.ones(len(expected), dtype=bool), len(expected) // 7)


@pytest.mark.parametrize(("cv2_day", "cv2_alone"), [(0.02, 0.02), (0.05, 0.005), (0.005, 0.08)])
def test_both_numbers_are_recovered(cv2_day: float, cv2_alone: float) -> None:
    expected = rates(MONDAY, 700, volume=3000.0)
    found = dispersion(_held_out(expected, counts(expected, 1, cv2_day=cv2_day, cv2_alone=cv2_alone)))
    assert found.cv2_day == pytest.approx(cv2_day, rel=0.3)
    assert found.cv2_interval == pytest.approx((1 + cv2_day) * (1 + cv2_alone) - 1, rel=0.25)


def test_poisson_counts_show_hardly_any_dispersion() -> None:
    expected = rates(MONDAY, 700)
    found = dispersion(_held_out(expected, counts(expected, 1)))
    assert found.cv2_interval < 0.005
    assert found.cv2_day < 0.002


def test_clumps_are_told_from_a_rate_that_varies() -> None:
    expected = rates(MONDAY, 700, volume=60.0)
    draw = np.random.default_rng(3)
    clumps = draw.poisson(expected / 1.5)
    found = dispersion(_held_out(expected, (clumps + draw.binomial(clumps, 0.5)).astype(float)))
    # clumps of one or two: variance over mean is 2.5 / 1.5
    assert found.clumping == pytest.approx(2 / 3, abs=0.15)
    assert found.cv2_interval < 0.05


def test_far_days_vary_more_and_thin_intervals_too() -> None:
    found = Dispersion(cv2_interval=0.05, cv2_day=0.02, learnt=True, clumping=0.2)
    assert found.day_at(np.array([4.0]))[0] == pytest.approx(0.02)
    assert (np.diff(found.day_at(np.arange(1.0, 700.0))) > 0).all()
    cv2 = found.interval_at(np.array([0.0, 1.0, 100.0]), np.array([0.02]))
    assert cv2[1:] == pytest.approx([0.25, 0.052])
    assert np.isfinite(cv2).all()


def test_the_memory_of_a_day_factor_is_found() -> None:
    expected = rates(MONDAY, 1400, volume=5000.0)
    draw = np.random.default_rng(5)
    factor = np.zeros(1400)
    for day in range(1, 1400):
        factor[day] = 0.7 * factor[day - 1] + np.sqrt(1 - 0.49) * draw.standard_normal()
    actual = counts(expected * np.exp(0.15 * factor)[:, None], 6)[expected.sum(axis=1) > 0]
    found = dispersion(_held_out(expected[expected.sum(axis=1) > 0], actual))
    assert found.memory == pytest.approx(0.66, abs=0.1)
    assert found.cv2_day == pytest.approx(0.0225, rel=0.2)


def test_a_holiday_varies_more_than_an_ordinary_day() -> None:
    extra = holidays_vary(np.array([[0.0, 0.1], [0.0, 0.1]]), np.array([True, False]))
    assert extra[0, 0] > 0.02
    assert extra[0, 1] > extra[0, 0] + 0.1
    assert extra[1].tolist() == pytest.approx([0.0, 0.1])


def test_one_wild_day_does_not_set_the_scatter_of_all() -> None:
    expected = rates(MONDAY, 42)
    actual = counts(expected, 1, cv2_day=0.01)
    wild = actual.copy()
    wild[15] *= 3
    assert dispersion(_held_out(expected, wild)).cv2_day < 3 * dispersion(_held_out(expected, actual)).cv2_day


def test_without_a_back_test_a_typical_scatter_is_assumed() -> None:
    assert dispersion(None) == Dispersion()
    assert not dispersion(None).learnt


@pytest.mark.parametrize(("volume", "seed"), [(200.0, 2), (3000.0, 5)])
def test_the_range_from_p05_to_p95_holds_what_its_name_says(volume: float, seed: int) -> None:
    expected = rates(MONDAY, 52 * 7, volume=volume)
    actual = counts(expected, seed, cv2_day=0.01, cv2_alone=0.03)
    inside = total = below = 0
    for weeks in range(32, 52, 2):
        frame = weeks_ahead(history(MONDAY, actual[: 7 * weeks])).frame
        offset = (frame["start"].to_numpy() - np.datetime64(MONDAY, "us")) // np.timedelta64(30, "m")
        came = actual.ravel()[offset]
        inside += int(((came >= frame["offered_p05"]) & (came <= frame["offered_p95"])).sum())
        below += int((came < frame["offered_p50"]).sum())
        total += len(came)
    assert 0.87 < inside / total < 0.96
    assert 0.4 < below / total < 0.52
