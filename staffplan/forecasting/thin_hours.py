"""When is a queue open whose contacts are too few to show it: as its rows say, or between its first and last contact.

With less than a few contacts in each slot of the week, an hour without any is chance, not a closure; hours learnt from
contacts alone would have holes, and what comes in them would be missing from the forecast.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Grid = NDArray[np.bool_]

_TELLING_CONTACTS = 3.0
_SILENT_CONTACTS = 8.0
_USUALLY_THERE = 0.5


def thin_hours(recent: Matrix, weekday: NDArray[np.int64]) -> Grid | None:
    """Open slots of the week of a queue with few contacts; None where there are enough to tell them one by one.

    Rows that end with the day's work tell the hours by themselves, zeros among them. Where they cover all day, a day is
    open from the earliest contact of any day to the latest. A weekday without a contact is closed where several were
    to be expected of it. Without a single row of 0 nothing is told: such rows were left out.

    Parameters
    ----------
    recent : contacts of recent days, NaN where there is no row; shape (days, slots).
    weekday : of each of them.
    """
    came = np.nan_to_num(recent)
    member = (weekday[None, :] == np.arange(7)[:, None]).astype(np.float64)
    days = member.sum(axis=1)
    total = came.sum()
    rows = member @ ~np.isnan(recent) >= _USUALLY_THERE * np.maximum(days, 1.0)[:, None]
    busy = np.flatnonzero(came.sum(axis=0) > 0)
    if not len(busy) or (recent == 0).sum() == 0 or not rows.any():
        return None
    if rows.any(axis=0).all():
        between = np.arange(recent.shape[1])
        rows &= (between >= busy[0]) & (between <= busy[-1])
    if total >= _TELLING_CONTACTS * rows.sum():
        return None
    expected = total * days / max(float(days[rows.any(axis=1)].sum()), 1.0)
    silent = (member @ came.sum(axis=1) == 0) & (expected >= _SILENT_CONTACTS)
    return np.asarray(rows & ~silent[:, None])
