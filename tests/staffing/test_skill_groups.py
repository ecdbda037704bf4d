"""Queues that share agents: bounds on those who can serve some of them, and no agent counted once for each skill."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import Channel
from staffplan.domain.service_goal import ServiceGoal
from staffplan.queueing.required import required_agents
from staffplan.staffing.skill_groups import bounds, needed_subsets, pooled
from staffplan.staffing.staffed import StaffedQueue

GOAL = ServiceGoal(service_level=0.8, threshold_s=20)
A, B, C = frozenset("a"), frozenset("b"), frozenset("c")


def calls(name: str, erlangs: float, goal: ServiceGoal = GOAL) -> StaffedQueue:
    """A queue whose contacts take 300 s and make so many erlangs."""
    return staff(replace(queue(goal=goal), name=name), workload([erlangs * 6.0]))


def found(queues: list[StaffedQueue], *skill_sets: frozenset[str]) -> dict[str, float]:
    return {"".join(sorted(bound.queues)): float(bound.agents[0]) for bound in bounds(queues, skill_sets)}


def test_two_queues_of_ten_erlangs_that_everybody_serves_need_25() -> None:
    both = found([calls("a", 10), calls("b", 10)], A | B)
    # An agent with both skills is one agent: neither 14 (each counted fully for both) nor 28 (nothing shared).
    assert both == {"ab": 25.0}
    shorter = [staff(q.queue, workload([100.0], aht_s=180.0)) for q in (calls("a", 10), calls("b", 10))]
    assert found(shorter, A | B) == {"ab": 24.0}


def test_the_bound_of_a_pool_says_what_its_queues_would_need_alone() -> None:
    (bound,) = bounds([calls("a", 10), calls("b", 10)], [A | B])
    assert (bound.load[0], bound.alone[0]) == (pytest.approx(20), 28)


def test_specialists_make_each_queue_a_bound_of_its_own_and_share_none_makes_no_pool() -> None:
    queues = [calls("a", 10), calls("b", 10)]
    assert found(queues, A, B) == {"a": 14.0, "b": 14.0}
    assert found(queues, A, B, A | B) == {"a": 14.0, "ab": 25.0, "b": 14.0}
    # Everybody who serves b serves a too: those who serve a are everybody, and must do for both.
    assert found(queues, A, A | B) == {"ab": 25.0, "b": 14.0}


def test_a_chain_of_skills_binds_at_its_ends_and_as_a_whole() -> None:
    serving = {"a": frozenset({A | B}), "b": frozenset({A | B, B | C}), "c": frozenset({B | C})}
    assert needed_subsets(serving) == [frozenset("a"), frozenset("c"), frozenset("abc")]


def test_a_queue_that_nobody_can_serve_still_asks() -> None:
    assert found([calls("a", 10)]) == {"a": 14.0}


def test_a_strict_queue_is_not_let_off_by_a_lenient_one_beside_it() -> None:
    strict, lenient = ServiceGoal(service_level=0.99, threshold_s=1), ServiceGoal(service_level=0.01, threshold_s=600)
    alone = float(calls("a", 10, strict).live[0])
    assert found([calls("a", 10, strict), calls("b", 0.1, lenient)], A | B)["ab"] >= alone


def test_chat_and_telephone_share_people_but_not_slots() -> None:
    chat = staff(
        queue(Channel.CHAT, goal=GOAL, concurrency=3, concurrency_stretch=1.5), workload([60.0])
    )  # 10 erlangs of chats, 15 of slots, 5 of agents
    phone = calls("a", 10)
    bound = pooled([phone, chat])
    assert bound.load[0] == pytest.approx(15)
    assert bound.agents[0] == max(phone.live[0] + 5, chat.live[0] + 10)


def test_nothing_to_do_needs_nobody() -> None:
    assert found([calls("a", 0), calls("b", 0)], A | B) == {"ab": 0.0}


kinds = st.sets(st.frozensets(st.sampled_from("abcd"), min_size=1), min_size=1, max_size=6)


@given(kinds)
def test_subsets_left_out_are_implied_by_those_that_stay(skill_sets: set[frozenset[str]]) -> None:
    """Whatever agents there are, those who keep the bounds that are given keep those of all subsets."""
    names = sorted(set().union(*skill_sets))
    serving = {name: frozenset(skills for skills in skill_sets if name in skills) for name in names}
    kept = needed_subsets(serving)

    def able(subset: frozenset[str]) -> frozenset[frozenset[str]]:
        return frozenset(skills for skills in skill_sets if skills & subset)

    every = chain.from_iterable(combinations(names, size) for size in range(1, len(names) + 1))
    for subset in map(frozenset, every):
        parts = components(subset, skill_sets)
        # Each part that shares agents within itself lies in a kept subset that the same agents can serve.
        assert all(any(part <= wide and able(part) == able(wide) for wide in kept) for part in parts), subset


def components(subset: frozenset[str], skill_sets: set[frozenset[str]]) -> list[frozenset[str]]:
    """The subset cut into parts that share no agent."""
    parts = [frozenset({name}) for name in subset]
    for skills in skill_sets:
        joined = frozenset().union(*(part for part in parts if part & skills))
        parts = [part for part in parts if not part & skills] + ([joined] if joined else [])
    return parts


@given(st.lists(st.floats(0.2, 40), min_size=2, max_size=4))
def test_pooling_never_asks_for_more_than_the_queues_alone_nor_less_than_the_load(erlangs: list[float]) -> None:
    queues = [calls(name, load) for name, load in zip("abcd", erlangs, strict=False)]
    bound = pooled(queues)
    assert bound.load[0] < bound.agents[0] <= bound.alone[0]
    assert bound.agents[0] == required_agents(np.sum(erlangs), 300, service_level=0.8, threshold_s=20).agents
