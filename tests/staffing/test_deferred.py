"""E-mail and messages: every contact within its deadline of opening time, as level as possible."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import Channel, PutOff, Queue
from staffplan.domain.service_goal import ServiceGoal
from staffplan.staffing.requirement import requirement
from staffplan.staffing.waiting_work.inventory import inventory
from staffplan.staffing.waiting_work.spread import spread


def mail(deadline_s: float | None = 3600.0, *, max_occupancy: float | None = None, floor: int = 0) -> Queue:
    return queue(Channel.EMAIL, goal=ServiceGoal(deadline_s=deadline_s, max_occupancy=max_occupancy), floor=floor)


def levelled(arriving: np.ndarray, is_open: np.ndarray, patience: int) -> np.ndarray:
    """Hours of work done in each interval of 15 minutes, with a deadline of so many intervals."""
    work = inventory("contacts", arriving, is_open, patience * 900.0, 900.0)
    return spread([work], is_open, np.zeros(arriving.size), 900.0) / 4


def latest_finish(arriving: np.ndarray, is_open: np.ndarray, done: np.ndarray, steps: int = 10) -> float:
    """Longest time in opening intervals between arrival and finish, contacts served in order; every step is played.

    An independent look: each interval is cut into steps, arrivals and work run evenly over them, and work that has not
    arrived cannot be done.
    """
    clock, arrived, worked, longest = 0.0, 0.0, 0.0, 0.0
    waiting: list[list[float]] = []  # [opening time of arrival, cumulative amount]
    for slot, amount in enumerate(arriving):
        if not is_open[slot]:
            arrived += amount
            waiting += [[clock, arrived]] if amount else []
            continue
        for _ in range(steps):
            arrived += amount / steps
            waiting.append([clock, arrived])  # the earliest moment of the step, the strictest reading
            clock += 1 / steps
            worked = worked + done[slot] / steps
            assert worked <= arrived + 1e-9 * max(arrived, 1), "work was done before it came"
            while waiting and waiting[0][1] <= worked + 1e-9:
                longest = max(longest, clock - waiting.pop(0)[0])
    return longest if not waiting else np.inf


days = st.lists(
    st.tuples(st.sampled_from([0.0, 0.0, 1.0, 4.0, 25.0]), st.sampled_from([True, True, False])),
    min_size=1,
    max_size=40,
).filter(lambda slots: any(is_open for _, is_open in slots))


@given(days, st.integers(0, 12))
def test_every_contact_is_handled_within_its_deadline_and_no_work_is_lost(
    slots: list[tuple[float, bool]], patience: int
) -> None:
    arriving, is_open = np.array([s[0] for s in slots]), np.array([s[1] for s in slots])
    arriving[np.flatnonzero(is_open)[-1] + 1 :] = 0  # nothing that only the days after could handle
    done = levelled(arriving, is_open, patience)
    work = done[is_open]
    assert work.sum() == pytest.approx(arriving.sum())
    assert (work >= 0).all()
    # The test's arrivals wait up to a step longer than the fluid's, and what waits for an opening takes an interval.
    assert latest_finish(arriving, is_open, done) <= max(patience, 1) + 0.1 + 1e-6


@given(days, st.integers(1, 12))
def test_the_peak_is_the_lowest_that_deadlines_allow(slots: list[tuple[float, bool]], patience: int) -> None:
    arriving, is_open = np.array([s[0] for s in slots]), np.array([s[1] for s in slots])
    arriving[~is_open] = 0
    arriving = arriving[is_open]
    work = levelled(arriving, np.ones(arriving.size, dtype=bool), patience)
    arrived = np.concatenate(([0.0], np.cumsum(arriving)))
    total = arriving.size
    # What arrives from interval i to interval j has from the start of i to j + patience, or to the end.
    bound = max(
        (arrived[j + 1] - arrived[i]) / (min(j + 1 + patience, total) - i)
        for i in range(total)
        for j in range(i, total)
    )
    assert work.max() == pytest.approx(bound, rel=1e-9, abs=1e-12)


def test_a_burst_is_spread_over_the_deadline() -> None:
    # 40 mails of 300 s in the first half-hour, two hours to answer: 12,000 s over five half-hours, its own included.
    need = staff(mail(7200.0), workload([40.0] + [0.0] * 9))
    assert need.agents.tolist() == pytest.approx([12_000 / 5 / 1800] * 5 + [0.0] * 5)
    assert need.binding.tolist() == ["deadline"] * 5 + ["none"] * 5
    assert need.occupancy.tolist() == pytest.approx([1.0] * 5 + [0.0] * 5)
    assert np.isnan(need.expected.service_level).all()
    assert np.isnan(need.expected.asa_s).all()
    assert need.notes == ()


def test_an_hour_in_the_night_does_not_count_for_the_deadline() -> None:
    is_open = np.array([True] * 4 + [False] * 6 + [True] * 4)
    need = staff(mail(3600.0), workload([0, 0, 0, 6.0, *[0.0] * 10], is_open=is_open))
    # Open intervals 4, 11 and 12: one hour of opening, and the rest of the interval in which the last mail comes.
    # Nothing can be left later than the third of them.
    assert np.flatnonzero(need.agents).tolist() == [3, 10, 11]
    assert need.agents.sum() * 1800 == pytest.approx(6 * 300)


def test_what_comes_while_closed_waits_for_the_opening_and_its_time_starts_there() -> None:
    is_open = np.array([False] * 4 + [True] * 6)
    need = staff(mail(3600.0), workload([3.0] * 4 + [0.0] * 6, is_open=is_open))
    assert need.agents.tolist() == pytest.approx([0] * 4 + [1.0, 1.0] + [0] * 4)


def test_work_due_after_the_horizon_is_finished_inside_it() -> None:
    need = staff(mail(36_000.0), workload([0.0, 0.0, 0.0, 12.0]))
    assert need.agents.tolist() == pytest.approx([0, 0, 0, 2.0])


def test_what_comes_after_the_last_opening_is_taken_to_have_come_before_the_first() -> None:
    is_open = np.array([True] * 4 + [False] * 2)
    need = staff(mail(7200.0), workload([0.0] * 3 + [1.0, 6.0, 6.0], is_open=is_open))
    assert need.agents.tolist() == pytest.approx([13 / 24] * 4 + [0, 0])
    assert need.notes == (
        "line: 12 contacts arrive after the last opening; as many are taken to wait at the first opening.",
    )


def test_a_deadline_within_the_interval_is_met_within_the_interval() -> None:
    need = staff(mail(600.0), workload([6.0, 0.0, 12.0, 3.0]))
    assert need.agents.tolist() == pytest.approx([1.0, 0.0, 2.0, 0.5])
    over_night = staff(mail(600.0), workload([6.0, 0.0, 0.0], is_open=[False, True, True]))
    assert over_night.agents.tolist() == pytest.approx([0.0, 1.0, 0.0])


def test_a_deadline_is_rounded_down_to_whole_intervals() -> None:
    calls = workload([30.0] + [0.0] * 7)
    assert staff(mail(3599.0), calls).agents.tolist() == staff(mail(1800.0), calls).agents.tolist()
    assert staff(mail(3600.0), calls).agents.max() < staff(mail(3599.0), calls).agents.max()


def test_an_occupancy_target_divides_the_work_and_a_floor_comes_last() -> None:
    need = staff(mail(3600.0, max_occupancy=0.8, floor=1), workload([0.0, 36.0] + [0.0] * 4))
    assert need.agents.tolist() == pytest.approx([1.0, 2.5, 2.5, 2.5, 1.0, 1.0])
    assert need.binding.tolist() == ["floor", "deadline", "deadline", "deadline", "floor", "floor"]
    assert need.occupancy.tolist() == pytest.approx([0, 0.8, 0.8, 0.8, 0, 0])


def test_handle_times_may_differ_by_interval() -> None:
    need = staff(mail(900.0), workload([6.0, 6.0], aht_s=[300.0, 600.0]))
    assert need.agents.tolist() == pytest.approx([1.0, 2.0])


def test_a_queue_that_never_opens_says_so() -> None:
    need = staff(mail(floor=3), workload([1.0, 2.0], is_open=False))
    assert need.agents.tolist() == [0, 0]
    assert need.notes == ("line: 3 contacts arrive, but the queue never opens.",)
    assert staff(mail(), workload([0.0], is_open=False)).notes == ()


def test_a_missing_deadline_is_assumed_and_said() -> None:
    need = staff(mail(None), workload([54.0] + [0.0] * 20))
    assert need.agents[:9].tolist() == pytest.approx([1.0] * 9)
    assert need.agents[9:].tolist() == pytest.approx([0.0] * 12)
    assert need.notes == ("line: no deadline is stated; 4 hours of opening time are assumed.",)


def test_no_mail_needs_nobody() -> None:
    assert staff(mail(), workload([0.0] * 5)).agents.tolist() == [0] * 5


def test_a_backlog_is_due_a_deadline_after_the_first_opening() -> None:
    line = queue(Channel.BACK_OFFICE, goal=ServiceGoal(deadline_s=3600.0), backlog=12.0)
    need = staff(line, workload([0.0] * 6, is_open=[False] + [True] * 5))
    assert need.agents.tolist() == pytest.approx([0, 1, 1, 0, 0, 0])
    assert need.notes == ("line: the time of the backlog of 12 contacts starts with the first opening.",)


def test_with_a_backlog_what_comes_after_the_last_opening_is_left_over() -> None:
    line = queue(Channel.EMAIL, goal=ServiceGoal(deadline_s=7200.0), backlog=3.0)
    need = staff(line, workload([0.0, 0.0, 0.0, 1.0, 6.0, 6.0], is_open=[True] * 4 + [False] * 2))
    assert need.agents.sum() * 1800 == pytest.approx((3 + 1) * 300)
    assert need.notes[0] == "line: 12 contacts arrive after the last opening; they are left over."
    none = staff(queue(Channel.EMAIL, goal=ServiceGoal(deadline_s=7200.0), backlog=0.0), workload([1.0, 6.0]))
    assert none.agents.sum() * 1800 == pytest.approx(7 * 300)
    assert none.notes == ()


def test_a_backlog_in_a_queue_that_never_opens_is_said() -> None:
    line = queue(Channel.EMAIL, goal=ServiceGoal(deadline_s=3600.0), backlog=5.0)
    assert staff(line, workload([0.0, 2.0], is_open=False)).notes == (
        "line: 7 contacts wait or arrive, but the queue never opens.",
    )


def test_a_backlog_is_planned_where_the_forecast_is_silent() -> None:
    line = queue(Channel.EMAIL, goal=ServiceGoal(deadline_s=3600.0), backlog=24.0, aht_s=600.0)
    forecast = pd.DataFrame(
        {"queue": "other", "start": pd.date_range("2026-11-30", periods=4, freq="30min"), "offered_mean": 0.0}
    )
    found = requirement(forecast, {"line": line, "other": queue()}, interval_min=30)
    rows = found.frame[found.frame["queue"] == "line"]
    assert rows["agents"].sum() / 2 == pytest.approx(24 * 600 / 3600)
    assert rows["agents"].tolist()[:2] == pytest.approx([4.0, 4.0])


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_deadline_counts_hours_that_pass_also_when_the_clock_changes(day: str, hours: int) -> None:
    starts = pd.date_range(day, periods=hours * 2, freq="30min", tz="Europe/Berlin")
    offered = np.where(np.arange(starts.size) == 2, 54.0, 0.0)  # at 1:00, before the change
    frame = pd.DataFrame({"queue": "line", "start": starts, "offered_mean": offered})
    found = requirement(frame, {"line": mail(4 * 3600.0)}, interval_min=30).frame
    assert found["agents"].to_numpy() == pytest.approx(np.where((np.arange(starts.size) - 2) // 9 == 0, 1.0, 0.0))


def test_documentation_put_off_fills_the_quiet_intervals_of_its_own_queue() -> None:
    calls = workload([60.0, 6.0, 6.0, 6.0, 60.0, 6.0], aht_s=300.0)
    put_off = PutOff(share=1.0, deadline_s=3 * 1800.0)
    line = queue(goal=ServiceGoal(service_level=0.8), after_call_s=60.0, put_off=put_off)
    need = staff(line, calls)
    assert need.expected.busy.sum() + need.movable.sum() == pytest.approx(calls.load.sum())
    # The hour's work after the peak waits for the three quiet intervals, and the peaks have none.
    assert need.movable[[0, 4]].tolist() == [0, 0]
    assert np.ptp(need.agents[1:4]) == pytest.approx(0)
    assert need.movable.sum() / 2 == pytest.approx(144 * 60 / 3600)
