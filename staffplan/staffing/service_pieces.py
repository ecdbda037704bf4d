"""What each further agent of a live queue is worth in an interval, for a plan that holds a service level over a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from staffplan.domain.queue import Queue
from staffplan.domain.service_goal import Over
from staffplan.staffing.live.along_agents import Rows
from staffplan.staffing.live.line import in_each_interval
from staffplan.staffing.live.served_in_time import concave_from, contacts_served
from staffplan.staffing.live.served_live import live_line
from staffplan.staffing.workload import Array, Workload

PRACTICALLY_NONE: Final = 1e-4
"""Share of an interval's contacts below which the gain of one agent more is not worth a piece."""


@dataclass(frozen=True, slots=True)
class ServicePieces:
    """Contacts served in time, as a concave function of the agents that is exact at whole numbers of them.

    With n agents, ``start <= n <= start + pieces``, row r serves ``at_start[r] + gains[r, :n - start[r]].sum()``
    contacts in time. Gains never rise along a row, so that a linear programme takes them in order by itself: cover of
    at least `start`, and a variable in [0, 1] for each piece. A service level over a day is then
    ``sum of contacts served >= service level x sum of contacts offered``.

    Attributes
    ----------
    intervals : numbers of the intervals with contacts; shape (rows,).
    offered : contacts in them; shape (rows,).
    start : whole agents that the interval needs at least; shape (rows,).
    at_start : contacts served in time by so many; shape (rows,).
    gains : contacts that one agent more serves in time, the piece of agent ``start + 1`` first; 0 where there are no
        more pieces; shape (rows, most pieces).
    pieces : how many pieces a row has; shape (rows,).
    """

    intervals: Rows
    offered: Array
    start: Array
    at_start: Array
    gains: Array
    pieces: Rows


def service_pieces(queue: Queue, workload: Workload, least_gain: float = PRACTICALLY_NONE) -> ServicePieces:
    """The pieces of a live queue, for the volume that is staffed.

    They start at the agents that the queue's floor and the targets of each interval ask for (of a service level over a
    day or a week, that is `at_least`), and never where a gain still rises: above the load under Erlang C, above the
    inflection under Erlang A. A service level for each interval counts here as if it were one for the day.

    Parameters
    ----------
    least_gain : share of the interval's contacts; pieces end where a further agent serves fewer in time.

    Raises
    ------
    ValueError : a target that no number of agents reaches, or a service level of those who are answered.
    """
    goal = replace(queue.goal, over=Over.DAY) if queue.goal.over is Over.INTERVAL else queue.goal
    line, _ = live_line(queue, workload)
    needed = np.ceil(line.required(in_each_interval(goal))[0] / line.slots_per_agent)
    intervals = np.flatnonzero(workload.is_open & (workload.offered > 0))
    offered = workload.offered[intervals]
    first = np.maximum(needed, float(queue.floor))[intervals]
    served = contacts_served(queue, line, workload, intervals, first, least_gain * offered)
    start = concave_from(served, offered)
    gains, pieces = _falling(served, start, least_gain * offered)
    at_start = np.take_along_axis(served, start[:, None], axis=1)[:, 0]
    return ServicePieces(intervals, offered, first + start, at_start, gains, pieces)


def _falling(served: Array, start: Rows, ends_below: Array) -> tuple[Array, Rows]:
    """Gains from `start` on, moved to the first column, and how many of them there are."""
    gains = np.diff(served, axis=1)
    columns = start[:, None] + np.arange(gains.shape[1])
    moved = np.take_along_axis(np.pad(gains, ((0, 0), (0, gains.shape[1]))), columns, axis=1)
    falling = np.minimum.accumulate(moved, axis=1)
    pieces = np.asarray((falling >= ends_below[:, None]).sum(axis=1), dtype=np.int64)
    most = int(pieces.max(initial=0))
    counts = np.arange(most) < pieces[:, None]
    return np.where(counts, falling[:, :most], 0.0), pieces
