"""A few common shapes of a day, each with a score that follows the weekday and yesterday.

The day profiles are taken to the square root, where counts have the same variance everywhere, and reduced to their
leading right singular vectors; the scores are forecast by weekday means and a first-order autoregression.

References
----------
Shen, H. and Huang, J. Z. (2008). Interday forecasting and intraday updating of call center arrivals.
Manufacturing & Service Operations Management 10(3), 391-410.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.methods.ewma import SameWeekdayEwma
from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.wall_clock import Days, Slots, run_of_days, weekdays

Vector = NDArray[np.float64]

_STABILISER = 0.25
_LARGEST_MEMORY = 0.98
_SPARE_VECTORS = 6
_ITERATIONS = 15


@dataclass(frozen=True, slots=True)
class LowRank:
    """Rank `rank` model of the last `window_weeks`; weekday means of the scores have `half_life_weeks`."""

    rank: int = 4
    window_weeks: int = 26
    half_life_weeks: float = 6.0
    name: str = "low_rank"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        usable = np.flatnonzero(~np.isnan(past.totals) & (past.age_weeks(target) <= self.window_weeks + 1))
        used = past.known.any(axis=0)
        if len(usable) <= self.rank:
            return SameWeekdayEwma(self.half_life_weeks).rates(past, target)
        days, weekday = past.days[usable], past.weekday[usable]
        stable = np.sqrt(self._completed(past, usable)[:, used] + _STABILISER)
        shapes = _leading_shapes(stable, self.rank)
        scores = stable @ shapes.T
        weight = 0.5 ** (past.age_weeks(target)[usable] / self.half_life_weeks)
        usual = _weekday_means(scores, weekday, weight)
        carried = _carried(scores - usual[weekday], (target - days[-1]).astype(np.int64))
        # the square of a mean falls short of the mean of squares by the variance; counts alone account for 1/4
        scatter = ((stable - usual[weekday] @ shapes) ** 2 * weight[:, None]).sum(axis=0) / weight.sum()
        root = np.maximum((usual[weekdays(target)] + carried) @ shapes, 0.0)
        rates = np.zeros((len(target), past.offered.shape[1]))
        rates[:, used] = np.maximum(root**2 - _STABILISER + np.minimum(scatter, 4 * _STABILISER), 0.0)
        return self._with_unseen(rates, past, target, weekday)

    def _completed(self, past: Past, usable: Slots) -> Matrix:
        """The usable days with unknown cells filled by the mean of their weekday."""
        next_week = run_of_days(past.days[-1], 7, after=1)
        usual = SameWeekdayEwma(self.half_life_weeks).rates(past, next_week)[np.argsort(weekdays(next_week))]
        return np.where(past.known[usable], past.contacts[usable], usual[past.weekday[usable]])

    @staticmethod
    def _with_unseen(rates: Matrix, past: Past, target: Days, weekday: Slots) -> Matrix:
        """Days of weekdays that no usable day has, filled as all methods fill them."""
        unseen = ~np.isin(weekdays(target), weekday)
        if unseen.any():
            rates[unseen] = SameWeekdayEwma().rates(past, target)[unseen]
        return rates


def _leading_shapes(stable: Matrix, rank: int) -> Matrix:
    """The leading right singular vectors, as rows, by subspace iteration from the newest days.

    A few vectors are all that is wanted: a full decomposition takes many times as long.
    """
    square = stable.T @ stable
    basis = stable[-(rank + _SPARE_VECTORS) :].T
    for _ in range(_ITERATIONS):
        basis = np.linalg.qr(square @ basis)[0]
    turned = np.linalg.eigh(basis.T @ square @ basis)[1][:, -rank:]
    return np.asarray((basis @ turned).T)


def _weekday_means(scores: Matrix, weekday: Slots, weight: Vector) -> Matrix:
    """Weighted mean score of each weekday, zeros where it has none; shape (7, rank)."""
    member = (weekday[None, :] == np.arange(7)[:, None]) * weight
    return np.asarray(member @ scores / np.maximum(member.sum(axis=1, keepdims=True), 1e-12))


def _carried(residual: Matrix, steps: Slots) -> Matrix:
    """What of the last day's residual scores is left after each number of days; shape (days to come, rank)."""
    before, after = residual[:-1], residual[1:]
    memory = (before * after).sum(axis=0) / ((before**2).sum(axis=0) + 1e-9)
    memory = np.clip(memory, 0.0, _LARGEST_MEMORY)
    return np.asarray(residual[-1] * memory ** steps[:, None])
