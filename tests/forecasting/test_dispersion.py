from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.forecasting import weeks_ahead
from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.dispersion import Dispersion, dispersion

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
