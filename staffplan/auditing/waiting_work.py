"""Work that may wait: what of it a roster gets done before its deadline, counted over the whole week at once.

Whoever is not needed by callers may do it at any time between its arrival and its deadline, so that the intervals of
the week hang together. What can be served at all, callers and work alike, is what flows through a network, and of such
amounts the dearest may be served first without regret (see `least_cost_split`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre

Grid = NDArray[np.float64]

_NOTHING = 1e-9


@dataclass(frozen=True)
class Lot:
    """Work of a queue and kind with its deadline on one day, in agents over an interval, first in first out.

    Attributes
    ----------
    pieces : (interval of arrival, interval of deadline, amount), in order of both.
    open_slots : intervals in which it may be done.
    """

    queue: int
    pieces: tuple[tuple[int, int, float], ...]
    open_slots: tuple[int, ...]

    @property
    def amount(self) -> float:
        """All of it."""
        return sum(amount for _, _, amount in self.pieces)

    def carried_over(self, slot: int) -> float:
        """What may be left at the end of an interval: begun to wait, and not yet due."""
        return sum(amount for arrival, deadline, amount in self.pieces if arrival <= slot < deadline)

    def undone(self, done: Sequence[float]) -> Iterator[tuple[int, float]]:
        """Interval of the deadline and amount of what is missed, where what falls due first is done first.

        Parameters
        ----------
        done : work done in each interval of the horizon.
        """
        coming, waiting = deque(self.pieces), deque[list[float]]()
        for slot in range(self.pieces[0][0], self.pieces[-1][1] + 1):
            while coming and coming[0][0] <= slot:
                _, deadline, amount = coming.popleft()
                waiting.append([deadline, amount])
            time = done[slot]
            while waiting and time > 0:
                taken = min(time, waiting[0][1])
                waiting[0][1] -= taken
                time -= taken
                if waiting[0][1] <= 0:
                    waiting.popleft()
            while waiting and waiting[0][0] <= slot:
                missed = waiting.popleft()[1]
                if missed > _NOTHING:
                    yield slot, missed


def lots(inventory: pd.DataFrame, centre: Centre, queues: Sequence[str], horizon: Horizon) -> tuple[Lot, ...]:
    """The lots of an INVENTORY frame; rows outside the horizon do not count.

    Deadlines are met in the order of arrival. Hours of handling take more time where agents may be busy with them only
    for a part of it.
    """
    starts = inventory["start"]
    if starts.dt.tz is None:
        starts = starts.dt.tz_localize(horizon.zone, ambiguous=True, nonexistent="shift_forward")
    elapsed = starts.dt.tz_convert("UTC").dt.tz_localize(None) - pd.Timestamp(horizon.slot_starts[0])
    slot = (elapsed // pd.Timedelta(minutes=horizon.interval_min)).to_numpy(np.int64)
    rows = inventory.assign(slot=slot)[(slot >= 0) & (slot < horizon.slots)].sort_values("slot", kind="stable")
    nouns = {queue.name: queue for queue in centre.queues}
    found = []
    for (name, _), work in rows.groupby(["queue", "kind"], sort=True):
        queue = nouns[str(name)]
        agents = 60 / horizon.interval_min / queue.busy_with_waiting_work
        is_open = tuple(np.flatnonzero(queue.opening.mask(horizon)).tolist())
        by_day: dict[int, list[tuple[int, int, float]]] = {}
        for piece in _matched(work, agents):
            by_day.setdefault(int(horizon.slot_day[piece[1]]), []).append(piece)
        found += [Lot(queues.index(str(name)), tuple(pieces), is_open) for pieces in by_day.values()]
    return tuple(found)


def _matched(work: pd.DataFrame, agents: float) -> Iterator[tuple[int, int, float]]:
    """Arrivals and deadlines of one kind paired in their order: the earliest arrival has the earliest deadline."""
    arrivals = deque([slot, hours * agents] for slot, hours in zip(work["slot"], work["arriving_h"], strict=True))
    for deadline, hours in zip(work["slot"], work["due_h"], strict=True):
        left = hours * agents
        while left > _NOTHING and arrivals:
            slot, waiting = arrivals[0]
            amount = min(left, waiting)
            if amount > _NOTHING:
                yield int(slot), int(deadline), float(amount)
            left -= amount
            arrivals[0][1] -= amount
            if arrivals[0][1] <= _NOTHING:
                arrivals.popleft()
