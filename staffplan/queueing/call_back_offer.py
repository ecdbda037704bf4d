"""How long callers wait when those with a long wait before them are offered a call-back instead.

A caller who has to wait is told of it: with k callers ahead, the wait is the time until k + 1 of those before have left
the queue, ``(k + 1) AHT / n`` in the mean, or, where callers give up, the sum of ``1 / (n mu + j theta)`` over
j = 0..k. Whoever is told of `offer_after_s` or more is made the offer and takes it with the chance `accepted`; all
others wait. The number of callers in the system is then a birth and death process whose births are fewer from some
length of the queue on, and every figure is a sum over its states. Without acceptance it is Erlang C, or Erlang A.

The offer is a valve: it only takes callers away while the queue is long, so that it relieves a peak by more than the
work that it takes away.

References
----------
Armony, M. & Maglaras, C. (2004). Contact centers with a call-back option and real-time delay information. Operations
Research 52(4), 527-545, for offers that depend on the wait announced; the steady state is the textbook's birth and
death process (Cooper, R. B. (1981). Introduction to Queueing Theory, 2nd ed., chapter 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.queueing.arrays import Array, numbers, refuse, unwrapped
from staffplan.queueing.crossing import first_met
from staffplan.queueing.erlang_b import acceptance_odds
from staffplan.queueing.erlang_c import handle_time
from staffplan.queueing.measures import Measures
from staffplan.queueing.offer_states import TOLD, sums_over_states

_BEYOND_DOUBT: Final = 1e300
_NEVER: Final = 1e-300
_LONGEST: Final = 10_000
"""Callers ahead; where so many do not make a wait long enough, since they give up, no queue does."""
_ROWS: Final = 512
"""Rows worked on at once, so that they stay in a core's second-level cache."""


@dataclass(frozen=True, slots=True)
class OfferedLine:
    """A line with offers in its steady state; all arrays of one shape.

    Attributes
    ----------
    callers : figures of all callers. A call-back is no answer in time: whoever takes it counts as answered too late,
        with the wait that they were told of, so that no promise is kept by offers alone.
    called_back : share of all contacts that take the offer.
    wait_of_waiting_s : mean wait, patience aside, of those who stay on the line and have to wait; 0 where nobody does.
    """

    callers: Measures
    called_back: Array
    wait_of_waiting_s: Array


def line_with_offers(
    load: ArrayLike,
    agents: ArrayLike,
    aht_s: ArrayLike,
    threshold_s: ArrayLike,
    *,
    offer_after_s: ArrayLike,
    accepted: ArrayLike,
    patience_s: ArrayLike | None = None,
) -> OfferedLine:
    """All figures of a line whose callers are offered a call-back from an expected wait on.

    Parameters
    ----------
    load : offered traffic in erlangs, those who will be called back included, >= 0.
    agents : agents on the line, >= 0; whole or not.
    aht_s : mean handle time in seconds, > 0 where there is load.
    threshold_s : seconds, >= 0, finite.
    offer_after_s : expected wait from which on the offer is made, seconds, >= 0.
    accepted : chance that it is taken, in [0, 1].
    patience_s : mean time after which a waiting caller gives up, > 0; None: nobody does.

    Raises
    ------
    ValueError : a negative, infinite or missing number, or a share above 1, with its position.

    Notes
    -----
    Where nobody gives up and ``agents <= load (1 - accepted)``, the queue grows without end, as under Erlang C.
    """
    flat, shape = _checked(
        load, agents, aht_s, numbers("threshold_s", threshold_s), offer_after_s, accepted, patience_s
    )
    figures = np.empty((12, flat.shape[1]))
    for first in range(0, flat.shape[1], _ROWS):
        figures[:, first : first + _ROWS] = _figures(flat[:, first : first + _ROWS])
    shaped = [unwrapped(row.reshape(shape)) for row in figures]
    return OfferedLine(Measures(*shaped[:10]), shaped[10], shaped[11])


def wait_quantile_of_waiting(
    load: ArrayLike,
    agents: ArrayLike,
    aht_s: ArrayLike,
    share: ArrayLike,
    *,
    offer_after_s: ArrayLike,
    accepted: ArrayLike,
    patience_s: ArrayLike | None = None,
) -> Array:
    """Time in seconds within which `share` of those would be answered who stay on the line and have to wait.

    Parameters as in `line_with_offers`; `share` in [0, 1). Patience aside, as under Erlang A.

    Returns
    -------
    Seconds; 0 without load, inf where the queue grows without end.
    """
    ended = numbers("share", share)
    refuse("share", ended, ended >= 1, "is not below 1: write a share, such as 0.9 for 90 %")
    flat, shape = _checked(load, agents, aht_s, ended, offer_after_s, accepted, patience_s)
    none, endless = _extremes(flat)
    seconds = np.where(none, 0.0, np.inf)
    sound = np.flatnonzero(~none & ~endless)
    rows = flat[:, sound]
    still: Array = np.log1p(-rows[3])

    def later(which: NDArray[np.int64], threshold_s: Array) -> Array:
        asked = rows[:, which]
        asked[3] = threshold_s
        sums = sums_over_states(asked)
        late: Array = np.log(np.maximum(sums[3], _NEVER) / np.maximum(sums[2], _NEVER))
        return late - still[which]

    everything = np.arange(sound.size)
    high = rows[2].copy()
    while sound.size and (short := later(everything, high) > 0).any():
        high[short] *= 2.0
    seconds[sound] = first_met(later, np.zeros(sound.size), high)
    return unwrapped(seconds.reshape(shape))


