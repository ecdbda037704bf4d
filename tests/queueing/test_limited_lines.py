"""Agents with limited lines: against plain sums over the states, limits of the model, and lines for a cap."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.queueing.erlang_b import blocking_probability
from staffplan.queueing.erlang_c import average_speed_of_answer, probability_of_waiting, service_level
from staffplan.queueing.limited_lines import LimitedLines, least_blocking, measures, required_lines


def summed(load: float, agents: int, lines: int, aht: float, threshold: float) -> tuple[float, ...]:
    """The figures in the order of `LimitedLines`, state by state."""
    chance = [1.0]
    for busy in range(1, lines + 1):
        chance.append(chance[-1] * load / min(busy, agents))
    ends, late = agents * threshold / aht, []  # late[j]: chance that j more services have not ended by then
    term, sum_ = math.exp(-ends), 0.0
    for j in range(lines - agents + 1):
        late.append(sum_)
        sum_, term = sum_ + term, term * ends / (j + 1)
    accepted, waiting = float(sum(chance[:-1])), chance[agents:-1]
    served = sum(chance[:agents]) + sum(p * (1 - late[j + 1]) for j, p in enumerate(waiting))
    waits = sum(p * (j + 1) * aht / agents for j, p in enumerate(waiting))
    everything = accepted + chance[-1]
    blocking = chance[-1] / everything
    busy = load * (1 - blocking) / agents
    return blocking, sum(waiting) / accepted, served / accepted, served / everything, waits / accepted, busy


def figures(found: LimitedLines) -> list[float]:
    return [float(getattr(found, name)) for name in LimitedLines.__slots__]


@settings(max_examples=80)
@given(
    st.floats(1e-3, 60),
    st.integers(1, 50),
    st.integers(0, 60),
    st.floats(20, 1800),
    st.sampled_from([0.0, 1.0, 20.0, 300.0]),
)
def test_every_figure_is_the_sum_over_the_states(
    load: float, agents: int, places: int, aht: float, threshold: float
) -> None:
    found = figures(measures(load, agents, agents + places, aht, threshold))
    assert found == pytest.approx(summed(load, agents, agents + places, aht, threshold), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("agents", [1, 7, 100])
@pytest.mark.parametrize("off", [0.0, 1e-14, -1e-12, 1e-9, -1e-4, 1e-2])
def test_a_load_next_to_the_agents_loses_no_digits(agents: int, off: float) -> None:
    load = agents * (1 + off)
    found = figures(measures(load, agents, agents + 40, 300, 20))
    assert found == pytest.approx(summed(load, agents, agents + 40, 300, 20), rel=1e-12, abs=1e-14)


def test_no_place_to_wait_is_erlang_b_and_endless_places_are_erlang_c() -> None:
    load, agents = np.array([0.3, 9.0, 120.0]), np.array([1, 10, 130])
    lost = measures(load, agents, agents, 240, 20)
    np.testing.assert_allclose(lost.blocking, blocking_probability(load, agents), rtol=1e-13)
    np.testing.assert_array_equal([lost.waiting_of_accepted, lost.asa_of_accepted_s], np.zeros((2, 3)))
    np.testing.assert_array_equal(lost.served_of_accepted, 1.0)
    endless = measures(load, agents, 1_000_000, 240, 20)
    np.testing.assert_array_equal(endless.blocking, 0.0)
    np.testing.assert_allclose(endless.waiting_of_accepted, probability_of_waiting(load, agents), rtol=1e-12)
    np.testing.assert_allclose(endless.served_of_offered, service_level(load, agents, 240, 20), rtol=1e-12)
    np.testing.assert_allclose(endless.asa_of_accepted_s, average_speed_of_answer(load, agents, 240), rtol=1e-12)


def test_a_hundred_thousand_erlangs_under_and_over_load() -> None:
    load, agents = 1e5, np.array([1, 50_000, 99_999, 100_000, 100_001, 120_000])
    found = measures(load, agents, 200_000, 300, [[0.0], [20.0], [86_400.0], [math.inf]])
    for name in LimitedLines.__slots__:
        assert np.isfinite(getattr(found, name)).all()
    np.testing.assert_allclose(found.blocking[0], np.maximum(1 - agents / load, 0), atol=1e-5)
    assert (found.occupancy <= 1).all()
    assert (np.diff(found.served_of_accepted, axis=0) >= 0).all()
    # Twice as much offered as served: all 150,000 places are taken, and each moves up once in 6 ms.
    assert found.asa_of_accepted_s[0, 1] == pytest.approx(150_000 * 300 / 50_000, rel=1e-4)


def test_rare_contacts_keep_their_digits() -> None:
    found = measures(1e-6, 2, 4, 300, 0)
    assert found.blocking == pytest.approx(1e-24 / 8, rel=1e-5)
    assert found.waiting_of_accepted == pytest.approx(0.5e-12, rel=1e-5)


def test_without_load_all_is_well_and_without_agents_nobody_is_served() -> None:
    assert figures(measures(0, 3, 5, 300, 20)) == [0, 0, 1, 1, 0, 0]
    assert figures(measures(0, 0, 0, 300, 20)) == [0, 0, 1, 1, 0, 0]
    assert figures(measures(5, 0, 4, 300, 20)) == [1, 1, 0, 0, math.inf, 1]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((5, 3, [4, 2], 300, 20), "lines 2 at position 1 is fewer than the agents"), ((5, 2.5, 4, 300, 20), "agents"),
        ((5, 2, 4.5, 300, 20), "lines"), ((-1, 2, 4, 300, 20), "load"), ((5, 2, 4, 0, 20), "aht_s"),
        ((5, 2, 4, 300, -1), "threshold_s"), ((5, 2, math.inf, 300, 20), "lines"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(given: tuple[float, ...], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        measures(*given)


@settings(max_examples=150)
@given(st.floats(1e-3, 300), st.integers(1, 300), st.sampled_from([0.9, 0.3, 0.05, 0.01, 1e-4, 1e-9]))
def test_lines_are_the_first_number_under_the_cap(load: float, agents: int, cap: float) -> None:
    lines = int(required_lines(load, agents, cap, unreachable=-1))
    if lines == -1:
        assert cap <= least_blocking(load, agents) * (1 + 1e-12)
        return
    assert lines >= agents
    assert measures(load, agents, lines, 1, 0).blocking <= cap * (1 + 1e-14)
    assert lines == agents or measures(load, agents, lines - 1, 1, 0).blocking > cap


def test_a_cap_met_exactly_is_met() -> None:
    # One erlang on one agent: all states are as likely as each other.
    assert required_lines(1, 1, [0.5, 1 / 3, 0.25, 0.1]).tolist() == [1, 2, 3, 9]
    assert required_lines(0.25, 1, 0.2) == 1


def test_in_overload_a_cap_above_the_least_blocking_is_reached() -> None:
    assert least_blocking(10, 8) == pytest.approx(0.2)
    assert required_lines([10, 10], [8, 12], [0.3, 0.1]).tolist() == [9, 13]
    assert required_lines([0.0, 5.0], [3, 0], [0.01, 1.0]).tolist() == [3, 0]


def test_a_cap_out_of_reach_is_named_with_the_nearest_or_marked() -> None:
    with pytest.raises(ValueError, match=r"max_blocking 0\.1 at position 1 .* 8 agents for 10 erlangs at least 0\.2 "):
        required_lines([10, 10, 20], [12, 8, 1], 0.1)
    assert required_lines([10, 10, 20], [12, 8, 1], 0.1, unreachable=-1).tolist() == [13, -1, -1]
    assert required_lines([10, 5, 10], [8, 0, 10], [0.2, 0.9, 1e-300], unreachable=-1).tolist() == [-1, -1, -1]


@pytest.mark.parametrize("cap", [0.0, -0.1, 1.5, math.nan])
def test_caps_that_make_no_sense_are_refused_even_where_others_are_marked(cap: float) -> None:
    with pytest.raises(ValueError, match="max_blocking"):
        required_lines(5, 6, cap, unreachable=-1)
