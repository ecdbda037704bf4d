"""Which load agents face when the arrival rate moves from interval to interval.

Contacts keep agents busy after their interval is over: the load lags behind the rate by about one handle time, and
after a peak it is higher than the rate of its own interval says. Three ways to allow for it, from the plainest on:

- `lagged_average`: the interval's rate as it was one mean handle time ago, on average;
- `lagged_maximum`: the same at its highest, so that the whole of the interval is covered; the safest;
- `modified_offered_load`: the mean number of busy agents if there were always enough of them (M_t/M/inf), which knows
  that handle times vary and that a load builds up and dies away.

Series run along the last axis, one interval after the other without a gap; a closed interval is one without contacts.
What is still in progress at closing time shows as load in the closed intervals.

References
----------
Jennings, O. B., Mandelbaum, A., Massey, W. A. & Whitt, W. (1996). Server staffing to meet time-varying demand.
Management Science 42(10), 1383-1394.
Green, L. V., Kolesar, P. J. & Soares, J. (2001). Improving the SIPP approach for staffing service systems that have
cyclic demands. Operations Research 49(4), 549-564.
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.queueing.arrays import Array, numbers, refuse
from staffplan.queueing.erlang_c import handle_time

type Start = Literal["empty", "steady"]
STARTS: Final = ("empty", "steady")
"""What was before the first interval: nothing, or the first interval's rate for ever."""


def lagged_average(rates: ArrayLike, aht_s: ArrayLike, interval_s: float, *, start: Start = "steady") -> Array:
    """Offered load of each interval, had its contacts arrived one mean handle time earlier: the average over it.

    Parameters
    ----------
    rates : contacts per interval, >= 0, shape (..., intervals).
    aht_s : mean handle time in seconds of the contacts of each interval, > 0 where there are any; broadcast against
        `rates`. An interval without contacts may have 0 and is then taken to handle what is left as the one before.
    interval_s : length of the intervals in seconds, > 0.
    start : ``"steady"``: the first interval's rate held for ever before; ``"empty"``: nothing came before.

    Returns
    -------
    Erlangs, in the broadcast shape.

    Raises
    ------
    ValueError : a negative, infinite or missing number with its position; an unknown `start`.
    """
    work, aht = _work(rates, aht_s, interval_s, start)
    earlier, latter, part = _lagged(work, aht / interval_s, start)
    return part * earlier + (1.0 - part) * latter


def lagged_maximum(rates: ArrayLike, aht_s: ArrayLike, interval_s: float, *, start: Start = "steady") -> Array:
    """Offered load of each interval, had its contacts arrived one mean handle time earlier: the highest within it.

    Parameters, returns and errors as in `lagged_average`.
    """
    work, aht = _work(rates, aht_s, interval_s, start)
    earlier, latter, part = _lagged(work, aht / interval_s, start)
    return np.where(part > 0, np.maximum(earlier, latter), latter)


def modified_offered_load(
    rates: ArrayLike,
    aht_s: ArrayLike,
    interval_s: float,
    *,
    start: Start = "steady",
    of: Literal["average", "maximum"] = "maximum",
) -> Array:
    """Mean number of busy agents in each interval if nobody ever waited: ``m' = rate - m / AHT``.

    Exact for rates that are constant within an interval and exponential handle times, whose mean is at any time that of
    the interval for all contacts in progress.

    Parameters
    ----------
    rates, aht_s, interval_s, start : as in `lagged_average`.
    of : ``"maximum"``: m at its highest within the interval, which is at its start or at its end; ``"average"``: its
        mean. Agents stay for the whole interval, and while the load rises the mean leaves its end short.

    Returns
    -------
    Erlangs, in the broadcast shape.

    Raises
    ------
    ValueError : a negative, infinite or missing number with its position; an unknown `start` or `of`.
    """
    if of not in ("average", "maximum"):
        raise ValueError(f"of {of!r} is neither average nor maximum")
    work, aht = _work(rates, aht_s, interval_s, start)
    kept = np.exp(-interval_s / aht)  # share of the contacts in progress that still are after an interval
    ahead = np.empty(work.shape)  # busy at the start of each interval
    busy = work[..., 0] if start == "steady" else np.zeros(work.shape[:-1])
    for at in range(work.shape[-1]):
        ahead[..., at] = busy
        busy = busy * kept[..., at] + work[..., at] * (1.0 - kept[..., at])
    if of == "average":
        mean_kept = -np.expm1(-interval_s / aht) * (aht / interval_s)
        return ahead * mean_kept + work * (1.0 - mean_kept)
    return np.maximum(ahead, ahead * kept + work * (1.0 - kept))


def _work(rates: ArrayLike, aht_s: ArrayLike, interval_s: float, start: Start) -> tuple[Array, Array]:
    """Erlangs that arrive in each interval, and its handle time; the last axis is time."""
    if start not in STARTS:
        raise ValueError(f"start {start!r} is neither of {', '.join(STARTS)}")
    refuse("interval_s", np.asarray(interval_s), ~(numbers("interval_s", interval_s) > 0), "takes no time")
    rate = np.atleast_1d(numbers("rates", rates))
    aht = np.atleast_1d(numbers("aht_s", aht_s))
    rate, aht = np.broadcast_arrays(rate, aht)
    handle_time(rate, aht)
    aht = _carried_on(aht)
    return rate * aht / interval_s, aht


def _carried_on(aht_s: Array) -> Array:
    """Handle times with those of 0 taken from the last interval that has one, at the start from the first that does."""
    known = aht_s > 0
    intervals = np.arange(aht_s.shape[-1])
    latest = np.maximum.accumulate(np.where(known, intervals, -1), axis=-1)
    source = np.where(latest < 0, np.argmax(known, axis=-1, keepdims=True) if intervals.size else 0, latest)
    filled = np.take_along_axis(aht_s, source, axis=-1)
    return np.where(filled > 0, filled, 1.0)


def _lagged(work: Array, lag: Array, start: Start) -> tuple[Array, Array, Array]:
    """The two intervals that each interval covers when moved back by `lag` intervals, and the share of the earlier."""
    whole = np.floor(lag)
    latter = np.arange(work.shape[-1]) - whole.astype(np.int64)
    return _at(work, latter - 1, start), _at(work, latter, start), lag - whole


def _at(work: Array, interval: NDArray[np.int64], start: Start) -> Array:
    found = np.take_along_axis(work, np.maximum(interval, 0), axis=-1)
    return np.where(interval >= 0, found, 0.0) if start == "empty" else found
