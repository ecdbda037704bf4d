"""Fractions of agents: rounded up each by itself, carried on, or left."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import Channel
from staffplan.domain.service_goal import ServiceGoal
from staffplan.staffing.rounding import rounded
from staffplan.staffing.settings import Rounding

fractions = st.lists(
    st.lists(st.floats(0, 30).map(lambda value: round(value, 3)), min_size=6, max_size=6), min_size=1, max_size=4
).map(np.array)
DAY = np.array([0, 0, 0, 0, 1, 1])


def carried(wanted: np.ndarray, least: float = 0.0) -> np.ndarray:
    return rounded(Rounding.CARRIED, wanted, np.full(wanted.shape, least), DAY)


def test_queues_by_themselves_are_rounded_up() -> None:
    up = rounded(Rounding.UP, np.array([[1.0, 1.2, 2.0 + 1e-12, 0.0]]), np.zeros((1, 4)), np.zeros(4, dtype=int))
    assert up.tolist() == [[1, 2, 2, 0]]


@given(fractions)
def test_carried_round_ups_do_not_stack(wanted: np.ndarray) -> None:
    whole = carried(wanted)
    assert (whole == np.round(whole)).all()
    assert (whole >= np.floor(wanted)).all()
    assert (whole <= np.ceil(wanted)).all()
    for day in (0, 1):
        total = wanted[:, day == DAY].sum()
        assert total - 1e-6 <= whole[:, day == DAY].sum() < total + 1 + 1e-6


def test_the_next_queue_and_the_next_interval_get_what_was_rounded_up() -> None:
    assert carried(np.array([[1.5] * 6, [1.5] * 6])).tolist() == [[2] * 6, [1] * 6]
    assert carried(np.array([[1.25] * 6])).tolist() == [[2, 1, 1, 1, 2, 1]]  # a new day begins anew


def test_nobody_goes_below_the_least() -> None:
    assert carried(np.array([[1.25] * 6]), least=2.0).tolist() == [[2.0] * 6]


def test_what_a_least_asks_for_takes_no_whole_agent_off_another_queue() -> None:
    wanted = np.array([[0.25] * 6, [3.0] * 6, [2.5] * 6])
    least = np.array([[1.0] * 6, [0.0] * 6, [0.0] * 6])
    assert rounded(Rounding.CARRIED, wanted, least, DAY).tolist() == [[1] * 6, [3] * 6, [2] * 6]


@pytest.mark.parametrize("policy", [Rounding.UP, Rounding.CARRIED])
def test_nobody_is_nought_and_not_minus_nought(policy: Rounding) -> None:
    wanted = np.array([[0.6, 0.6, 0.2, 0.0]])
    whole = rounded(policy, wanted, np.zeros((1, 4)), np.zeros(4, dtype=int))
    assert whole[0, 3] == 0
    assert not np.signbit(whole).any()


def test_fractions_may_stay() -> None:
    wanted = np.array([[1.25, 0.5]])
    assert rounded(Rounding.NONE, wanted, np.zeros((1, 2)), np.zeros(2, dtype=int)) is wanted


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.CHAT])
def test_a_queue_is_staffed_by_fractions_of_agents(channel: Channel) -> None:
    line = queue(channel, concurrency=3, concurrency_stretch=1.2)
    work = workload([0.0, 1.0, 60.0, 300.0])
    exact, whole = staff(line, work, rounding=Rounding.NONE), staff(line, work)
    assert (exact.agents <= whole.agents).all()
    assert (np.ceil(exact.agents) == whole.agents).all()
    assert exact.expected.service_level[1:] == pytest.approx(np.full(3, 0.8), abs=1e-6)
    assert (whole.expected.service_level >= 0.8).all()
    assert exact.steps[-1].level.tolist() == exact.agents.tolist()


def test_carried_agents_keep_up_with_the_work_whatever_was_rounded_up_before() -> None:
    line, work = queue(goal=ServiceGoal(max_occupancy=0.99)), workload([60.0] * 12)  # 10 erlangs, 10.1 agents
    kept = staff(line, work, rounding=Rounding.CARRIED)
    assert kept.agents.tolist() == [11.0] * 12  # ten would never catch up
    roomy = queue(goal=ServiceGoal(max_occupancy=0.79))  # 12.7 agents
    spared = staff(roomy, work, rounding=Rounding.CARRIED).agents
    assert spared.min() == 12.0
    assert spared.sum() == np.ceil(12 * 10 / 0.79) < staff(roomy, work).agents.sum()
