"""How many agents are enough (Erlang C), and which target asks for the last of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.queueing.arrays import Array, numbers, portions, refuse, unwrapped
from staffplan.queueing.erlang_b import acceptance_odds, odds_with_one_more
from staffplan.queueing.erlang_c import answered_within, handle_time, mean_wait, no_wait_from_acceptance

TIE: Final = 16 * np.finfo(np.float64).eps
"""A target missed by less than this share is met: 5.1 erlangs on 6 agents are an occupancy of 0.85, whatever the
last bit of the division says, and ``calls x AHT / interval`` may come out a bit below a whole load."""

BINDINGS: Final = ("none", "load", "service_level", "asa", "occupancy", "waiting")
"""What asks for the last agent: nothing (no contacts), the load itself (one fewer could not keep up), or a target."""

_LOAD: Final = BINDINGS.index("load")


@dataclass(frozen=True, slots=True)
class RequiredAgents:
    """The smallest numbers of agents, and why none of them can be one smaller.

    Attributes
    ----------
    agents : int64, in the broadcast shape of the inputs.
    binding : one of `BINDINGS`: the first target, in that order, that one agent fewer would miss.
    """

    agents: NDArray[np.int64]
    binding: NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class _Targets:
    """What has to hold, in the order of `BINDINGS`; None: no such target; arrays of one shape otherwise."""

    aht_s: Array
    threshold_s: Array
    service_level: Array | None
    asa_s: Array | None
    max_occupancy: Array | None
    max_waiting: Array | None

    def at(self, rows: NDArray[np.int64] | NDArray[np.bool_]) -> _Targets:
        """The targets of some rows."""
        return self._each(lambda array: array[rows])

    def flat(self, shape: tuple[int, ...]) -> _Targets:
        """The targets broadcast to `shape`, in one dimension."""
        return self._each(lambda array: np.broadcast_to(array, shape).ravel())

    def _each(self, change: Callable[[Array], Array]) -> _Targets:
        optional = (self.service_level, self.asa_s, self.max_occupancy, self.max_waiting)
        return _Targets(
            change(self.aht_s), change(self.threshold_s), *(None if part is None else change(part) for part in optional)
        )

    def shapes(self) -> list[tuple[int, ...]]:
        """Shapes of all that is given."""
        parts = (
            self.aht_s, self.threshold_s, self.service_level, self.asa_s, self.max_occupancy, self.max_waiting
        )  # fmt: skip
        return [part.shape for part in parts if part is not None]

    def missed(self, load: Array, agents: Array, odds: Array) -> NDArray[np.int8]:
        """Number in `BINDINGS` of the first target that `agents` miss, or 0; `odds` are Erlang B's acceptance odds."""
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


def required_agents(
    load: ArrayLike,
    aht_s: ArrayLike,
    *,
    service_level: ArrayLike | None = None,
    threshold_s: ArrayLike = 20.0,
    asa_s: ArrayLike | None = None,
    max_occupancy: ArrayLike | None = None,
    max_waiting: ArrayLike | None = None,
) -> RequiredAgents:
    """Smallest whole number of agents that meets all the targets at once under Erlang C.

    One series gives Erlang B at the smallest number that can keep up with the load (or that the occupancy allows);
    from there the odds of one agent more are one multiplication away, and the walk to the answer takes a small
    multiple of ``sqrt(a)`` steps, fewer than the series has terms. All arguments broadcast.

    Parameters
    ----------
    load : offered traffic in erlangs, >= 0.
    aht_s : mean handle time in seconds, > 0 where there is load.
    service_level : share answered within `threshold_s`, in [0, 1).
    threshold_s : seconds, >= 0; 0 means answered at once.
    asa_s : highest average speed of answer in seconds, > 0.
    max_occupancy : highest share of time that agents are busy, in (0, 1].
    max_waiting : highest chance of waiting, in (0, 1].

    Returns
    -------
    0 agents where there is no load; always more agents than erlangs elsewhere, also where no target is given.

    Raises
    ------
    ValueError : a target that no number of agents reaches (a service level of 1) or that makes no sense (80 for
        0.8), a negative or missing number; with the position of the first.
    """
    a = numbers("load", load)
    targets = _Targets(
        handle_time(a, aht_s),
        numbers("threshold_s", threshold_s, finite=False),
        _share("service_level", service_level, least_excluded=False),
        _above_zero("asa_s", asa_s),
        _share("max_occupancy", max_occupancy, least_excluded=True),
        _share("max_waiting", max_waiting, least_excluded=True),
    )
    shape = np.broadcast_shapes(a.shape, *targets.shapes())
    a, targets = np.broadcast_to(a, shape).ravel(), targets.flat(shape)
    agents = np.zeros(a.size, dtype=np.int64)
    binding = np.zeros(a.size, dtype=np.int8)
    busy = np.flatnonzero(a > 0)
    for portion in portions(a[busy]):
        rows = busy[portion]
        agents[rows], binding[rows] = _walk(a[rows], targets.at(rows))
    return RequiredAgents(unwrapped(agents.reshape(shape)), np.array(BINDINGS)[binding.reshape(shape)])


def _walk(load: Array, targets: _Targets) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    """Agents and number of the binding target for rows with load, by adding an agent until nothing is missed."""
    stable = np.floor(load * (1 + TIE)) + 1.0
    agents = stable
    if targets.max_occupancy is not None:
        # One fewer than the occupancy allows, so that the last step shows which targets are missed without it.
        agents = np.maximum(stable, np.ceil(load / targets.max_occupancy) - 2.0)
    odds = acceptance_odds(load, agents)
    missed = targets.missed(load, load, np.zeros_like(load))  # at full occupancy, where nothing is stable yet
    binding = np.where(missed > 0, missed, _LOAD).astype(np.int8)
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


def _share(name: str, values: ArrayLike | None, *, least_excluded: bool) -> Array | None:
    if values is None:
        return None
    array = numbers(name, values)
    refuse(name, array, array > 1, "is above 1: write a share, such as 0.8 for 80 %")
    if least_excluded:
        refuse(name, array, array == 0, "cannot be reached with any number of agents: give a share above 0")
    else:
        refuse(name, array, array == 1, "cannot be reached with any number of agents: give a share below 1")
    return array


def _above_zero(name: str, values: ArrayLike | None) -> Array | None:
    if values is None:
        return None
    array = numbers(name, values)
    refuse(name, array, array == 0, "cannot be reached with any number of agents: give seconds above 0")
    return array
