"""What to expect of a weekday that the history never reached: the mean of the others."""

from __future__ import annotations

import numpy as np

from staffplan.forecasting.methods.method import Matrix, Past

_OFTEN = 3


def with_unseen_weekdays(by_weekday: Matrix, past: Past) -> Matrix:
    """Rates by weekday with rows of NaN filled.

    A weekday that came up often enough without ever a number is one on which nothing comes: zeros. One that the past
    hardly reaches, or on which every day was special, gets the mean of the others.

    Parameters
    ----------
    by_weekday : shape (7, slots); a row is NaN throughout or not at all.
    """
    unseen = np.isnan(by_weekday).any(axis=1)
    often = np.bincount(past.weekday, minlength=7) >= _OFTEN
    filled = np.where(unseen[:, None], 0.0, by_weekday)
    if not unseen.all():
        filled[unseen & ~often] = by_weekday[~unseen].mean(axis=0)
    return filled
