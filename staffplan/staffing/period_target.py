"""The cheapest way to hold a service level over a day or a week."""

from __future__ import annotations

import numpy as np

from staffplan.domain.queue import Queue
from staffplan.domain.service_goal import Over
from staffplan.queueing.required import TIE
from staffplan.staffing.along_agents import Rows
from staffplan.staffing.line import Line
from staffplan.staffing.served_in_time import concave_from, contacts_served, refuse_ratio
from staffplan.staffing.workload import Array, Workload

_FIRST_LOOK = 1e-3
"""Share of the greatest interval's contacts: agents that serve fewer than so many are looked at only if need be."""

_LAST_LOOK = 1e-13
_CLOSER = 0.1


def cheapest_over_period(queue: Queue, line: Line, workload: Workload, least: Array) -> Array:
    """Fewest agent-intervals with which each period's service level holds, no interval having fewer than `least`.

    The service level of a period is that of its contacts, not the mean of its intervals' percentages: an agent more
    counts for much where many contacts come and the service level still rises steeply. Where the gains of one agent
    after another fall, as they do under Erlang C above the load, the greatest gains are the optimum: whichever agents
    are exchanged for others, no more contacts are served. Under Erlang A the gains first rise. Two staffings are
    then worked out, and the one with fewer agents taken, the first if both have as many: one begins in every interval
    where gains begin to fall; the other one begins at `least` and climbs the rising part in a single step, at the
    step's mean gain. Only the last step that is begun can leave it short of the optimum.

    Parameters
    ----------
    least : whole agents that each interval has at least, because of its other targets; shape (intervals,).

    Returns
    -------
    Whole agents; shape (intervals,).

    Raises
    ------
    ValueError : a service level of those who are answered, or one that no number of agents reaches.

    References
    ----------
    Fox, B. (1966). Discrete optimization via marginal analysis. Management Science 13(3), 210-216.
    Koole, G. & van der Sluis, E. (2003). Optimal shift scheduling with a global service level constraint.
    IIE Transactions 35(11), 1049-1055.
    """
    level = queue.goal.service_level
    assert level is not None
    refuse_ratio(queue)
    if not 0 <= level < 1:
        raise ValueError(f"service_level {level:g} cannot be reached with any number of agents: give a share below 1")
    agents = least.copy()
    period = workload.day if queue.goal.over is Over.DAY else workload.week
    contacts = np.where(workload.is_open, workload.offered, 0.0)
    for number in np.unique(period[contacts > 0]):
        intervals = np.flatnonzero((period == number) & (contacts > 0))
        wanted = level * (1 - TIE) * float(contacts[intervals].sum())
        agents[intervals] = _cheapest(queue, line, workload, intervals, least[intervals], wanted)
    return agents


def _cheapest(queue: Queue, line: Line, workload: Workload, intervals: Rows, least: Array, wanted: float) -> Array:
    """The agents of one period's intervals."""
    offered = workload.offered[intervals]
    look = _FIRST_LOOK
    while look > _LAST_LOOK:
        ends_below = look * float(offered.max())
        served = contacts_served(queue, line, workload, intervals, least, ends_below)
        start = concave_from(served, offered)
        found = [more for more in (_above(served, start, wanted, ends_below),) if more is not None]
        if start.any():  # somewhere gains rise
            climbing = _above_least(served, wanted, ends_below)
            found += [climbing] if climbing is not None else []
        if found:
            return least + min(found, key=lambda more: float(more.sum()))
        look *= _CLOSER
    raise ValueError("the service level cannot be reached with any number of agents: give a lower share")


def _above(served: Array, start: Rows, wanted: float, smallest: float) -> Array | None:
    """Agents beyond the first column, `start` of them at least; None where gains below `smallest` are needed."""
    gains = np.diff(served, axis=1)
    falling = np.arange(gains.shape[1]) >= start[:, None]
    at_start = float(np.take_along_axis(served, start[:, None], axis=1).sum())
    worth = np.where(falling, np.minimum.accumulate(np.where(falling, gains, np.inf), axis=1), -1.0)
    taken = _greatest(worth, np.where(falling, gains, 0.0), wanted - at_start, smallest)
    return None if taken is None else start + taken


def _above_least(served: Array, wanted: float, smallest: float) -> Array | None:
    """Agents beyond the first column; up to the greatest mean gain of several at once, each counts with that mean."""
    gains = np.diff(served, axis=1)
    mean = np.cumsum(gains, axis=1) / np.arange(1, gains.shape[1] + 1)
    best = mean.max(axis=1, keepdims=True)
    columns = np.arange(gains.shape[1])
    in_the_step = columns <= np.argmax(mean, axis=1)[:, None]
    worth = np.minimum.accumulate(np.where(in_the_step, best, gains), axis=1)
    return _greatest(worth, gains, wanted - float(served[:, 0].sum()), smallest)


def _greatest(worth: Array, gains: Array, missing: float, smallest: float) -> Array | None:
    """How many agents of each row are taken, the worthiest first, until what is missing is served."""
    if missing <= 0:
        return np.zeros(worth.shape[0])
    order = np.argsort(-worth, axis=None, kind="stable")
    served = np.cumsum(gains.ravel()[order])
    last = int(np.searchsorted(served, missing))
    if last == order.size or worth.ravel()[order[last]] < smallest:
        return None
    return np.bincount(order[: last + 1] // worth.shape[1], minlength=worth.shape[0]).astype(np.float64)
