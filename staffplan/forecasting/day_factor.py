"""By how much a whole day runs above or below its forecast: what is believed before it, during it and on the morrow.

The factor D of a day is gamma distributed (see `staffplan.forecasting.dispersion`). Contacts that have come sharpen it,
as a Poisson count sharpens a gamma rate, and a part of what is left of it is the next day's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

CARRY: Final = 0.5
"""Share of a day's deviation that is expected of the next day, where nothing else is said.

Day totals of a week that is forecast at once err alike: on three real centres the errors of neighbouring days have a
correlation of 0.66, 0.48 and 0.35. With 0.5 the next day's error falls on all three; it is flat between 0.4 and 0.7.
"""

_MOST_SPREADS: Final = 2.0
"""A day further out than so many standard deviations has a cause of its own: what lies beyond is not carried over."""


@dataclass(frozen=True, slots=True)
class DayFactor:
    """Mean and squared coefficient of variation of the factor that all intervals of a day share."""

    mean: float
    cv2: float

    def seen(self, came: float, expected: float, clumping: float) -> DayFactor:
        """The factor after a part of the day: the posterior of a gamma distributed rate.

        With mean 1 before, the mean after is ``(1/cv2 + A/k) / (1/cv2 + F/k)``.

        Parameters
        ----------
        came, expected : A and F, contacts of the intervals that are known, and their forecast.
        clumping : k >= 1, variance over mean of their count, were the factor known.

        References
        ----------
        Gelman, A. et al. (2013). Bayesian Data Analysis, section 2.6: conjugate gamma prior of a Poisson rate.
        """
        if self.cv2 <= 0 or self.mean <= 0 or expected <= 0:
            return self
        shape = 1.0 / self.cv2 + came / clumping
        return DayFactor(shape / (1.0 / (self.cv2 * self.mean) + expected / clumping), 1.0 / shape)

    def next_day(self, carry: float, cv2_today: float, cv2_next: float) -> DayFactor:
        """The factor of the day after, were today's forecast as uncertain as `cv2_today` and its own as `cv2_next`.

        A first-order autoregression of the deviation from 1: `carry` of it stays, in standard deviations of each day.
        """
        widen = math.sqrt(cv2_next / cv2_today) if cv2_today > 0 else 0.0
        most = _MOST_SPREADS * math.sqrt(max(cv2_today, 0.0))
        deviation = min(max(self.mean - 1.0, -most), most)
        mean = max(1.0 + carry * widen * deviation, 0.0)
        left = (carry * widen) ** 2 * self.cv2 * self.mean**2 + (1.0 - carry**2) * cv2_next
        return DayFactor(mean, left / mean**2 if mean > 0 else 0.0)
