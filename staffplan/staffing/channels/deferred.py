"""How many agents e-mail and messages need: the day's work spread as evenly as the deadline allows."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import Channel, Queue
from staffplan.staffing.levelled import levelled
from staffplan.staffing.taut_string import taut_string
from staffplan.staffing.workload import Arithmetic, Array, Need, Workload, counted

ASSUMED_DEADLINE_S: Final = 4 * 3600.0
"""Opening time within which a contact is handled where the queue states no deadline."""


def need(queue: Queue, workload: Workload) -> Need:
    """The level of agents, possibly a fraction, that handles every contact within its deadline.

    The deadline counts opening time. What arrives while the queue is closed waits for the next opening, and its time
    starts there. Work done follows the taut string between cumulative arrivals and cumulative deadlines, contacts
    being handled in the order in which they arrive: the lowest peak and the most even work that is possible. What can
    be handled before the last day ends is; what arrives after the last opening cannot, and as much is taken to wait
    at the first opening, left over from the days before. An occupancy target divides the work; the floor comes last.

    The intervals are treated as a fluid, arrivals and work running evenly within each; a deadline that is no
    whole number of intervals is rounded down, one shorter than an interval is met within the interval of arrival, or
    within the first one after opening.
    """
    notes: list[str] = []
    open_slots = np.flatnonzero(workload.is_open)
    if not open_slots.size:
        waiting = float(workload.offered.sum())
        notes += [f"{queue.name}: {counted(waiting)} arrive, but the queue never opens."] if waiting else []
        return levelled(queue, workload, np.zeros_like(workload.offered), "none", notes)
    if queue.goal.deadline_s is None:
        hours = ASSUMED_DEADLINE_S / 3600
        notes.append(f"{queue.name}: no deadline is stated; {hours:g} hours of opening time are assumed.")
    left = workload.offered[open_slots[-1] + 1 :].sum()
    if left > 0:
        notes.append(
            f"{queue.name}: {counted(float(left))} arrive after the last opening; "
            "as many are taken to wait at the first opening."
        )
    deadline_s = ASSUMED_DEADLINE_S if queue.goal.deadline_s is None else queue.goal.deadline_s
    erlangs = np.zeros_like(workload.offered)
    erlangs[open_slots] = level_work(workload.load, workload.is_open, deadline_s, workload.interval_s)
    return levelled(queue, workload, erlangs, "deadline", notes)


def level_work(arriving: Array, is_open: NDArray[np.bool_], deadline_s: float, interval_s: float) -> Array:
    """Work to be done in each open interval; shape (open intervals,), in the unit of `arriving`.

    Parameters
    ----------
    arriving : work that arrives in each interval, open or closed; shape (intervals,).
    is_open : at least one interval is; shape (intervals,).
    """
    while_open, before_opening = _by_opening(arriving, is_open)
    intervals = while_open.size
    arrived = np.concatenate(([0.0], np.cumsum(while_open + before_opening)))
    patience = int(deadline_s / interval_s * (1 + 1e-12))
    due = np.zeros(intervals + 1)
    numbers = np.arange(intervals)
    # What arrives in interval i, open, is due at the latest by the end of interval i + patience; what waited for
    # the opening at its start, by the start of that interval: both no later than the last interval's end.
    np.add.at(due, np.minimum(numbers + 1 + patience, intervals), while_open)
    np.add.at(due, np.minimum(numbers + patience, intervals), before_opening)
    # A deadline shorter than an interval would have work done before it is there; the sums may differ in a last digit.
    due = np.minimum(np.cumsum(due), arrived)
    due[-1] = arrived[-1]
    return np.diff(taut_string(due, arrived))


def _by_opening(arriving: Array, is_open: NDArray[np.bool_]) -> tuple[Array, Array]:
    """Work that arrives in each open interval, and work that waits at its start because the queue was closed."""
    open_slots = np.flatnonzero(is_open)
    closed = np.where(is_open, 0.0, arriving)
    next_opening = np.searchsorted(open_slots, np.arange(arriving.size)) % open_slots.size
    return arriving[open_slots], np.bincount(next_opening, weights=closed, minlength=open_slots.size)


DEFERRED: Final = Arithmetic(frozenset({Channel.EMAIL, Channel.MESSAGE}), need)
