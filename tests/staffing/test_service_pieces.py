"""Contacts served in time as concave pieces that are exact at whole agents."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pulp
import pytest
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import Channel, LoadRule, Queue
from staffplan.domain.service_goal import Counted, Over, ServiceGoal
from staffplan.staffing.live.line import in_each_interval
from staffplan.staffing.live.served_live import live_line, served_live
from staffplan.staffing.service_pieces import PRACTICALLY_NONE, ServicePieces, service_pieces
from staffplan.staffing.workload import Workload

DAY = ServiceGoal(service_level=0.8, over=Over.DAY)
HOURS = np.array([0.4, 6, 25, 60, 140, 310, 0, 33])


def served(line: Queue, work: Workload, row: int, agents: np.ndarray) -> np.ndarray:
    """Contacts of one interval that are served in time, straight from the model."""
    model, _ = live_line(line, work)
    one = replace(model, load=model.load[[row]], aht_s=model.aht_s[[row]])
    measures = one.measures(agents * model.slots_per_agent, line.goal.threshold_s)
    return getattr(measures, line.goal.counted.value) * work.offered[row]


CASES = {
    "waits for ever": queue(goal=DAY),
    "hangs up": queue(goal=DAY, patience_s=180.0),
    "hangs up soon and calls again": queue(goal=DAY, patience_s=45.0, retry_share=0.5),
    "by virtual wait": queue(goal=replace(DAY, counted=Counted.VIRTUAL_WAIT, threshold_s=0.0), patience_s=600.0),
    "chat": queue(Channel.CHAT, goal=replace(DAY, threshold_s=60.0), concurrency=3, concurrency_stretch=1.3),
    "moving load": queue(goal=DAY, load_rule=LoadRule.LAG_MAXIMUM),
    "an interval's own": queue(),
}


@pytest.mark.parametrize("name", CASES)
def test_they_are_exact_at_whole_agents_and_their_gains_fall(name: str) -> None:
    line, work = CASES[name], workload(HOURS, aht_s=240.0)
    found = service_pieces(line, work)
    assert found.intervals.tolist() == [0, 1, 2, 3, 4, 5, 7]
    for row, interval in enumerate(found.intervals):
        count = int(found.pieces[row])
        agents = found.start[row] + np.arange(count + 2)
        exact = served(line, work, interval, agents)
        pieced = found.at_start[row] + np.concatenate([[0], np.cumsum(found.gains[row, :count])])
        np.testing.assert_allclose(pieced, exact[:-1], rtol=1e-9)
        assert (np.diff(found.gains[row, :count]) <= 0).all()
        assert (found.gains[row, :count] >= PRACTICALLY_NONE * work.offered[interval]).all()
        assert np.diff(exact)[-1] < PRACTICALLY_NONE * work.offered[interval]
        assert (found.gains[row, count:] == 0).all()


@pytest.mark.parametrize("load", [0.2, 3.0, 19.999, 20.0, 87.3])
def test_under_erlang_c_they_start_at_the_fewest_agents_that_keep_up(load: float) -> None:
    work = workload([load * 6], aht_s=300.0)
    found = service_pieces(queue(goal=DAY), work)
    assert found.start.tolist() == [np.floor(load) + 1]


def test_where_callers_hang_up_they_start_at_the_inflection_and_not_before() -> None:
    line, work = queue(goal=DAY, patience_s=300.0), workload([200.0 * 6], aht_s=300.0)
    found = service_pieces(line, work)
    gains = np.diff(served(line, work, 0, np.arange(300.0)))
    start = int(found.start[0])
    assert 150 < start < 200
    assert gains[start - 1] < gains[start]
    assert (np.diff(gains[start:]) <= 1e-9).all()
    assert found.at_start[0] / work.offered[0] < 0.59


def test_they_start_no_lower_than_floor_and_other_targets() -> None:
    work = workload(np.full(4, 60.0))
    assert (service_pieces(queue(goal=DAY, floor=40), work).start == 40).all()
    for other in ({"at_least": 0.7}, {"max_occupancy": 0.6}, {"asa_s": 15.0}):
        line = queue(goal=replace(DAY, **other))
        alone = live_line(line, work)[0].required(in_each_interval(line.goal))[0]
        assert (service_pieces(line, work).start == alone).all()
        assert (alone > service_pieces(queue(goal=DAY), work).start).all()


def test_a_service_level_of_the_answered_has_no_pieces() -> None:
    goal = replace(DAY, counted=Counted.SERVED_OF_ANSWERED, max_abandonment=0.1)
    with pytest.raises(ValueError, match="those who are answered"):
        service_pieces(queue(goal=goal, patience_s=120.0), workload([20.0]))


def least_cover(work: Workload, pieces: ServicePieces, level: float, starts: range, length: int) -> float:
    """Intervals worked in shifts of one length that serve a share of all contacts in time: a plan in small."""
    model = pulp.LpProblem("day", pulp.LpMinimize)
    begin = {first: model.add_variable(f"begin_{first}", 0, None, "Integer") for first in starts}
    in_time = []
    for row, interval in enumerate(pieces.intervals):
        further = [model.add_variable(f"piece_{row}_{n}", 0, 1) for n in range(int(pieces.pieces[row]))]
        cover = pulp.lpSum(count for first, count in begin.items() if first <= interval < first + length)
        model += cover >= float(pieces.start[row]) + pulp.lpSum(further)
        gains = zip(pieces.gains[row].tolist(), further, strict=False)
        in_time.append(float(pieces.at_start[row]) + pulp.lpSum(gain * piece for gain, piece in gains))
    model += pulp.lpSum(in_time) >= level * float(work.offered.sum())
    model += length * pulp.lpSum(begin.values())
    stats = model.solve(pulp.HiGHS(msg=False, gapRel=1e-3))
    assert stats.status is pulp.LpSolveStatus.Optimal
    return float(pulp.value(model.objective))


def two_peaks(load: float) -> Workload:
    """Twelve hours in half-hours with a high peak before noon and a lower one in the afternoon."""
    hour = np.arange(24) / 2
    shape = 0.35 + 0.65 * np.exp(-(((hour - 3) / 1.6) ** 2)) + 0.45 * np.exp(-(((hour - 8) / 1.8) ** 2))
    return workload(load * shape * 1800 / 360, aht_s=360.0)


@pytest.mark.parametrize(("load", "saved", "saved_floored"), [(50, 0.1, 0.05), (10, 0.17, 0.08)])
def test_shifts_of_eight_hours_need_far_less_for_a_day_than_for_each_interval(
    load: float, saved: float, saved_floored: float
) -> None:
    work, shifts = two_peaks(load), (range(0, 9), 16)
    each = in_time_everywhere(work, *shifts)
    day = least_cover(work, service_pieces(queue(goal=DAY), work), 0.8, *shifts)
    floored = least_cover(work, service_pieces(queue(goal=replace(DAY, at_least=0.6)), work), 0.8, *shifts)
    assert 1 - day / each > saved
    assert 1 - floored / each > saved_floored


def in_time_everywhere(work: Workload, starts: range, length: int) -> float:
    """The same shifts where each interval has to reach 80 %: pieces that start there, and no further target."""
    return least_cover(work, service_pieces(queue(goal=replace(DAY, at_least=0.8)), work), 0.0, starts, length)


def test_free_of_shifts_they_give_the_cheapest_staffing_of_the_day() -> None:
    work = workload(np.array([5.0, 20, 44, 80, 61, 12]))
    cheapest = served_live(queue(goal=DAY), work, False).live.sum()
    assert least_cover(work, service_pieces(queue(goal=DAY), work), 0.8, range(6), 1) == pytest.approx(cheapest)
    assert staff(queue(goal=DAY), work).agents.sum() == cheapest
