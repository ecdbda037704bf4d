"""How many agents are enough when callers give up (Erlang A), and which target asks for the last of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.queueing.arrays import Array, numbers, portions, unwrapped
from staffplan.queueing.erlang_a import checked, steady_state
from staffplan.queueing.required import BINDINGS, RequiredAgents
from staffplan.queueing.retrials import retry_chance, settled_load
from staffplan.queueing.targets import TIE, reachable

DEFINITIONS: Final = ("served_of_offered", "served_of_answered", "virtual_wait", "served_or_abandoned")
"""What a service level may count, as fields of `Measures`."""

_FIGURE_OF: Final = {
    "service_level": ("service_level", ""),
    "asa_s": ("asa", "asa_s"),
    "max_occupancy": ("occupancy", "occupancy"),
    "max_waiting": ("waiting", "waiting"),
    "mean_wait_s": ("mean_wait", "mean_wait_s"),
    "max_abandonment": ("abandonment", "abandonment"),
}
"""By target: its name in `BINDINGS` and the field of `Measures` that it bounds (a service level: the definition)."""

_FIRST_STRIDE: Final = 0.3
"""First step of the search in square roots of the load: about what a service level is off the load."""


@dataclass(frozen=True, slots=True)
class _Limit:
    """One target: the figure must be at least (a service level) or at most (all others) `value`."""

    number: int
    figure: str
    value: Array

    def missed(self, reached: Array) -> NDArray[np.bool_]:
        if self.figure in DEFINITIONS:
            return np.asarray(reached < self.value * (1 - TIE))
        return np.asarray(reached > self.value * (1 + TIE))

    def answered(self, patience_s: Array) -> Array:
        """Share of the offered that has to be answered, as far as the target alone tells."""
        if self.figure == "served_of_offered":
            return self.value
        if self.figure == "abandonment":
            return 1.0 - self.value
        return 1.0 - self.value / patience_s if self.figure == "mean_wait_s" else np.zeros_like(self.value)


@dataclass(frozen=True, slots=True)
class _Line:
    """Rows with load and what they have to keep, in the order of `BINDINGS`."""

    load: Array
    aht_s: Array
    patience_s: Array
    threshold_s: Array
    retry_share: Array
    limits: tuple[_Limit, ...]

    def at(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> _Line:
        """Some of the rows."""
        return self.each(lambda array: array[rows])

    def each(self, change: Callable[[Array], Array]) -> _Line:
        """The line after a change to every array."""
        return _Line(
            load=change(self.load),
            aht_s=change(self.aht_s),
            patience_s=change(self.patience_s),
            threshold_s=change(self.threshold_s),
            retry_share=change(self.retry_share),
            limits=tuple(replace(limit, value=change(limit.value)) for limit in self.limits),
        )

    def missed(self, agents: Array) -> NDArray[np.int8]:
        """Number in `BINDINGS` of the first target that `agents` miss, or 0."""
        load = settled_load(self.load, agents, self.aht_s, self.patience_s, self.retry_share)
        found = steady_state(load, agents, self.aht_s, self.patience_s, self.threshold_s)
        first = np.zeros(load.shape, dtype=np.int8)
        for limit in reversed(self.limits):
            # All agents are never busy all the time: the share n / a itself is not reached, though the difference
            # to it is soon below the last digit.
            answered = limit.answered(self.patience_s)
            out_of_reach = (answered > 0) & (agents <= load * answered * (1 + TIE))
            first[out_of_reach | limit.missed(getattr(found, limit.figure))] = limit.number
        return first


def required_with_patience(
    load: ArrayLike,
    aht_s: ArrayLike,
    patience_s: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    threshold_s: ArrayLike = 20.0,
    definition: str = "served_of_offered",
    asa_s: ArrayLike | None = None,
    mean_wait_s: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_waiting: ArrayLike | None = None,
    max_abandonment: ArrayLike | None = None,
    retry_share: ArrayLike = 0.0,
) -> RequiredAgents:
    """Smallest whole number of agents that meets all the targets at once where callers give up.

    Each figure improves with every agent, so that strides from the load that double, and halving after that, find the
    number. A service level alone can be bought with callers who give up: cap the abandonment as well. All arguments
    broadcast.

    Parameters
    ----------
    load : offered traffic in erlangs, >= 0; without calls that are repeated.
    aht_s : mean handle time in seconds, > 0 where there is load.
    patience_s : mean time after which a waiting caller gives up, seconds, > 0 where there is load.
    service_level : share within `threshold_s`, in [0, 1), of what `definition` says.
    threshold_s : seconds, >= 0; 0 means answered at once.
    definition : one of `DEFINITIONS`.
    asa_s : highest mean wait of the answered in seconds, > 0.
    mean_wait_s : highest mean wait of all in seconds, > 0.
    max_occupancy : highest share of time that agents are busy, in (0, 1].
    max_waiting : highest chance of waiting, in (0, 1].
    max_abandonment : highest share that gives up, in (0, 1].
    retry_share : share in [0, 1) of those who gave up that calls again; the targets hold for all calls together, with
        the load to which so many agents let it grow.

    Returns
    -------
    0 agents where there is no load, at least 1 elsewhere. One agent for want of any target is bound by ``load``.

    Raises
    ------
    ValueError : a target that no number of agents reaches (an abandonment of 0) or that makes no sense (80 for 0.8), an
        unknown definition, a negative or missing number; with the position of the first.
    """
    if definition not in DEFINITIONS:
        raise ValueError(f"definition {definition!r} is none of {', '.join(DEFINITIONS)}")
    a, again, aht, patience, threshold = checked(
        load, retry_chance("retry_share", retry_share), aht_s, patience_s,
        numbers("threshold_s", threshold_s, finite=False),
    )  # fmt: skip
    wanted = {
        "service_level": service_level, "asa_s": asa_s, "max_occupancy": max_occupancy, "max_waiting": max_waiting,
        "mean_wait_s": mean_wait_s, "max_abandonment": max_abandonment,
    }  # fmt: skip
    limits = tuple(
        _Limit(BINDINGS.index(binding), definition if name == "service_level" else figure, value)
        for name, (binding, figure) in _FIGURE_OF.items()
        if (value := _limit(name, wanted[name])) is not None
    )
    shape = np.broadcast_shapes(a.shape, *(limit.value.shape for limit in limits))
    stated = _Line(a, aht, patience, threshold, again, limits)
    line = stated.each(lambda array: np.broadcast_to(array, shape).ravel())
    agents = np.zeros(line.load.size, dtype=np.int64)
    binding = np.zeros(line.load.size, dtype=np.int8)
    busy = np.flatnonzero(line.load > 0)
    for portion in portions(line.load[busy]):
        rows = busy[portion]
        agents[rows], binding[rows] = _search(line.at(rows))
    return RequiredAgents(unwrapped(agents.reshape(shape)), unwrapped(binding.reshape(shape)))


def _limit(name: str, values: ArrayLike | None) -> Array | None:
    if name == "service_level":
        return reachable(name, values, unreachable=1.0, instead="any share below 1 can, such as 0.999")
    if name.endswith("_s"):
        return reachable(name, values, unreachable=0.0, instead="any number of seconds above 0 can, such as 0.1")
    return reachable(name, values, unreachable=0.0, instead="any share above 0 can, such as 0.01")


def _search(line: _Line) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Agents and number of the binding target for rows with load."""
    short, enough = np.zeros_like(line.load), np.full_like(line.load, np.inf)
    binding = np.zeros(line.load.size, dtype=np.int8)
    stride = np.maximum(np.floor(_FIRST_STRIDE * np.sqrt(line.load)), 1.0)
    tried = np.maximum(np.ceil(line.load), 1.0)
    rows = np.arange(line.load.size)
    while rows.size:
        missed = line.at(rows).missed(tried[rows])
        met = missed == 0
        enough[rows[met]] = tried[rows[met]]
        short[rows[~met]], binding[rows[~met]] = tried[rows[~met]], missed[~met]
        rows = rows[enough[rows] - short[rows] > 1]
        tried[rows] = _next(short[rows], enough[rows], stride[rows])
        stride[rows] *= 2.0
    alone = np.flatnonzero(short == 0)  # one is enough: what would nobody miss?
    missed = line.at(alone).missed(np.zeros(alone.size))
    binding[alone] = np.where(missed > 0, missed, BINDINGS.index("load"))
    return enough.astype(np.int64), binding


def _next(short: Array, enough: Array, stride: Array) -> Array:
    """Onwards by a stride while one end is open, the middle of both ends after that."""
    closed = np.isfinite(enough) & ((short > 0) | (enough - stride < 1.0))
    middle = np.floor((short + np.where(closed, enough, short)) / 2.0)
    return np.where(closed, middle, np.where(np.isinf(enough), short + stride, enough - stride))
