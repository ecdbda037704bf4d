"""Courses that the weeks to come may take: counts drawn at random that vary and hang together as the past did.

A scenario draws, for each queue, a factor for each day and one for each interval, and then a Poisson count. The day's
factor is gamma distributed with the variance of its lead. It is made of a part that fades from day to day and of a
level that wanders, in the ratio in which the variance grows with the lead; both are moved by what befalls one queue and
by what befalls the whole centre.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import Fault, UsageError
from staffplan.forecasting.lead_growth import ahead
from staffplan.forecasting.volume_ahead import VolumeAhead

Matrix = NDArray[np.float64]

MOST_ROWS: Final = 10_000_000
_PORTION_CELLS: Final = 1_000_000
"""Intervals drawn at a time: what is held in between does not grow with the number of scenarios."""


def scenarios(
    volumes: Sequence[VolumeAhead], number: int, *, seed: int = 0, common: float = 0.0, daily: bool = False
) -> pd.DataFrame:
    """Draw courses of all queues.

    Parameters
    ----------
    volumes : what is expected of each queue.
    number : of scenarios, >= 1.
    seed : the same seed gives the same numbers; a queue's do not depend on which others there are, or in what order,
        apart from `common`.
    common : correlation of two queues' day factors; `staffplan.forecasting.common_factor`.
    daily : whether to give totals of days.

    Returns
    -------
    SCENARIOS frame: `queue`, `scenario`, `start`, `offered`, sorted by these.

    Raises
    ------
    UsageError where that would be more rows than fit.
    """
    rows = number * sum(len(volume.open_days) if daily else len(volume.mean) for volume in volumes)
    if rows > MOST_ROWS:
        message = f"{number:,} scenarios of these queues and weeks are {rows:,} rows; {MOST_ROWS:,} is the most."
        raise UsageError(
            Fault("usage.scenarios", message, "draw fewer, or days (--daily), or fewer weeks.", path="--scenarios")
        )
    ordered = sorted(volumes, key=lambda volume: volume.queue)
    return pd.concat([_rows(volume, number, seed, common, daily=daily) for volume in ordered], ignore_index=True)


def _rows(volume: VolumeAhead, number: int, seed: int, common: float, *, daily: bool) -> pd.DataFrame:
    drawn = draw(volume, number, seed=seed, common=common, daily=daily)
    starts = volume.day_starts[volume.open_days] if daily else volume.starts
    return pd.DataFrame(
        {
            "queue": pd.Series([volume.queue] * drawn.size, dtype="str"),
            "scenario": np.repeat(np.arange(1, number + 1), drawn.shape[1]),
            "start": starts[np.tile(np.arange(len(starts)), number)],
            "offered": drawn.ravel().astype(np.float64),
        }
    )


def draw(
    volume: VolumeAhead, number: int, *, seed: int = 0, common: float = 0.0, daily: bool = False
) -> NDArray[np.int64]:
    """Counts of one queue in each scenario; shape (scenarios, intervals), or (scenarios, open days)."""
    of_centre = np.random.default_rng([seed, 0])
    name = hashlib.sha256(volume.queue.encode()).digest()[:16]
    own = np.random.default_rng([seed, 1, *np.frombuffer(name, dtype=np.uint32).tolist()])
    width = len(volume.open_days) if daily else len(volume.mean)
    out = np.zeros((number, width), dtype=np.int64)
    portion = max(_PORTION_CELLS // max(len(volume.mean), volume.days, 1), 1)
    for at in range(0, number, portion):
        several = min(portion, number - at)
        counts = _counts(volume, _day_normals(volume, several, of_centre, own, common), own)
        if daily:
            ends = np.flatnonzero(np.diff(volume.day, prepend=-1))
            counts = np.add.reduceat(counts, ends, axis=1) if width else counts[:, :0]
        out[at : at + several] = counts
    return out


def _day_normals(
    volume: VolumeAhead, several: int, of_centre: np.random.Generator, own: np.random.Generator, common: float
) -> Matrix:
    """Standard normal numbers for each day, that fade and wander; shape (scenarios, days)."""
    shape = (several, 2, volume.days)  # scenario by scenario, so that all queues see the same centre
    pushes = math.sqrt(common) * of_centre.standard_normal(shape)
    pushes += math.sqrt(1.0 - common) * own.standard_normal(shape)
    memory = volume.scatter.memory
    fading = pushes[:, 0]
    for day in range(1, volume.days):
        fading[:, day] = memory * fading[:, day - 1] + math.sqrt(1.0 - memory**2) * fading[:, day]
    wandered = volume.scatter.growth * ahead(volume.lead_days)
    wandered = np.minimum(wandered, volume.scatter.day_at(volume.lead_days))
    steps = np.sqrt(np.maximum(np.diff(wandered, prepend=0.0), 0.0))
    level = np.cumsum(steps * pushes[:, 1], axis=1)
    rest = np.maximum(volume.scatter.day_at(volume.lead_days) - wandered, 1e-9)
    return np.asarray((np.sqrt(rest) * fading + level) / np.sqrt(rest + np.cumsum(steps**2)))


def _counts(volume: VolumeAhead, normals: Matrix, own: np.random.Generator) -> NDArray[np.int64]:
    """Counts of intervals, given a normal number for each day; shape (scenarios, intervals)."""
    shared = _gamma_from_normal(normals, volume.scatter.day_at(volume.lead_days))[:, volume.day]
    events = own.standard_normal(normals.shape)[:, volume.day]
    shared = shared * _gamma_from_normal(events, volume.extra)
    alone = (1.0 + volume.cv2_interval) / (1.0 + volume.cv2_day) - 1.0
    alone = np.maximum(alone, 1e-9)
    factor = own.standard_gamma(1.0 / alone, shared.shape) * alone
    return own.poisson(np.minimum(volume.mean * shared * factor, 1e15))


def _gamma_from_normal(normal: Matrix, cv2: Matrix) -> Matrix:
    """Numbers of a gamma distribution of mean 1 from standard normal ones, by a cube (Wilson and Hilferty 1931).

    Mean and variance are right to a thousandth up to a squared coefficient of variation of 0.5.
    """
    ninth = cv2 / 9.0
    return np.asarray(np.maximum(1.0 - ninth + normal * np.sqrt(ninth), 0.0) ** 3)
