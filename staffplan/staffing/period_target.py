"""The cheapest way to hold a service level over a day or a week."""

from __future__ import annotations

import numpy as np

from staffplan.domain.queue import Queue
from staffplan.domain.service_goal import Over
from staffplan.queueing.required import TIE
from staffplan.staffing.line import Line
from staffplan.staffing.workload import Array, Workload


def cheapest_over_period(queue: Queue, line: Line, workload: Workload, least: Array, slots_per_agent: int) -> Array:
    """Fewest agent-intervals with which each period's service level holds, no interval having fewer than `least`.

    An agent more serves most contacts in time where the service level still rises steeply and many contacts come. The
    gains of one agent after another fall (Erlang C is concave in the number of agents above the load), so that taking
    the greatest gain first is the optimum.

    Returns
    -------
    Whole agents; shape (intervals,).
    """
    assert queue.goal.service_level is not None
    agents = least.copy()
    period = workload.day if queue.goal.over is Over.DAY else workload.week
    contacts = np.where(workload.is_open, workload.offered, 0.0)
    for number in np.unique(period[contacts > 0]):
        rows = np.flatnonzero((period == number) & (contacts > 0))
        wanted = queue.goal.service_level * (1 - TIE) * contacts[rows].sum()
        while True:
            now = _served(queue, line, agents, slots_per_agent)[rows] * contacts[rows]
            if now.sum() >= wanted:
                break
            one_more = agents.copy()
            one_more[rows] += 1.0
            gain = _served(queue, line, one_more, slots_per_agent)[rows] * contacts[rows] - now
            agents[rows[int(np.argmax(gain))]] += 1.0
    return agents


def _served(queue: Queue, line: Line, agents: Array, slots_per_agent: int) -> Array:
    found: Array = getattr(line.measures(agents * slots_per_agent, queue.goal.threshold_s), queue.goal.counted.value)
    return found
