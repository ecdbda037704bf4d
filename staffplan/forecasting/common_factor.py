"""How far the queues of a centre have good and bad days together, from forecasts of weeks already past."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.dispersion import Dispersion

Vector = NDArray[np.float64]

_PRIOR, _PRIOR_DAYS = 0.2, 14.0
_MOST = 0.95
_FARTHEST = 3.0


def common_factor(past: Mapping[str, tuple[HeldOut | None, Dispersion]]) -> float:
    """Correlation of two queues' day factors: one number for all pairs, weakly held to 0.2.

    Parameters
    ----------
    past : by queue, its forecasts of past weeks, which end on the same day, and the dispersion that they show.

    Returns
    -------
    A number from 0 to 0.95.
    """
    each = [_factors(held_out, scatter) for held_out, scatter in past.values() if held_out is not None]
    longest = max((len(one) for one in each), default=0)
    days = np.full((len(each), longest), np.nan)
    for row, one in zip(days, each, strict=True):
        row[longest - len(one) :] = one
    known = ~np.isnan(days)
    value = np.where(known, days, 0.0)
    # the sum over pairs of a day's products is half of the square of its sum less the sum of its squares
    products = float((value.sum(axis=0) ** 2 - (value**2).sum(axis=0)).sum()) / 2.0
    count = known.sum(axis=0)
    pairs = float((count * (count - 1) / 2.0).sum())
    shared_days = float((count > 1).sum())
    if not pairs:
        return _PRIOR
    found = (shared_days * products / pairs + _PRIOR_DAYS * _PRIOR) / (shared_days + _PRIOR_DAYS)
    return float(np.clip(found, 0.0, _MOST))


def _factors(held_out: HeldOut, scatter: Dispersion) -> Vector:
    """What each day was off by, in standard deviations of its day factor; NaN where it was no ordinary day."""
    expected = np.nansum(held_out.expected, axis=1)
    actual = np.nansum(np.where(np.isnan(held_out.expected), 0.0, held_out.actual), axis=1)
    used = held_out.ordinary & (expected > 0)
    off = (actual / np.where(used, expected, 1.0) - 1.0) / np.sqrt(scatter.cv2_day)
    return np.where(used, np.clip(off, -_FARTHEST, _FARTHEST), np.nan)
