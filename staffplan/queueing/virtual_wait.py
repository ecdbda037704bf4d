"""How the wait of a caller without end of patience is distributed in M/M/n+M.

Where everyone else's patience is exponential, the wait V that an endlessly patient caller would have has, at v > 0, the
density (Baccelli & Hebuterne 1981)

    p_n n mu exp(lambda integral over 0..v of P(patience > t) dt - n mu v)
        = p_n c theta exp(-c s + eta (1 - e^-s)),   s = theta v,

with theta = 1 / mean patience, ``c = n mu / theta`` (services that n busy agents complete in a mean patience) and
``eta = lambda / theta`` (contacts that arrive in it). Whatever one wants to know is an integral of this log-concave
function, over a stretch of waits, times a share that stays (``e^-s``) or leaves. All integrands are positive: no digits
are lost in differences, and everything is measured against the peak of the exponent, so that nothing overflows.

Each stretch is cut where the exponent has fallen by 40, split at its highest point, and both halves are integrated by
Gauss-Legendre, with the nodes drawn towards the top. About a point m the exponent falls by
``(c - E) r + E (e^-r - 1 + r)`` with ``E = eta e^-m``, which keeps its digits however many millions c and eta are.

References
----------
Baccelli, F. & Hebuterne, G. (1981). On queues with impatient customers. Performance '81, 159-179.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from staffplan.queueing.arrays import Array

_FALL: Final = 40.0
"""e^-40 is below the last digit of the sum."""

_MOST_STEPS: Final = 300
_CLOSE: Final = 8 * np.finfo(np.float64).eps
"""When and after how many steps at the latest a quantile is found; Newton steps take about ten."""

_EVEN, _SHARES = np.polynomial.legendre.leggauss(36)
# Squares of even nodes: where c and eta are about 1 the density is wide and has its detail near the top.
_NODES: Final[Array] = (0.25 * (1.0 + _EVEN) ** 2)[:, None]
_WEIGHTS: Final[Array] = (0.5 * (1.0 + _EVEN) * _SHARES)[:, None]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Callers by their virtual wait over a stretch of it, in units of ``p_n`` times the height of the peak.

    Attributes
    ----------
    everyone : all whose virtual wait lies in the stretch.
    served : those of them whose patience is longer than that.
    abandoned : the others.
    waited : summed waits of the served, in mean patiences.
    """

    everyone: Array
    served: Array
    abandoned: Array
    waited: Array

    def scaled(self, factor: Array) -> Stretch:
        """Everything times `factor`."""
        return Stretch(self.everyone * factor, self.served * factor, self.abandoned * factor, self.waited * factor)

    def plus(self, other: Stretch) -> Stretch:
        """Both stretches together."""
        return Stretch(
            self.everyone + other.everyone,
            self.served + other.served,
            self.abandoned + other.abandoned,
            self.waited + other.waited,
        )


