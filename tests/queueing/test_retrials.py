"""The load with the calls that are repeated: fixed points, ends, monotony."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.queueing.erlang_a import measures
from staffplan.queueing.erlang_b import blocking_probability
from staffplan.queueing.retrials import effective_load, extended_erlang_b


@settings(max_examples=60)
@given(st.floats(1e-3, 1e3), st.floats(0.02, 2), st.floats(5, 900), st.sampled_from([0.0, 0.1, 0.5, 0.9, 0.999]))
def test_the_load_is_first_calls_and_those_repeated(load: float, ratio: float, patience: float, again: float) -> None:
    agents = round(load * ratio)
    total = effective_load(load, agents, 300, patience, again)
    assert load <= total <= load / (1 - again) * (1 + 1e-12)
    lost = measures(total, agents, 300, patience, 20).abandonment
    assert total == pytest.approx(load + again * lost * total, rel=1e-12)


def test_more_agents_leave_fewer_to_call_again() -> None:
    total = effective_load(100, np.arange(0, 160), 300, 60, 0.7)
    assert (np.diff(total) <= 1e-10).all()
    assert total[0] == pytest.approx(100 / 0.3)
    assert total[-1] == pytest.approx(100, rel=1e-6)


def test_deep_overload_is_what_the_agents_leave_over() -> None:
    # Served are n of x; of the x - n others half comes back: x = 100 + (x - 10) / 2.
    assert effective_load(100, 10, 300, 600, 0.5) == pytest.approx(190, rel=1e-9)


def test_without_load_or_without_repetition_the_load_stays() -> None:
    assert effective_load(0, 5, 0, 0, 0.5) == 0
    assert effective_load([10.0, 20.0], 5, 300, 60, 0.0).tolist() == [10.0, 20.0]
    assert effective_load(np.full((2, 1), 10.0), [5, 6, 7], 300, 60, 0.5).shape == (2, 3)


@settings(max_examples=40)
@given(st.floats(1e-3, 1e3), st.integers(0, 1200), st.floats(0, 0.99))
def test_recalls_of_the_blocked_are_a_fixed_point(load: float, lines: int, again: float) -> None:
    total = extended_erlang_b(load, lines, again)
    assert total == pytest.approx(load + again * blocking_probability(total, lines) * total, rel=1e-12)


def test_extended_erlang_b_against_a_case_that_can_be_solved_by_hand() -> None:
    # One line: B = x / (1 + x), so x = a + r x^2 / (1 + x) is a quadratic.
    load, again = 0.8, 0.5
    root = ((load - 1) + np.sqrt((1 - load) ** 2 + 4 * load * (1 - again))) / (2 * (1 - again))
    assert extended_erlang_b(load, 1, again) == pytest.approx(root, rel=1e-13)
    assert extended_erlang_b([load, 0.0], 1, [0.0, 0.5]).tolist() == [load, 0.0]


@pytest.mark.parametrize("share", [1.0, 30, -0.1, float("nan")])
def test_impossible_shares_are_refused(share: float) -> None:
    with pytest.raises(ValueError, match="retry_share"):
        effective_load(10, 5, 300, 60, share)
    with pytest.raises(ValueError, match="recall_share"):
        extended_erlang_b(10, 5, share)
