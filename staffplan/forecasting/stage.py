"""What a forecast went through: each stage changes the rates of the days to come, and says why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

EXPECTED: Final = "expected"
"""Name of the first stage: what the method makes of level, weekday and the shape of a day."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One change on the way to a forecast; exactly one of `factor` and `rates` is given.

    Attributes
    ----------
    name : of what changes them, such as ``day after a holiday``.
    why : in words, for all days or one text for each; empty where the name says it.
    factor : on the rates before it; shape (days, 1) or (days, slots).
    rates : contacts of each slot of each day after it; shape (days, slots).
    """

    name: str
    why: str | NDArray[np.str_] = ""
    factor: Matrix | None = None
    rates: Matrix | None = None

    def after(self, before: Matrix) -> Matrix:
        """The rates after the stage."""
        if self.rates is not None:
            return self.rates
        assert self.factor is not None
        return before * self.factor

    def reason(self, day: int) -> str:
        """Why, on day number `day`."""
        return self.why if isinstance(self.why, str) else str(self.why[day])


@dataclass(frozen=True, slots=True)
class Told:
    """How a forecast came about: the days to come, and each queue's stages in order."""

    days: NDArray[np.datetime64]
    stages: Mapping[str, tuple[Stage, ...]]


def of_days(name: str, factor: NDArray[np.float64], why: str | NDArray[np.str_] = "") -> tuple[Stage, ...]:
    """The stage of a factor for each day; none where it changes nothing. Shape of `factor` (days,)."""
    return (Stage(name, why, factor=factor[:, None]),) if (factor != 1.0).any() else ()


def after_all(stages: Iterable[Stage]) -> Matrix:
    """The rates after the last of some stages, the first of which gives rates of its own."""
    rates = np.zeros((0, 0))
    for stage in stages:
        rates = stage.after(rates)
    return rates
