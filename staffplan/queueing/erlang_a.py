"""How long callers wait, and how many give up, when nobody waits for ever (Erlang A, M/M/n+M).

Every caller who has to wait gives up after an exponential time, the patience. Loads are in erlangs, times in seconds;
all arguments broadcast. There is a steady state with any number of agents, however few. Without load nobody waits;
without agents everybody gives up, the service levels are 0 and nobody is there whose speed of answer could be measured
(`asa_s` is inf). The longer the patience, the closer everything comes to Erlang C, where there are more agents than
erlangs; an infinite patience is Erlang C itself and refused here.

More agents improve every figure: the virtual wait falls in the likelihood-ratio order. Means of waits keep to
``mean wait of all = abandonment x mean patience`` and ``occupancy = a (1 - abandonment) / n``.

References
----------
Palm, C. (1957). Research on telephone traffic carried by full availability groups. Tele, vol. 1.
Garnett, O., Mandelbaum, A. & Reiman, M. (2002). Designing a call center with impatient customers. Manufacturing &
Service Operations Management 4(3), 208-227.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from staffplan.queueing.arrays import Array, numbers, refuse, unwrapped
from staffplan.queueing.erlang_b import acceptance_odds
from staffplan.queueing.erlang_c import handle_time
from staffplan.queueing.measures import Measures
from staffplan.queueing.virtual_wait import VirtualWait

_ROWS: Final = 2048
"""Rows worked on at once: enough to make the loop's own cost small, few enough for the integrands to stay near."""

_FIGURES: Final = len(Measures.__slots__)
_FOR_EVER: Final = 1e200
"""Mean patiences after which nobody is left, as a number that can be calculated with."""

_NOT_SHARES: Final = ("asa_s", "mean_wait_s", "queue_length")
_SHARES: Final = [place for place, name in enumerate(Measures.__slots__) if name not in _NOT_SHARES]
_NO_LOAD: Final = (0.0, 0.0, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0)


def measures(
    load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, patience_s: ArrayLike, threshold_s: ArrayLike
) -> Measures:
    """All figures of a waiting line whose callers give up after an exponential time.

    Parameters
    ----------
    load : offered traffic a in erlangs, >= 0; those who will give up are in it.
    agents : agents on the line n, >= 0; whole or not (the continuous extension of Erlang B).
    aht_s : mean handle time in seconds, > 0 where there is load.
    patience_s : mean time after which a waiting caller gives up, > 0 where there is load, finite.
    threshold_s : seconds T, >= 0, may be inf; 0 means answered at once.

    Returns
    -------
    Measures in the broadcast shape, exact to about 12 digits, also where they are tiny.

    Raises
    ------
    ValueError : a negative, infinite or missing number, or a time of 0 where there is load, with its position.
    """
    inputs = checked(load, agents, aht_s, patience_s, numbers("threshold_s", threshold_s, finite=False))
    shape = inputs[0].shape
    found = steady_state(*(array.ravel() for array in inputs))
    return Measures(*(unwrapped(getattr(found, name).reshape(shape)) for name in Measures.__slots__))


def wait_quantile(
    load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, patience_s: ArrayLike, share: ArrayLike
) -> Array:
    """Smallest time in seconds within which `share` of the virtual waits end.

    Parameters
    ----------
    load, agents, aht_s, patience_s : as in `measures`.
    share : in [0, 1].

    Returns
    -------
    Seconds; 0 where enough are answered at once, inf without agents or where `share` is 1.

    Raises
    ------
    ValueError : as `measures`; a share above 1.
    """
    return _quantile(load, agents, aht_s, patience_s, share, waiting_only=False)


def wait_quantile_of_waiting(
    load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, patience_s: ArrayLike, share: ArrayLike
) -> Array:
    """Smallest time in seconds within which `share` of the virtual waits above 0 end; as `wait_quantile`."""
    return _quantile(load, agents, aht_s, patience_s, share, waiting_only=True)


