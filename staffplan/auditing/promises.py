"""Service levels over a day or a week: what the people at work serve in time, and what that leaves promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre
from staffplan.domain.service_goal import Over

Grid = NDArray[np.float64]


@dataclass(frozen=True)
class Step:
    """An interval of a promise.

    Attributes
    ----------
    fewest : agents below which the interval must not fall.
    in_time : contacts that so many serve in time.
    gains : contacts that each agent more serves in time, falling.
    """

    fewest: float
    in_time: float
    gains: tuple[float, ...]

    @property
    def loss(self) -> float:
        """Contacts lost with each agent missing of the fewest: at least the first gain, at least an even share."""
        share = self.in_time / self.fewest if self.fewest > 0 else 0.0
        return max(share, *self.gains[:1], 0.0)

    def served_in_time(self, short: float, beyond: float) -> float:
        """Contacts served in time with so many agents short of the fewest, or beyond them."""
        whole = min(int(beyond), len(self.gains))
        part = self.gains[whole] * (beyond - whole) if whole < len(self.gains) else 0.0
        return self.in_time + sum(self.gains[:whole]) + part - self.loss * short


@dataclass(frozen=True)
class Promise:
    """A queue's service level over one period; `steps` by interval of the horizon."""

    queue: int
    first_day: date
    offered: float
    wanted: float
    steps: dict[int, Step]


@dataclass(frozen=True)
class Kept:
    """What becomes of a promise.

    Attributes
    ----------
    offered, wanted, in_time : contacts of the period; those to be served in time, and those that are.
    """

    queue: str
    first_day: date
    offered: float
    wanted: float
    in_time: float

    @property
    def late(self) -> float:
        """Contacts that the promise lacks."""
        return max(self.wanted - self.in_time, 0.0)


def promises(pieces: pd.DataFrame, centre: Centre, queues: Sequence[str], horizon: Horizon) -> tuple[Promise, ...]:
    """The promises of a PIECES frame; rows outside the horizon do not count."""
    goals = {queue.name: queue.goal for queue in centre.queues}
    offered: dict[tuple[str, int], float] = {}
    steps: dict[tuple[str, int], dict[int, Step]] = {}
    for (name, slot), rows in _by_interval(pieces, horizon):
        goal = goals[name]
        key = (name, 0 if goal.over is Over.WEEK else int(horizon.slot_day[slot]))
        offered[key] = offered.get(key, 0.0) + float(rows["offered"].iloc[0])
        gains = tuple(rows["gain"].iloc[1:].astype(float).tolist())
        first = rows.iloc[0]
        steps.setdefault(key, {})[slot] = Step(float(first["agents"]), float(first["served_in_time"]), gains)
    return tuple(
        Promise(
            queues.index(name),
            horizon.dates[period],
            offered[name, period],
            offered[name, period] * (goals[name].service_level or 0.0),
            of_period,
        )
        for (name, period), of_period in sorted(steps.items())
    )


def _by_interval(pieces: pd.DataFrame, horizon: Horizon) -> Iterator[tuple[tuple[str, int], pd.DataFrame]]:
    starts = pieces["start"]
    if starts.dt.tz is None:
        starts = starts.dt.tz_localize(horizon.zone, ambiguous=True, nonexistent="shift_forward")
    elapsed = starts.dt.tz_convert("UTC").dt.tz_localize(None) - pd.Timestamp(horizon.slot_starts[0])
    slot = (elapsed // pd.Timedelta(minutes=horizon.interval_min)).to_numpy(np.int64)
    inside = (slot >= 0) & (slot < horizon.slots)
    rows = pieces.assign(slot=slot)[inside].sort_values("agents", kind="stable")
    for (name, number), of_interval in rows.groupby(["queue", "slot"], sort=True):
        yield (str(name), int(number)), of_interval