def callers_ahead(agents: ArrayLike, aht_s: ArrayLike, wait_s: ArrayLike, patience_s: ArrayLike | None = None) -> Array:
    """Fewest callers ahead with whom the expected wait is `wait_s` or more: the place in the queue to make an offer at.

    Parameters as in `line_with_offers`.

    Returns
    -------
    Callers, whole numbers from 0 on; inf where no queue gets so long, 0 without agents.
    """
    patience = np.inf if patience_s is None else numbers("patience_s", patience_s)
    n, aht, wait, patient = np.broadcast_arrays(
        numbers("agents", agents), numbers("aht_s", aht_s), numbers("wait_s", wait_s), patience
    )
    leaving = n / np.where(aht > 0, aht, 1.0)
    if patience_s is None:
        first: Array = np.maximum(np.ceil(wait * TOLD * leaving) - 1.0, 0.0)
        return unwrapped(first)
    leaving, giving_up, asked = leaving.ravel(), (1.0 / patient).ravel(), wait.ravel() * TOLD
    told, ahead = np.zeros(n.size), np.zeros(n.size)
    rows = np.flatnonzero(leaving > 0)
    for place in range(_LONGEST):
        told[rows] += 1.0 / (leaving[rows] + place * giving_up[rows])
        rows = rows[told[rows] < asked[rows]]
        if not rows.size:
            break
        ahead[rows] += 1.0
    ahead[rows] = np.inf
    return unwrapped(ahead.reshape(n.shape))


def _checked(
    load: ArrayLike,
    agents: ArrayLike,
    aht_s: ArrayLike,
    fourth: Array,
    offer_after_s: ArrayLike,
    accepted: ArrayLike,
    patience_s: ArrayLike | None,
) -> tuple[Array, tuple[int, ...]]:
    """The arguments as rows of one array, refused where they make no sense, and their broadcast shape."""
    a, share = numbers("load", load), numbers("accepted", accepted)
    refuse("accepted", share, share > 1, "is above 1: write a share, such as 0.3 for 30 %")
    patience = np.array(np.inf) if patience_s is None else numbers("patience_s", patience_s)
    refuse("patience_s", patience, patience == 0, "is over before it begins: give seconds above 0")
    n, offer_after = numbers("agents", agents), numbers("offer_after_s", offer_after_s)
    arrays = np.broadcast_arrays(a, n, handle_time(a, aht_s), fourth, offer_after, share, patience)
    return np.stack([array.ravel() for array in arrays]), arrays[0].shape


def _extremes(rows: Array) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Rows without load, and rows whose queue grows without end or that nobody serves."""
    load, agents, accepted, patience = rows[[0, 1, 5, 6]]
    return load == 0, (agents == 0) | (np.isinf(patience) & (agents <= load * (1.0 - accepted)))


def _figures(rows: Array) -> Array:
    """Ten fields of `Measures`, the share called back and the mean wait of those who wait; shape (12, rows)."""
    load, _, aht, threshold, _, accepted, patience = rows
    none, endless = _extremes(rows)
    figures = np.where(none, _NOBODY[:, None], _without_end(load, aht, threshold, accepted, patience))
    sound = np.flatnonzero(~none & ~endless)
    if sound.size:
        figures[:, sound] = _steady(rows[:, sound])
    return figures


_NOBODY: Final = np.array([0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])


def _without_end(load: Array, aht: Array, threshold: Array, accepted: Array, patience: Array) -> Array:
    """Figures of a queue that grows without end, or of one that nobody serves."""
    one, zero, never = np.ones_like(load), np.zeros_like(load), np.full_like(load, np.inf)
    gives_up = np.isfinite(patience)
    gone = np.where(gives_up, -np.expm1(-threshold / patience), 0.0)
    length = np.where(gives_up, load * (1.0 - accepted) / aht * np.where(gives_up, patience, 0.0), np.inf)
    lost = np.where(gives_up, 1.0, 0.0)
    return np.stack([one, lost, zero, zero, zero, gone, never, patience, one, length, accepted, never])


def _steady(rows: Array) -> Array:
    load, agents, _, threshold, _, _, patience = rows
    unit, everyone, joined, late, served, soon, waited, told_staying, told_leaving, length = sums_over_states(rows)
    at_once = np.minimum(acceptance_odds(load, agents), _BEYOND_DOUBT) * unit
    total, gives_up = at_once + everyone, np.isfinite(patience)
    lost = np.where(gives_up, np.maximum(joined - served, 0.0), 0.0)
    still_there = np.where(gives_up, np.exp(-threshold / patience), 1.0) * late
    waited_by_all = np.where(gives_up, lost * np.where(gives_up, patience, 0.0), waited)
    called_back = np.maximum(everyone - joined, 0.0)
    return np.stack([
        everyone / total,
        lost / total,
        (at_once + soon) / total,
        (at_once + soon) / (total - lost),
        (at_once + np.maximum(joined - late, 0.0)) / total,
        (at_once + np.maximum(joined - still_there, 0.0)) / total,
        (waited + told_leaving) / (total - lost),
        (waited_by_all + told_leaving) / total,
        np.minimum(load * (at_once + served) / (total * agents), 1.0),
        length / total,
        called_back / total,
        told_staying / np.where(joined > 0, joined, 1.0),
    ])  # fmt: skip
