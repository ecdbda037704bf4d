"""How many agents a calling campaign needs: the day's attempts spread evenly over the day's calling hours."""

from __future__ import annotations

from typing import Final

import numpy as np

from staffplan.domain.queue import Channel, Queue
from staffplan.staffing.levelled import levelled
from staffplan.staffing.workload import Arithmetic, Array, Need, Workload, counted


def need(queue: Queue, workload: Workload) -> Need:
    """The same agents in every calling hour of a day, for ``quota / connect_rate`` attempts of a handle time each.

    The quota is the queue's `daily_quota` of contacts to reach on each day that has calling hours. Where that is 0,
    the contacts that the forecast gives for the day are the quota. The handle time is that of an attempt, averaged
    over those that reach somebody and those that do not. Hours after midnight count for the day on which they lie.
    """
    notes: list[str] = []
    days = int(workload.day.max()) + 1
    calling = np.bincount(workload.day[workload.is_open], minlength=days)
    if queue.daily_quota > 0:
        quota = np.full(days, queue.daily_quota)
    else:
        quota = np.bincount(workload.day, weights=workload.offered, minlength=days)
        if quota.any():
            notes.append(f"{queue.name}: no daily quota is stated; each day is given the contacts forecast for it.")
        lost = float(quota[calling == 0].sum())
        if lost:
            notes.append(f"{queue.name}: {counted(lost)} fall on days without calling hours; they are not planned.")
    attempts = np.divide(quota / queue.connect_rate, calling, out=np.zeros(days), where=calling > 0)
    aht_s = _handle_time(workload, days)
    erlangs = np.where(workload.is_open, (attempts * aht_s)[workload.day] / workload.interval_s, 0.0)
    return levelled(queue, workload, erlangs, "quota", notes)


def _handle_time(workload: Workload, days: int) -> Array:
    """Mean handle time of each day in seconds: weighted by the forecast's contacts, by time where there are none."""
    weight = np.bincount(workload.day, weights=workload.offered, minlength=days)[workload.day]
    shares = np.where(weight > 0, workload.offered, 1.0)
    total = np.bincount(workload.day, weights=shares, minlength=days)
    return np.bincount(workload.day, weights=shares * workload.aht_s, minlength=days) / total


OUTBOUND: Final = Arithmetic(frozenset({Channel.OUTBOUND}), need)
