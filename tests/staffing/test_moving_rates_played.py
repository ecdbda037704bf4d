"""A day on which the rate of calls moves, staffed by each load rule and played, as docs/requirement.md tells."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import simpy
from staffing.discrete_event import Array, Desk, Record, arrivals, contacts_at
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import LoadRule
from staffplan.staffing.staffed import StaffedQueue

AHT_S, INTERVAL_S, INTERVALS, DAYS = 360.0, 1800.0, 24, 60
HOURS = np.linspace(0.0, 12.0, 24 * 60 + 1)
ERLANGS = 50.0 * (0.1 + 0.9 * np.sin(np.pi * HOURS / 6.0) ** 2)
"""Twelve hours with two peaks of 50 erlangs."""
CALLS_SO_FAR = np.append(0.0, np.cumsum((ERLANGS[1:] + ERLANGS[:-1]) / 2 * np.diff(HOURS))) * 3600.0 / AHT_S


def staffed_by(rule: LoadRule) -> StaffedQueue:
    offered, is_open = np.zeros(48), np.zeros(48, dtype=bool)
    offered[16:40] = np.diff(np.interp(np.arange(INTERVALS + 1) / 2, HOURS, CALLS_SO_FAR))
    is_open[16:40] = True
    return staff(queue(aht_s=AHT_S, load_rule=rule), workload(offered, aht_s=AHT_S, is_open=is_open))


def served_in_time(agents: Array) -> Array:
    """Share served within 20 s, by day and interval in which the call came; shape (days, intervals)."""
    rng, shares = np.random.default_rng(10), np.empty((DAYS, INTERVALS))
    for day in range(DAYS):
        calls = np.sort(rng.uniform(0.0, CALLS_SO_FAR[-1], rng.poisson(CALLS_SO_FAR[-1])))
        came_s = np.interp(calls, CALLS_SO_FAR, HOURS) * 3600.0
        clock = simpy.Environment()
        desk = Desk(clock, int(agents[0]))
        clock.process(arrivals(clock, desk, contacts_at(rng, came_s, AHT_S)))
        clock.process(shifts(clock, desk, np.diff(agents)))
        clock.run()
        record = Record.of(desk.log, 1, INTERVALS * INTERVAL_S)
        interval = (record.came_s // INTERVAL_S).astype(int)
        in_time = np.bincount(interval, weights=record.queued_s <= 20.0, minlength=INTERVALS)
        shares[day] = in_time / np.bincount(interval, minlength=INTERVALS)
    return shares


def shifts(clock: simpy.Environment, desk: Desk, changes: Array) -> Iterator[simpy.Event]:
    for change in changes:
        yield clock.timeout(INTERVAL_S)
        desk.change(int(change))


@pytest.mark.parametrize(
    ("rule", "worst", "short"),
    [
        (LoadRule.OWN_RATE, 0.51, range(4, 6)),
        (LoadRule.LAG_AVERAGE, 0.71, range(3, 6)),
        (LoadRule.LAG_MAXIMUM, 0.80, range(1)),
    ],
)
def test_a_load_rule_serves_the_worst_interval_as_documented(rule: LoadRule, worst: float, short: range) -> None:
    shares = served_in_time(staffed_by(rule).agents[16:40])
    by_half_day = shares.reshape(2 * DAYS, INTERVALS // 2)  # both halves of the day are alike
    levels, errors = by_half_day.mean(axis=0), by_half_day.std(axis=0, ddof=1) / np.sqrt(2 * DAYS)
    at = int(levels.argmin())
    assert abs(levels[at] - worst) < 3 * errors[at] < 0.1
    assert (levels < 0.78).sum() in short


def test_only_the_highest_rate_costs_more_agents() -> None:
    hours = {rule: staffed_by(rule).agents.sum() / 2 for rule in LoadRule}
    assert hours == {
        LoadRule.OWN_RATE: 394.0,
        LoadRule.LAG_AVERAGE: 394.5,
        LoadRule.LAG_MAXIMUM: 441.0,
        LoadRule.MODIFIED_OFFERED_LOAD: 394.5,
    }
    # Handle times that are short beside the interval leave no difference between the two averages.
    lagged, endless = (staffed_by(rule).agents for rule in (LoadRule.LAG_AVERAGE, LoadRule.MODIFIED_OFFERED_LOAD))
    assert (lagged == endless).all()
