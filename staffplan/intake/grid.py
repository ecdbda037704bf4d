"""On which grid of intervals a history lies, and which intervals of it have no row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault
from staffplan.tables.cells import CellError
from staffplan.tables.faults import Place, raise_faults
from staffplan.units import MINUTES_PER_DAY

GRIDS: Final = (5, 10, 12, 15, 20, 30, 60)
"""Interval lengths that a history may have, in minutes."""

_USUALLY_THERE: Final = 0.5
"""Share of weeks from which on an interval of the week is expected to have a row."""

_PLAINLY_OTHER: Final = 0.9
"""Share of a queue's rows that must lie another distance apart before the file is said to mix lengths."""

_LISTED_DAYS: Final = 5


def grid_of(frame: pd.DataFrame, place: Place) -> tuple[int, tuple[str, ...]]:
    """Interval length in minutes of a HISTORY frame, and notes where it had to be guessed.

    The length is the commonest distance between neighbouring rows of a queue. Raises DataError where that is no length
    we know, where a queue plainly has another, and for rows that lie off the grid, which `place` names.
    """
    steps = {str(queue): _steps(rows["start"]) for queue, rows in frame.groupby("queue", sort=True)}
    step, plain = _commonest(sum(steps.values(), Counter()))
    notes: tuple[str, ...] = ()
    if not plain:
        step = max((grid for grid in GRIDS if not _off_grid(frame["start"], grid).any()), default=GRIDS[0])
        notes = (f"{place.file}: the rows do not tell the length of an interval; {step} minutes are assumed.",)
    if step not in GRIDS:
        raise DataError(_unknown_length(place.file, step))
    for queue, counts in steps.items():
        own, plain = _commonest(counts)
        if plain and own != step and counts[own] >= _PLAINLY_OTHER * counts.total():
            message = f"{queue} has intervals of {own} minutes, most rows of the file {step}."
            raise DataError(_step_fault(place.file, message))
    _refuse_off_grid(frame, place, step)
    return step, notes


def _step_fault(file: str, message: str) -> Fault:
    lengths = ", ".join(str(grid) for grid in GRIDS)
    return Fault("data.interval_length", message, f"give intervals of {lengths} minutes.", file)


def _unknown_length(file: str, step: int) -> Fault:
    if step % MINUTES_PER_DAY:
        return _step_fault(file, f"The rows of a queue lie {step} minutes apart.")
    message = "The rows of a queue lie a day or more apart."
    hint = "give rows of intervals (a forecast without --daily): totals of days tell no time of day."
    return Fault("data.interval_length", message, hint, file)


def _steps(starts: pd.Series) -> Counter[int]:
    """How often each distance in minutes occurs between neighbouring rows."""
    seconds = np.unique(starts.to_numpy(dtype="datetime64[s]").astype(np.int64))
    minutes, counts = np.unique(np.diff(seconds) // 60, return_counts=True)
    return Counter(dict(zip(minutes.tolist(), counts.tolist(), strict=True)))


def _commonest(steps: Counter[int]) -> tuple[int, bool]:
    """The commonest distance (the smallest of several) and whether at least half of the rows keep it."""
    if not steps:
        return 0, False
    most = max(steps.values())
    return min(step for step, count in steps.items() if count == most), most * 2 >= steps.total()


def _off_grid(starts: pd.Series, step: int) -> NDArray[np.bool_]:
    into_hour = starts.dt.minute * 60 + starts.dt.second
    off = (into_hour % (step * 60) != 0) | (starts.dt.microsecond != 0)
    return np.asarray(off, dtype=bool)


def _refuse_off_grid(frame: pd.DataFrame, place: Place, step: int) -> None:
    hint = f"let intervals start at full {step} minutes of the hour."
    error = CellError("data.off_grid", f"The row does not start on the grid of {step} minutes.", hint)
    raise_faults([place.fault(error, int(at), "start") for at in np.flatnonzero(_off_grid(frame["start"], step))])


def gap_notes(frame: pd.DataFrame, step: int, explained: Collection[date] = ()) -> tuple[str, ...]:
    """Where rows are absent that other weeks have: whole days by queue, then single intervals; nothing is filled.

    An interval of the week is expected where at least half of the weeks between a queue's first and last day have it,
    so that closed hours are no gaps.

    Parameters
    ----------
    explained : days that may be without rows and nobody wonders, such as public holidays.
    """
    known = {str(day) for day in explained}
    notes, single = [], []
    for queue, rows in frame.groupby("queue", sort=True):
        days, moments = _queue_gaps(rows["start"], step)
        days = [day for day in days if day not in known]
        if days:
            without = "1 day" if len(days) == 1 else f"{len(days)} days"
            notes.append(f"{queue}: {without} without any row where other weeks have rows: {_listed(days)}.")
        if moments:
            single.append(f"{queue} {len(moments)} (first {moments[0]})")
    if single:
        notes.append(f"intervals without a row inside days that have rows: {', '.join(single)}.")
    return tuple(notes)


def _queue_gaps(starts: pd.Series, step: int) -> tuple[list[str], list[str]]:
    """Days, and single intervals of other days, in which one queue lacks rows; in the order of time."""
    wall = starts.dt.tz_localize(None)
    days = wall.to_numpy().astype("datetime64[D]")
    slots = ((wall.dt.hour * 60 + wall.dt.minute) // step).to_numpy()
    offsets = (days - days.min()).astype(np.int64)
    there = np.zeros((int(offsets.max()) + 1, MINUTES_PER_DAY // step), dtype=bool)
    there[offsets, slots] = True
    expected = np.zeros_like(there)
    for weekday in range(7):  # counted from the first day; which weekday it is does not matter here
        expected[weekday::7] = there[weekday::7].mean(axis=0) >= _USUALLY_THERE if len(there) > weekday else False
    absent = expected & ~there & _on_the_clock(there.shape, days.min(), step, starts.dt.tz)
    whole = absent.any(axis=1) & (absent == expected).all(axis=1)
    single = absent & ~whole[:, None]
    return (
        [str(days.min() + offset) for offset in np.flatnonzero(whole)],
        [
            f"{days.min() + offset} {slot * step // 60:02d}:{slot * step % 60:02d}"
            for offset, slot in np.argwhere(single)
        ],
    )


def _listed(names: list[str]) -> str:
    rest = len(names) - _LISTED_DAYS
    return ", ".join(names[:_LISTED_DAYS]) + (f" and {rest} more" if rest > 0 else "")


def _on_the_clock(shape: tuple[int, ...], first: np.datetime64, step: int, zone: object) -> NDArray[np.bool_]:
    """False for the wall-clock intervals that the zone's clock skips in spring; shape (days, intervals)."""
    if zone is None:
        return np.ones(shape, dtype=bool)
    minutes = np.arange(shape[0] * shape[1]) * step
    wall = pd.Series(first.astype("datetime64[us]") + minutes.astype("timedelta64[m]"))
    shown = wall.dt.tz_localize(zone, ambiguous=np.ones(len(wall), dtype=bool), nonexistent="NaT")  # type: ignore[arg-type]
    return shown.notna().to_numpy().reshape(shape)
