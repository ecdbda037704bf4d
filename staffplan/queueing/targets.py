"""What has to hold in each row under Erlang C, and which of it so many agents miss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.queueing.arrays import Array, numbers, refuse
from staffplan.queueing.erlang_c import answered_within, handle_time, mean_wait, no_wait_from_acceptance

TIE: Final = 16 * np.finfo(np.float64).eps
"""A target missed by less than this share is met: 5.1 erlangs on 6 agents are an occupancy of 0.85, whatever the
last bit of the division says, and ``calls x AHT / interval`` may come out a bit below a whole load."""

OPTIONAL: Final = ("service_level", "asa_s", "max_occupancy", "max_waiting")
"""The targets that may be absent, by the order in which they are named when several ask for the last agent."""


@dataclass(frozen=True, slots=True)
class Targets:
    """Handle time, threshold and targets of some rows; None: no such target. The arrays broadcast."""

    aht_s: Array
    threshold_s: Array
    service_level: Array | None = None
    asa_s: Array | None = None
    max_occupancy: Array | None = None
    max_waiting: Array | None = None

    def at(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> Targets:
        """The targets of some rows."""
        return self.each(lambda array: array[rows])

    def flat(self, shape: tuple[int, ...]) -> Targets:
        """The targets broadcast to `shape`, in one dimension."""
        return self.each(lambda array: np.broadcast_to(array, shape).ravel())

    def each(self, change: Callable[[Array], Array]) -> Targets:
        """The targets after a change to every array."""
        return Targets(**{name: change(array) for name, array in self.given().items()})

    def given(self) -> dict[str, Array]:
        """All arrays that are there, by name."""
        everything = {"aht_s": self.aht_s, "threshold_s": self.threshold_s}
        stated = {name: getattr(self, name) for name in OPTIONAL}
        return everything | {name: array for name, array in stated.items() if array is not None}

    def missed(self, load: Array, agents: Array, odds: Array) -> NDArray[np.int8]:
        """The first target that `agents` miss, as a number in `BINDINGS`, or 0; `odds` are Erlang B's acceptance odds.

        More load, a longer handle time or fewer agents never miss less, and so never name a later target.
        """
        spare = agents - load
        no_wait = no_wait_from_acceptance(load, agents, odds)
        waiting = 1.0 / (1.0 + no_wait)
        first = np.zeros(load.shape, dtype=np.int8)
        if self.max_waiting is not None:
            first[waiting > self.max_waiting * (1 + TIE)] = 5
        if self.max_occupancy is not None:
            first[load > agents * (self.max_occupancy * (1 + TIE))] = 4
        if self.asa_s is not None:
            first[mean_wait(waiting, spare, self.aht_s) > self.asa_s * (1 + TIE)] = 3
        if self.service_level is not None:
            reached = answered_within(no_wait, spare, self.aht_s, self.threshold_s)
            first[reached < self.service_level * (1 - TIE)] = 2
        return first


def stated(
    load: Array,
    aht_s: ArrayLike,
    threshold_s: ArrayLike,
    service_level: ArrayLike | None,
    asa_s: ArrayLike | None,
    max_occupancy: ArrayLike | None,
    max_waiting: ArrayLike | None,
) -> Targets:
    """The targets as stated, each in its own shape; ValueError where one makes no sense or cannot be reached."""
    aht = numbers("aht_s", aht_s)
    return Targets(
        aht if aht.all() else handle_time(load, aht_s),
        numbers("threshold_s", threshold_s, finite=False),
        reachable("service_level", service_level, unreachable=1.0, instead="any share below 1 can, such as 0.999"),
        reachable("asa_s", asa_s, unreachable=0.0, instead="any number of seconds above 0 can, such as 0.1"),
        reachable("max_occupancy", max_occupancy, unreachable=0.0, instead="any share above 0 can, such as 0.01"),
        reachable("max_waiting", max_waiting, unreachable=0.0, instead="any share above 0 can, such as 0.001"),
    )


def reachable(name: str, values: ArrayLike | None, *, unreachable: float, instead: str) -> Array | None:
    """One target as numbers, None where it is not stated; ValueError where it is `unreachable` or a share above 1."""
    if values is None:
        return None
    array = numbers(name, values)
    if not name.endswith("_s"):
        refuse(name, array, array > 1, "is above 1: write a share, such as 0.8 for 80 %")
    refuse(name, array, array == unreachable, f"cannot be reached with any number of agents: {instead}")
    return array
