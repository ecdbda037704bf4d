"""Which single intervals cannot be what they say: a counter that jumped, an hour the recorder lost, a flood.

An interval is compared with the same slot of the nearest same weekdays, on the square root scale on which counts
scatter alike everywhere. What lies beyond a few usual spreads is drawn in to that limit (Huber's psi), and what lies
beyond twice the limit is unknown. Days that are odd as a whole are found by the calendar's regression, and are left to
it here: what all of a day's intervals share is divided out before they are judged.

References
----------
Huber, P. J. (1964). Robust estimation of a location parameter. Annals of Mathematical Statistics 35(1), 73-101.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from staffplan.forecasting.lasting import lasting
from staffplan.forecasting.wall_clock import Days, weekdays
from staffplan.units import clock_text

Matrix = NDArray[np.float64]
Grid = NDArray[np.bool_]

_REACH_WEEKS = 4
_FEWEST_ALIKE = 4
_LIMIT_SPREADS = 6.0
_LEAST_SPREAD = 1.0
_LEFT_OUT = 2.0
_NO_NEWS = 10.0
_NEIGHBOURS = 2
_LISTED = 6
_MANY_TIMES, _AT_LEAST = 10.0, 50.0
_DAYS_AROUND = 7
_TELLING = 5.0


@dataclass(frozen=True, slots=True)
class Outlier:
    """A day or an interval of a queue that was not taken at its word.

    Attributes
    ----------
    start : clock time of the interval, ``08:30``; None for a whole day.
    offered : contacts that the history has; NaN where not known.
    usual : contacts that would have been usual.
    weight : what it counts for, from 0 (left out) to 1; below 1 an interval is drawn in towards the usual.
    """

    queue: str
    day: date
    start: str | None
    offered: float
    usual: float
    weight: float


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A queue's contacts without what is plainly wrong.

    Attributes
    ----------
    offered : outlying intervals drawn in, or NaN; shape (days, slots).
    weight : 1, or less where something was done; shape (days, slots).
    usual : contacts that would have been usual; NaN where that cannot be said; shape (days, slots).
    """

    offered: Matrix
    weight: Matrix
    usual: Matrix


def cleaned(offered: Matrix, days: Days, ordinary: Grid) -> Cleaned:
    """Draw in, or leave out, single intervals that are far off the same slot of the weekdays around them.

    Neighbours in time of day are let off together: a wave of calls that lasts is news, not a slip, unless it is beyond
    all measure. Slots that are off for weeks on end are a new level. Where a history is too short to say what is usual,
    only what is many times anything around it is left out.

    Parameters
    ----------
    offered : NaN where unknown or closed; shape (days, slots).
    ordinary : days without holiday or event; the others are let be; shape (days,).
    """
    slips = _many_times_all_around(offered) & ordinary[:, None]
    found = _huber(np.where(slips, np.nan, offered), days, ordinary)
    around = np.where(slips & np.isnan(found.usual), _beside(offered, slips), found.usual)
    # the only day that could show a slot must not leave it empty
    lonely = slips & ~_known_on_others(~np.isnan(found.offered), weekdays(days))
    return Cleaned(np.where(lonely, around, found.offered), np.where(slips, 0.0, found.weight), around)


def _huber(offered: Matrix, days: Days, ordinary: Grid) -> Cleaned:
    usual = _usual(np.where(ordinary[:, None], offered, np.nan), weekdays(days))
    judged = ~np.isnan(offered) & ~np.isnan(usual) & ordinary[:, None]
    if not judged.any():
        return Cleaned(offered, np.ones_like(offered), usual)
    usual = usual * _of_the_day(offered, usual, judged)
    surprise = np.where(judged, 2.0 * (np.sqrt(offered + 0.375) - np.sqrt(usual + 0.375)), 0.0)
    spread = max(1.4826 * float(np.median(np.abs(surprise[judged]))), _LEAST_SPREAD)
    limit = _LIMIT_SPREADS * spread
    half = np.where(np.abs(surprise) > limit / 2.0, np.sign(surprise), 0.0)
    beyond = np.abs(surprise) > _NO_NEWS * limit
    off = (np.abs(surprise) > limit) & (beyond | ~_waves(half) & ~_new_levels(half, weekdays(days)))
    weight = np.where(off, limit / np.where(off, np.abs(surprise), 1.0), 1.0)
    weight[weight < 1.0 / _LEFT_OUT] = 0.0
    drawn = np.maximum((np.sqrt(usual + 0.375) + np.sign(surprise) * limit / 2.0), 0.0) ** 2 - 0.375
    kept = np.where(weight == 0.0, np.nan, np.where(off, np.maximum(drawn, 0.0), offered))
    return Cleaned(kept, weight, usual)


def _many_times_all_around(offered: Matrix) -> Grid:
    """Cells of many times the most that the two slots on either side, or the same slot of the week around, have."""
    values = np.nan_to_num(offered, nan=0.0)
    days, slots = offered.shape
    beside, across = np.zeros_like(values), np.zeros_like(values)
    for step in (*range(-_NEIGHBOURS, 0), *range(1, _NEIGHBOURS + 1)):
        mine, theirs = slice(max(step, 0), slots + min(step, 0)), slice(max(-step, 0), slots + min(-step, 0))
        beside[:, mine] = np.maximum(beside[:, mine], values[:, theirs])
    for step in (*range(-_DAYS_AROUND, 0), *range(1, _DAYS_AROUND + 1)):
        mine, theirs = slice(max(step, 0), days + min(step, 0)), slice(max(-step, 0), days + min(-step, 0))
        if abs(step) < days:
            across[mine] = np.maximum(across[mine], values[theirs])
    return np.asarray(values > _MANY_TIMES * np.maximum(beside, across) + _AT_LEAST)


