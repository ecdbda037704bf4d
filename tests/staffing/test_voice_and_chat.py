"""Live channels: Erlang C, slots, floors, closed hours, and the figures that explain the number."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from shared_folder import SHARED, needs_shared
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import Channel
from staffplan.domain.service_goal import ServiceGoal
from staffplan.errors import UsageError
from staffplan.queueing.erlang_c import average_speed_of_answer, occupancy, service_level
from staffplan.queueing.required import required_agents

BANK_CALLS = (
    "6.75 1.75 1.25 0 .5 .25 4.75 39.5 97.25 107.5 124 110.25 95.5 203.5 115.75 115.5 67.75 75 88.75 85.5 68 61.5 "
    "57.5 44.25"
)
BANK_AGENTS = "1 1 1 0 1 1 1 4 8 9 10 9 8 16 10 10 6 7 8 8 6 6 5 4"


def numbers(text: str) -> np.ndarray:
    return np.array([float(word) for word in text.split()])


def test_the_published_staffing_of_an_anonymous_bank_is_reproduced_hour_by_hour() -> None:
    # 15 calls an hour an agent are 240 s each; at most half of the callers wait: half are answered at once.
    goal = ServiceGoal(service_level=0.5, threshold_s=0.0)
    hours = workload(numbers(BANK_CALLS), aht_s=240.0, interval_min=60, slots_per_day=24)
    assert staff(queue(goal=goal), hours).agents.tolist() == numbers(BANK_AGENTS).tolist()
    chance = required_agents(numbers(BANK_CALLS) / 15, 240, max_waiting=0.5)
    assert chance.agents.tolist() == numbers(BANK_AGENTS).tolist()


@needs_shared("benchmarks/README.md")
def test_the_bank_example_is_the_one_that_is_published() -> None:
    text = (SHARED / "benchmarks" / "README.md").read_text(encoding="utf-8")
    assert BANK_CALLS in text
    assert BANK_AGENTS in text


@needs_shared("benchmarks/anonymous_bank/shifts.csv")
def test_the_shifts_of_the_bank_have_a_row_for_each_of_its_hours() -> None:
    with (SHARED / "benchmarks/anonymous_bank/shifts.csv").open(newline="") as lines:
        rows = list(csv.reader(lines))
    assert len(rows) - 1 == numbers(BANK_CALLS).size


def test_a_telephone_queue_needs_the_agents_that_meet_all_its_targets() -> None:
    goal = ServiceGoal(service_level=0.8, threshold_s=20, asa_s=30, max_occupancy=0.9)
    need = staff(queue(goal=goal), workload([0.0, 0.5, 60.0, 600.0]))
    assert need.agents.tolist() == [0, 1, 14, 112]
    assert need.binding.tolist() == ["none", "service_level", "service_level", "occupancy"]
    load = np.array([10.0, 100.0])
    assert need.expected.service_level[2:] == pytest.approx(service_level(load, [14, 112], 300, 20))
    assert need.expected.asa_s[2:] == pytest.approx(average_speed_of_answer(load, [14, 112], 300))
    assert need.occupancy[2:] == pytest.approx(occupancy(load, [14, 112]))
    assert need.notes == ()


def test_a_floor_applies_after_the_targets_and_only_while_open() -> None:
    need = staff(queue(floor=2), workload([0.0, 0.5, 4.0, 60.0, 0.0], is_open=[True] * 4 + [False]))
    assert need.agents.tolist() == [2, 2, 2, 14, 0]
    assert need.binding.tolist() == ["floor", "floor", "service_level", "service_level", "none"]
    assert need.expected.service_level[0] == 1
    assert need.occupancy[1] == pytest.approx(0.5 * 300 / 1800 / 2)


def test_contacts_outside_opening_hours_are_counted_and_not_staffed() -> None:
    need = staff(queue(), workload([3.0, 60.0, 9.5], is_open=[False, True, False]))
    assert need.agents.tolist() == [0, 14, 0]
    assert np.isnan(need.expected.service_level).tolist() == [True, False, True]
    assert need.notes == ("line: 12.5 contacts fall outside opening hours; nobody is planned for them.",)


def test_a_queue_without_targets_keeps_up_with_its_load() -> None:
    need = staff(queue(goal=ServiceGoal()), workload([60.0]))
    assert (need.agents.tolist(), need.binding.tolist()) == ([11], ["load"])


def test_an_impossible_target_is_refused() -> None:
    with pytest.raises(UsageError, match="service_level 80 is above 1"):
        staff(queue(goal=ServiceGoal(service_level=80)), workload([60.0]))


def test_chat_counts_slots_and_stretches_the_handle_time() -> None:
    goal = ServiceGoal(service_level=0.8, threshold_s=60)
    chats = queue(Channel.CHAT, goal=goal, concurrency=3, concurrency_stretch=1.5)
    need = staff(chats, workload([40.0, 1.0, 0.0]))
    # 40 x 450 s in 30 minutes are 10 erlangs of slots.
    slots = int(required_agents(10.0, 450, service_level=0.8, threshold_s=60).agents)
    assert slots == 13
    assert need.agents.tolist() == [5, 1, 0]
    assert need.expected.service_level[0] == pytest.approx(service_level(10, 15, 450, 60))
    assert need.expected.asa_s[0] == pytest.approx(average_speed_of_answer(10, 15, 450))
    assert need.occupancy[0] == pytest.approx(10 / 15)


@pytest.mark.parametrize("concurrency", [1, 2, 3, 4])
def test_chat_meets_its_targets_and_would_not_with_an_agent_fewer(concurrency: int) -> None:
    goal = ServiceGoal(service_level=0.9, threshold_s=30, max_occupancy=0.8)
    chats = queue(Channel.CHAT, goal=goal, concurrency=concurrency, concurrency_stretch=1 + 0.2 * (concurrency - 1))
    contacts = np.linspace(0.5, 300, 60)
    need = staff(chats, workload(contacts))
    load = contacts / 6 * chats.concurrency_stretch
    fewer = (need.agents - 1) * concurrency
    aht = 300 * chats.concurrency_stretch
    assert (need.expected.service_level >= 0.9).all()
    assert (need.occupancy <= 0.8).all()
    assert ((service_level(load, fewer, aht, 30) < 0.9) | (occupancy(load, fewer) > 0.8)).all()


def test_chat_with_one_at_a_time_is_telephone() -> None:
    calls = workload([60.0, 7.0])
    assert staff(queue(Channel.CHAT), calls).agents.tolist() == staff(queue(), calls).agents.tolist()
