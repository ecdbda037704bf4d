"""A forecast and the actuals of some of its days, read onto one clock."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pandas as pd

from staffplan.app.outlook import centre_outlook
from staffplan.errors import DataError, Fault, UsageError
from staffplan.forecasting.matched import Matched, match, with_variation
from staffplan.forecasting.repeat_calls import first_attempts
from staffplan.forecasting.wall_clock import zone_of
from staffplan.intake import HistoryRead
from staffplan.intake.coarser import put_together
from staffplan.intake.csv_file import take_table
from staffplan.intake.grid import grid_of
from staffplan.tables.follow_up import UPDATED

if TYPE_CHECKING:
    from staffplan.config import Configuration

_FORECAST_READ = replace(UPDATED, name="FORECAST")


@dataclass(frozen=True, slots=True)
class ForecastRead:
    """A FORECAST frame with variation in every row, the length of its intervals in minutes, and notes."""

    frame: pd.DataFrame
    interval_min: int
    notes: tuple[str, ...]


def forecast_of(
    source: Path | BinaryIO | None, configuration: Configuration | None, zone: str | None, first_day: date, days: int
) -> ForecastRead:
    """The forecast that actuals are held against.

    Parameters
    ----------
    source : a FORECAST table; None: `days` days from `first_day` are forecast from the centre's history before them.
    zone : IANA zone of times without offset, where there is no configuration.

    Raises
    ------
    UsageError without both; DataError with the faults of the table, or where it was corrected by actuals before.
    """
    if source is not None:
        return _original(source, zone if configuration is None else configuration.centre.zone)
    if configuration is None:
        message = "There is no forecast to hold the actuals against."
        hint = "name it with -f FORECAST.csv, or name a centre with -c, whose history is then forecast."
        raise UsageError(Fault("usage.no_forecast", message, hint, path="-f"))
    _, outlook = centre_outlook(configuration, weeks=-(-days // 7), first_day=first_day)
    own = f"no forecast was given: the centre's history before {first_day} was forecast."
    return _with_scatter(outlook.frame, configuration.centre.interval_min, (own, *outlook.notes))


def _original(source: Path | BinaryIO, zone: str | None) -> ForecastRead:
    intake = take_table(source, _FORECAST_READ, zone=zone)
    if "factor" in intake.frame and (intake.frame["factor"].fillna(1.0) != 1.0).any():
        message = "This forecast was corrected by actuals before; they would count twice."
        hint = "hand in the forecast as it was, with all actuals since: every day of them is made use of."
        raise DataError(Fault("data.corrected_before", message, hint, intake.place.file, path="factor"))
    frame = intake.frame.drop(columns=["factor", "actual"], errors="ignore")
    step, notes = grid_of(frame, intake.place)
    return _with_scatter(frame, step, (*intake.notes, *notes))


def _with_scatter(frame: pd.DataFrame, interval_min: int, notes: tuple[str, ...]) -> ForecastRead:
    known, assumed = with_variation(frame)
    return ForecastRead(known, interval_min, (*notes, *assumed))


def beside(forecast: ForecastRead, actuals: HistoryRead) -> tuple[Matched, tuple[str, ...]]:
    """The actuals beside the forecast, and notes; DataError where no interval is in both.

    Actual intervals that are shorter are put together; the last is left out where a part of it is missing.
    """
    frame, notes = _same_clock(actuals.frame, forecast.frame)
    step, wanted = actuals.interval_min, forecast.interval_min
    if step < wanted and wanted % step == 0:
        frame, _ = put_together(frame, step, wanted, "actuals")
        step = wanted
    matched = match(forecast.frame, wanted, frame, step)
    return matched, (*notes, *matched.notes)


def actuals_until(
    actuals: HistoryRead, now: datetime | None = None, as_of: date | None = None
) -> tuple[HistoryRead, pd.Timestamp]:
    """The actuals of intervals that are over, and the moment up to which they reach.

    Parameters
    ----------
    now : intervals that end later are left out; naive: on the actuals' clock. None: the end of the last row.
    as_of : rows of later days are left out, too.

    Raises
    ------
    DataError where no row is left.
    """
    frame, length = actuals.frame, pd.Timedelta(minutes=actuals.interval_min)
    limits = [] if now is None else [on_clock(now, frame["start"])]
    if as_of is not None:
        limits.append(on_clock(datetime.combine(as_of + timedelta(days=1), datetime.min.time()), frame["start"]))
    kept = frame[frame["start"] + length <= min(limits)] if limits else frame
    if kept.empty:
        message = f"The actuals have no interval that is over by {min(limits):%Y-%m-%d %H:%M}."
        hint = (
            f"state a later time, or leave it out: their first interval starts {frame['start'].min():%Y-%m-%d %H:%M}."
        )
        raise DataError(Fault("data.no_rows", message, hint, path="--now" if as_of is None else "--as-of"))
    left = len(frame) - len(kept)
    notes = (f"{left:,} actual rows that were not over by {min(limits):%Y-%m-%d %H:%M} are left out.",) if left else ()
    reached = HistoryRead(kept, actuals.interval_min, (*actuals.notes, *notes))
    return reached, limits[0] if now is not None else kept["start"].max() + length


def first_attempts_of(actuals: HistoryRead, configuration: Configuration | None) -> HistoryRead:
    """The actuals as a forecast counts them: first attempts, where the centre says that callers try again."""
    if configuration is None:
        return actuals
    frame, notes = first_attempts(actuals.frame, configuration.volume.retry_shares)
    return replace(actuals, frame=frame, notes=(*actuals.notes, *notes))


def on_clock(moment: datetime | pd.Timestamp, starts: pd.Series) -> pd.Timestamp:
    """A moment, naive or zoned as a column of instants is; a naive one is read on the column's clock."""
    stamp, zone = pd.Timestamp(moment), zone_of(starts)
    if zone is None:
        return stamp.tz_localize(None)
    if stamp.tzinfo is None:
        return stamp.tz_localize(zone, ambiguous=True, nonexistent="shift_forward")
    return stamp.tz_convert(zone)


def _same_clock(actuals: pd.DataFrame, forecast: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The actuals with their starts naive or zoned as the forecast's, and a note where one names no zone."""
    here, there = zone_of(actuals["start"]), zone_of(forecast["start"])
    if here is not None and there is not None:
        return actuals.assign(start=actuals["start"].dt.tz_convert(there)), ()
    if here is not None:
        note = f"the forecast names no zone; it is read by the clock of the actuals, {here}."
        return actuals.assign(start=actuals["start"].dt.tz_localize(None)), (note,)
    if there is not None:
        start = actuals["start"].dt.tz_localize(there, ambiguous="NaT", nonexistent="NaT")
        note = f"the actuals name no zone; they are read by the clock of the forecast, {there}."
        return actuals.assign(start=start)[start.notna()], (note,)
    return actuals, ()
