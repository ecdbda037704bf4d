"""A figure of each interval with one whole agent after another, for as long as agents matter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from staffplan.queueing.measures import Measures
from staffplan.staffing.live.line import Line
from staffplan.staffing.workload import Array

Rows = NDArray[np.int64]

_AT_ONCE = 16
"""Agents looked at before it is asked again whether more of them matter."""


def along_agents(
    figure: Callable[[Rows, Array], Array],
    ended: Callable[[Rows, Array, Array], NDArray[np.bool_]],
    first: Array,
) -> Array:
    """The figure with `first`, ``first + 1`` ... whole agents.

    Parameters
    ----------
    figure : of rows with so many agents; both arguments and the answer of one shape, one-dimensional.
    ended : whether more agents no longer matter, a flag a row; of rows, the agents looked at last and the figures
        with them, the latter two of shape (rows, agents).
    first : whole agents to begin with; shape (rows,).

    Returns
    -------
    Shape (rows, columns), column j with ``first + j`` agents. A row that has ended keeps its last figure.
    """
    parts: list[Array] = []
    going = np.arange(first.size)
    while going.size:
        offset = float(len(parts) * _AT_ONCE)
        agents = first[going, None] + offset + np.arange(_AT_ONCE)
        found = figure(np.repeat(going, _AT_ONCE), agents.ravel()).reshape(agents.shape)
        part = np.repeat(parts[-1][:, -1:], _AT_ONCE, axis=1) if parts else np.empty((first.size, _AT_ONCE))
        part[going] = found
        parts.append(part)
        going = going[~ended(going, agents, found)]
    return np.concatenate(parts, axis=1) if parts else np.empty((0, 1))


def measured(line: Line, intervals: Rows, agents: Array, threshold_s: float) -> Measures:
    """What is to be expected in some intervals with so many agents, each with all of their slots; shape (rows,)."""
    part = replace(line, load=line.load[intervals], aht_s=line.aht_s[intervals])
    return part.measures(agents * line.slots_per_agent, threshold_s)
