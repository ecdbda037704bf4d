import numpy as np
import pytest

from staffplan.forecasting.day_factor import DayFactor


def test_the_factor_is_the_formula_of_a_gamma_prior():
    factor = DayFactor(1.0, 0.02).seen(came=120.0, expected=100.0, clumping=2.5)
    assert factor.mean == pytest.approx((1 / 0.02 + 120 / 2.5) / (1 / 0.02 + 100 / 2.5))
    assert factor.cv2 == pytest.approx(1 / (1 / 0.02 + 120 / 2.5))


def test_two_looks_at_a_day_say_what_one_look_at_both_says():
    prior = DayFactor(1.1, 0.03)
    twice = prior.seen(30.0, 25.0, 2.0).seen(50.0, 60.0, 2.0)
    once = prior.seen(80.0, 85.0, 2.0)
    assert (twice.mean, twice.cv2) == pytest.approx((once.mean, once.cv2))


def test_it_is_the_posterior_mean_that_simulation_finds():
    draw = np.random.default_rng(1)
    factors = draw.gamma(1 / 0.04, 0.04, 400_000)
    came = draw.poisson(60 * factors)
    alike = factors[came == 72]
    found = DayFactor(1.0, 0.04).seen(72.0, 60.0, 1.0)
    assert found.mean == pytest.approx(alike.mean(), rel=0.005)
    assert found.cv2 == pytest.approx(alike.var() / alike.mean() ** 2, rel=0.05)


def test_no_contact_at_all_lowers_the_factor_and_keeps_it_above_nothing():
    found = DayFactor(1.0, 0.02).seen(0.0, 50.0, 1.0)
    assert 0 < found.mean < 1
    assert np.isfinite(found.cv2)


@pytest.mark.parametrize(("cv2", "expected"), [(0.0, 100.0), (0.02, 0.0)])
def test_what_is_certain_or_unseen_stays_as_it_was(cv2: float, expected: float):
    assert DayFactor(1.0, cv2).seen(40.0, expected, 1.0) == DayFactor(1.0, cv2)


def test_the_next_day_keeps_a_share_of_the_deviation_and_regains_its_uncertainty():
    today = DayFactor(1.1, 0.002)
    tomorrow = today.next_day(0.5, 0.02, 0.02)
    assert tomorrow.mean == pytest.approx(1.05)
    assert 0.75 * 0.02 < tomorrow.cv2 * tomorrow.mean**2 < 0.02
    far = tomorrow
    for _ in range(30):
        far = far.next_day(0.5, 0.02, 0.02)
    assert (far.mean, far.cv2) == (pytest.approx(1.0), pytest.approx(0.02))


def test_an_outage_is_carried_over_no_further_than_two_standard_deviations():
    assert DayFactor(0.2, 0.001).next_day(0.5, 0.01, 0.01).mean == pytest.approx(1 - 0.5 * 2 * 0.1)


def test_a_day_forecast_with_more_doubt_moves_further():
    assert DayFactor(1.1, 0.002).next_day(0.5, 0.01, 0.04).mean == pytest.approx(1.1)
    assert DayFactor(1.1, 0.002).next_day(0.0, 0.01, 0.04) == DayFactor(1.0, pytest.approx(0.04))
