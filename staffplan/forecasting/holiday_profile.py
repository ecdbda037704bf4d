"""The shape of a public holiday: that of past ones, as far as there are any."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

_WORTH_CONTACTS = 1.25
"""Contacts on past holidays, for each slot, at which their shape counts as much as the weekday's."""


def holidays_shaped(rates: Matrix, on_holidays: Matrix, holiday: NDArray[np.bool_]) -> Matrix:
    """Rates of which holidays to come have the profile of past ones, shrunken towards the one they have.

    Parameters
    ----------
    rates : contacts expected in each slot of each day to come; shape (days to come, slots).
    on_holidays : contacts of past holidays, NaN where unknown; shape (holidays, slots).
    holiday : which days to come are holidays; shape (days to come,).
    """
    seen = np.nan_to_num(on_holidays).sum(axis=0)
    if not seen.any():
        return rates
    shaped = rates.copy()
    prior = _WORTH_CONTACTS * len(seen)
    for day in np.flatnonzero(holiday & (rates.sum(axis=1) > 0)):
        volume = rates[day].sum()
        shaped[day] = volume * (seen + prior * rates[day] / volume) / (seen.sum() + prior)
    return shaped
