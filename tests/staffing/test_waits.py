"""Waits told to callers, the place in the queue of an offer, and what the offer does to a peak."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import CallBack, Channel
from staffplan.domain.service_goal import ServiceGoal
from staffplan.queueing import erlang_a, erlang_c
from staffplan.report.staffing_views.waits import waits_page
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.staffed import StaffedQueue, Staffing
from staffplan.staffing.views.view import Setting
from staffplan.staffing.views.waits import look
from staffplan.staffing.waits import waits
from staffplan.tables.frames import check_frame
from staffplan.tables.staffing import WAITS

CALLS = workload([60.0, 0.0, 120.0, 30.0, 9.0], is_open=[True, True, True, True, False])
OFFER = CallBack(offer_after_s=60.0, accepted=0.4, deadline_s=7200.0)


def test_where_all_wait_the_figures_are_those_of_erlang_c() -> None:
    found = waits(staff(queue(), CALLS))
    assert found.slots.tolist() == [0, 2, 3]  # open, and somebody calls
    load, agents = np.array([10.0, 20.0, 5.0]), found.agents
    assert found.announced_s == pytest.approx(300.0 / (agents - load))
    assert found.ninety_s == pytest.approx(np.log(10) * 300.0 / (agents - load))
    assert found.mean_s == pytest.approx(erlang_c.average_speed_of_answer(load, agents, 300.0))
    assert found.waiting == pytest.approx(erlang_c.probability_of_waiting(load, agents))
    # (k + 1) 300 s / n reaches 2 min: 14 agents with 5 ahead, 25 with 9, 8 with 3.
    assert agents.tolist() == [14, 25, 8]
    assert found.offer_from.tolist() == [5, 9, 3]
    assert np.isnan(found.without_offers).all()
    assert np.isnan(found.called_back).all()


def test_where_customers_hang_up_the_wait_is_that_of_one_who_stays() -> None:
    goal = ServiceGoal(service_level=0.8, max_abandonment=0.05)
    staffed = staff(queue(goal=goal, patience_s=90.0), CALLS)
    found, load = waits(staffed), np.array([10.0, 20.0, 5.0])
    known = erlang_a.measures(load, found.agents, 300.0, 90.0, 20.0)
    assert found.waiting == pytest.approx(known.waiting)
    assert found.mean_s == pytest.approx(known.mean_wait_s)
    ninety = erlang_a.wait_quantile_of_waiting(load, found.agents, 300.0, 90.0, 0.9)
    assert found.ninety_s == pytest.approx(ninety)
    # Those who hang up leave sooner, so that a patient caller's wait is longer than the mean of those who wait.
    assert (found.announced_s > known.mean_wait_s / known.waiting).all()


def test_offers_show_the_peak_before_and_after() -> None:
    goal = ServiceGoal(service_level=0.8, threshold_s=60.0)
    without = staff(queue(goal=goal), CALLS)
    offered = staff(queue(goal=goal, call_back=OFFER), CALLS)
    found = waits(offered)
    assert found.without_offers.tolist() == without.agents[found.slots].tolist()
    assert (found.agents < found.without_offers).any()
    (later,) = offered.inventory
    assert (found.called_back * 300 / 3600).sum() == pytest.approx(later.arriving.sum())
    assert found.offer_from.tolist() == np.maximum(np.ceil(60.0 * found.agents / 300.0) - 1, 0).tolist()
    # With fewer agents than Erlang C would need, the waits of those who stay are still finite.
    assert np.isfinite(found.announced_s).all()


def test_chats_wait_for_a_slot() -> None:
    staffed = staff(queue(Channel.CHAT, concurrency=2, concurrency_stretch=1.5), CALLS)
    found = waits(staffed)
    slots, load = 2 * found.agents, np.array([15.0, 30.0, 7.5])
    assert found.announced_s == pytest.approx(450.0 / (slots - load))
    assert found.offer_from.tolist() == np.ceil(120.0 * slots / 450.0 - 1).tolist()


def staffing(*queues_staffed: StaffedQueue) -> Staffing:
    grid = IntervalGrid.around(pd.Series([pd.Timestamp("2026-11-30")]), 30)
    return Staffing(grid, tuple(queues_staffed), ())


def test_the_view_is_a_table_that_says_what_it_assumes() -> None:
    seen = look(staffing(staff(queue(patience_s=200.0, goal=ServiceGoal(service_level=0.8)), CALLS)), Setting())
    check_frame(seen.frame, WAITS)
    assert tuple(seen.frame.columns) == WAITS.names
    assert len(seen.frame) == 3
    assert seen.notes == (
        "line: no offer of a call-back is stated; offer_from is the place in the queue from which on the expected wait "
        "is 2 min or more.",
        "line: waits announced are those of a caller who does not hang up.",
    )
    mail = staff(queue(Channel.EMAIL, goal=ServiceGoal(deadline_s=3600.0)), CALLS)
    assert tuple(look(staffing(mail), Setting()).frame.columns) == WAITS.names


def test_the_page_names_each_days_worst_interval() -> None:
    goal = ServiceGoal(service_level=0.8, threshold_s=60.0)
    offered = staff(queue(goal=goal, call_back=OFFER), CALLS)
    frame = look(staffing(offered), Setting()).frame
    parts = waits_page(frame)
    table = parts[0].renderables[1]
    cells = [next(iter(column.cells)) for column in table.columns]
    worst = frame.loc[frame["mean_wait_s"].idxmax()]
    assert cells[0] == f"Mon 30 Nov {worst['start']:%H:%M}"
    assert cells[5:7] == [f"{frame['agents'].max():.0f}", f"{frame['agents_without'].max():.0f}"]
    assert len(waits_page(frame.iloc[:0])) == 1


def test_a_wait_without_end_is_called_so() -> None:
    frame = look(staffing(staff(queue(), CALLS)), Setting()).frame.assign(announce_s=np.nan, announce_90_s=np.nan)
    table = waits_page(frame)[0].renderables[1]
    assert [next(iter(table.columns[number].cells)) for number in (2, 3)] == ["endless", "endless"]


@pytest.mark.parametrize("fields", [{}, {"patience_s": 100.0}, {"call_back": OFFER}])
def test_nobody_calls_and_nobody_waits(fields: dict[str, object]) -> None:
    assert waits(staff(queue(**fields), workload([0.0, 0.0]))).slots.size == 0
