"""How many agents are enough (Erlang C), and which target asks for the last of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.queueing.arrays import Array, numbers, unwrapped
from staffplan.queueing.cells import UNDECIDED
from staffplan.queueing.targets import TIE as TIE
from staffplan.queueing.targets import Targets, stated
from staffplan.queueing.threshold_table import tabulated
from staffplan.queueing.walk import walked

BINDINGS: Final = ("none", "load", "service_level", "asa", "occupancy", "waiting", "mean_wait", "abandonment")
"""What asks for the last agent: nothing (no contacts), the load itself (one fewer could not keep up), or a target."""

_MANY_ROWS: Final = 16_384
"""From so many rows on, a table is made faster than all of them are walked."""


@dataclass(frozen=True, slots=True)
class RequiredAgents:
    """The smallest numbers of agents, and why none of them can be one smaller.

    Attributes
    ----------
    agents : int64, in the broadcast shape of the inputs.
    binding_number : int8, place in `BINDINGS` of the first target, in that order, that one agent fewer would miss.
    """

    agents: NDArray[np.int64]
    binding_number: NDArray[np.int8]

    @property
    def binding(self) -> NDArray[np.str_]:
        """The binding targets by name, each one of `BINDINGS`."""
        return np.array(BINDINGS)[self.binding_number]


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

    Few rows are walked: from the load upwards, agent by agent. Of very many rows, most lie in ranges of loads and
    handle times over which the answer stays the same, and are looked up; the answers are those of the walk. All
    arguments broadcast.

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
    targets = stated(a, aht_s, threshold_s, service_level, asa_s, max_occupancy, max_waiting)
    shape = np.broadcast_shapes(a.shape, *(array.shape for array in targets.given().values()))
    a = np.broadcast_to(a, shape).ravel()
    answer = _walked if a.size < _MANY_ROWS else _mostly_looked_up
    agents, binding = answer(a, targets, shape)
    return RequiredAgents(unwrapped(agents.reshape(shape)), unwrapped(binding.reshape(shape)))


def _walked(load: Array, targets: Targets, shape: tuple[int, ...]) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    return walked(load, targets.flat(shape))


def _mostly_looked_up(
    load: Array, targets: Targets, shape: tuple[int, ...]
) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
    answers = tabulated(load, targets, shape)
    answers[load == 0] = 0
    agents, binding = (answers >> 3).astype(np.int64), (answers & 7).astype(np.int8)
    rest = np.flatnonzero(answers == UNDECIDED)
    place = np.unravel_index(rest, shape)
    agents[rest], binding[rest] = walked(load[rest], targets.each(lambda array: np.broadcast_to(array, shape)[place]))
    return agents, binding
