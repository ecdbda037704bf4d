"""What a channel's arithmetic is given, and what it answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import Channel, Queue

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Workload:
    """What one queue is expected to receive, interval by interval over whole days.

    Attributes
    ----------
    offered : contacts that arrive, closed hours included; 0 where the forecast is silent; shape (intervals,).
    aht_s : mean handle time in seconds, > 0; shape (intervals,).
    is_open : whether contacts are handled in the interval; shape (intervals,).
    day : number of the local day of the interval; shape (intervals,).
    interval_s : length of an interval in seconds.
    """

    offered: Array
    aht_s: Array
    is_open: NDArray[np.bool_]
    day: NDArray[np.int64]
    interval_s: float

    @property
    def load(self) -> Array:
        """Offered traffic in erlangs."""
        return self.offered * self.aht_s / self.interval_s


@dataclass(frozen=True, slots=True)
class Need:
    """Agents needed by one queue, and what explains them; all arrays of shape (intervals,).

    Attributes
    ----------
    agents : net, before shrinkage; 0 where closed.
    binding : the target that asks for the last agent; ``none`` where no agent is needed.
    service_level, asa_s, occupancy : expected with that many agents; NaN where the channel has no such measure or the
        queue is closed.
    notes : what had to be assumed, and what is not covered, in sentences.
    """

    agents: Array
    binding: NDArray[np.str_]
    service_level: Array
    asa_s: Array
    occupancy: Array
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How the channels that work alike are staffed.

    Attributes
    ----------
    channels : served by this arithmetic; every channel belongs to exactly one.
    need : the agents that a queue needs for a workload.
    """

    channels: frozenset[Channel]
    need: Callable[[Queue, Workload], Need]


def unknown(workload: Workload) -> Array:
    """A measure that the channel does not have: NaN for each interval."""
    return np.full(workload.offered.shape, np.nan)


def counted(contacts: float) -> str:
    """``1 contact``, ``2.5 contacts``, ``1,204 contacts``: for a note, with a decimal only where they are few."""
    shown = f"{contacts:,.0f}" if contacts >= 100 else f"{contacts:.1f}".removesuffix(".0")
    return f"{shown} contact{'' if shown == '1' else 's'}"
