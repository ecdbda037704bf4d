"""What is known of each queue, as a day by slot matrix in wall-clock time.

An interval without a row is unknown: NaN, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault
from staffplan.forecasting.wall_clock import Days, Slots, interval_length, run_of_days, wall_days_and_minutes
from staffplan.units import MINUTES_PER_DAY

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DayMatrix:
    """One queue's history.

    Attributes
    ----------
    queue : its name.
    interval_min : length of a slot in minutes.
    days : every date from the history's first to its last, gaps included; shape (days,).
    offered : contacts, NaN where unknown; shape (days, slots).
    handled : contacts whose handle time is known; 0 where none; shape (days, slots).
    worked_s : their handle time in seconds, in all; shape (days, slots).
    """

    queue: str
    interval_min: int
    days: Days
    offered: Matrix
    handled: Matrix
    worked_s: Matrix

    @property
    def slots(self) -> int:
        """Slots of a wall-clock day."""
        return int(self.offered.shape[1])

    @property
    def seen(self) -> NDArray[np.bool_]:
        """Whether a day has any row; shape (days,)."""
        return np.asarray(~np.isnan(self.offered).all(axis=1))

    def part(self, start: int, end: int) -> DayMatrix:
        """The days number `start` to `end`, the latter not included."""
        cut = slice(start, end)
        return replace(
            self, days=self.days[cut], offered=self.offered[cut], handled=self.handled[cut], worked_s=self.worked_s[cut]
        )


def day_matrices(history: pd.DataFrame, interval_min: int | None = None) -> tuple[DayMatrix, ...]:
    """Every queue of a HISTORY frame, in order of name.

    Parameters
    ----------
    history : rows in any order; `start` naive or zoned.
    interval_min : a multiple of the history's own interval; only complete intervals are summed. None, or a whole part
        of the history's interval, keeps that.

    Raises
    ------
    DataError for an empty history, rows off the grid, an interval that the history's does not fit, doubled rows.
    """
    if history.empty:
        raise DataError(
            Fault("data.empty", "The history has no rows.", "give at least a few days of intervals; weeks are better.")
        )
    days, minutes = wall_days_and_minutes(history["start"])
    codes, names = pd.factorize(history["queue"], sort=True)
    fine = interval_length(minutes, days, codes)
    if history.duplicated(["queue", "start"]).any():
        raise DataError(Fault("data.duplicate_interval", "Some intervals of a queue occur twice.", path="start"))
    merge = _slots_to_merge(fine, interval_min)
    calendar = run_of_days(days.min(), int((days.max() - days.min()).astype(np.int64)) + 1)
    place = ((days - calendar[0]).astype(np.int64), minutes // fine)
    columns = {"offered": history["offered"].to_numpy(dtype=np.float64), **_work(history)}
    return tuple(
        _queue_matrix(str(name), codes == code, calendar, place, columns, (fine, merge))
        for code, name in enumerate(names)
    )


def _slots_to_merge(fine: int, wanted: int | None) -> int:
    """How many slots of the history make one of the forecast."""
    if wanted is None or fine % wanted == 0:
        return 1  # a finer forecast is made from these, and split
    if wanted % fine:
        raise DataError(
            Fault(
                "data.interval_too_long",
                f"The history's intervals of {fine} minutes cannot be made into intervals of {wanted} minutes.",
                f"plan in intervals of {fine} minutes or a multiple of it, or export a finer history.",
                path="start",
            )
        )
    return wanted // fine


def _work(history: pd.DataFrame) -> dict[str, Matrix]:
    """Contacts with a known handle time and their seconds, by row; zeros where the history has neither."""
    unknown = np.full(len(history), np.nan)

    def column(name: str) -> Matrix:
        return history[name].to_numpy(dtype=np.float64) if name in history else unknown

    aht = column("aht_s")
    aht = np.where(np.isnan(aht), column("talk_s") + column("after_work_s"), aht)
    handled = np.where(np.isnan(column("handled")), column("offered"), column("handled"))
    known = (aht > 0) & (handled > 0)
    return {"handled": np.where(known, handled, 0.0), "worked_s": np.where(known, handled * aht, 0.0)}


def _queue_matrix(
    name: str, mine: NDArray[np.bool_], calendar: Days, place: tuple[Slots, Slots], columns: dict[str, Any], grid: Any
) -> DayMatrix:
    fine, merge = grid
    width = MINUTES_PER_DAY // fine
    shape = (len(calendar), width)
    known = mine & ~np.isnan(columns["offered"])
    cell = place[0][known] * width + place[1][known]
    seen = np.bincount(cell, minlength=shape[0] * width).reshape(shape)
    sums = {
        key: np.bincount(cell, weights=values[known], minlength=shape[0] * width).reshape(shape)
        for key, values in columns.items()
    }
    # the hour that an autumn day has twice counts as the mean of the two, so that a profile stays one of a plain day
    offered = np.where(seen > 0, sums["offered"] / np.maximum(seen, 1), np.nan)
    merged = (shape[0], width // merge, merge)
    return DayMatrix(
        queue=name,
        interval_min=fine * merge,
        days=calendar,
        offered=offered.reshape(merged).sum(axis=2),
        handled=sums["handled"].reshape(merged).sum(axis=2),
        worked_s=sums["worked_s"].reshape(merged).sum(axis=2),
    )
