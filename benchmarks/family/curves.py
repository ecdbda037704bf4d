"""How many agents a made-up week needs: a curve over the day, a factor for each weekday, and noise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

INTERVAL_MIN: Final = 15
_DAY = 24 * 60 // INTERVAL_MIN
_WEEKDAYS = (1.0, 0.94, 0.90, 0.88, 0.93, 0.62, 0.45)
_NOISE = 0.05


@dataclass(frozen=True)
class Shape:
    """A day's curve.

    Attributes
    ----------
    bumps : hour, width in hours and height of each.
    daily, always : the share of the hours at work that the requirement asks for, where the centre is open from 07:00
        to 22:00 and where it always is. Much more, and people could not follow the curve without leaving some of it
        short.
    """

    bumps: tuple[tuple[float, float, float], ...]
    daily: float
    always: float


SHAPES: Final = {
    "two peaks": Shape(((10.75, 1.9, 1.0), (15.5, 2.3, 0.82), (19.5, 2.0, 0.35)), 0.97, 0.98),
    "one peak": Shape(((13.0, 3.5, 1.0),), 0.86, 0.98),
    "morning": Shape(((9.0, 1.6, 1.0), (14.0, 3.5, 0.6)), 0.83, 0.98),
    "evening": Shape(((11.0, 2.6, 0.7), (19.0, 2.0, 1.0)), 0.73, 0.88),
    "flat": Shape(((11.0, 5.0, 1.0), (18.0, 4.0, 0.8)), 0.97, 0.98),
}


def curve(shape: str, seed: int, *, always_open: bool) -> NDArray[np.float64]:
    """Agents needed in each interval of a week, the busiest of an ordinary day being about 1; shape (7 * 96,).

    Open from 07:00 to 22:00, or around the clock.
    """
    rng = np.random.default_rng(seed)
    hour = (np.arange(_DAY) + 0.5) * INTERVAL_MIN / 60
    day = sum(height * np.exp(-(((hour - at) / width) ** 2)) for at, width, height in SHAPES[shape].bumps)
    day = np.asarray(day) + (0.14 if always_open else 0.04)
    noise = np.clip(1.0 + rng.normal(0.0, _NOISE, (7, _DAY)), 0.8, 1.2)
    week = np.array(_WEEKDAYS)[:, None] * (day / day.max())[None, :] * noise
    if not always_open:
        week[:, (hour < 7) | (hour > 22)] = 0.0
    return np.asarray(week.ravel())
