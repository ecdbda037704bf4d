"""A Gaussian process on the logarithms of day totals that odd days do not bend.

Posterior means are kriging; a day far off what all *other* days say of it (leave-one-out) has its noise inflated until
it pulls no harder than one at the limit would, which is Huber's psi. A lasting change of level joins as a step where
the evidence for it outweighs that any day might have been the one.

References
----------
Rasmussen, C. E. and Williams, C. K. I. (2006). Gaussian Processes for Machine Learning, sections 2.2 and 5.4.2.
Duan, N. (1983). Smearing estimate: a nonparametric retransformation method. JASA 78(383), 605-610.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.methods import day_kernel
from staffplan.forecasting.methods.day_traits import DayTraits

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

HUBER = 2.5
_NOISE = 0.06
_HALF = 0.5
"""Added to counts before their logarithm, so that 0 has one."""
_ROUNDS = 3
_MOST_STEPS, _STEP_EVIDENCE, _LASTING_DAYS = 2, 10.0, 21
_SMEAR_WEEKS, _SMEAR_SPREADS = 26.0, 3.0
_BLOCK = 48


@dataclass(frozen=True, slots=True)
class RobustProcess:
    """What the days of a past say.

    Attributes
    ----------
    days : those with a total.
    mean : of the logarithms.
    solved : weights of the days in any forecast: covariance inverse times the logarithms less their mean.
    fitted : logarithm of each day's volume by all days, its own among them.
    surprise : logarithm of each day's volume over what all others say of it.
    spread : standard deviation to be expected of it.
    steps : days, numbered as in `DayTraits`, on which the level changed for good.
    smear : mean volume over median volume, as seen.
    """

    days: DayTraits
    mean: float
    solved: Vector
    fitted: Vector
    surprise: Vector
    spread: Vector
    steps: tuple[int, ...]
    smear: float

    @property
    def strangeness(self) -> Vector:
        """Surprise in spreads."""
        return np.asarray(self.surprise / self.spread)

    def usual(self, target: DayTraits) -> Vector:
        """Logarithm of the volume that level and weekday bring, as if every day were ordinary."""
        near = day_kernel.level(target, self.days, self.steps)
        near += day_kernel.weekday(target, self.days, target.own_weekday)
        return np.asarray(self.mean + np.log(self.smear) + near @ self.solved)

    def unlike_weekday(self, target: DayTraits) -> Vector:
        """What is added because a day is like another weekday."""
        apart = target.like - target.own_weekday
        if not apart.any():
            return np.zeros(len(apart))
        return np.asarray(day_kernel.weekday(target, self.days, apart) @ self.solved)

    def added(self, cause: str, target: DayTraits) -> Vector:
        """What one of the causes adds."""
        return np.asarray(day_kernel.cause(cause, target, self.days) @ self.solved)


def robust_process(days: DayTraits, totals: Vector) -> RobustProcess:
    """Fit the process.

    Parameters
    ----------
    days : in order, at least one; shape (days,).
    totals : contacts of each, >= 0.
    """
    log = np.log(totals + _HALF)
    mean = float(log.mean())
    steps: tuple[int, ...] = ()
    inflation, fitted = np.ones(len(log)), np.maximum(log, 0.0)
    prior = day_kernel.prior(days)
    turns = 0
    while turns < _ROUNDS:
        noise = _NOISE**2 + np.exp(-np.maximum(fitted, 0.0))
        variance = noise * inflation
        root = _inverse_root(prior + np.diag(variance))
        solved = root.T @ (root @ (log - mean))
        own = (root**2).sum(axis=0)
        fitted = log - variance * solved
        surprise = solved / own
        spread = np.sqrt(np.maximum(1.0 / own - variance, 0.0) + _NOISE**2 + np.exp(-np.maximum(fitted, 0.0)))
        if turns == 0 and len(steps) < _MOST_STEPS and (step := _step(days, root, solved)) is not None:
            steps = (*steps, step)
            prior = prior + day_kernel.SHIFT**2 * np.outer(days.number >= step, days.number >= step)
            continue
        inflation = np.maximum(1.0, np.abs(surprise) / spread / HUBER) ** 2
        turns += 1
    smear = _smear(days, totals, log - surprise, spread)
    return RobustProcess(days, mean, solved, fitted, surprise, spread, steps, smear)


def _inverse_root(covariance: Matrix) -> Matrix:
    """Lower triangular R with ``R.T @ R`` the inverse of a covariance."""
    return _inverse_of_lower(np.linalg.cholesky(covariance))


def _inverse_of_lower(lower: Matrix) -> Matrix:
    """Inverse of a lower triangular matrix, by halves: products cost a fraction of a general inverse."""
    size = len(lower)
    if size <= _BLOCK:
        return np.tril(np.linalg.inv(lower))
    cut = size // 2
    inverse = np.zeros_like(lower)
    inverse[:cut, :cut], inverse[cut:, cut:] = (
        _inverse_of_lower(lower[:cut, :cut]),
        _inverse_of_lower(lower[cut:, cut:]),
    )
    inverse[cut:, :cut] = -inverse[cut:, cut:] @ (lower[cut:, :cut] @ inverse[:cut, :cut])
    return inverse


def _step(days: DayTraits, root: Matrix, solved: Vector) -> int | None:
    """The day from which a lasting change of level is evident; None where none is.

    The gain in log evidence of an effect that all days from one on share, with a normal prior, is known in closed form
    for every day at once.
    """
    first = int(np.searchsorted(days.number, days.number[0] + _LASTING_DAYS))
    last = int(np.searchsorted(days.number, days.number[-1] - _LASTING_DAYS + 1))
    if last < first:
        return None
    pull = np.cumsum(solved[::-1])[::-1]
    grip = (np.cumsum(root[:, ::-1], axis=1)[:, ::-1] ** 2).sum(axis=0)
    spread = day_kernel.SHIFT
    gain = 0.5 * pull**2 / (grip + spread**-2) - 0.5 * np.log1p(spread**2 * grip)
    best = first + int(np.argmax(gain[first : last + 1]))
    return int(days.number[best]) if gain[best] > np.log(len(gain)) + _STEP_EVIDENCE else None


def _smear(days: DayTraits, totals: Vector, said: Vector, spread: Vector) -> float:
    """Contacts that came over those that all other days said would, spikes drawn in.

    Parameters
    ----------
    said : logarithm of what others said of each day.
    """
    weight = 0.5 ** ((days.number[-1] - days.number) / 7.0 / _SMEAR_WEEKS) * (days.holiday == "")
    reach = _SMEAR_SPREADS * spread
    drawn_in = np.clip(np.log(totals + _HALF), said - reach, said + reach)
    came, expected = np.maximum(np.exp(drawn_in) - _HALF, 0.0), np.exp(said)
    volume = float(weight @ expected)
    return max(float(weight @ came) / volume, 1e-9) if volume > 0 else 1.0
