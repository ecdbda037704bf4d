"""How a weekday's volume falls on its slots, where weekdays that look alike lend each other what they know."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.wall_clock import Slots

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Known = NDArray[np.bool_]

_TINY = 1e-9


def weekday_shares(contacts: Matrix, known: Known, total: Vector, weekday: Slots, weight: Vector) -> Matrix:
    """Share of each slot in the volume of each weekday; rows add up to 1, or 0 where a weekday has no contacts.

    Parameters
    ----------
    contacts : of some days, 0 where unknown; shape (days, slots).
    known : which of them are known; likewise.
    total : contacts of the whole day; shape (days,).
    weight : how much each day counts, shape (days,).

    Returns
    -------
    Array of shape (7, slots).
    """
    member = (weekday[None, :] == np.arange(7)[:, None]) * weight
    exposure = member @ (known * total[:, None])
    share = np.where(exposure > 0, member @ contacts / np.where(exposure > 0, exposure, 1.0), 0.0)
    share /= np.maximum(share.sum(axis=1, keepdims=True), _TINY)
    squares = (member * weight) @ total
    rests_on = np.where(squares > 0, (member @ total) ** 2 / np.where(squares > 0, squares, 1.0), 0.0)
    return borrowed(share, rests_on)


def borrowed(share: Matrix, contacts: Vector) -> Matrix:
    """Each weekday's shares, averaged with those of other weekdays as far as they look alike.

    Shares of two weekdays differ by chance with variance ``p (1/n + 1/m)``. What they differ beyond that is added
    to the variance of the other's shares, and the mean is weighted by precision: a stranger lends nothing, a twin
    all it has.

    Parameters
    ----------
    share : shares of the slots by weekday, rows adding up to 1 or 0; shape (7, slots).
    contacts : contacts that each row rests on; shape (7,).
    """
    seen = np.flatnonzero(contacts > 0)
    out = share.copy()
    if not len(seen):
        return out
    p, n = share[seen], contacts[seen]
    mine, other = n[:, None], n[None, :]
    pooled = (mine[..., None] * p[:, None] + other[..., None] * p[None]) / (mine + other)[..., None]
    used = pooled > 0
    freedom = np.maximum(used.sum(axis=2) - 1, 1)
    distance = np.where(used, (p[:, None] - p[None]) ** 2 / np.where(used, pooled, 1.0), 0.0).sum(axis=2)
    beyond_chance = np.maximum(distance - freedom * (1.0 / mine + 1.0 / other), 0.0)
    lent = 1.0 / (1.0 / other + beyond_chance / freedom)
    lent[np.diag_indices(len(seen))] = n
    mixed = lent @ p
    out[seen] = mixed / np.maximum(mixed.sum(axis=1, keepdims=True), _TINY)
    return out
