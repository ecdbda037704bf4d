"""Which values the cost of a design can take."""

from __future__ import annotations

import math
from fractions import Fraction

from staffplan.domain.shift_design import DesignTask

_HAIR = 1e-4


def price_step(task: DesignTask) -> float:
    """The greatest number of which every design's cost is a whole multiple; zero where all prices are zero.

    Misfit comes in whole workers for whole intervals and shifts in whole numbers, so it is the common divisor of their
    prices as they are written in decimals.
    """
    prices = (Fraction(str(task.prices.over)) * task.interval_min, Fraction(str(task.prices.under)) * task.interval_min)
    parts = [price for price in (*prices, Fraction(str(task.prices.shift))) if price]
    if not parts:
        return 0.0
    below = math.lcm(*(price.denominator for price in parts))
    return math.gcd(*(int(price * below) for price in parts)) / below


def next_cost(bound: float, step: float) -> float:
    """The least cost that a design can have at or above a bound; a hair is left to the solver's tolerance."""
    if step == 0.0 or not math.isfinite(bound):
        return bound
    return math.ceil(bound / step - _HAIR) * step
