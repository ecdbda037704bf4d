"""The smallest number of agents: definition, ties, what binds, what cannot be reached."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffplan.queueing.arrays import PORTION
from staffplan.queueing.erlang_c import average_speed_of_answer, occupancy, probability_of_waiting, service_level
from staffplan.queueing.required import required_agents


def met(load: float, agents: float, aht: float, targets: dict[str, float], threshold: float) -> bool:
    return bool(
        agents > load
        and service_level(load, agents, aht, threshold) >= targets.get("service_level", 0)
        and average_speed_of_answer(load, agents, aht) <= targets.get("asa_s", math.inf)
        and occupancy(load, agents) <= targets.get("max_occupancy", 1)
        and probability_of_waiting(load, agents) <= targets.get("max_waiting", 1)
    )


TARGETS = st.fixed_dictionaries(
    {},
    optional={
        "service_level": st.sampled_from([0.2, 0.8, 0.95, 0.9999]),
        "asa_s": st.sampled_from([0.5, 10.0, 60.0]),
        "max_occupancy": st.sampled_from([0.3, 0.837, 0.991]),
        "max_waiting": st.sampled_from([0.011, 0.49]),
    },
)


@given(
    st.floats(1e-4, 3e3).map(lambda load: round(load, 6)),
    st.floats(20, 1800),
    TARGETS,
    st.sampled_from([0.0, 20.0, 300.0]),
)
def test_the_answer_is_the_first_number_that_meets_everything(
    load: float, aht: float, targets: dict[str, float], threshold: float
) -> None:
    agents = int(required_agents(load, aht, threshold_s=threshold, **targets).agents)
    assert met(load, agents, aht, targets, threshold)
    assert not met(load, agents - 1, aht, targets, threshold)


@pytest.mark.parametrize(
    ("calls", "interval", "aht", "threshold", "target", "agents"),
    [
        (100, 1800, 180, 20, 0.8, 14), (250, 3600, 330, 30, 0.8, 28), (0.01, 1800, 300, 20, 0.8, 1),
        (60, 1800, 300, 20, 0.8, 14), (60, 1800, 300, 0, 0.8, 14), (60, 1800, 300, 20, 0.0, 11),
        (30_000, 1800, 300, 20, 0.8, 5019), (600_000, 1800, 300, 20, 0.8, 100_023),
        (60, 1800, 300, 14_400, 0.95, 11), (63.6, 1800, 300, 20, 0.2, 12),
    ],
)  # fmt: skip
def test_published_and_large_cases(
    calls: float, interval: float, aht: float, threshold: float, target: float, agents: int
) -> None:
    found = required_agents(calls * aht / interval, aht, service_level=target, threshold_s=threshold)
    assert found.agents == agents


def test_all_targets_count_at_once() -> None:
    found = required_agents(10, 180, service_level=0.8, threshold_s=20, max_occupancy=0.85)
    assert (int(found.agents), str(found.binding)) == (14, "service_level")
    cases = [
        ({"service_level": 0.8, "max_occupancy": 0.7}, 15, "occupancy"),
        ({"service_level": 0.8, "asa_s": 1.0}, 17, "asa"),
        ({"asa_s": 100.0, "max_waiting": 0.05}, 17, "waiting"),
        ({"max_waiting": 1.0}, 11, "load"),
        ({"max_occupancy": 1.0}, 11, "load"),
        ({}, 11, "load"),
        ({"service_level": 0.0}, 11, "load"),
        ({"service_level": 0.01}, 11, "service_level"),
    ]
    for targets, agents, binding in cases:
        found = required_agents(10, 180, **targets)
        assert (int(found.agents), str(found.binding)) == (agents, binding), targets


def test_where_several_targets_ask_for_the_last_agent_the_first_in_order_is_named() -> None:
    # With 13 agents both are missed, with 14 both are met.
    found = required_agents(10, 180, service_level=0.8, max_occupancy=0.75)
    assert (int(found.agents), str(found.binding)) == (14, "service_level")


@pytest.mark.parametrize("agents", [1, 2, 3, 7, 20, 60, 1000])
@pytest.mark.parametrize("cap", [0.85, 0.9, 0.7, 0.35, 1 / 3])
def test_an_occupancy_met_exactly_is_met(agents: int, cap: float) -> None:
    assert required_agents(cap * agents, 300, max_occupancy=cap).agents == agents
    assert required_agents(cap * agents * 1.000001, 300, max_occupancy=cap).agents == agents + 1


def test_a_service_level_and_a_chance_of_waiting_met_exactly_are_met() -> None:
    # One agent: the chance of waiting is the load.
    assert required_agents(0.2, 300, service_level=0.8, threshold_s=0).agents == 1
    assert required_agents(0.1, 300, max_waiting=0.1).agents == 1
    assert required_agents(0.5, 300, asa_s=300.0).agents == 1
    assert required_agents(0.5, 300, asa_s=299.99).agents == 2


def test_a_whole_load_that_comes_out_a_bit_low_needs_one_agent_more_than_erlangs() -> None:
    assert required_agents(np.nextafter(10.0, 0.0), 300).agents == 11
    assert required_agents(9.999, 300).agents == 10


def test_no_contacts_need_nobody_whatever_the_targets() -> None:
    found = required_agents([0.0, 5.0], [0.0, 60.0], service_level=0.9999, max_occupancy=0.1)
    assert found.agents.tolist() == [0, 50]
    assert found.binding.tolist() == ["none", "occupancy"]


def test_targets_may_differ_row_by_row_and_broadcast() -> None:
    found = required_agents(np.full((2, 1), 10.0), 180, service_level=[0.2, 0.8, 0.99], threshold_s=20)
    assert found.agents.tolist() == [[11, 14, 18]] * 2
    assert found.agents.dtype == np.int64
    assert required_agents(np.empty(0), 180, service_level=0.8).agents.shape == (0,)


def test_rows_do_not_disturb_each_other_across_portions() -> None:
    rng = np.random.default_rng(3)
    load = np.where(rng.random(PORTION + 50) < 0.1, 0.0, np.exp(rng.normal(2, 1.5, PORTION + 50)))
    aht, goal = rng.uniform(60, 900, load.size), rng.choice([0.7, 0.8, 0.95], load.size)
    together = required_agents(load, aht, service_level=goal, asa_s=30.0, max_occupancy=0.9)
    assert ((together.agents > load) | (load == 0)).all()
    for i in rng.integers(0, load.size, 40):
        alone = required_agents(load[i], aht[i], service_level=goal[i], asa_s=30.0, max_occupancy=0.9)
        assert (alone.agents, alone.binding) == (together.agents[i], together.binding[i])


@given(st.floats(0, 1e4), st.floats(0, 50))
def test_more_contacts_never_need_fewer_agents(load: float, more: float) -> None:
    found = required_agents([load, load + more], 300, service_level=0.8, asa_s=20, max_occupancy=0.9)
    assert found.agents[1] >= found.agents[0]


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"service_level": 1.0}, "service_level 1 cannot be reached with any number"),
        ({"service_level": 1.0}, "any share below 1 can, such as 0.999"),
        ({"service_level": 80}, "service_level 80 is above 1: write a share, such as 0.8"),
        ({"service_level": -0.1}, "service_level -0.1 is not"),
        ({"service_level": math.nan}, "service_level nan is not"),
        ({"service_level": [0.8, 1.0]}, "service_level 1 at position 1 cannot"),
        ({"asa_s": 0.0}, "asa_s 0 cannot be reached"),
        ({"asa_s": 0.0}, "any number of seconds above 0 can"),
        ({"asa_s": -1.0}, "asa_s -1 is not"),
        ({"max_occupancy": 0.0}, "max_occupancy 0 cannot be reached"),
        ({"max_occupancy": 85}, "max_occupancy 85 is above 1"),
        ({"max_waiting": 0.0}, "max_waiting 0 cannot be reached"),
        ({"max_waiting": 1.5}, "max_waiting 1.5 is above 1"),
        ({"service_level": 0.8, "threshold_s": -1.0}, "threshold_s -1 is not"),
    ],
)
def test_targets_that_cannot_be_reached_are_refused_with_the_reason(targets: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        required_agents(10, 300, **targets)


@pytest.mark.parametrize(("load", "aht"), [(-5, 300), (math.nan, 300), (math.inf, 300), (5, 0), (5, -1), (5, math.nan)])
def test_impossible_loads_and_handle_times_are_refused(load: float, aht: float) -> None:
    with pytest.raises(ValueError, match=r"load|aht_s"):
        required_agents(load, aht, service_level=0.8)


def test_extreme_targets_end() -> None:
    assert required_agents(1e5, 300, service_level=1 - 1e-15).agents < 103_000
    assert required_agents(1e4, 300, asa_s=1e-200).agents < 15_000
    assert required_agents(1e-9, 300, max_waiting=1e-300).agents < 50
