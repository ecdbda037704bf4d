"""Which day and which slot of the wall clock an interval is, and which intervals a run of days has.

Customers live by the wall clock, so every profile does too. A day has ``1440 / interval_min`` slots; on the day that
the clock jumps forward some of them do not exist, on the day it falls back some exist twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, tzinfo
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault
from staffplan.units import MINUTES_PER_DAY

Days = NDArray[np.datetime64]
"""Local dates as ``datetime64[D]``."""
Slots = NDArray[np.int64]

_HOUR_MIN = 60
_LONGEST_WAIT_WEEKS = 8.0


@dataclass(frozen=True, slots=True)
class WallIntervals:
    """The intervals of a run of days, in the order of the time line.

    Attributes
    ----------
    starts : naive, or with the zone of the history.
    day : number of the day, from 0; shape (intervals,).
    slot : slot of the wall clock within the day; shape (intervals,).
    """

    starts: pd.DatetimeIndex
    day: Slots
    slot: Slots


def weekdays(days: Days) -> Slots:
    """Weekday of each date, Monday is 0."""
    return (days.astype("datetime64[D]").astype(np.int64) + 3) % 7


def run_of_days(first: np.datetime64, count: int, after: int = 0) -> Days:
    """`count` dates in a row, from `after` days after `first`."""
    return np.asarray(first + np.arange(after, after + count).astype("timedelta64[D]"))


def age_weeks(days: Days, first_day: np.datetime64) -> NDArray[np.float64]:
    """Weeks from each of some days in order to the first day forecast.

    The wait between the newest of them and that day counts up to `_LONGEST_WAIT_WEEKS`: weights that halve by the week
    would vanish over years, and all the days are then equally far away.
    """
    age = np.asarray((first_day - days).astype(np.float64) / 7.0)
    return age - max(float(age[-1]) - _LONGEST_WAIT_WEEKS, 0.0)


def as_day(day: date | np.datetime64) -> np.datetime64:
    """A date as ``datetime64[D]``."""
    return np.datetime64(day, "D")


def wall_days_and_minutes(starts: pd.Series) -> tuple[Days, Slots]:
    """Local date of each start, and the minutes after midnight that the wall clock shows."""
    wall = starts.dt.tz_localize(None).to_numpy().astype("datetime64[s]")
    days = wall.astype("datetime64[D]")
    seconds = (wall - days).astype(np.int64)
    if (seconds % 60).any():
        raise _off_grid("some intervals do not start on a full minute")
    return days, seconds // 60


def interval_length(minutes: Slots, days: Days, streams: Slots) -> int:
    """Length in minutes of the history's intervals: the coarsest grid, at most an hour, on which every row starts.

    Parameters
    ----------
    minutes, days : wall clock of each row.
    streams : number of each row's queue.

    Raises
    ------
    DataError where no such grid exists: a single row, a daily history, or rows off the grid that
    nearly all others keep.
    """
    grid = int(np.gcd.reduce(np.append(minutes, MINUTES_PER_DAY)))
    if len(minutes) == 1:
        message = "The history is a single interval; it tells neither how long intervals are nor what comes in others."
        hint = "give at least a few days of intervals; weeks are better."
        raise DataError(Fault("data.history_too_short", message, hint, path="start"))
    if grid > _HOUR_MIN:
        raise DataError(
            Fault(
                "data.interval_too_long",
                f"The history's intervals are {grid} minutes apart; staff are planned by the hour or finer.",
                "export the history by 15, 30 or 60 minutes.",
                path="start",
            )
        )
    order = np.lexsort((minutes, days, streams))
    step = np.diff(minutes[order])
    same_day = (np.diff(days[order]) == np.timedelta64(0, "D")) & (np.diff(streams[order]) == 0) & (step > 0)
    usual = int(np.bincount(step[same_day]).argmax()) if same_day.any() else grid
    strays = minutes % usual != 0 if _HOUR_MIN % usual == 0 else np.zeros(len(minutes), dtype=bool)
    if _HOUR_MIN % grid or (strays.any() and strays.mean() < 0.02):
        shown = ", ".join(
            f"{day} {minute // 60:02d}:{minute % 60:02d}"
            for day, minute in zip(days[strays][:3], minutes[strays][:3], strict=True)
        )
        raise _off_grid(f"rows start off the grid of {usual} minutes: {shown}" if shown else "rows keep no grid")
    return grid


def _off_grid(what: str) -> DataError:
    return DataError(
        Fault(
            "data.off_grid",
            f"The history has no regular intervals: {what}.",
            "start every interval on a grid that divides the hour, such as 08:00, 08:15, 08:30.",
            path="start",
        )
    )


def wall_intervals(first_day: np.datetime64, days: int, interval_min: int, zone: tzinfo | None) -> WallIntervals:
    """Every interval from midnight of `first_day` to midnight after the last day; a Berlin day has 23 to 25 hours."""
    first, end = pd.Timestamp(first_day), pd.Timestamp(first_day + np.timedelta64(days, "D"))
    if zone is not None:
        first, end = _midnight(first, zone), _midnight(end, zone)
    starts = pd.date_range(first, end, freq=f"{interval_min}min", inclusive="left", unit="us")
    local, minutes = wall_days_and_minutes(starts.to_series())
    return WallIntervals(starts, (local - first_day).astype(np.int64), minutes // interval_min)


def _midnight(naive: pd.Timestamp, zone: tzinfo) -> pd.Timestamp:
    """The day's first instant; where the clock jumps over midnight, the jump."""
    return naive.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")


def zone_of(starts: pd.Series) -> tzinfo | None:
    """The zone of a column of instants; None where it is naive."""
    return cast("tzinfo | None", starts.dt.tz)
