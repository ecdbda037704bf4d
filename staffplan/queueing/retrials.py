"""How much load comes back: callers who gave up or found no line try again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.queueing.arrays import Array, numbers, refuse, unwrapped
from staffplan.queueing.erlang_a import checked, steady_state
from staffplan.queueing.erlang_b import blocking_probability

_CLOSE: Final = 4 * np.finfo(np.float64).eps
_MOST_STEPS: Final = 200


def effective_load(
    load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, patience_s: ArrayLike, retry_share: ArrayLike
) -> Array:
    """Load in erlangs, repeated calls included, where each caller who gives up calls again with `retry_share`.

    The x with ``x = a + retry_share P(x) x``, P(x) being Erlang A's abandonment at load x: the calls of a steady state,
    in which those who call again are lost among the others. More agents make it smaller.

    Parameters
    ----------
    load : offered traffic a of first calls in erlangs, >= 0.
    agents, aht_s, patience_s : as in `erlang_a.measures`.
    retry_share : in [0, 1).

    Returns
    -------
    Erlangs between ``a`` and ``a / (1 - retry_share)``.

    Raises
    ------
    ValueError : as `erlang_a.measures`; a share of 1, at which a line with too few agents never comes to rest.
    """
    a, n, aht, patience, again = checked(load, agents, aht_s, patience_s, retry_chance("retry_share", retry_share))
    flat = [array.ravel() for array in (a, n, aht, patience, again)]
    return unwrapped(settled_load(*flat).reshape(a.shape))


def settled_load(load: Array, agents: Array, aht_s: Array, patience_s: Array, retry_share: Array) -> Array:
    """`effective_load` of arrays of one shape in one dimension that are known to be sound."""
    settled = load.copy()
    rows = np.flatnonzero((load > 0) & (retry_share > 0))
    n, aht, patience = agents[rows], aht_s[rows], patience_s[rows]

    def lost(total: Array, part: NDArray[np.int64]) -> Array:
        return steady_state(total, n[part], aht[part], patience[part], np.zeros_like(total)).abandonment

    settled[rows] = _settled(load[rows], retry_share[rows], lost)
    return settled


def extended_erlang_b(load: ArrayLike, lines: ArrayLike, recall_share: ArrayLike) -> Array:
    """Load in erlangs, recalls included, where each caller who finds all lines busy calls again (extended Erlang B).

    The x with ``x = a + recall_share B(x) x``; the chance to be turned away is `blocking_probability` at that load.

    Parameters
    ----------
    load : offered traffic a of first calls in erlangs, >= 0.
    lines : lines n, >= 0; whole or not.
    recall_share : share of those turned away who call again at once, in [0, 1).

    Raises
    ------
    ValueError : a negative, infinite or missing number, a share of 1 or above, with its position.
    """
    a, n, again = np.broadcast_arrays(
        numbers("load", load), numbers("lines", lines), retry_chance("recall_share", recall_share)
    )
    flat_lines = n.ravel()
    settled = _settled(
        a.ravel(), again.ravel(), lambda total, part: np.asarray(blocking_probability(total, flat_lines[part]))
    )
    return unwrapped(settled.reshape(a.shape))


def retry_chance(name: str, values: ArrayLike) -> Array:
    """Shares from 0 to below 1; ValueError otherwise."""
    shares = numbers(name, values)
    refuse(name, shares, shares > 1, "is above 1: write a share, such as 0.3 for 30 %")
    refuse(name, shares, shares == 1, "would keep everybody calling until answered: give a share below 1")
    return shares


def _settled(load: Array, again: Array, lost: Callable[[Array, NDArray[np.int64]], Array]) -> Array:
    """The x with ``x (1 - again lost(x)) = load``, which is found between `load` and ``load / (1 - again)``.

    The left side rises with x, since ``x (1 - lost(x))``, what is served, does. Regula falsi on it, Illinois style: the
    end that stays twice counts half.
    """
    low, high = load.copy(), load / (1.0 - again)
    everything = np.arange(load.size)
    below = -load * again * lost(low, everything)
    above = high * (1.0 - again * lost(high, everything)) - load
    settled = np.where(below == 0, low, high)
    rows = np.flatnonzero((below < 0) & (above > 0))
    last = np.zeros(load.size)
    for _ in range(_MOST_STEPS):
        if not rows.size:
            break
        share = below[rows] / (below[rows] - above[rows])
        x = low[rows] + np.clip(share, 0.0, 1.0) * (high - low)[rows]
        off = x * (1.0 - again[rows] * lost(x, rows)) - load[rows]
        up, down = rows[off >= 0], rows[off < 0]
        below[up] *= np.where(last[up] > 0, 0.5, 1.0)
        above[down] *= np.where(last[down] < 0, 0.5, 1.0)
        high[up], above[up] = x[off >= 0], off[off >= 0]
        low[down], below[down] = x[off < 0], off[off < 0]
        last[rows] = np.where(off >= 0, 1.0, -1.0)
        settled[rows] = x
        rows = rows[(np.abs(off) > _CLOSE * load[rows]) & ((high - low)[rows] > _CLOSE * high[rows])]
    return settled