@dataclass(frozen=True, slots=True)
class VirtualWait:
    """The exponent ``-c s + eta (1 - e^-s)``, row by row, seen from its peak (or close to it where c < 1).

    Attributes
    ----------
    services : c > 0.
    peak : s from which heights are measured.
    pressure : ``eta e^-peak``.
    gap : ``c - pressure``.
    height : the exponent at the peak.
    """

    services: Array
    peak: Array
    pressure: Array
    gap: Array
    height: Array

    @classmethod
    def of(cls, load: Array, agents: Array, patience: Array) -> Self:
        """The wait for a load, agents (> 0 both) and a mean patience in handle times."""
        services, arrivals = agents * patience, load * patience
        # A service less than one in a mean patience leaves a plateau without a clear top: its near edge is taken.
        floor = np.maximum(services, 1.0)
        rising = arrivals > floor
        whole = np.log1p(np.maximum(load - agents, 0.0) / agents)
        peak = np.where(rising, np.where(services < 1.0, np.log(np.maximum(arrivals, 1.0)), whole), 0.0)
        pressure = np.where(rising, floor, arrivals)
        gap = np.where(rising, services - floor, (agents - load) * patience)
        height = pressure * _bend(-peak) - gap * peak
        return cls(services, peak, pressure, gap, height)

    def fall(self, s: Array) -> Array:
        """How far the exponent at `s` lies below the one at the peak."""
        return self.gap * (s - self.peak) + self.pressure * _bend(s - self.peak)

    def density(self, s: Array) -> Array:
        """Density of ``s`` in the units of a `Stretch`."""
        return self.services * np.exp(-self.fall(s))

    def between(self, start: Array, end: Array) -> Stretch:
        """Callers with a virtual wait from `start` to `end`, both in mean patiences; `end` may be inf."""
        top = np.clip(self.peak, start, end)
        away = top - self.peak
        pressure = self.pressure * np.exp(-away)
        gap = self.gap - self.pressure * np.expm1(-away)
        after = np.minimum(_reach_after(self.services, gap, pressure), end - top)
        stretch = _integral(top, gap, pressure, after).scaled(self.services)
        # Beyond `after` nobody is served any more, and the exponent is a straight line (or all of it negligible).
        rest = -np.exp(-gap * after - pressure * _bend(after)) * np.expm1(-self.services * (end - top - after))
        leaving = rest * -np.expm1(-top - after)
        stretch = stretch.plus(Stretch(rest, np.zeros_like(rest), leaving, np.zeros_like(rest)))
        left = np.flatnonzero(top > start)
        if left.size:
            before = np.minimum(_reach_before(gap[left], pressure[left]), (top - start)[left])
            part = _integral(top[left], gap[left], pressure[left], -before).scaled(self.services[left])
            for whole, more in zip(
                (stretch.everyone, stretch.served, stretch.abandoned, stretch.waited),
                (part.everyone, part.served, part.abandoned, part.waited),
                strict=True,
            ):
                whole[left] += more
        return stretch.scaled(np.exp(-self.fall(top)))

    def until(self, through: Array, still: Array) -> Array:
        """The s before which `through` callers have their virtual wait and after which `still` have it.

        0 where `through` is not above 0. Newton steps on whichever is smaller, halving where one leaves the bracket.
        """
        low, high = np.zeros_like(through), np.full_like(through, np.inf)
        s = np.where(self.peak > 0, self.peak, 1.0 / (1.0 + self.services))
        for _ in range(_MOST_STEPS):
            early = self.between(np.zeros_like(s), s).everyone
            late = self.between(s, np.full_like(s, np.inf)).everyone
            lacking = np.where(through < still, through - early, late - still)
            low, high = np.where(lacking > 0, s, low), np.where(lacking > 0, high, s)
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                step = s + lacking / self.density(s)
            further = np.where(np.isinf(high), 2.0 * s, 0.5 * (low + np.where(np.isinf(high), 0.0, high)))
            step = np.where((step > low) & (step < np.minimum(high, 4.0 * s)), step, further)
            moved, s = np.abs(step - s), step
            if not ((moved > _CLOSE * s) & (through > 0)).any():
                break
        return np.where(through > 0, s, 0.0)


def _integral(top: Array, gap: Array, pressure: Array, reach: Array) -> Stretch:
    """Integrals from `top` to ``top + reach`` (before it where `reach` is negative), divided by c."""
    r = reach * _NODES
    gone = np.expm1(-r)
    everyone = np.exp(-gap * r - pressure * (gone + r))
    everyone *= _WEIGHTS * np.abs(reach)
    staying = np.exp(-top)
    served = everyone * (staying * (1.0 + gone))
    leaving = -np.expm1(-top) - staying * gone
    return Stretch(
        everyone.sum(axis=0), served.sum(axis=0), (everyone * leaving).sum(axis=0), (served * (top + r)).sum(axis=0)
    )


def _reach_after(services: Array, gap: Array, pressure: Array) -> Array:
    """How far after its top the exponent has fallen by 40 or is straight, whichever comes first.

    ``e^-r - 1 + r >= r^2 / (2 + r)`` makes it a quadratic, whose root is a bit too far.
    """
    b = 2.0 * gap - _FALL
    root = np.hypot(b, np.sqrt(8.0 * _FALL * services))
    far = np.where(b > 0, 4.0 * _FALL / (np.abs(b) + root), (root - b) / (2.0 * services))
    return np.minimum(far, np.log1p(pressure) + _FALL)


def _reach_before(gap: Array, pressure: Array) -> Array:
    """How far before its top the exponent lies 40 lower, or a bit further; ``gap <= 0`` there."""
    steep = 2.0 * _FALL / (np.hypot(gap, np.sqrt(2.0 * _FALL * pressure)) - gap)
    # e^r - 1 - r = 40 / E, from above.
    level = _FALL / pressure
    reach = np.sqrt(2.0 * level)
    for _ in range(3):
        reach = np.minimum(reach, np.log1p(level + reach))
    return np.minimum(steep, reach)


def _bend(r: Array) -> Array:
    """``e^-r - 1 + r``, near 0 by its series."""
    near = np.clip(r, -0.1, 0.1)
    series = np.ones_like(r)
    for k in range(12, 2, -1):
        series = 1.0 - near / k * series
    return np.where(near == r, 0.5 * near * near * series, np.expm1(-r) + r)
