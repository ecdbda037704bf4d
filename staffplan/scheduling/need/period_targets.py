"""Service levels over a day or a week, as a plan keeps them: stronger here, weaker there, never below each floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.queue import Queue
from staffplan.domain.service_goal import Over
from staffplan.scheduling.linear_model import Columns, LinearModel, Rows
from staffplan.scheduling.need.slots import slots_of

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Promise:
    """What a queue promises over one day or week; arrays of shape (intervals of the period with contacts,).

    Attributes
    ----------
    row : of the queue among the demand's.
    slots : intervals with contacts.
    fewest : agents that each interval needs at least.
    in_time : contacts served in time by so many.
    gains : contacts that one agent more serves in time; never rising along a row; shape (intervals, most pieces).
    wanted : contacts to be served in time over the period.
    """

    row: int
    slots: NDArray[np.int64]
    fewest: Array
    in_time: Array
    gains: Array
    wanted: float

    @property
    def lost_by_missing(self) -> Array:
        """Contacts that an agent missing of the fewest no longer serves in time.

        As many as the first agent beyond them would serve, or the share that each of them serves, whichever is more.
        """
        first = self.gains[:, 0] if self.gains.shape[1] else np.zeros_like(self.fewest)
        each = np.divide(self.in_time, self.fewest, out=np.zeros_like(self.in_time), where=self.fewest > 0)
        return np.maximum(first, each)


def promises(pieces: pd.DataFrame, queues: Sequence[Queue], horizon: Horizon) -> tuple[Promise, ...]:
    """The promises of a PIECES frame, by queue and period; rows outside the horizon do not count."""
    slot, _ = slots_of(pieces["start"], horizon)
    inside = (slot >= 0) & (slot < horizon.slots)
    rows = pieces.assign(slot=slot)[inside].sort_values(["queue", "slot", "agents"], kind="stable")
    found: list[Promise] = []
    for name, of_queue in rows.groupby("queue", sort=True):
        number = next(row for row, queue in enumerate(queues) if queue.name == name)
        by_week = queues[number].goal.over is Over.WEEK
        period = np.zeros(len(of_queue)) if by_week else horizon.slot_day[of_queue["slot"].to_numpy()]
        found += [_promise(number, queues[number], of_period) for _, of_period in of_queue.groupby(period)]
    return tuple(found)


def _promise(row: int, queue: Queue, rows: pd.DataFrame) -> Promise:
    each = [part for _, part in rows.groupby("slot", sort=True)]
    most = max(len(part) for part in each) - 1
    gains = np.zeros((len(each), most))
    for number, part in enumerate(each):
        gains[number, : len(part) - 1] = part["gain"].to_numpy(dtype=float)[1:]
    first = pd.DataFrame([part.iloc[0] for part in each])
    return Promise(
        row=row,
        slots=first["slot"].to_numpy(dtype=np.int64),
        fewest=first["agents"].to_numpy(dtype=float),
        in_time=first["served_in_time"].to_numpy(dtype=float),
        gains=gains,
        wanted=(queue.goal.service_level or 0.0) * float(first["offered"].sum()),
    )


def plan_promise(
    model: LinearModel,
    promise: Promise,
    label: str,
    need: Rows,
    missing: Sequence[tuple[NDArray[np.int64], Columns]],
    late_price: float,
) -> Iterator[tuple[Columns, NDArray[np.int64]]]:
    """Add a promise to the model: agents beyond the fewest, and the contacts that are late beyond the promise.

    Parameters
    ----------
    need : rows of the queue's need by interval, served on the left; agents beyond the fewest raise it.
    missing : intervals and columns of the agents missing of the fewest.
    late_price : money for a contact.

    Yields
    ------
    Columns with the interval that each belongs to; the column of what is late belongs to none.
    """
    (kept,) = model.rows(f"promise {label}", 1, ">=", promise.wanted - float(promise.in_time.sum()))
    model.put(kept, model.columns(f"late {label}", 1, cost=late_price))
    number, piece = np.nonzero(promise.gains > 0)
    beyond = model.columns(f"beyond the fewest {label}", len(number), high=1.0)
    slots = promise.slots[number]
    model.put(need[slots], beyond, -1.0)
    model.put(kept, beyond, promise.gains[number, piece])
    lost = np.zeros(len(need))
    lost[promise.slots] = promise.lost_by_missing
    for at, columns in missing:
        model.put(kept, columns, -lost[at])
    yield beyond, slots
