"""How volume follows the year: a smooth annual curve, believed as far as it came again from year to year.

A few sine waves are fitted to the logarithm of volume, weekday and calendar effects taken out, beside a straight line.
The same waves fitted to single years tell how much of the curve repeats: the mean covariance of two years over the mean
variance of one is the reliability of a year, and Spearman and Brown's formula makes of it that of their mean, by which
the curve is shrunken.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.wall_clock import Days

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_WAVES = 3
_YEAR_DAYS = 365.2425
_FEWEST_YEARS = 2
_HUBER = 2.5
_ROUNDS = 4
_FEWEST_KNOWN = 0.5


def yearly_season(days: Days, cleaned: Vector, target: Days) -> tuple[Vector, Vector]:
    """Logarithm of the annual factor on past days and on days to come; zeros below two years of history.

    Parameters
    ----------
    days : past dates without gaps; shape (days,).
    cleaned : logarithm of each day's contacts without weekday and calendar effects; NaN where unknown.
    """
    nothing = np.zeros(len(days)), np.zeros(len(target))
    years = [_year(days, back) for back in range(int(len(days) / _YEAR_DAYS))]
    known = ~np.isnan(cleaned)
    if len(years) < _FEWEST_YEARS or any(known[year].mean() < _FEWEST_KNOWN for year in years):
        return nothing
    slope, waves = _fitted(days, cleaned, known)
    flat = cleaned - slope * _time(days)
    each = np.array([_fitted(days[year], flat[year], known[year], sloping=False)[1] for year in years])
    believed = _reliability(each)
    return believed * _waves(days) @ waves, believed * _waves(target) @ waves


def _year(days: Days, back: int) -> slice:
    """The year that ends `back` years before the last day."""
    end = len(days) - round(back * _YEAR_DAYS)
    return slice(max(end - round(_YEAR_DAYS), 0), end)


def _time(days: Days) -> Vector:
    return np.asarray(days.astype(np.int64) / _YEAR_DAYS)


def _waves(days: Days) -> Matrix:
    """Cosines and sines of the year; shape (days, 2 waves)."""
    angle = 2.0 * np.pi * _time(days)[:, None] * np.arange(1, _WAVES + 1)
    return np.hstack([np.cos(angle), np.sin(angle)])


def _fitted(days: Days, level: Vector, known: NDArray[np.bool_], *, sloping: bool = True) -> tuple[float, Vector]:
    """Slope by the year and coefficients of the waves, by least squares with Huber weights."""
    features = np.column_stack([np.ones(len(days)), _time(days) - _time(days[-1:]), _waves(days)])[known]
    if not sloping:
        features[:, 1] = 0.0
    weight = np.ones(len(features))
    for _ in range(_ROUNDS):
        weighted = features * weight[:, None]
        found = np.linalg.lstsq(weighted.T @ features, weighted.T @ level[known], rcond=None)[0]
        surprise = np.abs(level[known] - features @ found)
        weight = np.minimum(1.0, _HUBER * 1.4826 * float(np.median(surprise)) / np.maximum(surprise, 1e-9))
    return float(found[1]), found[2:]


def _reliability(each: Matrix) -> float:
    """Share of the mean curve that would come again; the waves are orthogonal, so that coefficients will do."""
    years = len(each)
    products = each @ each.T
    own = float(np.trace(products)) / years
    if own <= 0:
        return 0.0
    common = float(products.sum() - np.trace(products)) / (years * (years - 1))
    one = float(np.clip(common / own, 0.0, 1.0))
    return years * one / (1.0 + (years - 1) * one)
