"""On which grid of intervals a history lies, and which intervals of it have no row."""

from __future__ import annotations

from collections import Counter
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault
from staffplan.tables.cells import CellError
from staffplan.tables.faults import raise_faults
from staffplan.units import MINUTES_PER_DAY

GRIDS: Final = (5, 10, 15, 30, 60)
"""Interval lengths that a history may have, in minutes."""

_USUALLY_THERE: Final = 0.5
"""Share of weeks from which on an interval of the week is expected to have a row."""

_LISTED_DAYS: Final = 5


def grid_of(frame: pd.DataFrame, file: str, interval_min: int | None = None) -> tuple[int, tuple[str, ...]]:
    """Interval length in minutes of a HISTORY frame, and notes where it had to be guessed.

    The length is the commonest distance between neighbouring rows of a queue; all queues must agree, and with
    `interval_min` where it is given. Raises DataError otherwise, and for rows that lie off the grid.
    """
    found = {str(queue): _commonest_step(rows["start"]) for queue, rows in frame.groupby("queue", sort=True)}
    steps = {queue: step for queue, step in found.items() if step is not None}
    notes: tuple[str, ...] = ()
    if interval_min is not None and interval_min not in GRIDS:
        raise DataError(_step_fault(file, f"{interval_min} minutes is not an interval length staffplan knows."))
    if len(set(steps.values())) > 1:
        listed = ", ".join(f"{queue} {step}" for queue, step in list(steps.items())[:5])
        raise DataError(_step_fault(file, f"The queues have intervals of different lengths in minutes: {listed}."))
    step = next(iter(steps.values()), None) or interval_min
    if step is None:
        step = max((grid for grid in GRIDS if not _off_grid(frame["start"], grid).any()), default=GRIDS[0])
        notes = (f"{file}: too few rows to tell the length of an interval; {step} minutes are assumed.",)
    if step not in GRIDS:
        raise DataError(_step_fault(file, f"The rows of a queue lie {step} minutes apart."))
    if interval_min is not None and step != interval_min:
        message = f"The history has intervals of {step} minutes, and {interval_min} minutes are asked for."
        raise DataError(Fault("data.interval_length", message, f"plan in intervals of {step} minutes.", file))
    _refuse_off_grid(frame, file, step)
    return step, notes


def _step_fault(file: str, message: str) -> Fault:
    lengths = ", ".join(str(grid) for grid in GRIDS)
    return Fault("data.interval_length", message, f"give intervals of {lengths} minutes.", file)


def _commonest_step(starts: pd.Series) -> int | None:
    """Commonest distance of neighbouring rows in minutes (the smallest of several); None with fewer than two rows."""
    minutes = np.unique(starts.to_numpy(dtype="datetime64[s]").astype(np.int64)) // 60
    steps: Counter[int] = Counter(np.diff(minutes).tolist())
    if not steps:
        return None
    most = max(steps.values())
    return max(1, min(step for step, count in steps.items() if count == most))


def _off_grid(starts: pd.Series, step: int) -> NDArray[np.bool_]:
    into_hour = starts.dt.minute * 60 + starts.dt.second
    off = (into_hour % (step * 60) != 0) | (starts.dt.microsecond != 0)
    return np.asarray(off, dtype=bool)


def _refuse_off_grid(frame: pd.DataFrame, file: str, step: int) -> None:
    off = frame[_off_grid(frame["start"], step)]
    hint = f"let intervals start at full {step} minutes of the hour."
    faults = []
    for queue, start in zip(off["queue"], off["start"], strict=True):
        error = CellError(
            "data.off_grid", f"{queue} has a row at {start.isoformat()}, off the {step}-minute grid.", hint
        )
        faults.append(Fault(error.code, error.message, error.hint, file, path="start"))
    raise_faults(faults)


def gap_notes(frame: pd.DataFrame, step: int) -> tuple[str, ...]:
    """Where rows are absent that other weeks have, queue by queue; nothing is filled.

    An interval of the week is expected where at least half of the weeks between a queue's first and last day have it,
    so that closed hours are no gaps.
    """
    notes = []
    for queue, rows in frame.groupby("queue", sort=True):
        notes += _queue_gaps(str(queue), rows["start"], step)
    return tuple(notes)


def _queue_gaps(queue: str, starts: pd.Series, step: int) -> list[str]:
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
    notes = []
    if whole.any():
        listed = _listed([str(days.min() + offset) for offset in np.flatnonzero(whole)])
        notes.append(f"{queue}: {int(whole.sum())} days without any row where other weeks have rows: {listed}.")
    single = absent & ~whole[:, None]
    if single.any():
        moments = [
            f"{days.min() + offset} {slot * step // 60:02d}:{slot * step % 60:02d}"
            for offset, slot in np.argwhere(single)
        ]
        notes.append(f"{queue}: {len(moments)} intervals without a row inside days that have rows: {_listed(moments)}.")
    return notes


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
