"""Offers of a call-back leave agents out of the peaks, and the work comes back where it is quiet."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import CallBack, PutOff
from staffplan.domain.service_goal import Over, ServiceGoal
from staffplan.queueing.call_back_offer import line_with_offers
from staffplan.staffing.settings import Rounding
from staffplan.staffing.skill_groups import pooled

GOAL = ServiceGoal(service_level=0.8, threshold_s=60.0)
OFFER = CallBack(offer_after_s=60.0, accepted=0.4, deadline_s=4 * 3600.0)
DAY = workload(np.concatenate((np.zeros(14), np.linspace(5, 70, 8), np.linspace(70, 30, 14), np.linspace(30, 0, 12))))


def test_the_peak_needs_fewer_agents_and_the_work_comes_later() -> None:
    without = staff(queue(goal=GOAL), DAY)
    offered = staff(queue(goal=GOAL, call_back=OFFER), DAY)
    assert (offered.live <= without.agents).all()
    assert offered.live.max() < without.agents.max()
    assert offered.agents.max() < without.agents.max()
    assert offered.agents.sum() < without.agents.sum()
    (later,) = offered.inventory
    assert later.kind == "call_backs"
    assert offered.movable.sum() / 2 == pytest.approx(later.arriving.sum())
    assert later.arriving.sum() > 0


@pytest.mark.parametrize("rounding", [Rounding.UP, Rounding.NONE])
@pytest.mark.parametrize("fields", [{}, {"after_call_s": 60.0, "put_off": PutOff(1.0, 7200.0)}])
def test_no_work_is_lost_or_done_twice(rounding: Rounding, fields: dict[str, object]) -> None:
    offered = staff(queue(goal=GOAL, call_back=OFFER, **fields), DAY, rounding=rounding)
    done = offered.expected.busy.sum() + offered.movable.sum()
    assert done == pytest.approx(DAY.load.sum(), rel=1e-9)


def test_the_promise_holds_for_all_callers_with_the_called_back_as_too_late() -> None:
    offered = staff(queue(goal=GOAL, call_back=OFFER), DAY)
    busy = DAY.load > 0
    assert (offered.expected.service_level[busy] >= 0.8).all()
    fewer = np.maximum(offered.live - 1, 0)[busy]
    line = line_with_offers(DAY.load[busy], fewer, 300.0, 60.0, offer_after_s=60.0, accepted=0.4)
    assert (line.callers.served_of_offered < 0.8).all()
    assert set(offered.binding[busy]) == {"service_level"}


@pytest.mark.parametrize(
    "goal",
    [
        ServiceGoal(asa_s=30.0),
        ServiceGoal(max_waiting=0.3),
        ServiceGoal(max_occupancy=0.85),
        ServiceGoal(mean_wait_s=20.0, service_level=0.5),
    ],
)
def test_even_if_all_accept_no_target_is_met_by_calling_everybody_back(goal: ServiceGoal) -> None:
    offer = CallBack(offer_after_s=120.0, accepted=1.0, deadline_s=7200.0)
    offered = staff(queue(goal=goal, call_back=offer), DAY)
    later = offered.inventory[0].arriving.sum()
    assert 0 < later < 0.25 * DAY.load.sum() / 2


def test_where_few_wait_hardly_anything_moves() -> None:
    tight = ServiceGoal(service_level=0.95, threshold_s=10.0)
    late = CallBack(offer_after_s=120.0, accepted=0.4, deadline_s=7200.0)
    without, offered = (staff(queue(goal=tight, **fields), DAY) for fields in ({}, {"call_back": late}))
    assert 0 < offered.inventory[0].arriving.sum() < 0.001 * DAY.load.sum() / 2
    assert 0 <= without.agents.sum() - offered.live.sum() <= 0.01 * without.agents.sum()


def test_more_acceptance_never_needs_more_live_agents() -> None:
    shares, goal = (0.1, 0.3, 0.6, 1.0), ServiceGoal(service_level=0.8, threshold_s=20.0)
    lines = [staff(queue(goal=goal, call_back=CallBack(120.0, share, 7200.0)), DAY) for share in shares]
    for fewer, more in zip(lines[1:], lines, strict=False):
        assert (fewer.live <= more.live).all()


def test_a_floor_leaves_fewer_to_call_back() -> None:
    free, kept = (staff(queue(goal=GOAL, call_back=OFFER, floor=floor), DAY) for floor in (0, 14))
    assert kept.inventory[0].arriving.sum() < 0.5 * free.inventory[0].arriving.sum()


def test_without_any_target_agents_keep_up_with_all_the_load() -> None:
    without, offered = (staff(queue(goal=ServiceGoal(), **fields), DAY) for fields in ({}, {"call_back": OFFER}))
    assert offered.live.tolist() == without.live.tolist()
    assert offered.inventory[0].arriving.sum() > 0


def test_a_service_level_over_a_day_keeps_its_agents_and_calls_back_whom_they_leave() -> None:
    over = ServiceGoal(service_level=0.8, threshold_s=20.0, over=Over.DAY)
    without, offered = (staff(queue(goal=over, **fields), DAY) for fields in ({}, {"call_back": OFFER}))
    assert offered.live.tolist() == without.live.tolist()
    assert offered.inventory[0].arriving.sum() > 0


def test_those_who_hang_up_and_call_again_are_in_the_load() -> None:
    goal = ServiceGoal(service_level=0.8, threshold_s=60.0, max_abandonment=0.1)
    once, again = (
        staff(queue(goal=goal, patience_s=120.0, retry_share=share, call_back=OFFER), DAY) for share in (0.0, 0.6)
    )
    assert again.live.sum() >= once.live.sum()
    assert again.expected.busy.sum() + again.movable.sum() > once.expected.busy.sum() + once.movable.sum()


def test_the_way_to_the_number_and_a_note_tell_of_the_offer() -> None:
    offered = staff(queue(goal=GOAL, call_back=OFFER), DAY)
    names = [step.name for step in offered.steps]
    assert names == ["queueing safety", "call-back offers", "call_backs"]
    assert (offered.steps[0].level >= offered.steps[1].level).all()
    (note,) = offered.notes
    assert note.startswith(
        "line: callers who would wait 60 s or more are offered a call-back, and 40 % of them take it:"
    )
    for goal in (GOAL, ServiceGoal(asa_s=30.0), ServiceGoal(max_occupancy=0.9)):
        early = staff(queue(goal=goal, call_back=CallBack(20.0, 0.4, 7200.0)), DAY)
        assert early.notes[0].endswith("No promised wait holds the offers back.")


def test_a_closed_or_empty_queue_calls_nobody_back() -> None:
    closed = staff(queue(goal=GOAL, call_back=OFFER), workload([3.0, 4.0], is_open=False))
    assert closed.inventory == ()
    assert closed.agents.tolist() == [0, 0]
    empty = staff(queue(goal=GOAL, call_back=OFFER), workload([0.0, 0.0]))
    assert empty.agents.tolist() == [0, 0]


def test_queues_that_share_agents_never_need_more_for_an_offer_that_one_of_them_makes() -> None:
    plain = staff(replace(queue(goal=GOAL), name="other"), DAY)
    offered = staff(queue(goal=GOAL, call_back=OFFER), DAY)
    assert pooled([offered]).agents.tolist() == pooled([offered]).alone.tolist()
    both = pooled([plain, offered])
    assert (both.agents <= both.alone).all()
    assert (both.agents >= offered.live).all()


def test_the_note_says_how_much_moves() -> None:
    offered = staff(queue(goal=GOAL, call_back=OFFER), workload([180.0] * 4))  # 30 erlangs for two hours
    (note,) = offered.notes
    moved_h = offered.inventory[0].arriving.sum()
    assert moved_h > 1
    assert f"{moved_h:,.1f} h of work ({100 * moved_h / 60.0:.1f} %) move to later" in note


def test_a_fraction_with_offers_meets_the_promise_and_hardly_more() -> None:
    found = staff(queue(goal=GOAL, call_back=OFFER), workload([180.0]), rounding=Rounding.NONE)
    whole = staff(queue(goal=GOAL, call_back=OFFER), workload([180.0]))
    (agents,) = found.live
    assert whole.live[0] - 1 < agents < whole.live[0]
    level, fewer = (
        float(line_with_offers(30.0, n, 300.0, 60.0, offer_after_s=60.0, accepted=0.4).callers.served_of_offered)
        for n in (agents, agents - 1e-6)
    )
    assert fewer < 0.8 <= level * (1 + 1e-12)


def test_an_explanation_with_fractions_promises_the_call_backs_of_the_agents_staffed() -> None:
    line = queue(goal=GOAL, call_back=OFFER)
    assert staff(line, DAY, fractions=True).agents == pytest.approx(staff(line, DAY).agents)
