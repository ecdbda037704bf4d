"""Work that may wait, as a plan does it: at any time between its arrival and its deadline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.queue import Queue
from staffplan.scheduling.linear_model import Columns, LinearModel, Rows
from staffplan.scheduling.need.slots import slots_of

_NOTHING = 1e-9
"""Agent-hours; less than this is rounding."""


@dataclass(frozen=True)
class Stock:
    """Work of one queue and kind that falls due on one day, in agent-hours; arrays of shape (intervals,).

    Its contacts are served in the order in which they arrive, so that their deadlines stand in that order, too. Then
    it is enough to know how much has arrived and how much is due: what waits at the end of an interval is at most what
    has arrived and is not yet due.

    Attributes
    ----------
    row : of the queue among the demand's.
    arriving : can be begun from the interval on.
    due : to be done by the end of the interval.
    may_run : whether the queue is open.
    """

    row: int
    kind: str
    day: int
    arriving: NDArray[np.float64]
    due: NDArray[np.float64]
    may_run: NDArray[np.bool_]

    @property
    def window(self) -> NDArray[np.int64]:
        """Intervals from the first arrival to the last deadline."""
        last = int(np.flatnonzero(self.due)[-1])
        return np.arange(int(np.flatnonzero(self.arriving)[0]), last + 1)

    @property
    def running(self) -> NDArray[np.int64]:
        """Intervals of the window in which the work may be done."""
        return self.window[self.may_run[self.window]]

    @property
    def hours(self) -> float:
        """Agent-hours of all of it."""
        return float(self.due.sum())


def stocks(inventory: pd.DataFrame, queues: Sequence[Queue], horizon: Horizon) -> tuple[Stock, ...]:
    """The work of an INVENTORY frame that falls due in the horizon, by queue, kind and day of the deadline.

    What a day's agents must do of a kind is priced as one: by the share of it that misses its deadline. Hours of
    handling become agent-hours where agents may be busy with the work for a part of their time only.
    """
    slot, _ = slots_of(inventory["start"], horizon)
    inside = (slot >= 0) & (slot < horizon.slots)
    found = []
    for (name, kind), rows in inventory[inside].assign(slot=slot[inside]).groupby(["queue", "kind"], sort=True):
        row = next(number for number, queue in enumerate(queues) if queue.name == name)
        queue = queues[row]
        arriving, due = (
            np.bincount(rows["slot"], weights=rows[column] / queue.busy_with_waiting_work, minlength=horizon.slots)
            for column in ("arriving_h", "due_h")
        )
        may_run = queue.opening.mask(horizon)
        for day, parts in _by_day_of_deadline(arriving, due, horizon):
            found.append(Stock(row, str(kind), day, *parts, may_run))
    return tuple(found)


def _by_day_of_deadline(
    arriving: NDArray[np.float64], due: NDArray[np.float64], horizon: Horizon
) -> Iterator[tuple[int, tuple[NDArray[np.float64], NDArray[np.float64]]]]:
    """The part of the work that falls due on each day, first in first out."""
    arrived = np.cumsum(arriving)
    done_before = 0.0
    for day in range(horizon.days):
        of_day = np.where(horizon.slot_day == day, due, 0.0)
        if of_day.sum() > _NOTHING:
            done_by = done_before + float(of_day.sum())
            part = np.diff(np.clip(arrived, done_before, done_by), prepend=done_before)
            yield day, (part, of_day)
            done_before = done_by


def plan_stock(
    model: LinearModel, stock: Stock, label: str, need: Rows, interval_h: float, prices: Sequence[tuple[float, float]]
) -> tuple[list[tuple[Columns, NDArray[np.int64]]], Columns]:
    """Add a stock to the model: when it is worked on, what waits, and what misses its deadline.

    Parameters
    ----------
    need : rows of the queue's need by interval, served on the left; the work raises the need where it is done.
    prices : (share of the stock, money for an agent-hour) of each step of missed work, rising.

    Returns
    -------
    Columns with the interval that each belongs to, and the columns of the steps of missed work, which belong to none.
    """
    window, running = stock.window, stock.running
    done = model.columns(f"work on {label}", len(running))
    model.put(need[running], done, -1.0)
    unfinished = np.maximum(np.cumsum(stock.arriving) - np.cumsum(stock.due), 0.0)[window]
    unfinished[-1] = 0.0
    waiting = model.columns(f"waiting {label}", len(window), high=unfinished)
    # waiting[t] + done[t] <= waiting[t-1] + arriving[t]; what leaves undone is missed
    kept = model.rows(f"stock {label}", len(window), "<=", stock.arriving[window])
    model.put(kept, waiting)
    model.put(kept[1:], waiting[:-1], -1.0)
    model.put(kept[running - window[0]], done, interval_h)
    missed = model.columns(
        f"missed {label}",
        len(prices),
        cost=[price for _, price in prices],
        high=[share * stock.hours for share, _ in prices],
    )
    everything = model.rows(f"all of {label}", 1, "==", stock.hours)
    model.put(everything, done, interval_h)
    model.put(everything, missed)
    return [(done, running), (waiting, window)], missed
