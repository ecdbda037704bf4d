"""Erlang C by itself: closed forms, published figures, limits, monotony."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from staffplan.queueing.erlang_b import blocking_probability
from staffplan.queueing.erlang_c import (
    average_speed_of_answer,
    mean_queue_length,
    measures,
    occupancy,
    probability_of_waiting,
    service_level,
    wait_quantile,
    wait_quantile_of_waiting,
)


def exact(load: float, agents: int, aht: float, threshold: float) -> tuple[float, float, float]:
    """P(wait), service level and ASA from the state sums, in arbitrary precision."""
    with mpmath.workdps(60):
        a, n = mpmath.mpf(load), mpmath.mpf(agents)
        queued = a**n / mpmath.factorial(n) * n / (n - a)
        idle = mpmath.fsum(a**k / mpmath.factorial(k) for k in range(agents))
        waiting = queued / (idle + queued)
        late = waiting * mpmath.e ** (-(n - a) * mpmath.mpf(threshold) / mpmath.mpf(aht))
        return float(waiting), float(1 - late), float(waiting * aht / (n - a))


@pytest.mark.parametrize(
    ("load", "agents", "aht", "threshold"),
    [(0.01, 1, 300, 20), (0.999999, 1, 300, 0), (10, 11, 180, 20), (10, 14, 180, 20), (10, 40, 180, 20),
     (95.5, 96, 240, 10), (400, 401, 600, 1e-3), (500, 530, 300, 30)],
)  # fmt: skip
def test_agrees_with_the_state_sums(load: float, agents: int, aht: float, threshold: float) -> None:
    waiting, level, asa = exact(load, agents, aht, threshold)
    assert probability_of_waiting(load, agents) == pytest.approx(waiting, rel=1e-13)
    assert service_level(load, agents, aht, threshold) == pytest.approx(level, rel=1e-12)
    assert average_speed_of_answer(load, agents, aht) == pytest.approx(asa, rel=1e-12)
    assert mean_queue_length(load, agents) == pytest.approx(asa * load / aht, rel=1e-12)


def test_published_figures_of_a_hundred_calls_a_half_hour() -> None:
    load = 100 * 180 / 1800
    assert probability_of_waiting(load, 14) == pytest.approx(0.1741319, abs=5e-8)
    assert service_level(load, 14, 180, 20) == pytest.approx(0.88835, abs=5e-6)
    assert average_speed_of_answer(load, 14, 180) == pytest.approx(7.83593701177724, rel=1e-14)
    assert occupancy(load, 14) == pytest.approx(0.7142857, abs=5e-8)
    assert probability_of_waiting(load, 11) == pytest.approx(0.6821182, abs=5e-8)
    assert service_level(load, 11, 180, 20) == pytest.approx(0.3896138, abs=5e-8)


def test_published_figures_of_a_large_busy_centre() -> None:
    assert average_speed_of_answer(48, 50, 60) == pytest.approx(20.8, abs=0.05)
    assert mean_queue_length(48, 50) == pytest.approx(17, abs=0.5)
    assert probability_of_waiting(123, 132) == pytest.approx(0.3211161792617074, rel=1e-13)


@given(st.floats(1e-6, 0.999))
def test_one_agent_is_the_textbook_queue(load: float) -> None:
    assert probability_of_waiting(load, 1) == pytest.approx(load, rel=1e-14)
    assert average_speed_of_answer(load, 1, 60) == pytest.approx(60 * load / (1 - load), rel=1e-12)


@given(st.floats(0.01, 500), st.floats(1e-6, 60))
def test_erlang_b_and_c_keep_their_relation(load: float, spare: float) -> None:
    agents = load + spare
    blocked = float(blocking_probability(load, agents))
    assume(blocked > 1e-290)
    expected = blocked / (1 - load / agents * (1 - blocked))
    assert probability_of_waiting(load, agents) == pytest.approx(expected, rel=1e-9)


@given(st.floats(0, 2e4), st.integers(0, 20_500), st.floats(1, 3600), st.floats(0, 600))
def test_one_agent_more_never_makes_anything_worse(load: float, agents: int, aht: float, threshold: float) -> None:
    pair = np.array([agents, agents + 1])
    level = service_level(load, pair, aht, threshold)
    waiting = probability_of_waiting(load, pair)
    asa = average_speed_of_answer(load, pair, aht)
    assert level[1] >= level[0] - 1e-14
    assert waiting[1] <= waiting[0] * (1 + 1e-13)
    assert asa[1] <= asa[0] * (1 + 1e-13)
    assert occupancy(load, pair)[1] <= occupancy(load, pair)[0]
    for measure in (level, waiting, occupancy(load, pair)):
        assert ((measure >= 0) & (measure <= 1)).all()


@given(st.floats(0.01, 2e3), st.floats(0.5, 50), st.floats(1, 3600), st.floats(0, 600), st.floats(0, 600))
def test_more_time_to_answer_never_lowers_the_service_level(
    load: float, spare: float, aht: float, threshold: float, more: float
) -> None:
    agents = math.floor(load) + 1 + int(spare)
    assert service_level(load, agents, aht, threshold + more) >= service_level(load, agents, aht, threshold)


@pytest.mark.parametrize("agents", [0, 5, 9.5, 10])
def test_too_few_agents_make_an_endless_queue(agents: float) -> None:
    assert probability_of_waiting(10, agents) == 1
    assert service_level(10, agents, 300, 1e6) == 0
    assert average_speed_of_answer(10, agents, 300) == math.inf
    assert mean_queue_length(10, agents) == math.inf
    assert occupancy(10, agents) == 1


def test_just_more_agents_than_load_is_a_steady_state() -> None:
    assert 0 < service_level(10, 10.001, 300, 20) < 0.01
    assert math.isfinite(average_speed_of_answer(10, 10.001, 300))


@pytest.mark.parametrize("agents", [0, 1, 7.5])
def test_without_contacts_nobody_waits(agents: float) -> None:
    assert probability_of_waiting(0, agents) == 0
    assert service_level(0, agents, 0, 0) == 1
    assert average_speed_of_answer(0, agents, 0) == 0
    assert mean_queue_length(0, agents) == 0
    assert occupancy(0, agents) == 0


def test_a_service_level_at_once_is_the_chance_not_to_wait() -> None:
    assert service_level(10, 14, 300, 0) == pytest.approx(1 - 0.17413193359504984264, rel=1e-14)
    assert service_level(10, 14, 300, math.inf) == 1


def test_a_tiny_service_level_keeps_its_digits() -> None:
    # 1e-9 of spare capacity at once: (1 - C) is about spare / n x odds, far below the last digit of 1 - C.
    level = float(service_level(1.0, 1 + 1e-9, 1.0, 0.0))
    assert level == pytest.approx(1e-9, rel=1e-6)
    assert level > 0


def test_huge_loads_give_finite_answers_without_a_warning() -> None:
    load = np.array([1e5, 1e6, 1e7])
    with np.errstate(all="raise"):
        level = service_level(load, load + 23, 300, 20)
        spread = service_level(load, load * 3, 300, 20)
    assert ((level > 0.78) & (level < 0.82)).all()
    assert (spread == 1).all()
    assert probability_of_waiting(1e5, 100_023) == pytest.approx(0.9119017381432307, rel=1e-12)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: service_level(10, 12, 0, 20), "aht_s 0 handles contacts in no time"),
        (lambda: service_level(10, 12, -3, 20), "aht_s -3 is not"),
        (lambda: service_level(10, 12, 300, -1), "threshold_s -1 is not"),
        (lambda: average_speed_of_answer([0.0, 10.0], 12, [0.0, 0.0]), "aht_s 0 at position 1 handles"),
        (lambda: probability_of_waiting(10, math.nan), "agents nan is not"),
        (lambda: occupancy(-1, 3), "load -1 is not"),
    ],
)
def test_impossible_numbers_are_refused(call: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()


@given(st.floats(0.01, 2e3), st.floats(-2, 50), st.floats(1, 3600), st.floats(0, 600))
def test_all_figures_at_once_are_the_single_ones(load: float, spare: float, aht: float, threshold: float) -> None:
    agents = max(load + spare, 0.0)
    found = measures(load, agents, aht, threshold)
    assert found.waiting == probability_of_waiting(load, agents)
    assert found.served_of_offered == service_level(load, agents, aht, threshold)
    assert found.served_of_offered == found.served_of_answered == found.virtual_wait == found.served_or_abandoned
    assert found.asa_s == found.mean_wait_s == average_speed_of_answer(load, agents, aht)
    assert found.occupancy == occupancy(load, agents)
    assert found.queue_length == mean_queue_length(load, agents)
    assert found.abandonment == 0


def test_all_figures_broadcast_and_know_the_ends() -> None:
    found = measures([[0.0], [10.0]], [0, 9, 14], [[0.0], [180.0]], 20)
    assert found.asa_s.shape == (2, 3)
    assert found.served_of_offered[0].tolist() == [1, 1, 1]
    assert found.asa_s[0].tolist() == found.queue_length[0].tolist() == found.waiting[0].tolist() == [0, 0, 0]
    assert found.asa_s[1, :2].tolist() == found.queue_length[1, :2].tolist() == [math.inf, math.inf]


@given(st.floats(0.01, 500), st.floats(0.01, 30), st.sampled_from([1e-9, 0.1, 0.5, 0.8, 0.99, 1 - 1e-9]))
def test_quantiles_are_the_inverse_of_the_service_level(load: float, spare: float, share: float) -> None:
    agents = load + spare
    until = wait_quantile(load, agents, 300, share)
    if until > 0:
        assert service_level(load, agents, 300, until) == pytest.approx(share, rel=1e-7)
        assert service_level(load, agents, 300, until * 0.999) < share
    else:
        assert service_level(load, agents, 300, 0) >= share * (1 - 1e-13)
    those = wait_quantile_of_waiting(load, agents, 300, share)
    still = probability_of_waiting(load, agents) * (1 - share)
    assert 1 - service_level(load, agents, 300, those) == pytest.approx(still, rel=1e-6, abs=1e-15)


def test_quantiles_at_the_ends() -> None:
    assert wait_quantile(10, [9, 10, 14, 14, 14], 300, [0.5, 0.5, 0, 0.8, 1]).tolist() == [
        math.inf,
        math.inf,
        0,
        0,
        math.inf,
    ]
    assert wait_quantile(10, 12, 300, 0.9) > wait_quantile(10, 12, 300, 0.8) > 0
    assert wait_quantile_of_waiting(10, 12, 300, 0.5) == pytest.approx(150 * math.log(2))
    assert wait_quantile([0, 10], [0, 3], [0, 300], [1, 0]).tolist() == [0, 0]
    with pytest.raises(ValueError, match="share 80 is above 1"):
        wait_quantile(10, 12, 300, 80)
