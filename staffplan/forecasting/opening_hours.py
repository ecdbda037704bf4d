"""When is a queue open: as stated, or as its own history shows.

A slot of a weekday counts as open where contacts come in a fair share of recent weeks, and where they are more than
strays beside the queue's busy hours; hours in which nobody has called for three weeks, though many used to, are closed.
Public holidays count as closed where the history shows that they were.
"""

from __future__ import annotations

from dataclasses import replace
from math import gcd

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from staffplan.calendar.opening import OpeningHours, Span
from staffplan.forecasting.day_matrix import DayMatrix, Matrix
from staffplan.forecasting.hours_changed import closed_of_late
from staffplan.forecasting.thin_hours import thin_hours
from staffplan.forecasting.wall_clock import Days, run_of_days, weekdays
from staffplan.units import MINUTES_PER_DAY, WEEKDAYS, clock_text

Grid = NDArray[np.bool_]
Names = NDArray[np.str_]

_RECENT_WEEKS = 12
_FINEST_MIN = 5
_AROUND_MIN = 60
_LONGEST_LULL_MIN = 180
_FAIR_SHARE = 0.1
_STRAY_SHARE = 0.002
_SUBSTANTIAL_SHARE = 0.1
_QUIET_SHARE = 0.25
_OTHERS_SHARE = 0.02
_TELLING_CONTACTS = 3.0
_HOLIDAY_TRAFFIC = 0.02


