"""Campaigns: the day's attempts, level over the day's calling hours."""

from __future__ import annotations

import numpy as np
import pytest
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import Channel, Queue
from staffplan.domain.service_goal import ServiceGoal

CALLING = [False, True, True, True, False, True]  # three intervals a day: two calling, then ...


def campaign(**fields: object) -> Queue:
    return queue(Channel.OUTBOUND, goal=ServiceGoal(), **fields)


def test_a_quota_is_spread_level_over_the_calling_hours_of_each_day() -> None:
    work = workload([0.0] * 6, is_open=CALLING, slots_per_day=3)
    need = staff(campaign(daily_quota=36, connect_rate=0.5, aht_s=300), work)
    # 36 / 0.5 attempts of 300 s are 21,600 s: over two half-hours on each day.
    assert need.agents.tolist() == pytest.approx([0, 6, 6, 6, 0, 6])
    assert need.binding.tolist() == ["none", "quota", "quota", "quota", "none", "quota"]
    assert need.occupancy[1] == pytest.approx(1.0)
    assert need.notes == ()


def test_a_day_without_calling_hours_has_no_quota() -> None:
    work = workload([0.0] * 6, is_open=[True] * 3 + [False] * 3, slots_per_day=3)
    need = staff(campaign(daily_quota=9), work)
    assert need.agents.sum() * 1800 == pytest.approx(9 * 300)
    assert need.agents[3:].tolist() == [0, 0, 0]


def test_without_a_quota_the_forecast_of_the_day_is_one() -> None:
    work = workload([0.0, 12.0, 0.0, 6.0, 0.0, 0.0], is_open=CALLING, slots_per_day=3)
    need = staff(campaign(), work)
    assert need.agents.tolist() == pytest.approx([0, 1, 1, 0.5, 0, 0.5])
    assert need.notes == ("line: no daily quota is stated; each day is given the contacts forecast for it.",)


def test_contacts_forecast_for_a_day_without_calling_hours_are_counted() -> None:
    work = workload([0.0, 12.0, 0.0, 6.0, 0.0, 0.0], is_open=[True] * 3 + [False] * 3, slots_per_day=3)
    assert staff(campaign(), work).notes[1] == (
        "line: 6 contacts fall on days without calling hours; they are not planned."
    )


def test_the_handle_time_of_a_day_is_weighted_by_its_contacts() -> None:
    work = workload([10.0, 30.0, 0.0, 0.0], aht_s=[100.0, 200.0, 400.0, 600.0], slots_per_day=2)
    need = staff(campaign(daily_quota=36), work)
    assert need.agents.tolist() == pytest.approx([36 * 175 / 3600] * 2 + [36 * 500 / 3600] * 2)


def test_a_handle_time_that_no_contact_weighs_is_that_of_the_calling_hours() -> None:
    work = workload([0.0] * 3, aht_s=[900.0, 200.0, 400.0], is_open=[False, True, True], slots_per_day=3)
    assert staff(campaign(daily_quota=12), work).agents.tolist() == pytest.approx([0, 1, 1])


def test_a_quota_is_due_at_the_end_of_its_day_and_not_moved_to_another() -> None:
    work = workload([0.0] * 6, is_open=CALLING, slots_per_day=3)
    (attempts,) = staff(campaign(daily_quota=36, connect_rate=0.25), work).inventory
    assert attempts.kind == "attempts"
    assert attempts.arriving.tolist() == pytest.approx([0, 12, 0, 12, 0, 0])
    assert attempts.due.tolist() == pytest.approx([0, 0, 12, 0, 0, 12])


def test_a_floor_applies() -> None:
    work = workload([0.0] * 3, slots_per_day=3)
    need = staff(campaign(daily_quota=9, floor=1), work)
    assert need.agents.tolist() == pytest.approx([1.0] * 3)
    assert need.binding.tolist() == ["floor"] * 3


def test_nothing_to_call_needs_nobody() -> None:
    need = staff(campaign(), workload([0.0] * 4))
    assert need.agents.tolist() == [0] * 4
    assert need.notes == ()
    assert not np.isnan(need.occupancy).any()
