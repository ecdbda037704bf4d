"""Two queues whose agents all serve both, played with one line of callers in the order in which they came."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import simpy
from staffing.discrete_event import Desk, Record, arrivals, batch_means, contacts_at, poisson, standard_errors_off
from staffing.workloads import queue, staff, workload

from staffplan.queueing import erlang_c
from staffplan.staffing.skill_groups import bounds

ERLANGS, AHT_S, HOURS = 10.0, 300.0, 1200.0


def played(people: int, hours: float = HOURS) -> list[Record]:
    """What the callers of either queue live through."""
    rng, clock, seconds = np.random.default_rng(11), simpy.Environment(), hours * 3600.0
    desk = Desk(clock, people)
    queues = [contacts_at(rng, poisson(rng, ERLANGS / AHT_S, seconds), AHT_S) for _ in range(2)]
    for calls in queues:
        clock.process(arrivals(clock, desk, calls))
    clock.run()
    return [Record.of(calls, people, seconds) for calls in queues]


def needed_by_both() -> int:
    """Agents that the two queues ask of those who can serve either, who are all."""
    alone = [staff(replace(queue(aht_s=AHT_S), name=name), workload([60.0], aht_s=AHT_S)) for name in "ab"]
    (bound,) = bounds(alone, [frozenset("ab")])
    return int(bound.agents[0])


@pytest.mark.parametrize(("fewer", "enough"), [(0, True), (1, False)])
def test_the_bound_is_enough_for_both_queues_and_one_fewer_is_not(fewer: int, enough: bool) -> None:
    people = needed_by_both() - fewer
    exact = float(erlang_c.service_level(2 * ERLANGS, people, AHT_S, 20.0))
    for record in played(people):
        means = batch_means(record, 20.0, 40)["served_of_offered"]
        assert standard_errors_off(exact, means) < 3
        assert (means.mean() >= 0.8) == enough
        assert standard_errors_off(0.8, means) > 3


def test_agents_counted_once_for_each_skill_are_too_few_to_keep_up() -> None:
    # 14 would do for one of the queues, and all of them serve the other one, too.
    for record in played(14, hours=50.0):
        assert record.queued_s[-100:].min() > 8 * 3600.0
