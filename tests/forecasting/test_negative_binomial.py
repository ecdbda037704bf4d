import math

import numpy as np
import pytest

from staffplan.forecasting.negative_binomial import quantiles

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
def test_large_means_are_off_by_less_than_a_hundredth(cv2: float) -> None:
    found = quantiles(np.array([1200.0]), cv2, LEVELS)[:, 0]
    assert found == pytest.approx([_by_sum(1200.0, cv2, level) for level in LEVELS], rel=0.01)


def test_without_dispersion_it_is_poisson() -> None:
    assert quantiles(np.array([4.0]), 0.0, LEVELS)[:, 0].tolist() == [1, 2, 4, 7, 8]


def test_nothing_expected_is_nothing_at_every_level() -> None:
    assert not quantiles(np.zeros(3), 0.05, LEVELS).any()


def test_quantiles_rise_with_level_and_mean_also_where_the_formula_changes() -> None:
    found = quantiles(np.linspace(0, 600, 400), 0.04, LEVELS)
    assert (np.diff(found, axis=0) >= 0).all()
    assert (np.diff(found, axis=1) >= -1).all()
