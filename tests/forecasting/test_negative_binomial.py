import math

import numpy as np
import pytest

from staffplan.forecasting.negative_binomial import chance, distribution, quantiles

LEVELS = (0.05, 0.1, 0.5, 0.9, 0.95)


def _by_sum(mean: float, cv2: float, probability: float) -> int:
    """The smallest count whose chance of not being exceeded is reached, from logarithms of gamma functions."""
    size = 1 / cv2
    below, count = 0.0, -1
    while below < probability:
        count += 1
        chance = math.lgamma(count + size) - math.lgamma(size) - math.lgamma(count + 1)
        below += math.exp(chance + size * math.log(size / (size + mean)) + count * math.log(mean / (size + mean)))
    return count


@pytest.mark.parametrize("cv2", [0.005, 0.05, 0.6])
@pytest.mark.parametrize("mean", [0.02, 0.7, 3.0, 41.5, 299.0])
def test_small_means_are_exact(mean: float, cv2: float) -> None:
    found = quantiles(np.array([mean]), cv2, LEVELS)[:, 0].tolist()
    assert found == [_by_sum(mean, cv2, level) for level in LEVELS]


@pytest.mark.parametrize("cv2", [0.005, 0.05, 0.3])
def test_large_means_are_as_exact(cv2: float) -> None:
    found = quantiles(np.array([1200.0]), cv2, LEVELS)[:, 0].tolist()
    assert found == [_by_sum(1200.0, cv2, level) for level in LEVELS]


@pytest.mark.parametrize("level", [1e-6, 0.001, 0.025, 0.999, 0.999999])
@pytest.mark.parametrize(("mean", "cv2"), [(0.001, 30.0), (4.0, 3.0), (60.0, 0.02), (900.0, 1e-4)])
def test_any_probability_is_exact(mean: float, cv2: float, level: float) -> None:
    assert quantiles(np.array([mean]), cv2, (level,))[0, 0] == _by_sum(mean, cv2, level)


def test_the_distribution_is_the_sum_of_the_chances() -> None:
    for mean, cv2 in ((0.3, 5.0), (12.0, 0.1), (300.0, 0.0)):
        count = np.arange(600.0)
        there = np.full(600, mean), np.full(600, cv2)
        assert distribution(count, *there) == pytest.approx(np.cumsum(chance(count, *there)), abs=1e-8)


def test_each_mean_may_have_a_spread_of_its_own() -> None:
    mean, cv2 = np.array([40.0, 0.0, 40.0, 7.0]), np.array([0.01, 0.3, 0.2, 0.0])
    each = [quantiles(mean[[n]], float(cv2[n]), LEVELS)[:, 0] for n in range(4)]
    assert quantiles(mean, cv2, LEVELS).T.tolist() == [column.tolist() for column in each]


def test_enormous_means_end() -> None:
    found = quantiles(np.array([1e6, 1e6]), np.array([0.01, 50.0]), LEVELS)
    assert found[2, 0] == pytest.approx(996_668, abs=2)
    assert found[2, 1] == 0


def test_without_dispersion_it_is_poisson() -> None:
    assert quantiles(np.array([4.0]), 0.0, LEVELS)[:, 0].tolist() == [1, 2, 4, 7, 8]


def test_nothing_expected_is_nothing_at_every_level() -> None:
    assert not quantiles(np.zeros(3), 0.05, LEVELS).any()


def test_quantiles_rise_with_level_and_mean_() -> None:
    found = quantiles(np.linspace(0, 600, 400), 0.04, LEVELS)
    assert (np.diff(found, axis=0) >= 0).all()
    assert (np.diff(found, axis=1) >= 0).all()
