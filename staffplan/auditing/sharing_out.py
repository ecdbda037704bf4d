"""What people are shared out by: who serves what, what each queue needs, and in which order it is served."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.auditing.presence import Presence
from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre

Grid = NDArray[np.float64]
"""Net agents by queue and interval; shape (queues, intervals)."""


def serving(people: Presence, queues: tuple[str, ...]) -> tuple[tuple[tuple[int, ...], ...], Grid]:
    """The numbers of the queues that each group serves, and its net agents by interval."""
    sets, supply = people.supply()
    number = {queue: row for row, queue in enumerate(queues)}
    return tuple(tuple(number[queue] for queue in sorted(one)) for one in sets), supply


def add_spare(
    surplus: Grid, serves: Sequence[Sequence[int]], spares: Sequence[float], required: Grid, slot: int
) -> None:
    """Share out what groups have left over in an interval over the queues that they serve."""
    for group, spare in enumerate(spares):
        if serves[group]:
            of_group = list(serves[group])
            surplus[of_group, slot] += spare * _shares(required[of_group, slot])


def required_agents(
    requirement: pd.DataFrame, queues: tuple[str, ...], horizon: Horizon
) -> tuple[NDArray[np.bool_], Grid]:
    """Where the requirement has a row, and its agents, by queue and interval; rows outside the horizon do not count."""
    starts = requirement["start"]
    if starts.dt.tz is None:
        starts = starts.dt.tz_localize(horizon.zone, ambiguous=True, nonexistent="shift_forward")
    utc = starts.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[s]")
    slot = (utc - horizon.slot_starts[0]) // np.timedelta64(horizon.interval_min * 60, "s")
    row = pd.Index(queues).get_indexer(pd.Index(requirement["queue"]))
    inside = (slot >= 0) & (slot < horizon.slots)
    listed = np.zeros((len(queues), horizon.slots), dtype=bool)
    required = np.zeros(listed.shape)
    listed[row[inside], slot[inside]] = True
    required[row[inside], slot[inside]] = requirement["agents"].to_numpy(dtype=float)[inside]
    return listed, required


def dearest_first(centre: Centre, queues: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    """Queue and share of its requirement of each step of the price ladders, the dearest to miss first."""
    weight = {queue.name: queue.shortfall_weight for queue in centre.queues}
    steps = [
        (-price * weight.get(queue, 1.0), row, width)
        for row, queue in enumerate(queues)
        for width, price in ladder_steps(centre.prices.shortfall)
    ]
    yield from ((row, width) for _, row, width in sorted(steps))


def ladder_steps(ladder: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """(share of the requirement, price) of each step of a shortfall ladder; the last goes up to all of it."""
    reached = 0.0
    for step, (share, price) in enumerate(ladder):
        top = 1.0 if step == len(ladder) - 1 else share
        yield top - reached, price
        reached = top


def _shares(required: Grid) -> Grid:
    """How a group's time left over is shared out over its queues: by requirement, evenly where there is none."""
    total = required.sum()
    return required / total if total > 0 else np.full(len(required), 1 / len(required))
