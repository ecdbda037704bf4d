"""Service levels over a day or a week: the fewest agents that hold them."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import Channel, Queue
from staffplan.domain.service_goal import Counted, Over, ServiceGoal
from staffplan.staffing.live.line import in_each_interval
from staffplan.staffing.live.served_live import live_line, served_live
from staffplan.staffing.workload import Workload

DAY = ServiceGoal(service_level=0.8, over=Over.DAY)


def level_of(line: Queue, work: Workload, agents: np.ndarray) -> float:
    """The service level of all contacts with so many agents."""
    model, _ = live_line(line, work)
    share = getattr(model.measures(agents * model.slots_per_agent, line.goal.threshold_s), line.goal.counted.value)
    return float((share * work.offered).sum() / work.offered.sum())


def fewest(line: Queue, work: Workload) -> float:
    """The optimum by looking at every staffing between each interval's own needs and the target in each interval."""
    model, _ = live_line(line, work)
    least = np.ceil(model.required(in_each_interval(line.goal))[0] / model.slots_per_agent)
    most = least + 1
    while level_of(line, work, most) < 0.999:
        most += 1
    model = replace(model, load=model.load[:, None], aht_s=model.aht_s[:, None])
    columns = np.arange(most.max() + 1)
    share = getattr(model.measures(columns * model.slots_per_agent, line.goal.threshold_s), line.goal.counted.value)
    served = np.broadcast_to(share * work.offered[:, None], (work.offered.size, columns.size))
    best = np.inf
    for choice in product(*(range(int(low), int(high) + 1) for low, high in zip(least, most, strict=True))):
        if sum(choice) < best and served[range(len(choice)), choice].sum() >= line.goal.service_level * (
            work.offered.sum() * (1 - 1e-14)
        ):
            best = sum(choice)
    return best


@pytest.mark.parametrize("seed", range(6))
def test_under_erlang_c_no_staffing_is_cheaper(seed: int) -> None:
    draw = np.random.default_rng(seed)
    work = workload(draw.uniform(1, 60, 4), aht_s=draw.uniform(120, 600, 4))
    line = queue(goal=replace(DAY, service_level=float(draw.uniform(0.5, 0.95))))
    found = served_live(line, work, False).live
    assert level_of(line, work, found) >= line.goal.service_level
    assert found.sum() == fewest(line, work)


@pytest.mark.parametrize("seed", range(6))
def test_where_callers_hang_up_it_is_at_most_one_agent_above_the_optimum(seed: int) -> None:
    draw = np.random.default_rng(seed)
    work = workload(draw.uniform(5, 40, 3), aht_s=300)
    goal = replace(DAY, service_level=float(draw.uniform(0.3, 0.9)), max_abandonment=float(draw.uniform(0.1, 0.9)))
    line = queue(goal=goal, patience_s=float(draw.uniform(60, 600)))
    found = served_live(line, work, False).live
    assert level_of(line, work, found) >= goal.service_level
    assert fewest(line, work) <= found.sum() <= fewest(line, work) + 1


def test_a_limit_on_hang_ups_above_the_inflection_makes_erlang_a_exact() -> None:
    work = workload([10, 25, 40])
    line = queue(goal=replace(DAY, max_abandonment=0.1), patience_s=180.0)
    assert served_live(line, work, False).live.sum() == fewest(line, work)


@pytest.mark.parametrize("level", [0.4, 0.8])
def test_an_interval_that_keeps_nothing_is_given_up_where_that_is_cheaper(level: float) -> None:
    work = workload([20.0, 60, 120])
    line = queue(goal=replace(DAY, service_level=level), patience_s=300.0)
    found = served_live(line, work, False).live
    assert found.sum() == fewest(line, work)
    assert found[0] == 1
    kept = replace(line, goal=replace(line.goal, at_least=0.3))
    assert served_live(kept, work, False).live.sum() > found.sum()


@pytest.mark.parametrize("level", [0.05, 0.3, 0.7, 0.9])
def test_nobody_is_planned_who_would_not_be_missed(level: float) -> None:
    work = workload([20.0, 60, 120, 8])
    line = queue(goal=replace(DAY, service_level=level), patience_s=300.0)
    found = served_live(line, work, False).live
    for row in np.flatnonzero(found > 1):
        assert level_of(line, work, found - (np.arange(4) == row)) < level


def test_a_chat_agent_counts_with_all_slots() -> None:
    work = workload([6, 14, 25], aht_s=600)
    line = queue(Channel.CHAT, goal=DAY, concurrency=3, concurrency_stretch=1.4)
    found = served_live(line, work, False).live
    assert (found == np.round(found)).all()
    assert found.sum() == fewest(line, work)


def test_each_day_holds_by_itself_and_a_week_needs_no_more_than_its_days() -> None:
    hours = np.concatenate([np.full(48, 5.0), 60 + 30 * np.sin(np.arange(48) / 6)])
    days = staff(queue(goal=DAY), workload(hours))
    week = staff(queue(goal=replace(DAY, over=Over.WEEK)), workload(hours))
    each = staff(queue(), workload(hours))
    for day in (slice(0, 48), slice(48, 96)):
        assert level_of_part(days, day) >= 0.8
    assert level_of_part(week, slice(0, 96)) >= 0.8
    assert level_of_part(week, slice(0, 48)) < 0.8
    assert week.agents.sum() < days.agents.sum() < each.agents.sum()


def level_of_part(found, part: slice) -> float:
    share, contacts = found.expected.service_level[part], found.workload.offered[part]
    return float((share * contacts).sum() / contacts.sum())


def test_every_interval_keeps_its_floor_and_says_what_asked_for_its_last_agent() -> None:
    hours = np.tile([4.0, 20, 45, 70], 12)
    goal = replace(DAY, service_level=0.92)
    plain, floored = (staff(queue(goal=each), workload(hours)) for each in (goal, replace(goal, at_least=0.8)))
    assert plain.expected.service_level.min() < 0.8 <= floored.expected.service_level.min()
    raised = floored.agents > staff(queue(goal=ServiceGoal(service_level=0.8)), workload(hours)).agents
    assert raised.any()
    assert (floored.binding[raised] == "service_level").all()
    busy = staff(queue(goal=replace(DAY, service_level=0.3, max_occupancy=0.6)), workload(hours))
    assert (busy.binding == "occupancy").all()


def test_closed_and_silent_intervals_take_no_part() -> None:
    hours = np.array([0.0, 30, 30, 50])
    found = served_live(queue(goal=DAY), workload(hours, is_open=[True, True, True, False]), False)
    assert found.live[[0, 3]].tolist() == [0, 0]
    alone = served_live(queue(goal=DAY), workload(hours[1:3]), False)
    assert found.live[1:3].tolist() == alone.live.tolist()


def test_a_promise_near_one_is_reached_and_one_of_one_is_refused() -> None:
    work = workload(np.linspace(1, 400, 48))
    line = queue(goal=replace(DAY, service_level=1 - 1e-9))
    assert level_of(line, work, served_live(line, work, False).live) >= 1 - 1e-9
    with pytest.raises(ValueError, match="cannot be reached"):
        served_live(queue(goal=replace(DAY, service_level=1.0)), work, False)


def test_a_service_level_of_the_answered_is_no_sum_and_refused() -> None:
    goal = replace(DAY, counted=Counted.SERVED_OF_ANSWERED, max_abandonment=0.1)
    with pytest.raises(ValueError, match="those who are answered"):
        served_live(queue(goal=goal, patience_s=120.0), workload([20.0]), False)
