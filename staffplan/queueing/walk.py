"""From the load upwards, one agent at a time, until no target is missed (Erlang C)."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.queueing.arrays import Array, portions
from staffplan.queueing.erlang_b import acceptance_odds, odds_with_one_more
from staffplan.queueing.targets import TIE, Targets

LOAD: Final = 1
"""Number in `BINDINGS` of the load itself."""


def walked(
    load: Array, targets: Targets, too_few: NDArray[np.int64] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Agents and number of the binding target of each row, 0 and 0 where there is no load; arrays of one length.

    One series gives Erlang B at the smallest number that can keep up with the load (or that the occupancy allows);
    from there the odds of one agent more are one multiplication away, and the walk to the answer takes a small
    multiple of ``sqrt(a)`` steps, fewer than the series has terms. It is shorter where `too_few` is known: numbers that
    miss a target or cannot keep up.
    """
    agents = np.zeros(load.size, dtype=np.int64)
    binding = np.zeros(load.size, dtype=np.int8)
    busy = np.flatnonzero(load > 0)
    for portion in portions(load[busy]):
        rows = busy[portion]
        begin = None if too_few is None else too_few[rows]
        agents[rows], binding[rows] = _portion(load[rows], targets.at(rows), begin)
    return agents, binding


def _portion(
    load: Array, targets: Targets, too_few: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    agents = np.floor(load * (1 + TIE)) + 1.0  # the fewest that keep up with the load
    if targets.max_occupancy is not None:
        # One fewer than the occupancy allows, so that the last step shows which targets are missed without it.
        agents = np.maximum(agents, np.ceil(load / targets.max_occupancy) - 2.0)
    if too_few is not None:
        agents = np.maximum(agents, too_few)
    odds = acceptance_odds(load, agents)
    missed = targets.missed(load, load, np.zeros_like(load))  # at full occupancy, where nothing is stable yet
    binding = np.where(missed > 0, missed, LOAD).astype(np.int8)
    walking = np.arange(load.size)
    while True:
        missed = targets.missed(load, agents[walking], odds)
        short = missed > 0
        if not short.any():
            return agents.astype(np.int64), binding
        walking, load, targets, missed = walking[short], load[short], targets.at(short), missed[short]
        binding[walking] = missed
        agents[walking] += 1.0
        odds = odds_with_one_more(load, agents[walking], odds[short])
