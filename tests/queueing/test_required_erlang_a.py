"""The smallest number of agents where callers give up: definition, what binds, what cannot be reached, retrials."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.queueing.erlang_a import measures
from staffplan.queueing.required import required_agents
from staffplan.queueing.required_erlang_a import DEFINITIONS, required_with_patience
from staffplan.queueing.retrials import effective_load


def met(load: float, agents: int, aht: float, patience: float, given: dict[str, Any]) -> bool:
    """Whether so many agents meet the targets, straight from their meaning."""
    total = effective_load(load, agents, aht, patience, given.get("retry_share", 0.0))
    found = measures(total, agents, aht, patience, given.get("threshold_s", 20.0))
    return bool(
        getattr(found, given.get("definition", "served_of_offered")) >= given.get("service_level", 0)
        and found.asa_s <= given.get("asa_s", math.inf)
        and found.mean_wait_s <= given.get("mean_wait_s", math.inf)
        and found.occupancy <= given.get("max_occupancy", 1)
        and found.waiting <= given.get("max_waiting", 1)
        and found.abandonment <= given.get("max_abandonment", 1)
    )


TARGETS = st.fixed_dictionaries(
    {},
    optional={
        "service_level": st.sampled_from([0.2, 0.8, 0.95, 0.9999]),
        "threshold_s": st.sampled_from([0.0, 5.0, 300.0]),
        "definition": st.sampled_from(DEFINITIONS),
        "asa_s": st.sampled_from([0.5, 10.0, 60.0]),
        "mean_wait_s": st.sampled_from([0.5, 10.0, 60.0]),
        "max_occupancy": st.sampled_from([0.3, 0.837, 0.991]),
        "max_waiting": st.sampled_from([0.011, 0.49]),
        "max_abandonment": st.sampled_from([0.002, 0.05, 0.3]),
        "retry_share": st.sampled_from([0.2, 0.9]),
    },
)


@settings(max_examples=40)
@given(st.floats(1e-3, 600), st.floats(20, 1800), st.floats(10, 3000), TARGETS)
def test_the_answer_is_the_first_number_that_meets_everything(
    load: float, aht: float, patience: float, targets: dict[str, Any]
) -> None:
    agents = int(required_with_patience(load, aht, patience, **targets).agents)
    assert agents >= 1
    assert met(load, agents, aht, patience, targets)
    assert agents == 1 or not met(load, agents - 1, aht, patience, targets) or not set(targets) & LIMITS


LIMITS = {"service_level", "asa_s", "mean_wait_s", "max_occupancy", "max_waiting", "max_abandonment"}


@pytest.mark.parametrize(
    ("targets", "agents", "binding"),
    [
        ({}, 1, "load"),
        ({"service_level": 0.0}, 1, "load"),
        ({"max_abandonment": 1.0, "max_waiting": 1.0, "max_occupancy": 1.0}, 1, "load"),
        ({"service_level": 1e-9}, 1, "service_level"),
        ({"service_level": 0.8}, 12, "service_level"),
        ({"service_level": 0.8, "max_abandonment": 0.02}, 15, "abandonment"),
        ({"service_level": 0.8, "mean_wait_s": 1.0}, 16, "mean_wait"),
        ({"service_level": 0.8, "asa_s": 1.0}, 16, "asa"),
        ({"service_level": 0.8, "max_occupancy": 0.7}, 14, "occupancy"),
        ({"service_level": 0.8, "max_waiting": 0.1}, 15, "waiting"),
        ({"mean_wait_s": 300.0}, 1, "load"),
    ],
)
def test_all_targets_count_at_once(targets: dict[str, float], agents: int, binding: str) -> None:
    found = required_with_patience(10, 180, 120, **targets)
    assert (int(found.agents), str(found.binding)) == (agents, binding)


def test_where_several_targets_ask_for_the_last_agent_the_first_in_order_is_named() -> None:
    before, after = (measures(10, agents, 180, 120, 20) for agents in (13, 14))
    halfway = {
        "max_abandonment": float(before.abandonment + after.abandonment) / 2,
        "mean_wait_s": float(before.mean_wait_s + after.mean_wait_s) / 2,
        "max_waiting": float(before.waiting + after.waiting) / 2,
        "max_occupancy": float(before.occupancy + after.occupancy) / 2,
        "asa_s": float(before.asa_s + after.asa_s) / 2,
        "service_level": float(before.served_of_offered + after.served_of_offered) / 2,
    }
    names = ["abandonment", "mean_wait", "waiting", "occupancy", "asa", "service_level"]
    for count, name in enumerate(names, 1):
        found = required_with_patience(10, 180, 120, **dict(list(halfway.items())[:count]))
        assert (int(found.agents), str(found.binding)) == (14, name)


@pytest.mark.parametrize("target", ["service_level", "asa_s", "mean_wait_s", "max_waiting", "max_abandonment"])
def test_a_target_that_is_just_what_so_many_agents_give_is_met(target: str) -> None:
    figure = {"service_level": "served_of_offered"}.get(target, target.removeprefix("max_"))
    for load, agents in [(0.2, 1), (10, 13), (300, 280)]:
        reached = float(getattr(measures(load, agents, 240, 90, 20), figure))
        assert required_with_patience(load, 240, 90, **{target: reached}).agents == agents


def test_the_four_definitions_ask_for_what_they_count() -> None:
    agents = [
        int(required_with_patience(10, 180, 120, service_level=0.8, definition=name).agents) for name in DEFINITIONS
    ]
    assert agents == [12, 11, 12, 12]
    with pytest.raises(ValueError, match=r"definition 'answered' is none of served_of_offered, "):
        required_with_patience(10, 180, 120, service_level=0.8, definition="answered")


def test_a_cap_on_abandonment_alone_goes_below_the_load() -> None:
    found = required_with_patience([100.0, 1000.0, 1e5], 300, 180, max_abandonment=0.1)
    assert (found.agents < [100, 1000, 1e5]).all()
    assert found.agents[2] == 90_001


@pytest.mark.parametrize(
    "target", [{"max_abandonment": 0.2}, {"mean_wait_s": 60}, {"service_level": 0.8, "threshold_s": 300}]
)
def test_in_overload_strictly_more_give_up_than_agents_always_busy_would_leave(target: dict[str, float]) -> None:
    # 1,600 agents who never paused would serve 80 % of 2,000 erlangs; they lack some 1e-18 of it, below any double.
    found = required_with_patience(2000, 300, 300, **target)
    assert found.agents == 1601


def test_one_agent_for_a_service_level_of_nothing_is_asked_for_by_the_load() -> None:
    found = required_with_patience(2000, 300, 300, service_level=0)
    assert (found.agents, found.binding) == (1, "load")


def test_long_patience_needs_what_erlang_c_needs() -> None:
    load = np.array([0.3, 5, 63, 400])
    patient = required_with_patience(load, 300, 1e12, service_level=0.8, asa_s=15, max_occupancy=0.9)
    assert (
        patient.agents.tolist()
        == required_agents(load, 300, service_level=0.8, asa_s=15, max_occupancy=0.9).agents.tolist()
    )


def test_no_contacts_need_nobody_whatever_the_targets() -> None:
    found = required_with_patience([0.0, 5.0], [0.0, 60.0], [0.0, 60.0], service_level=0.9999)
    assert (found.agents[0], str(found.binding[0])) == (0, "none")
    assert found.agents[1] > 5
    assert required_with_patience(np.empty(0), 180, 60, service_level=0.8).agents.shape == (0,)


def test_targets_may_differ_row_by_row_and_broadcast() -> None:
    found = required_with_patience(np.full((2, 1), 10.0), 180, 120, service_level=[0.2, 0.8, 0.99])
    assert found.agents.tolist() == [[7, 12, 18]] * 2
    assert found.agents.dtype == np.int64


def test_rows_do_not_disturb_each_other() -> None:
    rng = np.random.default_rng(3)
    load = np.where(rng.random(9000) < 0.9, 0.0, np.exp(rng.normal(2, 1.5, 9000)))
    aht, patience, goal = rng.uniform(60, 900, 9000), rng.uniform(20, 600, 9000), rng.choice([0.7, 0.8, 0.95], 9000)
    together = required_with_patience(load, aht, patience, service_level=goal, max_abandonment=0.05, retry_share=0.1)
    for i in np.flatnonzero(load)[:20]:
        alone = required_with_patience(
            load[i], aht[i], patience[i], service_level=goal[i], max_abandonment=0.05, retry_share=0.1
        )
        assert (alone.agents, alone.binding) == (together.agents[i], together.binding[i])


@settings(max_examples=25)
@given(st.floats(0, 2e3), st.floats(0, 50), st.sampled_from([0.0, 0.5]))
def test_more_contacts_never_need_fewer_agents(load: float, more: float, again: float) -> None:
    found = required_with_patience(
        [load, load + more], 300, 90, service_level=0.8, max_abandonment=0.03, max_occupancy=0.9, retry_share=again
    )
    assert found.agents[1] >= found.agents[0]


def test_callers_who_call_again_need_more_agents() -> None:
    found = required_with_patience(50, 300, 60, service_level=0.5, retry_share=[0.0, 0.5, 0.99])
    assert (np.diff(found.agents) > 0).all()
    capped = required_with_patience(50, 300, 60, max_abandonment=1e-9, retry_share=[0.0, 0.99])
    assert capped.agents[0] == capped.agents[1]


@pytest.mark.parametrize(
    ("targets", "words"),
    [
        ({"service_level": 1.0}, "service_level 1 cannot be reached with any number"),
        ({"service_level": 80}, "service_level 80 is above 1: write a share, such as 0.8"),
        ({"service_level": [0.8, 1.0]}, "service_level 1 at position 1 cannot"),
        ({"asa_s": 0.0}, "asa_s 0 cannot be reached"),
        ({"mean_wait_s": 0.0}, "mean_wait_s 0 cannot be reached"),
        ({"max_occupancy": 0.0}, "max_occupancy 0 cannot be reached"),
        ({"max_waiting": 0.0}, "max_waiting 0 cannot be reached"),
        ({"max_abandonment": [0.1, 0.0]}, "max_abandonment 0 at position 1 cannot be reached"),
        ({"max_abandonment": 5}, "max_abandonment 5 is above 1"),
        ({"max_abandonment": math.nan}, "max_abandonment nan is not"),
        ({"threshold_s": -1.0}, "threshold_s -1 is not"),
        ({"retry_share": 1.0}, "retry_share 1 would keep everybody calling"),
        ({"retry_share": 30}, "retry_share 30 is above 1"),
    ],
)
def test_targets_that_cannot_be_reached_are_refused_with_the_reason(targets: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        required_with_patience(10, 300, 60, **targets)


@pytest.mark.parametrize(
    ("load", "aht", "patience"),
    [(-5, 300, 60), (math.nan, 300, 60), (math.inf, 300, 60), (5, 0, 60), (5, 300, 0), (5, 300, math.inf)],
)
def test_impossible_loads_and_times_are_refused(load: float, aht: float, patience: float) -> None:
    with pytest.raises(ValueError, match=r"load|aht_s|patience_s"):
        required_with_patience(load, aht, patience, service_level=0.8)


def test_extreme_targets_end() -> None:
    assert required_with_patience(1e5, 300, 180, service_level=1 - 1e-15).agents < 103_000
    assert required_with_patience(1e4, 300, 180, asa_s=1e-200).agents < 15_000
    assert required_with_patience(1e-9, 300, 180, max_abandonment=1e-300).agents < 50
    assert required_with_patience(100, 300, 180, mean_wait_s=1e-305).agents < 2000
