"""Actual contacts beside the forecast of the same intervals, whatever grid each of them has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault
from staffplan.forecasting.dispersion import Dispersion

_SHOWN: Final = 5
_KEY: Final = ["queue", "start"]
MINUTES: Final = 60.0


@dataclass(frozen=True, slots=True)
class Matched:
    """Intervals of which both forecast and actual are known.

    Attributes
    ----------
    frame : queue, start, day (local date as ``datetime64``), expected, came, cv2_interval, cv2_day; sorted by queue
        and start. An overridden interval is not among them: it is the planner's number, not the forecast's.
    interval_min : length of its intervals.
    notes : actual rows that have no forecast, forecasts that have no actual rows, in sentences.
    """

    frame: pd.DataFrame
    interval_min: int
    notes: tuple[str, ...]


def match(forecast: pd.DataFrame, forecast_min: int, actuals: pd.DataFrame, actual_min: int) -> Matched:
    """Put actual rows beside their forecast.

    Parameters
    ----------
    forecast : FORECAST frame with both columns of variation, see `with_variation`.
    actuals : HISTORY frame on the same clock; an interval without a row, or a blank one, is unknown, not zero.
    forecast_min, actual_min : their interval lengths in minutes; one is a multiple of the other.

    Raises
    ------
    DataError where no interval is in both, or where neither length is a multiple of the other.
    """
    step = max(forecast_min, actual_min)
    if step % forecast_min or step % actual_min:
        message = f"Actual intervals of {actual_min} minutes and forecast ones of {forecast_min} do not fit together."
        raise DataError(Fault("data.interval_length", message, "use one length for both."))
    came = _in_intervals(actuals[actuals["offered"].notna()], step, {"offered": "sum"}, whole=step // actual_min)
    usual = forecast[~overridden(forecast)]
    columns = {"offered_mean": "sum", "cv2_interval": "mean", "cv2_day": "mean"}
    expected = _in_intervals(usual, step, columns)
    both = expected.merge(came, on=_KEY, how="inner").sort_values(_KEY, ignore_index=True)
    both = both.rename(columns={"offered_mean": "expected", "offered": "came"})
    if both.empty:
        raise DataError(_nothing_in_both(forecast, actuals))
    return Matched(both.assign(day=local_days(both)), step, _left_out(forecast, came, both))


def with_variation(forecast: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The forecast with `cv2_interval` and `cv2_day` in every row, and a note where a typical scatter is assumed."""
    typical = Dispersion()
    assumed = forecast.copy()
    blank = np.zeros(len(forecast), dtype=bool)
    for name, value in (("cv2_interval", typical.cv2_interval), ("cv2_day", typical.cv2_day)):
        column = forecast[name] if name in forecast else pd.Series(np.nan, index=forecast.index)
        blank |= column.isna().to_numpy()
        assumed[name] = column.fillna(value)
    if not blank.any():
        return assumed, ()
    rows = "the forecast does" if blank.all() else f"{int(blank.sum()):,} rows of the forecast do"
    note = f"{rows} not say how far counts scatter; a typical scatter is assumed (day {typical.cv2_day**0.5:.0%})."
    return assumed, (note,)


def overridden(forecast: pd.DataFrame) -> NDArray[np.bool_]:
    """Which rows hold a planner's own number: those with a reason in the column `override`."""
    if "override" not in forecast:
        return np.zeros(len(forecast), dtype=bool)
    return np.asarray(forecast["override"].fillna("").ne(""), dtype=bool)


def local_days(frame: pd.DataFrame) -> NDArray[np.datetime64]:
    """The wall clock's date of each row's `start`."""
    return np.asarray(frame["start"].dt.tz_localize(None).to_numpy().astype("datetime64[D]"))


def clumping(expected: NDArray[np.float64], cv2_interval: NDArray[np.float64], interval_min: int) -> float:
    """How much more than a Poisson count the contacts of some intervals scatter: variance over mean, at least 1.

    ``1 + cv2_interval`` times the contacts expected in a mean hour. Hours weigh by their contacts. An hour, not an
    interval: what makes an interval busy lasts into the next, so that short intervals tell no more than long ones.
    """
    total = float(expected.sum())
    if total <= 0:
        return 1.0
    return 1.0 + float((cv2_interval * expected**2).sum()) / total * max(MINUTES / interval_min, 1.0)


def _in_intervals(frame: pd.DataFrame, step: int, columns: dict[str, str], *, whole: int = 1) -> pd.DataFrame:
    """Columns put together to intervals of `step` minutes; those of fewer than `whole` rows are left out."""
    start = frame["start"] - pd.to_timedelta(frame["start"].dt.minute % step, unit="min")
    grouped = frame.assign(start=start).groupby(_KEY, sort=True)
    values = grouped.agg(columns)
    return values[grouped.size() >= whole].reset_index()


def _left_out(forecast: pd.DataFrame, came: pd.DataFrame, both: pd.DataFrame) -> tuple[str, ...]:
    notes = []
    known, planned = set(both["queue"]), set(forecast["queue"])
    if strangers := sorted(set(came["queue"]) - planned):
        notes.append(f"no forecast of {_listed(strangers)}; their actuals are left out.")
    if silent := sorted(planned - known):
        notes.append(f"no actuals of {_listed(silent)}; nothing is said about them.")
    outside = came[came["queue"].isin(known) & (came["offered"] > 0)].merge(
        both[_KEY], on=_KEY, how="left", indicator=True
    )
    outside = outside[outside["_merge"] == "left_only"]
    if len(outside):
        number, first = outside["offered"].sum(), outside["start"].min()
        notes.append(
            f"{number:,.0f} contacts came in {len(outside):,} intervals that have no forecast of their own (closed, "
            f"overridden or another day), the first {first:%Y-%m-%d %H:%M}; they are left out."
        )
    return tuple(notes)


def _nothing_in_both(forecast: pd.DataFrame, actuals: pd.DataFrame) -> Fault:
    """Why no interval is in both: other queues, or other days."""
    planned, known = sorted(set(forecast["queue"])), sorted(set(actuals["queue"]))
    if not set(planned) & set(known):
        message = f"The actuals are of {_listed(known)}, the forecast is of other queues."
        hint = f"write the queues as the forecast does: {_listed(planned)}."
        return Fault("data.no_overlap", message, hint, path="queue")
    message = "Not one interval of the actuals is in the forecast."
    hint = f"hand in the forecast of these days. {_span(actuals, 'actuals')}; {_span(forecast, 'forecast')}."
    return Fault("data.no_overlap", message, hint, path="start")


def _listed(names: list[str]) -> str:
    rest = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {rest} more" if rest > 0 else "")


def _span(frame: pd.DataFrame, name: str) -> str:
    return (
        f"{name} {frame['start'].min():%Y-%m-%d} to {frame['start'].max():%Y-%m-%d}" if len(frame) else f"{name} none"
    )
