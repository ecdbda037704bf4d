"""What the plan must cover: the requirement as an array over queues and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import CoverPrices
from staffplan.domain.queue import Queue
from staffplan.errors import DataError, Fault


@dataclass(frozen=True)
class Demand:
    """Net agents needed, and what it costs to miss or exceed them.

    Attributes
    ----------
    queues : in the order of the rows of `agents`.
    agents : net agents needed, shape (queues, intervals).
    prices : per agent-hour.
    interval_min : length of an interval.
    """

    queues: tuple[Queue, ...]
    agents: NDArray[np.float64]
    prices: CoverPrices
    interval_min: int

    @property
    def slots(self) -> int:
        """Number of intervals."""
        return int(self.agents.shape[1])

    @property
    def interval_h(self) -> float:
        """Length of an interval in hours."""
        return self.interval_min / 60


def demand(requirement: pd.DataFrame, queues: Sequence[Queue], prices: CoverPrices, horizon: Horizon) -> Demand:
    """Read a REQUIREMENT frame over the horizon; intervals without a row need nobody.

    Raises
    ------
    DataError
        Where the frame has no row in the horizon, a row off the grid, or a queue that the centre does not know.
    """
    number = {queue.name: row for row, queue in enumerate(queues)}
    unknown = sorted(set(requirement["queue"]) - set(number))
    if unknown:
        raise DataError(
            *(
                Fault(
                    "data.unknown_queue",
                    f"the requirement names queue {name!r}, which the centre does not have",
                    f"one of: {', '.join(sorted(number))}",
                    path="queue",
                )
                for name in unknown
            )
        )
    slot, on_grid = _slots(requirement["start"], horizon)
    if not on_grid.all():
        first_off = requirement["start"][~on_grid].iloc[0]
        raise DataError(
            Fault(
                "data.off_grid",
                f"{first_off} does not start an interval of {horizon.interval_min} minutes",
                "make the requirement on the centre's interval",
                path="start",
            )
        )
    inside = (slot >= 0) & (slot < horizon.slots)
    if not inside.any():
        raise DataError(
            Fault(
                "data.outside_horizon",
                f"no requirement between {horizon.dates[0]} and {horizon.dates[-1]}",
                "choose the week that the requirement was made for",
            )
        )
    agents = np.zeros((len(queues), horizon.slots))
    rows = requirement["queue"].map(number).to_numpy(dtype=np.int64)
    agents[rows[inside], slot[inside]] = requirement["agents"].to_numpy(dtype=float)[inside]
    return Demand(tuple(queues), agents, prices, horizon.interval_min)


def _slots(starts: pd.Series[pd.Timestamp], horizon: Horizon) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Interval number of each start, and whether it lies on the grid; naive starts are on the centre's clock."""
    zoned = (
        starts
        if starts.dt.tz is not None
        else starts.dt.tz_localize(horizon.zone, ambiguous=True, nonexistent="shift_forward")
    )
    instants = zoned.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[s]")
    seconds = (instants - horizon.slot_starts[0]).astype(np.int64)
    slot, rest = np.divmod(seconds, horizon.interval_min * 60)
    return slot, rest == 0
