"""How long a contact takes: a slowly drifting level for each queue, and a shrunken shape over the day.

Means are weighted by contacts throughout: an interval with two calls says less than one with two hundred.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.day_matrix import DayMatrix
from staffplan.forecasting.wall_clock import Days, age_weeks
from staffplan.units import clock_text

_SHRINKING_CONTACTS = 400.0
_AROUND_MIN = 60
_SLIP_TIMES = 20.0
_LISTED = 3


def without_slips(matrix: DayMatrix) -> tuple[DayMatrix, list[str]]:
    """The history without handle times many times the queue's usual one, and a note where there are any.

    A clock that ran on, or milliseconds among seconds; the contacts of such intervals stay. Of a single contact more is
    needed than of the mean of several: some are very long.
    """
    known = matrix.handled > 0
    if not known.any():
        return matrix, []
    aht_s = np.where(known, matrix.worked_s / np.where(known, matrix.handled, 1.0), 0.0)
    usual = float(np.median(aht_s[known]))
    slips = aht_s > _SLIP_TIMES * usual * (1.0 + 2.0 / np.where(known, matrix.handled, 1.0))
    if not slips.any():
        return matrix, []
    named = ", ".join(
        f"{matrix.days[day]} {clock_text(int(slot) * matrix.interval_min)} ({aht_s[day, slot]:,.0f} s)"
        for day, slot in np.argwhere(slips)[::-1][:_LISTED]
    )
    more = f" and {slips.sum() - _LISTED:,} more" if slips.sum() > _LISTED else ""
    note = f"handle times left out, more than {_SLIP_TIMES:.0f} times the usual {usual:,.0f} s: {named}{more}."
    kept = replace(matrix, handled=np.where(slips, 0.0, matrix.handled), worked_s=np.where(slips, 0.0, matrix.worked_s))
    return kept, [note]


def handle_times(matrix: DayMatrix, target: Days, half_life_weeks: float) -> NDArray[np.float64] | None:
    """Expected mean handle time of each slot of a day, in seconds; None where the history has none.

    Handle times have no weekday effect worth its noise, so that one profile serves all days.
    """
    worked, handled = matrix.worked_s.sum(axis=1), matrix.handled.sum(axis=1)
    weight = 0.5 ** (age_weeks(matrix.days, target[0]) / half_life_weeks)
    contacts = float(weight @ handled)
    if contacts <= 0:
        return None
    level = float(weight @ worked) / contacts
    return level * _shape(matrix, weight, level)


def _shape(matrix: DayMatrix, weight: NDArray[np.float64], level: float) -> NDArray[np.float64]:
    """Factor of each slot on the level: its own and its neighbours' contacts against `_SHRINKING_CONTACTS` of 1."""
    reach = max(_AROUND_MIN // matrix.interval_min, 1)
    kernel = np.concatenate((np.arange(1, reach + 1), np.arange(reach + 1, 0, -1))) / (reach + 1.0)
    worked = np.convolve(weight @ matrix.worked_s, kernel, mode="same")
    handled = np.convolve(weight @ matrix.handled, kernel, mode="same")
    return np.asarray((worked / level + _SHRINKING_CONTACTS) / (handled + _SHRINKING_CONTACTS))
