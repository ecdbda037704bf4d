"""What a channel's arithmetic is given, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import Channel, Queue

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way from contacts to agents.

    Attributes
    ----------
    name : what the step looks at, such as ``workload`` or ``queueing safety``.
    level : erlangs or agents once it is taken; shape (intervals,).
    why : what it does here, as a sentence for the planner.
    """

    name: str
    level: Array
    why: str


@dataclass(frozen=True, slots=True)
class Inventory:
    """Work that may wait, in hours of handling; what `spread` lays into the intervals and a plan may lay otherwise.

    Attributes
    ----------
    kind : ``contacts``, ``attempts``, ``documentation`` or ``call_backs``.
    arriving : hours that can be begun from the interval on, shape (intervals,); 0 where closed, since what comes
        while the queue is closed waits for the opening.
    due : hours that are to be done by the end of the interval; shape (intervals,), with the same sum.
    """

    kind: str
    arriving: Array
    due: Array


@dataclass(frozen=True, slots=True)
class Workload:
    """What one queue is expected to receive, interval by interval over whole days.

    Attributes
    ----------
    expected : contacts expected, closed hours included; 0 where the forecast is silent; shape (intervals,).
    offered : contacts staffed for: those expected, or more of them for safety; same shape.
    aht_s : mean handle time in seconds, > 0; shape (intervals,).
    is_open : whether contacts are handled in the interval; shape (intervals,).
    day, week : number of the local day and of the week of the interval; shape (intervals,).
    interval_s : length of an interval in seconds.
    steps : how `offered` came to be, in erlangs, beginning with what is expected.
    rate_cv2 : squared coefficient of variation of the rate of contacts around the expected one; same shape; None: the
        forecast does not say how uncertain it is.
    """

    expected: Array
    offered: Array
    aht_s: Array
    is_open: NDArray[np.bool_]
    day: NDArray[np.int64]
    week: NDArray[np.int64]
    interval_s: float
    steps: tuple[Step, ...] = ()
    rate_cv2: Array | None = None

    @property
    def load(self) -> Array:
        """Traffic staffed for, in erlangs."""
        return self.offered * self.aht_s / self.interval_s

    @property
    def expected_load(self) -> Array:
        """Traffic expected, in erlangs."""
        return self.expected * self.aht_s / self.interval_s


@dataclass(frozen=True, slots=True)
class Need:
    """What one queue asks for before anything is rounded; all arrays of shape (intervals,).

    Attributes
    ----------
    live : agents, net, for contacts that somebody waits with; 0 where closed; whole unless fractions are asked for.
    binding : the target that asks for the last of them; ``none`` where no agent is needed.
    least : whole agents that rounding does not go below.
    inventory : work that may wait, none of it in `live`.
    busy_share : share of their time that agents may be busy with the inventory, in (0, 1].
    steps : how `live` came to be, following the steps of the workload.
    notes : what had to be assumed, and what is not covered, in sentences.
    """

    live: Array
    binding: NDArray[np.str_]
    least: Array
    inventory: tuple[Inventory, ...] = ()
    busy_share: float = 1.0
    steps: tuple[Step, ...] = ()
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Expected:
    """What customers and agents live through; NaN where the channel has no such measure; shape (intervals,).

    Attributes
    ----------
    service_level : as the goal counts it.
    asa_s : mean wait of those who are answered, seconds.
    busy : agents that are busy with contacts, on average.
    abandonment : share of contacts that hang up.
    """

    service_level: Array
    asa_s: Array
    busy: Array
    abandonment: Array


@dataclass(frozen=True, slots=True)
class Left:
    """Work that live agents leave for later, and what is to be said about it."""

    inventory: tuple[Inventory, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How the channels that work alike are staffed.

    Attributes
    ----------
    channels : served by this arithmetic; every channel belongs to exactly one.
    need : what a queue asks for with a workload; with True, fractions of agents for live contacts.
    expect : what is to be expected with so many live agents, shape (intervals,).
    leave : what so many live agents, rounded as they are staffed, promise to do later; shape (intervals,).
    """

    channels: frozenset[Channel]
    need: Callable[[Queue, Workload, bool], Need]
    expect: Callable[[Queue, Workload, Array], Expected]
    leave: Callable[[Queue, Workload, Array], Left]


def nobody_live(workload: Workload, inventory: tuple[Inventory, ...], busy_share: float, notes: Sequence[str]) -> Need:
    """What a queue asks for where no contact is live."""
    nobody = np.zeros_like(workload.offered)
    reason = np.full(nobody.shape, "none")
    return Need(nobody, reason, nobody, inventory, busy_share, notes=tuple(notes))


def nobody_waits(queue: Queue, workload: Workload, live: Array) -> Expected:
    """What is to be expected where no contact is live: no waits, and nobody busy with them."""
    del queue
    unknown = np.full(workload.offered.shape, np.nan)
    return Expected(service_level=unknown, asa_s=unknown, busy=np.zeros_like(live), abandonment=unknown)


def nothing_left(queue: Queue, workload: Workload, live: Array) -> Left:
    """Where agents promise nobody to call back."""
    del queue, workload, live
    return Left()


def counted(contacts: float) -> str:
    """``1 contact``, ``2.5 contacts``, ``1,204 contacts``: for a note, with a decimal only where they are few."""
    shown = f"{contacts:,.0f}" if contacts >= 100 else f"{contacts:.1f}".removesuffix(".0")
    return f"{shown} contact{'' if shown == '1' else 's'}"
