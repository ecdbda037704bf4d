"""With how many agents the next one stops paying: what contacts are worth against what an hour at work costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import ContactValue, Queue
from staffplan.queueing.measures import Measures
from staffplan.staffing.live.along_agents import Rows, along_agents, measured
from staffplan.staffing.live.line import service_level
from staffplan.staffing.live.served_live import live_line
from staffplan.staffing.workload import Array, Workload


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a number of agents comes to; all arrays of shape (rows,).

    Attributes
    ----------
    agents : whole or not.
    service_level : as the goal counts it.
    abandonment : share of contacts that hang up.
    lost : money that goes with contacts that hang up or are served late.
    """

    agents: Array
    service_level: Array
    abandonment: Array
    lost: Array


def economic_agents(queue: Queue, workload: Workload, hour_costs: float) -> tuple[Rows, Array]:
    """For each interval with contacts, the whole number of agents at which wages and losses together are least.

    ``c(n) = wage x hours x n + lost(n)`` is looked at for every n that can matter: below the answer there may be a
    stretch, under Erlang A, in which the next agent does not pay although some more of them together do. Once all that
    can still be lost is less than one agent costs, no further agent pays. Where customers wait for ever (Erlang C),
    there are more agents than erlangs, since every contact is served in the end. Of numbers that cost the same, the
    smallest is taken. Targets and floors play no part.

    Parameters
    ----------
    queue : live, with a value.
    hour_costs : what an hour of one agent at work costs, > 0, in the same money as the value.

    Returns
    -------
    intervals : their numbers; shape (rows,).
    agents : shape (rows,).

    References
    ----------
    Borst, S., Mandelbaum, A. & Reiman, M. (2004). Dimensioning large call centers. Operations Research 52(1), 17-34.
    """
    line, _ = live_line(queue, workload)
    intervals = np.flatnonzero(workload.is_open & (workload.offered > 0))
    agent_costs = hour_costs * workload.interval_s / 3600.0
    fewest = np.zeros(intervals.size)
    if queue.patience_s is None:
        slots = line.load[intervals] / line.slots_per_agent
        fewest = np.where(slots > 0, np.floor(slots) + 1.0, 0.0)

    def lost(rows: Rows, agents: Array) -> Array:
        found = measured(line, intervals[rows], agents, queue.goal.threshold_s)
        return _lost(queue, found, workload.offered[intervals[rows]])

    def ended(rows: Rows, agents: Array, money: Array) -> NDArray[np.bool_]:
        del rows, agents
        return np.asarray(money[:, -1] <= agent_costs)

    money = along_agents(lost, ended, fewest)
    more = np.arange(money.shape[1])
    return intervals, fewest + np.argmin(money + agent_costs * more, axis=1)


def outcome(queue: Queue, workload: Workload, intervals: Rows, agents: Array) -> Outcome:
    """What is to be expected of some intervals with so many agents; the queue has a value."""
    line, _ = live_line(queue, workload)
    found = measured(line, intervals, agents, queue.goal.threshold_s)
    return Outcome(
        agents,
        service_level(found, queue.goal.counted),
        found.abandonment,
        _lost(queue, found, workload.offered[intervals]),
    )


def _lost(queue: Queue, found: Measures, offered: Array) -> Array:
    """Money lost with contacts that hang up for good, and with those that are served late.

    Of those who hang up, some call again and make further attempts: ``1 / (1 - retry x abandonment)`` in all, of which
    each is abandoned, late or in time as the measures say.
    """
    value = queue.value or ContactValue(0.0)
    attempts = offered / (1.0 - queue.retry_share * found.abandonment)
    gone = attempts * found.abandonment * (1.0 - queue.retry_share)
    late = attempts * np.maximum(1.0 - found.abandonment - found.served_of_offered, 0.0)
    return np.asarray(value.contact * (value.lost_if_abandoned * gone + value.lost_if_late * late))
