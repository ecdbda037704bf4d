"""What a calling campaign asks for: the day's attempts, at any time within the day's calling hours."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import Channel, Queue
from staffplan.staffing.workload import (
    Arithmetic,
    Array,
    Inventory,
    Need,
    Workload,
    counted,
    nobody_live,
    nobody_waits,
    nothing_left,
)


def need(queue: Queue, workload: Workload, fractions: bool) -> Need:
    """The day's ``quota / connect_rate`` attempts of a handle time each, due by the day's last calling hour.

    The quota is the queue's `daily_quota` of contacts to reach on each day that has calling hours. Where that is 0,
    the contacts that the forecast gives for the day are the quota. The handle time is that of an attempt, averaged
    over those that reach somebody and those that do not. Hours after midnight count for the day on which they lie.
    """
    del fractions  # nothing here is live
    notes: list[str] = []
    days = int(workload.day.max()) + 1
    calling = np.bincount(workload.day[workload.is_open], minlength=days) > 0
    if queue.daily_quota > 0:
        quota = np.full(days, queue.daily_quota)
    else:
        quota = np.bincount(workload.day, weights=workload.offered, minlength=days)
        if quota.any():
            notes.append(f"{queue.name}: no daily quota is stated; each day is given the contacts forecast for it.")
        lost = float(quota[~calling].sum())
        if lost:
            notes.append(f"{queue.name}: {counted(lost)} fall on days without calling hours; they are not planned.")
    hours = quota / queue.connect_rate * _handle_time(workload, calling) / 3600.0
    arriving, due = np.zeros_like(workload.offered), np.zeros_like(workload.offered)
    slots = np.flatnonzero(workload.is_open)
    on_day = workload.day[slots]
    first, last = (np.unique(side, return_index=True)[1] for side in (on_day, on_day[::-1]))
    arriving[slots[first]] = hours[calling]
    due[slots[on_day.size - 1 - last]] = hours[calling]
    work = (Inventory("attempts", arriving, due),) if slots.size else ()
    return nobody_live(workload, work, 1.0, notes)


def _handle_time(workload: Workload, calling: NDArray[np.bool_]) -> Array:
    """Mean handle time of each day in seconds: weighted by the forecast's contacts, by calling hours without any."""
    day, days = workload.day, calling.size
    forecast = np.bincount(day, weights=workload.offered, minlength=days) > 0
    evenly = workload.is_open | ~calling[day]
    shares = np.where(forecast[day], workload.offered, evenly)
    total = np.bincount(day, weights=shares, minlength=days)
    return np.asarray(np.bincount(day, weights=shares * workload.aht_s, minlength=days) / total)


OUTBOUND: Final = Arithmetic(frozenset({Channel.OUTBOUND}), need, nobody_waits, nothing_left)
