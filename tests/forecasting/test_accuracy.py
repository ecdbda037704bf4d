import math

import numpy as np
import pytest

from staffplan.forecasting.accuracy import (
    difference_error,
    pinball_loss,
    poisson_mean_deviation,
    wape,
    weekly_step,
)


@pytest.mark.parametrize("rate", [0.0, 1e-6, 0.3, 1.0, 2.5, 7.0, 30.0, 150.0])
def test_the_mean_deviation_of_poisson_counts_is_that_of_their_distribution(rate: float) -> None:
    chance, summed = math.exp(-rate), 0.0
    for count in range(400):
        summed += abs(count - rate) * chance
        chance *= rate / (count + 1)
    assert poisson_mean_deviation(np.array([rate]))[0] == pytest.approx(summed, rel=1e-9, abs=1e-15)


def test_large_rates_deviate_as_normal_counts_do() -> None:
    rates = np.array([[1e4, 1e6], [1e8, 0.0]])
    assert poisson_mean_deviation(rates) == pytest.approx(np.sqrt(2 * rates / np.pi), rel=1e-4)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_pinball_loss_is_least_at_the_quantile(share: float) -> None:
    counts = np.random.default_rng(1).poisson(20.0, 20_000).astype(float)
    losses = [pinball_loss(np.full(20_000, float(level)), counts, share).mean() for level in range(5, 40)]
    assert 5 + int(np.argmin(losses)) == np.quantile(counts, share)


def test_pinball_loss_by_hand() -> None:
    assert pinball_loss(np.array([10.0, 10.0]), np.array([14.0, 6.0]), 0.9) == pytest.approx([3.6, 0.4])


def test_wape_leaves_out_what_is_unknown() -> None:
    assert wape(np.array([3.0, np.nan, 2.0]), np.array([4.0, np.nan, 1.0])) == pytest.approx(0.4)
    assert math.isnan(wape(np.array([3.0]), np.array([0.0])))


def test_the_weekly_step_compares_each_interval_with_the_week_before() -> None:
    offered = np.arange(14.0).reshape(14, 1)
    offered[10] = np.nan
    assert weekly_step(offered) == 7.0
    assert math.isnan(weekly_step(np.ones((14, 1))))
    assert math.isnan(weekly_step(np.ones((5, 1))))


def test_a_lead_that_every_week_shows_is_no_noise_and_one_that_comes_and_goes_is() -> None:
    contacts = np.full(12, 1000.0)
    steady, wavering = np.full(12, 10.0), np.tile([110.0, -90.0], 6)
    assert difference_error(steady, contacts) == pytest.approx(0.0, abs=1e-12)
    # the mean of 12 draws of +-0.1 around 0.01
    assert difference_error(wavering, contacts) == pytest.approx(0.1 / math.sqrt(12), rel=0.1)
    assert difference_error(wavering, contacts) == difference_error(wavering, contacts)
    assert math.isnan(difference_error(np.ones(1), np.ones(1)))
