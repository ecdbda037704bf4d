"""How callers fare when the lines are limited, too: n agents, K lines, and who finds no line free is lost (M/M/n/K).

All follows from Erlang B's acceptance odds, which stand for the states with a free agent, and from a geometric sum
with ratio ``a / n`` for those without. Where the ratio is above 1 the sum is taken from its last term downwards, so
that nothing overflows in overload.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.queueing.arrays import Array, numbers, refuse, unwrapped
from staffplan.queueing.erlang_b import acceptance_odds
from staffplan.queueing.erlang_c import handle_time
from staffplan.queueing.places_in_line import answered_within, contacts_ahead, log_ratio, sum_of_powers
from staffplan.queueing.required import TIE

_BEYOND_DOUBT: Final = 1e300
"""Odds are cut here, to keep inf / inf out."""

_MOST_PLACES: Final = 2.0**53
"""Places to wait in beyond which a double no longer counts one by one."""


@dataclass(frozen=True, slots=True)
class LimitedLines:
    """What callers meet in M/M/n/K; arrays in the broadcast shape of the inputs.

    Attributes
    ----------
    blocking : share of the offered that finds all lines busy and is lost.
    waiting_of_accepted : share of the others that has to wait.
    served_of_accepted : share of the accepted that is answered within the threshold.
    served_of_offered : the same, of all offered.
    asa_of_accepted_s : mean wait of the accepted in seconds, those served at once included.
    occupancy : share of their time that agents are busy.
    """

    blocking: Array
    waiting_of_accepted: Array
    served_of_accepted: Array
    served_of_offered: Array
    asa_of_accepted_s: Array
    occupancy: Array


def measures(
    load: ArrayLike, agents: ArrayLike, lines: ArrayLike, aht_s: ArrayLike, threshold_s: ArrayLike
) -> LimitedLines:
    """Blocking, waits and occupancy with n agents and K lines; nobody who waits hangs up.

    Parameters
    ----------
    load : offered traffic a in erlangs, >= 0; it may exceed the agents.
    agents : whole number n, >= 0.
    lines : whole number K, >= n: a contact holds its line while it waits and while it is served.
    aht_s : mean handle time in seconds, > 0 where there is load.
    threshold_s : seconds, >= 0; 0 means answered at once.

    Returns
    -------
    Without load nothing is blocked and nobody waits. Without agents everything is blocked in the long run, and who
    was accepted before that waits for ever.

    Raises
    ------
    ValueError : fewer lines than agents, a part of a line or an agent, a negative or missing number; with its
        position.

    References
    ----------
    Cooper, R. B. (1981). Introduction to Queueing Theory, 2nd ed., chapter 3.
    """
    a, n, k = _checked(load, agents, lines)
    aht, threshold = handle_time(a, aht_s), numbers("threshold_s", threshold_s, finite=False)
    a, n, k, aht, threshold = np.broadcast_arrays(a, n, k, aht, threshold)
    served = (a > 0) & (n > 0)
    figures = np.stack([np.where(a == 0, without, nobody) for without, nobody in _DEGENERATE])
    figures[:, served] = _figures(a[served], n[served], (k - n)[served], aht[served], threshold[served])
    return LimitedLines(*(unwrapped(figure) for figure in figures))


_DEGENERATE: Final = ((0.0, 1.0), (0.0, 1.0), (1.0, 0.0), (1.0, 0.0), (0.0, np.inf), (0.0, 1.0))
"""The figures in the order of `LimitedLines`: without load, and without agents."""


def required_lines(
    load: ArrayLike, agents: ArrayLike, max_blocking: ArrayLike, *, unreachable: int | None = None
) -> NDArray[np.int64]:
    """Smallest number of lines ``K >= agents`` with a blocking of at most `max_blocking`.

    Parameters
    ----------
    load, agents : as in `measures`.
    max_blocking : highest share of contacts turned away, in (0, 1]; broadcast against the others.
    unreachable : what to answer where no number of lines reaches the cap, such as -1; None: a ValueError.

    Returns
    -------
    As many lines as agents where there is no load.

    Raises
    ------
    ValueError : a blocking of 0 or above 1, a negative or missing number; a blocking that no number of lines reaches,
        because n agents cannot serve more than n erlangs: at least ``1 - n / a`` is turned away (`least_blocking`).
    """
    a, n, _ = _checked(load, agents, agents)
    cap = numbers("max_blocking", max_blocking)
    refuse("max_blocking", cap, cap > 1, "is above 1: write a share, such as 0.01 for 1 %")
    refuse("max_blocking", cap, cap == 0, "cannot be reached with any number of lines: give a share above 0")
    a, n, cap = np.broadcast_arrays(a, n, cap)
    beyond = (a > 0) & (cap < 1) & ~_reachable(a, n, cap)
    if unreachable is None and beyond.any():
        first = tuple(int(index[0]) for index in np.nonzero(np.atleast_1d(beyond)))
        agent, erlangs = np.atleast_1d(n)[first], np.atleast_1d(a)[first]
        least = f"with {agent:g} agents for {erlangs:g} erlangs at least {least_blocking(erlangs, agent):g}"
        refuse("max_blocking", cap, beyond, f"cannot be reached with any number of lines: {least} are turned away")
    answer = n.astype(np.int64)
    answer[beyond] = unreachable or 0
    rows = (a > 0) & (cap < 1) & ~beyond
    answer[rows] += _places(a[rows], n[rows], cap[rows])
    return unwrapped(answer)


def least_blocking(load: ArrayLike, agents: ArrayLike) -> Array:
    """Share of contacts that is turned away however many lines there are: ``1 - n / a``, or 0 with enough agents.

    Above 0 it is a limit, which no number of lines reaches.
    """
    a, n = np.broadcast_arrays(numbers("load", load), numbers("agents", agents))
    return unwrapped(np.maximum(a - n, 0.0) / np.where(a > 0, a, 1.0))


def _checked(load: ArrayLike, agents: ArrayLike, lines: ArrayLike) -> tuple[Array, Array, Array]:
    a, n, k = np.broadcast_arrays(numbers("load", load), numbers("agents", agents), numbers("lines", lines))
    refuse("agents", n, n != np.floor(n), "is no whole number: an agent cannot serve a part of a contact")
    refuse("lines", k, k != np.floor(k), "is no whole number: a contact needs a line to itself")
    refuse("lines", k, k < n, "is fewer than the agents: each of them needs a line to be called on")
    return a, n, k


def _figures(load: Array, agents: Array, places: Array, aht_s: Array, threshold_s: Array) -> Array:
    """The figures in the order of `LimitedLines`, for rows with load and agents; `places` are lines less agents."""
    slope = log_ratio(load, agents)
    odds = np.minimum(acceptance_odds(load, agents), _BEYOND_DOUBT)
    up, steep = np.maximum(slope, 0.0), np.abs(slope)
    # States that make an arrival wait, and those that do not, as seen by the accepted.
    wait, no_wait = sum_of_powers(places, steep), odds * np.exp(-up * np.maximum(places - 1, 0))
    waiting = wait / (wait + no_wait)
    # The same among all states; the last one blocks.
    free = odds * np.exp(-up * places)
    accepted = (free + np.exp(-up) * wait) / (free + sum_of_powers(places + 1, steep))
    soon = answered_within(slope, places, agents / aht_s * threshold_s)
    served = no_wait / (wait + no_wait) + waiting * soon
    asa = aht_s / agents * waiting * (1.0 + contacts_ahead(slope, places))
    occupancy = np.minimum(load / agents * accepted, 1.0)
    return np.stack([_blocking(slope, odds, places), waiting, served, served * accepted, asa, occupancy])


def _blocking(slope: Array, odds: Array, places: Array) -> Array:
    """Chance of the state in which all lines are busy."""
    up, down = np.maximum(slope, 0.0), np.minimum(slope, 0.0)
    with np.errstate(under="ignore"):
        return np.exp(places * down) / (odds * np.exp(-up * places) + sum_of_powers(places + 1, np.abs(slope)))


def _reachable(load: Array, agents: Array, max_blocking: Array) -> NDArray[np.bool_]:
    least = least_blocking(load, agents)
    rows = (load > 0) & (agents > 0)
    a, n = load[rows], agents[rows]
    odds = np.minimum(acceptance_odds(a, n), _BEYOND_DOUBT)
    reached = np.zeros(load.shape, dtype=np.bool_)
    reached[rows] = _blocking(log_ratio(a, n), odds, np.full_like(a, _MOST_PLACES)) <= max_blocking[rows] * (1 + TIE)
    return reached & ~((load > agents) & (max_blocking <= least * (1 + TIE)))


def _places(load: Array, agents: Array, max_blocking: Array) -> NDArray[np.int64]:
    """Fewest places to wait in that keep the blocking, by doubling and halving."""
    slope, odds = log_ratio(load, agents), np.minimum(acceptance_odds(load, agents), _BEYOND_DOUBT)

    def enough(places: Array) -> NDArray[np.bool_]:
        return np.asarray(_blocking(slope, odds, places) <= max_blocking * (1 + TIE))

    short, most = np.full_like(load, -1.0), np.zeros_like(load)
    while not (met := enough(most)).all():
        short, most = np.where(met, short, most), np.where(met, most, 2.0 * most + 1.0)
    while (most - short > 1).any():
        middle = np.ceil((most + short) / 2.0)
        met = enough(middle)
        short, most = np.where(met, short, middle), np.where(met, middle, most)
    return most.astype(np.int64)
