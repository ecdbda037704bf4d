"""How good a forecast was: sums of one day's intervals, and the measures that are ratios of such sums."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Values = NDArray[np.float64]

MEASURES: Final = {
    "wape": ("error", "contacts"),
    "mase": ("scaled_error", "scaled_intervals"),
    "bias": ("surplus", "contacts"),
    "coverage_interval": ("covered_intervals", "open_intervals"),
    "coverage_day": ("covered_days", "open_days"),
    "pinball": ("pinball", "intervals"),
    "noise_floor": ("deviation", "expected"),
}
"""Which sums make which measure: the first over the second."""
SUMS: Final = sorted({name for pair in MEASURES.values() for name in pair})
_DRAWS: Final = 1000


def wape(expected: Values, actual: Values) -> float:
    """Sum of absolute errors over the contacts that came, NaN left out; NaN where none came."""
    came = float(np.nansum(actual))
    return float(np.nansum(np.abs(expected - actual))) / came if came > 0 else float("nan")


def poisson_mean_deviation(rate: Values) -> Values:
    """Mean absolute deviation of a Poisson count from its rate: what a forecast that knows the rate still misses.

    ``E|X - m| = 2 exp(-m) m^(k+1) / k!`` with ``k`` the whole part of ``m``.

    Parameters
    ----------
    rate : contacts expected, >= 0 and finite; any shape.

    References
    ----------
    E. L. Crow, The mean deviation of the Poisson distribution, Biometrika 45 (1958), 556-559.
    """
    rates, back = np.unique(np.asarray(rate, dtype=np.float64), return_inverse=True)
    whole = np.floor(rates)
    log_factorial = np.array([math.lgamma(k + 1.0) for k in whole])
    log_rate = np.log(np.maximum(rates, np.finfo(np.float64).tiny))
    deviation = np.where(rates > 0, 2.0 * np.exp((whole + 1.0) * log_rate - rates - log_factorial), 0.0)
    return np.asarray(deviation[back].reshape(np.shape(rate)))


def pinball_loss(quantile: Values, actual: Values, share: float) -> Values:
    """Loss of a quantile forecast: ``share`` a contact above it, ``1 - share`` a contact below.

    Its mean is smallest where the quantile is exceeded with a chance of exactly ``1 - share``.

    References
    ----------
    R. Koenker, G. Bassett, Regression quantiles, Econometrica 46 (1978), 33-50.
    """
    above = actual - quantile
    return np.asarray(np.maximum(share * above, (share - 1.0) * above))


def weekly_step(offered: Values) -> float:
    """Mean absolute change of an interval from the week before: the error of the seasonal naive forecast in sample.

    Parameters
    ----------
    offered : contacts by day and slot, NaN where unknown; shape (days, slots).

    Returns
    -------
    Contacts; NaN where no interval is known in two weeks running, or nothing ever changes.

    References
    ----------
    R. J. Hyndman, A. B. Koehler, Another look at measures of forecast accuracy, International Journal of Forecasting
    22 (2006), 679-688.
    """
    change = np.abs(offered[7:] - offered[:-7])
    known = ~np.isnan(change)
    mean = float(change[known].mean()) if known.any() else 0.0
    return mean if mean > 0 else float("nan")


def measures(days: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The measures of `MEASURES` for each group of judged days.

    Parameters
    ----------
    days : rows of `staffplan.forecasting.judged_days.judged_days`.
    by : columns of `days` that name a group.

    Returns
    -------
    A row a group, sorted by `by`: number of weeks judged (`origins`), `contacts` that came in them (counted once,
    however many lead weeks they were forecast from), and the measures; NaN where there is nothing to divide by.
    """
    groups = days.groupby(by, sort=True)
    sums = groups[SUMS].sum()
    came = sums["contacts"] / groups["lead_week"].nunique()
    found = pd.DataFrame({"origins": groups["week"].nunique(), "contacts": came})
    for name, (upper, lower) in MEASURES.items():
        found[name] = sums[upper] / sums[lower].where(sums[lower] > 0)
    return found.reset_index()


def difference_error(difference: Values, contacts: Values) -> float:
    """Standard error of the difference between two forecasts' WAPE, by a bootstrap of whole weeks.

    Errors within a week hang together, so that weeks are drawn, not intervals.

    Parameters
    ----------
    difference : sum of absolute errors of one forecast less that of the other, by week; shape (weeks,).
    contacts : that came; shape (weeks,).

    Returns
    -------
    A share as WAPE is; NaN for fewer than two weeks or where nothing came. The same input gives the same number.
    """
    weeks = len(difference)
    if weeks < 2 or not contacts.sum() > 0:
        return float("nan")
    drawn = np.random.default_rng(0).integers(weeks, size=(_DRAWS, weeks))
    came = contacts[drawn].sum(axis=1)
    shares = difference[drawn].sum(axis=1)[came > 0] / came[came > 0]
    return float(shares.std(ddof=1))
