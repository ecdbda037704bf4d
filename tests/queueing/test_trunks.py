"""Lines for a blocking cap."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffplan.queueing.erlang_b import blocking_probability
from staffplan.queueing.trunks import required_lines


def test_published_numbers_of_lines() -> None:
    assert required_lines([158.333, 33.333], [0.03, 0.01]).tolist() == [168, 45]


@given(st.floats(1e-4, 5e3), st.sampled_from([1e-6, 0.01, 0.2, 0.9]))
def test_the_answer_is_the_first_number_of_lines_under_the_cap(load: float, cap: float) -> None:
    lines = int(required_lines(load, cap))
    assert blocking_probability(load, lines) <= cap
    assert lines == 0 or blocking_probability(load, lines - 1) > cap


def test_a_cap_met_exactly_is_met() -> None:
    assert required_lines(0.25, 0.2) == 1
    assert required_lines(0.2501, 0.2) == 2


def test_nothing_offered_and_everything_lost_need_no_lines() -> None:
    assert required_lines([0.0, 5.0], [0.01, 1.0]).tolist() == [0, 0]


@pytest.mark.parametrize("cap", [0.0, -0.1, 1.5, math.nan])
def test_caps_that_make_no_sense_are_refused(cap: float) -> None:
    with pytest.raises(ValueError, match="max_blocking"):
        required_lines(5, cap)
