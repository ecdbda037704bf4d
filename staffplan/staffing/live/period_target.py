"""The cheapest way to hold a service level over a day or a week."""

from __future__ import annotations

import numpy as np

from staffplan.domain.queue import Queue
from staffplan.domain.service_goal import Over
from staffplan.queueing.targets import TIE
from staffplan.staffing.live.along_agents import Rows
from staffplan.staffing.live.line import Line
from staffplan.staffing.live.served_in_time import concave_from, contacts_served, refuse_ratio
from staffplan.staffing.workload import Array, Workload

_FIRST_LOOK = 1e-4
"""Share of the greatest interval's contacts: agents that serve fewer than so many are looked at only if need be."""

_LAST_LOOK = 1e-13
_CLOSER = 0.1


def cheapest_over_period(queue: Queue, line: Line, workload: Workload, least: Array) -> Array:
    """Fewest agent-intervals with which each period's service level holds, no interval having fewer than `least`.

    The service level of a period is that of its contacts, not the mean of its intervals' percentages: an agent more
    counts for much where many contacts come and the service level still rises steeply. Where the gains of one agent
    after another fall, as they do under Erlang C above the load, the greatest gains are the optimum: whichever agents
    are exchanged for others, no more contacts are served. Under Erlang A the gains first rise, so that an interval is
    either raised past that stretch or had better be left at `least`. The intervals whose stretch pays best are raised
    first, so many of them as make the fewest agents in all, and the greatest gains spread over them; then agents who
    are not missed are taken out again. Where the other targets have all intervals past the stretch, that is the
    optimum; elsewhere it is close to it.

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
        more = _fewest(served, concave_from(served, offered), wanted, ends_below)
        if more is not None:
            return least + _without_spare(served, more, wanted)
        look *= _CLOSER
    raise ValueError("the service level cannot be reached with any number of agents: give a lower share")


def _fewest(served: Array, start: Rows, wanted: float, smallest: float) -> Array | None:
    """Agents beyond the first column; gains rise before column `start`. None where gains below `smallest` are needed.

    Parameters
    ----------
    served : contacts served in time; shape (rows, columns).
    """
    gains = np.diff(served, axis=1)
    falls = np.arange(gains.shape[1]) >= start[:, None]
    worth = np.where(falls, np.minimum.accumulate(np.where(falls, gains, np.inf), axis=1), -1.0).ravel()
    order = np.argsort(-worth, kind="stable")
    order = order[worth[order] >= smallest]
    row, gain = order // gains.shape[1], gains.ravel()[order]
    rise = np.take_along_axis(served, start[:, None], axis=1)[:, 0] - served[:, 0]
    mean_gains = np.cumsum(gains, axis=1) / np.arange(1, gains.shape[1] + 1)
    by_step = np.lexsort((-mean_gains.max(axis=1), start > 0))  # those without a rising stretch come first
    best: Array | None = None
    for count in range(int((start == 0).sum()), start.size + 1):
        raised = np.zeros(start.size, dtype=bool)
        raised[by_step[:count]] = True
        missing = wanted - float(served[:, 0].sum() + rise[raised].sum())
        taken = _greatest(row, np.where(raised[row], gain, 0.0), missing)
        if taken is None:
            continue
        more = np.where(raised, start + np.bincount(row[:taken], minlength=start.size), 0.0)
        if best is None or more.sum() <= best.sum():
            best = more
    return best


def _greatest(row: Rows, gain: Array, missing: float) -> int | None:
    """How far down the list of gains it takes to serve what is missing; None where the whole list does not."""
    if missing <= 0:
        return 0
    served = np.cumsum(gain)
    found = int(np.searchsorted(served, missing))
    return None if found == row.size else found + 1


def _without_spare(served: Array, more: Array, wanted: float) -> Array:
    """The agents without those who are not missed, the least useful taken out first."""
    row = np.arange(more.size)
    while True:
        at = more.astype(np.int64)
        now = served[row, at]
        loss = np.where(at > 0, now - served[row, np.maximum(at - 1, 0)], np.inf)
        least = int(np.argmin(loss))
        if now.sum() - loss[least] < wanted:
            return more
        more[least] -= 1.0
