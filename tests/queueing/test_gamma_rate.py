"""Quantiles of an uncertain rate against 30-digit figures, closed forms and what any quantile must keep."""

from __future__ import annotations

import math

import numpy as np
import pytest

from staffplan.queueing.arrays import PORTION
from staffplan.queueing.gamma_rate import quantile

EXACT = [
    (0.0019, 1e-4, 0.845956746464305), (0.0019, 0.2, 0.963142079412575), (0.0019, 0.8, 1.03648855228686),
    (0.0019, 0.9999, 1.1702901218652), (0.0021, 1e-4, 0.838483442333958), (0.0021, 0.8, 1.03834965439495),
    (0.0021, 0.9999, 1.17947294327392), (0.01, 1e-4, 0.670077382355439), (0.01, 0.2, 0.915013954031343),
    (0.01, 0.8, 1.08304391619014), (0.01, 0.95, 1.16997134446162), (0.01, 0.9999, 1.41530126912121),
    (0.0625, 1e-4, 0.322910784232619), (0.0625, 0.8, 1.20207227504678), (0.0625, 0.9999, 2.20535148672945),
    (0.5, 1e-4, 0.00710461881088875), (0.5, 0.8, 1.49715417350106), (0.5, 0.9999, 5.87818561124771),
    (4, 1e-4, 2.69987915724469e-16), (4, 0.2, 0.00432354292265191), (4, 0.8, 1.45234101247104),
    (4, 0.95, 4.84046454977905), (4, 0.9999, 25.7132575169471),
]  # fmt: skip


def test_quantiles_agree_with_thirty_digit_figures() -> None:
    cv2, probability, rate = np.array(EXACT).T
    np.testing.assert_allclose(quantile(cv2, probability), rate, rtol=1e-9)


def test_a_squared_coefficient_of_one_is_the_exponential_law() -> None:
    probability = np.array([1e-4, 0.1, 0.5, 0.9, 0.9999])
    np.testing.assert_allclose(quantile(1.0, probability), -np.log1p(-probability), rtol=1e-10)


def test_a_certain_rate_is_its_mean_and_a_nearly_certain_one_nearly_normal() -> None:
    assert quantile(0.0, 0.8) == 1.0
    assert quantile([0.0, 1e-300], [[0.01], [0.99]]) == pytest.approx(1.0, abs=1e-15)
    # One standard deviation of 1e-4 above the mean: z = 1 cancels the next term.
    assert quantile(1e-8, 0.8413447460685429) == pytest.approx(1 + 1e-4, abs=1e-12)


@pytest.mark.parametrize("cv2", [1e-4, 0.0019999, 0.0020001, 0.04, 0.7, 4.0, 1e4])
def test_a_higher_probability_never_gives_a_lower_rate(cv2: float) -> None:
    rate = quantile(cv2, np.linspace(1e-6, 1 - 1e-6, 301))
    assert np.isfinite(rate).all()
    assert (np.diff(rate) >= 0).all()
    assert rate[0] < 1 < rate[-1]


def test_the_mean_over_all_probabilities_is_one() -> None:
    middle = (np.arange(20_000) + 0.5) / 20_000
    for cv2 in (1e-3, 0.01, 0.3):
        assert quantile(cv2, middle).mean() == pytest.approx(1.0, abs=1e-4)
        assert quantile(cv2, middle).var() == pytest.approx(cv2, rel=5e-3)


def test_both_methods_meet_where_one_takes_over() -> None:
    probability = np.array([1e-4, 0.3, 0.8, 0.9999])
    below, above = quantile(0.002, probability), quantile(0.002 * (1 + 1e-12), probability)
    np.testing.assert_allclose(below, above, rtol=5e-10)


def test_arguments_broadcast_and_many_rows_give_what_each_gives_alone() -> None:
    cv2 = np.random.default_rng(3).uniform(0, 0.5, PORTION + 50)
    together = quantile(cv2, [[0.2], [0.8]])
    assert together.shape == (2, PORTION + 50)
    for at in (0, 99, PORTION + 49):
        assert together[1, at] == pytest.approx(float(quantile(cv2[at], 0.8)), rel=1e-12)
    assert np.ndim(quantile(0.01, 0.8)) == 0


@pytest.mark.parametrize(
    ("cv2", "probability", "named"),
    [
        (0.01, 0.0, "probability"), (0.01, [0.5, 1.0], "probability 1 at position 1"), (0.01, 80, "probability 80"),
        (0.01, math.nan, "probability"), (-1, 0.5, "cv2"), (math.inf, 0.5, "cv2"),
    ],
)  # fmt: skip
def test_what_is_no_probability_or_no_spread_is_refused(cv2: float, probability: float, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        quantile(cv2, probability)
