"""Erlang B by itself: closed forms, extremes and what is refused."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffplan.queueing.arrays import PORTION
from staffplan.queueing.erlang_b import acceptance_odds, blocking_probability, odds_with_one_more


def exact_blocking(load: float, lines: float) -> float:
    with mpmath.workdps(40):
        a, n = mpmath.mpf(load), mpmath.mpf(lines)
        if lines % 1 and load < 100:
            return float(1 / (mpmath.e**a * a**-n * mpmath.gammainc(n + 1, a)))
        term = total = mpmath.mpf(1)
        while n >= 1 and term > total * mpmath.mpf(10) ** -30:
            term, n = term * n / a, n - 1
            total += term
        return float(1 / total)


@pytest.mark.parametrize(
    ("load", "lines"),
    [
        (1e-6, 1), (0.2, 3), (5, 5), (5.5, 9), (123, 132), (10, 1), (1e3, 1e3), (1e4, 10_100), (1e5, 1e5),
        (1e5, 100_023), (1e5, 90_000), (1e5, 103_000), (5, 60), (1e-5, 0.5), (0.999, 0.5), (1.0, 0.5), (1.001, 0.001),
        (0.3, 0.01), (7, 7.5), (50.2, 0.25), (40.7, 48.06), (2.0, 12.999), (1e5, 100_000.5),
    ],
)  # fmt: skip
def test_agrees_with_arbitrary_precision(load: float, lines: float) -> None:
    assert float(blocking_probability(load, lines)) == pytest.approx(exact_blocking(load, lines), rel=2e-14)


def test_published_table_values() -> None:
    # A load printed for each number of lines and blocking: 8.1080 erlangs on 15 lines at 1 %.
    assert blocking_probability(8.1080427971844518576, 15) == pytest.approx(0.01, rel=1e-13)
    assert blocking_probability(123, 132) == pytest.approx(0.031242821046996372663, rel=1e-13)


@given(st.floats(1e-9, 1e5))
def test_one_line_blocks_its_own_utilisation(load: float) -> None:
    assert blocking_probability(load, 1) == pytest.approx(load / (1 + load), rel=1e-14)


@given(st.floats(1e-3, 3e3), st.integers(0, 3000))
def test_one_line_more_follows_the_recursion(load: float, lines: int) -> None:
    n = np.float64(lines + 1)
    stepped = odds_with_one_more(np.float64(load), n, acceptance_odds(load, lines))
    assert stepped == pytest.approx(float(acceptance_odds(load, n)), rel=1e-12)


@given(st.floats(1e-3, 50), st.floats(0, 60))
def test_fractional_lines_follow_the_recursion_too(load: float, lines: float) -> None:
    stepped = (lines + 1) / load * (1 + acceptance_odds(load, lines))
    assert stepped == pytest.approx(float(acceptance_odds(load, lines + 1)), rel=1e-12)


@given(st.floats(1e-6, 1e4), st.floats(0, 1e4), st.floats(0, 100))
def test_more_lines_never_block_more(load: float, lines: float, more: float) -> None:
    assert blocking_probability(load, lines + more) <= blocking_probability(load, lines) * (1 + 1e-14)


def test_nothing_offered_and_nobody_there() -> None:
    assert blocking_probability(0, 5) == 0
    assert blocking_probability(7, 0) == 1
    assert blocking_probability(0, 0) == 1


def test_extremes_give_limits_without_a_warning() -> None:
    with np.errstate(all="raise"):
        assert blocking_probability(1e-5, 200) == 0
        assert blocking_probability(1e5, 1e6) == 0
        assert blocking_probability(1e-300, 2) == 0
        assert blocking_probability(1e7, 1) == pytest.approx(1e7 / (1e7 + 1))
        assert blocking_probability(1e7, 1e7) == pytest.approx(math.sqrt(2 / math.pi / 1e7), rel=1e-3)


def test_hardly_any_line_blocks_nearly_everything() -> None:
    for lines in (5e-324, 1e-300, 1e-17, 1e-12):
        assert blocking_probability([1e-6, 0.5, 3.0], lines) == pytest.approx(1, rel=1e-10)


def test_rows_do_not_disturb_each_other_across_portions() -> None:
    rng = np.random.default_rng(5)
    load = np.exp(rng.uniform(-6, 7, PORTION + 100))
    lines = np.round(load * rng.uniform(0, 2, load.size), decimals=rng.integers(0, 2))
    together = blocking_probability(load, lines)
    assert together == pytest.approx(blocking_probability(load[::-1], lines[::-1])[::-1], rel=1e-14)
    picked = rng.integers(0, load.size, 60)
    assert [float(blocking_probability(load[i], lines[i])) for i in picked] == pytest.approx(
        together[picked], rel=1e-14
    )


def test_shapes_broadcast_and_numbers_stay_numbers() -> None:
    assert blocking_probability(np.ones((3, 1)), np.arange(4)).shape == (3, 4)
    assert blocking_probability(np.empty((0, 4)), 3).shape == (0, 4)
    assert isinstance(blocking_probability(1.0, 2), float)


@pytest.mark.parametrize(
    ("load", "lines", "words"),
    [
        (-1, 3, "load -1 is not"),
        (math.nan, 3, "load nan is not"),
        (math.inf, 3, "load inf is not"),
        (1, -0.5, "lines -0.5 is not"),
        ([[1.0, 2.0], [3.0, math.nan]], 3, "load nan at position 1, 1 is not"),
    ],
)
def test_impossible_numbers_are_refused_with_their_position(load: object, lines: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        blocking_probability(load, lines)