def checked(
    load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, patience_s: ArrayLike, other: Array
) -> tuple[Array, ...]:
    """All five as arrays of one shape, refused where they make no sense; times are 1 where they do not matter."""
    a, n, patience = numbers("load", load), numbers("agents", agents), numbers("patience_s", patience_s)
    aht = handle_time(a, aht_s)
    a, n, aht, patience, other = np.broadcast_arrays(a, n, aht, patience, other)
    refuse("patience_s", patience, (patience == 0) & (a > 0), "is over before it begins: give seconds above 0")
    return a, n, aht, np.where(patience > 0, patience, 1.0), other


def steady_state(load: Array, agents: Array, aht_s: Array, patience_s: Array, threshold_s: Array) -> Measures:
    """`measures` of arrays of one shape in one dimension that are known to be sound."""
    figures = np.empty((_FIGURES, load.size))
    for first in range(0, load.size, _ROWS):
        rows = slice(first, first + _ROWS)
        figures[:, rows] = _figures(load[rows], agents[rows], aht_s[rows], patience_s[rows], threshold_s[rows])
    return Measures(*figures)


def _figures(load: Array, agents: Array, aht_s: Array, patience_s: Array, threshold_s: Array) -> Array:
    a, n = np.where(load > 0, load, 1.0), np.where(agents > 0, agents, 1.0)
    with np.errstate(under="ignore"):
        wait = VirtualWait.of(a, n, patience_s / aht_s)
        threshold = np.minimum(threshold_s / patience_s, _FOR_EVER)
        soon = wait.between(np.zeros_like(a), threshold)
        late = wait.between(threshold, np.full_like(a, np.inf))
        at_once = acceptance_odds(a, n) * np.exp(-wait.height)
        # Waits so rare that their odds are beyond the largest double: nobody waits.
        seen = np.where(np.isinf(at_once), 0.0, 1.0)
        at_once[seen == 0] = 1.0
        soon, late = soon.scaled(seen), late.scaled(seen)
        waiting = soon.everyone + late.everyone
        everyone = at_once + waiting
        answered = at_once + soon.served + late.served
        abandonment = (soon.abandoned + late.abandoned) / everyone
        gone_by_then = -np.expm1(-threshold)
        figures = np.stack([
            waiting / everyone,
            abandonment,
            (at_once + soon.served) / everyone,
            (at_once + soon.served) / answered,
            (at_once + soon.everyone) / everyone,
            (at_once + soon.everyone + gone_by_then * late.everyone) / everyone,
            (soon.waited + late.waited) / answered * patience_s,
            abandonment * patience_s,
            a / n * (answered / everyone),
            abandonment * patience_s / aht_s * a,
        ])  # fmt: skip
        figures[_SHARES] = np.minimum(figures[_SHARES], 1.0)  # by a last digit at most
    nobody = agents == 0
    if nobody.any():
        length = load / aht_s * patience_s
        zero, one = np.zeros_like(a), np.ones_like(a)
        without = [one, one, zero, zero, zero, gone_by_then, np.full_like(a, np.inf), patience_s, one, length]
        figures = np.where(nobody, np.stack(without), figures)
    return np.where(load > 0, figures, np.array(_NO_LOAD)[:, None])


def _quantile(
    load: ArrayLike, agents: ArrayLike, aht_s: ArrayLike, patience_s: ArrayLike, share: ArrayLike, *, waiting_only: bool
) -> Array:
    ended = numbers("share", share)
    refuse("share", ended, ended > 1, "is above 1: write a share, such as 0.8 for 80 %")
    a, n, aht, patience, ended = checked(load, agents, aht_s, patience_s, ended)
    seconds = np.where((a > 0) & (ended > 0) & ((n == 0) | (ended == 1)), np.inf, 0.0)
    rows = (a > 0) & (n > 0) & (ended > 0) & (ended < 1)
    a, n, part, patience = a[rows], n[rows], ended[rows], patience[rows]
    with np.errstate(under="ignore"):
        wait = VirtualWait.of(a, n, patience / aht[rows])
        whole = wait.between(np.zeros_like(a), np.full_like(a, np.inf)).everyone
        at_once = np.zeros_like(a) if waiting_only else acceptance_odds(a, n) * np.exp(-wait.height)
        # Of those who wait, this many must have got through, and that many may still wait.
        through = part * whole - (1.0 - part) * at_once
        still = (1.0 - part) * (whole + at_once)
        seconds[rows] = wait.until(through, still) * patience
    return unwrapped(seconds)
