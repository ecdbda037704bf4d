"""Work that may wait: when it can be begun, and when it is due."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.staffing.workload import Array, Inventory


def inventory(
    kind: str,
    hours: Array,
    is_open: NDArray[np.bool_],
    deadline_s: float,
    interval_s: float,
    backlog_h: float | None = None,
) -> Inventory:
    """Work with a deadline in opening time, as it arrives interval by interval.

    What arrives while the queue is closed waits for the next opening, and its time starts there. A deadline that is no
    whole number of intervals is rounded down; one shorter than an interval is met within the interval of arrival, or
    within the first one after opening. What falls due after the last opening is due by its end, so that a horizon
    holds its own work. What arrives after the last opening cannot be done any more.

    Parameters
    ----------
    hours : hours of work that arrive in each interval, open or closed; shape (intervals,).
    is_open : at least one interval is; shape (intervals,).
    backlog_h : hours of work that wait when the first interval begins; None: not known, and taken to be as much as
        arrives after the last opening.
    """
    open_slots = np.flatnonzero(is_open)
    while_open, before_opening, after_closing = _by_opening(hours, open_slots)
    before_opening[0] += after_closing if backlog_h is None else backlog_h
    intervals = open_slots.size
    patience = int(deadline_s / interval_s * (1 + 1e-12))
    numbers = np.arange(intervals)
    due = np.zeros(intervals)
    # What arrives in interval i, open, is due by the end of interval i + patience; what waited for the opening at its
    # start, by the start of that interval, but within interval i at the earliest.
    np.add.at(due, np.minimum(numbers + patience, intervals - 1), while_open)
    np.add.at(due, np.clip(numbers + patience - 1, numbers, intervals - 1), before_opening)
    arriving_h, due_h = np.zeros_like(hours), np.zeros_like(hours)
    arriving_h[open_slots], due_h[open_slots] = while_open + before_opening, due
    return Inventory(kind, arriving_h, due_h)


def _by_opening(hours: Array, open_slots: NDArray[np.int64]) -> tuple[Array, Array, float]:
    """Work that arrives in each open interval, work that waits at its start, and what arrives after the last one."""
    closed = hours.copy()
    closed[open_slots] = 0.0
    next_opening = np.searchsorted(open_slots, np.arange(hours.size))
    waiting = np.bincount(next_opening, weights=closed, minlength=open_slots.size + 1)
    return hours[open_slots], waiting[:-1].copy(), float(waiting[-1])