def learn_opening(matrix: DayMatrix) -> OpeningHours:
    """Weekly opening hours that a queue's last twelve weeks show; holidays are left to `close_on_holidays`.

    A weekday that a history of a few days never reaches is taken as open whenever any other is. A queue without a
    single contact is open where it has rows.
    """
    recent, weekday = _recent_days(matrix)
    if not np.nansum(recent) > 0:
        recent = np.where(np.isnan(recent), 0.0, 1.0)
    contacts = np.nan_to_num(recent)
    reach = max(_AROUND_MIN // matrix.interval_min, 1)
    around = _windows(contacts, reach).sum(axis=-1)
    occurs, near, mean = (_by_weekday(values, weekday) for values in (contacts > 0, around > 0, contacts))
    busy = float(np.quantile(mean[mean > 0], 0.9)) if (mean > 0).any() else 0.0
    pooled = mean[np.unique(weekday)].mean(axis=0, keepdims=True)
    # the median over the hours beside keeps the edge between open and closed where it is
    usual = np.median(_windows(pooled, reach), axis=-1)
    weeks = np.bincount(weekday, minlength=7)[:, None]
    is_open = (near >= _FAIR_SHARE) & (usual > 0) & (usual >= _STRAY_SHARE * busy)
    is_open &= _as_others(pooled * weeks.sum(), usual * weeks.sum())
    is_open &= _as_others(mean * weeks, pooled * weeks)
    is_open &= _as_others(_windows(mean, reach).sum(axis=-1) * weeks, _windows(pooled, reach).sum(axis=-1) * weeks)
    is_open |= (occurs >= 2 * _FAIR_SHARE) & (mean >= _SUBSTANTIAL_SHARE * busy) & (mean > 0)
    thin = thin_hours(recent, weekday)
    is_open = is_open if thin is None else thin
    is_open &= ~closed_of_late(recent, weekday, is_open)
    is_open = _without_lulls(is_open, mean < _QUIET_SHARE * busy, _LONGEST_LULL_MIN // matrix.interval_min)
    unreached = ~np.isin(np.arange(7), weekdays(matrix.days))
    is_open[unreached] = is_open.any(axis=0)
    return OpeningHours(weekly=tuple(_spans(row, matrix.interval_min) for row in is_open), on_holiday=None)


def _as_others(contacts: Matrix, usual: Matrix) -> Grid:
    """Whether a fair part of the usual contacts come, or so few are usual that nothing can be told."""
    return np.asarray((contacts >= _OTHERS_SHARE * usual) | (usual < _TELLING_CONTACTS))


def _recent_days(matrix: DayMatrix) -> tuple[Matrix, NDArray[np.int64]]:
    """Offered contacts and weekdays of the last twelve weeks that have any row at all."""
    week = np.arange(len(matrix.days) - 1, -1, -1) // 7
    alive = np.unique(week[matrix.seen])[:_RECENT_WEEKS]
    chosen = np.isin(week, alive)
    return matrix.offered[chosen], weekdays(matrix.days[chosen])


def _windows(values: Matrix, reach: int) -> Matrix:
    """Each slot with its `reach` neighbours on both sides; shape (rows, slots, 2 reach + 1)."""
    return sliding_window_view(np.pad(values, ((0, 0), (reach, reach)), mode="edge"), 2 * reach + 1, axis=1)


def _by_weekday(values: NDArray[np.generic], weekday: NDArray[np.int64]) -> Matrix:
    """Mean of the rows of each weekday, 0 where there are none; shape (7, slots)."""
    member = (weekday[None, :] == np.arange(7)[:, None]).astype(np.float64)
    return np.asarray(member @ values.astype(np.float64) / np.maximum(member.sum(axis=1, keepdims=True), 1.0))


def _without_lulls(is_open: Grid, quiet: Grid, longest: int) -> Grid:
    """Fill closed runs of up to `longest` slots between quiet open ones: a night with few contacts is no closure.

    The week is a ring, so that a run may lie across midnight.
    """
    if is_open.all() or not is_open.any():
        return is_open
    first = int(is_open.ravel().argmax())
    line, hush = np.roll(is_open.ravel(), -first), np.roll(quiet.ravel(), -first)
    edges = np.append(np.flatnonzero(np.diff(line.astype(np.int8))), len(line) - 1)
    for last_open, last_closed in zip(edges[::2], edges[1::2], strict=False):
        if last_closed - last_open <= longest and hush[last_open] and hush[(last_closed + 1) % len(line)]:
            line[last_open + 1 : last_closed + 1] = True
    return np.asarray(np.roll(line, first).reshape(is_open.shape))


def _spans(row: Grid, interval_min: int) -> tuple[Span, ...]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    return tuple(
        (int(start) * interval_min, int(end) * interval_min) for start, end in zip(edges[::2], edges[1::2], strict=True)
    )


def close_on_holidays(
    opening: OpeningHours,
    matrix: DayMatrix,
    holidays: NDArray[np.str_],
    future: Days,
    future_holidays: NDArray[np.str_],
) -> OpeningHours:
    """Learnt hours, closed on the holidays to come on which the queue was closed in the past.

    The same holiday of earlier years decides; where there was none, all holidays on days that are usually open.

    Parameters
    ----------
    holidays, future_holidays : name of the holiday on each day of `matrix` and of `future`, empty for none.
    """
    usually_open = np.array([bool(spans) for spans in opening.weekly])[weekdays(matrix.days)]
    counted = usually_open & (holidays != "")
    ordinary = matrix.offered[usually_open & (holidays == "") & matrix.seen]
    usual = float(np.nanmedian(np.nansum(ordinary, axis=1))) if len(ordinary) else 0.0
    closed = np.nansum(matrix.offered, axis=1) <= _HOLIDAY_TRAFFIC * usual
    special = dict(opening.special)
    for day, name in zip(future, future_holidays, strict=True):
        known = counted & (holidays == name)
        known = known if known.any() else counted
        if name and known.any() and closed[known].mean() > 0.5:
            special[day.item()] = ()
    return replace(opening, special=special)


def open_slots(opening: OpeningHours, days: Days, interval_min: int) -> Grid:
    """Which wall-clock slots of which day start while open; shape (days, slots)."""
    width = MINUTES_PER_DAY // interval_min
    line = np.zeros((len(days) + 2) * width, dtype=bool)  # the day before may run into the first, the last beyond
    for number, day in enumerate(run_of_days(days[0], len(days) + 1, after=-1)):
        for start, end in opening.spans(day.item()):
            line[number * width + start // interval_min : number * width + end // interval_min] = True
    return np.asarray(line.reshape(-1, width)[1 : len(days) + 1])


def slots_with_hours(opening: OpeningHours, days: Days, interval_min: int) -> Grid:
    """Which wall-clock slots of which day are open for all or part of them; shape (days, slots)."""
    step = gcd(interval_min, _FINEST_MIN)
    fine = open_slots(opening, days, step)
    return np.asarray(fine.reshape(len(days), -1, interval_min // step).any(axis=2))


def opening_text(opening: OpeningHours) -> str:
    """Weekly hours in words: ``Mon-Fri 08:00-20:00; Sat 09:00-17:00; Sun closed``."""
    runs: list[tuple[int, int]] = []
    for number, spans in enumerate(opening.weekly):
        if runs and opening.weekly[runs[-1][0]] == spans:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    parts = []
    for first, last in runs:
        name = WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
        spans = opening.weekly[first]
        hours = ", ".join(f"{clock_text(start)}-{clock_text(end)}" for start, end in spans) or "closed"
        parts.append(f"{name} {hours}")
    return "; ".join(parts)
