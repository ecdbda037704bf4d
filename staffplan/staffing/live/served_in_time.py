"""How many contacts one whole agent after another serves in time, and from where on each adds less than the last."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.domain.queue import Queue
from staffplan.domain.service_goal import Counted
from staffplan.staffing.live.along_agents import Rows, along_agents, measured
from staffplan.staffing.live.line import Line, service_level
from staffplan.staffing.workload import Array, Workload

LAST_DIGITS = 1e-12
"""Share of an interval's contacts by which a gain may rise for no other reason than the digits of a double."""


def contacts_served(
    queue: Queue, line: Line, workload: Workload, intervals: Rows, first: Array, ends_below: ArrayLike
) -> Array:
    """Contacts served in time with `first`, ``first + 1`` ... whole agents.

    Parameters
    ----------
    intervals : numbers of intervals with contacts; shape (rows,).
    first : whole agents to begin with; same shape.
    ends_below : contacts; a row ends where one agent more serves fewer than so many, the gains are falling and there
        are more agents than erlangs; broadcast to the same shape.

    Returns
    -------
    Contacts; shape (rows, columns), column j with ``first + j`` agents; it never falls along a row.

    Raises
    ------
    ValueError : a service level of those who are answered, which is no sum over intervals.
    """
    refuse_ratio(queue)
    offered = workload.offered[intervals]
    slots = line.load[intervals] / line.slots_per_agent
    enough = np.broadcast_to(np.asarray(ends_below, dtype=np.float64), offered.shape)

    def served(rows: Rows, agents: Array) -> Array:
        found = measured(line, intervals[rows], agents, queue.goal.threshold_s)
        return service_level(found, queue.goal.counted) * offered[rows]

    def ended(rows: Rows, agents: Array, contacts: Array) -> NDArray[np.bool_]:
        before, gain = np.diff(contacts[:, -3:], axis=1).T
        above_load = agents[:, -3] >= slots[rows]
        falling = gain <= before + LAST_DIGITS * offered[rows]
        return np.asarray((gain < enough[rows]) & falling & above_load)

    return np.asarray(np.maximum.accumulate(along_agents(served, ended, first), axis=1))


def concave_from(contacts: Array, offered: Array) -> NDArray[np.int64]:
    """Column from which on every agent more serves no more contacts than the one before.

    Erlang C's service level is concave in whole agents above the load; Erlang A's is S-shaped, with an inflection that
    depends on everything. Nothing of that is assumed here: it is the column after the last one whose gain rises.

    Parameters
    ----------
    contacts : as from `contacts_served`.
    offered : contacts offered; shape (rows,).
    """
    gains = np.diff(contacts, axis=1)
    rises = np.diff(gains, axis=1) > LAST_DIGITS * offered[:, None]
    columns = np.arange(1, rises.shape[1] + 1)
    return np.asarray(np.max(np.where(rises, columns, 0), axis=1, initial=0), dtype=np.int64)


def refuse_ratio(queue: Queue) -> None:
    """ValueError where the service level is a ratio of two numbers of contacts that both move with the agents."""
    if queue.goal.counted is Counted.SERVED_OF_ANSWERED:
        raise ValueError(
            "a service level of those who are answered cannot be held over a day or a week: those who hang up would "
            "improve it; count served_of_offered"
        )
