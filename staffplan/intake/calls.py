"""What a log of single calls adds up to, interval by interval, and how patient its callers were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from staffplan.errors import DataError, Fault
from staffplan.intake.grid import GRIDS
from staffplan.intake.history import HistoryRead, history_read
from staffplan.tables.faults import Place

USUAL_INTERVAL_MIN: Final = 30
_LISTED_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class CallLog:
    """Calls that reached a queue, one row each.

    Attributes
    ----------
    frame : ``queue`` (str), ``entered`` (datetime64, when the call joined the queue), ``wait_s`` (NaN where unknown),
        ``handled`` (bool; the others gave up), ``talk_s`` and ``after_work_s`` (NaN where unknown).
    file : name for messages.
    notes : what was left out or taken for granted.
    """

    frame: pd.DataFrame
    file: str
    notes: tuple[str, ...]


def history_of_calls(log: CallLog, interval_min: int | None = None) -> HistoryRead:
    """The HISTORY of a call log.

    A call counts in the interval in which it joined the queue. A log shows every call, so an interval without one is
    a true zero, from the first day's midnight to the last day's; a day on which no queue has a single call is left
    out, since a closed day and a lost day look the same.

    Parameters
    ----------
    interval_min : length of the intervals in minutes; 30 where it is None.

    Raises
    ------
    DataError where no call is left, or for an interval length that is not on the clock.
    """
    step = interval_min or USUAL_INTERVAL_MIN
    if step not in GRIDS:
        message = f"{step} minutes is not an interval length staffplan knows."
        hint = f"one of {', '.join(str(grid) for grid in GRIDS)} minutes."
        raise DataError(Fault("data.interval_length", message, hint, log.file))
    if log.frame.empty:
        raise DataError(Fault("data.no_rows", "The log holds no call that reached a queue.", None, log.file))
    calls = log.frame.assign(start=_interval_starts(log.frame["entered"], step))
    observed, notes = _observed(calls["entered"], step)
    frame = _counts(calls, observed)
    patience, patience_notes = _patience(calls)
    frame["patience_s"] = frame["queue"].map(patience).astype("float64")
    return history_read(frame, Place(log.file, range(len(frame))), (*log.notes, *notes, *patience_notes), step)


def _interval_starts(entered: pd.Series, step: int) -> pd.Series:
    """Start of the interval on the wall clock's grid; subtracted on the time line, so both autumn hours keep apart."""
    into = (entered.dt.minute % step) * 60 + entered.dt.second
    past = pd.to_timedelta(into, unit="s") + pd.to_timedelta(entered.dt.microsecond, unit="us")
    return pd.Series(entered - past)


def _observed(entered: pd.Series, step: int) -> tuple[pd.DatetimeIndex, tuple[str, ...]]:
    """Starts of all intervals that the log has seen, and how that was decided."""
    zone = entered.dt.tz
    days = entered.dt.tz_localize(None).dt.normalize()
    first, last = days.min(), days.max()
    ends = pd.DatetimeIndex([first, last + pd.Timedelta(days=1)])
    if zone is not None:
        ends = ends.tz_localize(zone, ambiguous=np.array([True, True]), nonexistent="shift_forward")
    starts = pd.date_range(ends[0], ends[1], freq=f"{step}min", inclusive="left", unit="us")
    starts_days = starts.tz_localize(None).normalize()
    seen = np.asarray(starts_days.isin(days.unique()), dtype=bool)
    notes = [
        f"The log is taken to be complete from {first.date()} to {last.date()}, whole days: an interval without a call "
        "is a true zero."
    ]
    lost = starts_days[~seen].unique()
    if len(lost):
        listed = ", ".join(str(day.date()) for day in lost[:_LISTED_DAYS])
        rest = f" and {len(lost) - _LISTED_DAYS} more" if len(lost) > _LISTED_DAYS else ""
        notes.append(f"No queue has a call on {listed}{rest}: these days are left out, not read as zero.")
    return starts[seen], tuple(notes)


def _counts(calls: pd.DataFrame, observed: pd.DatetimeIndex) -> pd.DataFrame:
    """Counts and mean times of every queue in every observed interval, in the columns of HISTORY."""
    work = calls.assign(
        offered=1.0,
        abandoned=(~calls["handled"]).astype("float64"),
        handled=calls["handled"].astype("float64"),
        aht_s=calls["talk_s"] + calls["after_work_s"].fillna(0.0),
    )
    grouped = work.groupby(["queue", "start"], sort=True)
    counts = grouped[["offered", "handled", "abandoned"]].sum()
    means = grouped[["aht_s", "talk_s", "after_work_s"]].mean()
    every = pd.MultiIndex.from_product([sorted(calls["queue"].unique()), observed], names=["queue", "start"])
    frame = counts.reindex(every, fill_value=0.0).join(means.reindex(every)).reset_index()
    frame["queue"] = frame["queue"].astype("str")
    if calls["after_work_s"].isna().all():  # then talk is all that is known of handle time
        frame = frame.drop(columns=["talk_s", "after_work_s"])
    return frame


def _patience(calls: pd.DataFrame) -> tuple[dict[str, float], tuple[str, ...]]:
    """Mean patience in seconds by queue: all time waited over the number who gave up, the others being censored.

    The estimate of an exponential law from censored times, ``sum of waits / abandonments``. Those who gave up without
    waiting were not tried by the queue and stay out of it: as abandonments at time zero they would make all others
    look less patient. Waits recorded in whole seconds do no harm: they round to both sides.
    """
    patience: dict[str, float] = {}
    notes: list[str] = []
    for queue, rows in calls.groupby("queue", sort=True):
        waited = rows[rows["wait_s"] > 0]
        gave_up = int((~waited["handled"]).sum())
        if gave_up:
            patience[str(queue)] = float(waited["wait_s"].sum()) / gave_up
        else:
            notes.append(f"{queue}: nobody gave up after a wait, so patience is unknown and left blank.")
    at_once = int(((calls["wait_s"] == 0) & ~calls["handled"]).sum())
    if at_once:
        notes.append(f"{at_once:,} callers gave up without waiting: they count as abandoned, not in the patience.")
    return patience, tuple(notes)
