"""Which templates lie near one that is in use, and are worth a look together with the design in hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.shift_design.templates import Templates

_LOOKED_AT = 50
_PRICE_COUNTS = 0.5
"""Slots by which a template counts as farther away for each slot's misfit that its choice costs beyond its worth."""


def neighbours(templates: Templates, anchor: int, choice_prices: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The templates that start and end near `anchor`, the less promising ones counted as farther away.

    Parameters
    ----------
    anchor : number of a template.
    choice_prices : reduced costs of the choices, (templates,), from a relaxation.
    """
    day = templates.slots // templates.days
    end = templates.start + templates.length
    distance = _around(templates.start, day, anchor) + _around(end, day, anchor)
    price = max(templates.over, templates.under, 1e-9)
    farness = distance + _PRICE_COUNTS * choice_prices.clip(min=0.0) / price
    near = np.zeros(len(templates), dtype=bool)
    near[np.argsort(farness, kind="stable")[:_LOOKED_AT]] = True
    return near


def _around(at: NDArray[np.int64], day: int, anchor: int) -> NDArray[np.int64]:
    """Slots of the clock between each and the anchor's."""
    apart = np.abs(at - at[anchor]) % day
    nearer: NDArray[np.int64] = np.minimum(apart, day - apart)
    return nearer