def _beside(offered: Matrix, slips: Grid) -> Matrix:
    """Mean of the nearest slots of the day, on either side, that are no slips; 0 where there are none."""
    around = np.zeros_like(offered)
    for day, slot in np.argwhere(slips):
        sound = np.flatnonzero(~slips[day] & ~np.isnan(offered[day]))
        if len(sound):
            nearest = sound[np.argsort(np.abs(sound - slot), kind="stable")[:_NEIGHBOURS]]
            around[day, slot] = offered[day, nearest].mean()
    return around


def _known_on_others(known: Grid, weekday: NDArray[np.int64]) -> Grid:
    """Whether some day of the same weekday knows the slot; shape (days, slots)."""
    member = weekday[None, :] == np.arange(7)[:, None]
    return np.asarray((member @ known.astype(np.int64) > 0)[weekday])


def _usual(offered: Matrix, weekday: NDArray[np.int64]) -> Matrix:
    """Median of the same slot on the same weekdays up to four weeks before and after, the day itself left out."""
    usual = np.full_like(offered, np.nan)
    for number in range(7):
        mine = np.flatnonzero(weekday == number)
        if len(mine) <= _FEWEST_ALIKE:
            continue
        wide = np.pad(offered[mine], ((_REACH_WEEKS, _REACH_WEEKS), (0, 0)), constant_values=np.nan)
        around = sliding_window_view(wide, 2 * _REACH_WEEKS + 1, axis=0).copy()
        around[..., _REACH_WEEKS] = np.nan
        around.sort(axis=-1)  # NaN last
        count = (~np.isnan(around)).sum(axis=-1)
        low, high = np.maximum((count - 1) // 2, 0), count // 2
        middle = (_at(around, low) + _at(around, np.minimum(high, around.shape[-1] - 1))) / 2.0
        usual[mine] = np.where(count >= _FEWEST_ALIKE, middle, np.nan)
    return usual


def _at(ordered: Matrix, place: NDArray[np.int64]) -> Matrix:
    return np.asarray(np.take_along_axis(ordered, place[..., None], axis=-1)[..., 0])


def _of_the_day(offered: Matrix, usual: Matrix, judged: Grid) -> Matrix:
    """Factor that a day's intervals share, 1 on days too thin to tell; shape (days, 1)."""
    shared = np.ones((len(offered), 1))
    thick = judged & (np.nan_to_num(usual) >= _TELLING)
    there = thick.sum(axis=1) > 2 * _NEIGHBOURS
    if there.any():
        ratio = np.where(thick, offered / np.where(thick, usual, 1.0), np.nan)
        shared[there, 0] = np.nanmedian(ratio[there], axis=1)
    return shared


def _waves(signed: Matrix) -> Grid:
    """Intervals off the same way as two neighbours in a row: something that lasted.

    Parameters
    ----------
    signed : 1 where far above the usual, -1 where far below, 0 elsewhere; shape (days, slots).
    """
    wave = np.zeros(signed.shape, dtype=bool)
    width = _NEIGHBOURS + 1
    if signed.shape[1] < width:
        return wave
    runs = sliding_window_view(signed, width, axis=1)
    whole = (np.abs(runs.sum(axis=-1)) == width).astype(np.int64)
    for step in range(width):
        wave[:, step : step + whole.shape[1]] |= whole.astype(bool)
    return wave


def _new_levels(signed: Matrix, weekday: NDArray[np.int64]) -> Grid:
    """Slots off the same way for several days on end, or of a weekday for several weeks; `signed` as of `_waves`."""
    new = np.zeros(signed.shape, dtype=bool)
    for slot in np.flatnonzero((signed != 0).sum(axis=0) >= _FEWEST_ALIKE):
        new[:, slot] |= lasting(signed[:, slot])
        for number in range(7):
            mine = weekday == number
            new[mine, slot] |= lasting(signed[mine, slot])
    return new


def outliers(queue: str, days: Days, offered: Matrix, found: Cleaned, odd: Grid, usual: Matrix) -> tuple[Outlier, ...]:
    """What was not taken at its word, newest first: odd days, then the intervals of others.

    Parameters
    ----------
    odd : days left out because of their volume; shape (days,).
    usual : contacts that would have been usual on each day; shape (days,).
    """
    total = np.nansum(offered, axis=1)
    whole = [
        Outlier(queue, days[day].item(), None, float(total[day]), float(usual[day]), 0.0)
        for day in np.flatnonzero(odd)[::-1]
    ]
    interval_min = 1440 // offered.shape[1]
    cells = np.argwhere((found.weight < 1.0) & ~odd[:, None])[::-1]
    single = [
        Outlier(
            queue,
            days[day].item(),
            clock_text(int(slot) * interval_min),
            float(offered[day, slot]),
            float(found.usual[day, slot]),
            float(found.weight[day, slot]),
        )
        for day, slot in cells
    ]
    return (*whole, *single)


def odd_intervals_note(found: tuple[Outlier, ...]) -> list[str]:
    """The odd intervals of a queue in a sentence; none where there are none."""
    single = [outlier for outlier in found if outlier.start is not None]
    if not single:
        return []
    named = ", ".join(f"{one.day} {one.start} ({one.offered:,.0f}, usual {one.usual:,.0f})" for one in single[:_LISTED])
    more = f" and {len(single) - _LISTED} more" if len(single) > _LISTED else ""
    return [f"intervals that count less or not at all, far off the same time of other weeks: {named}{more}."]
