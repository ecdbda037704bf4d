"""How good the forecast would have been: a back-test on a user's own history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from staffplan.app.history import history_of
from staffplan.app.outlook import history_path, refuse_two_calendars, stated_hours
from staffplan.app.progress import Progress, silent
from staffplan.app.stated_calendar import stated_holidays, stated_opening
from staffplan.calendar.special_days import SpecialDays
from staffplan.config import load
from staffplan.forecasting.methods import METHODS, Method
from staffplan.forecasting.settings import ForecastingSettings
from staffplan.forecasting.stated_method import stated_method, with_method
from staffplan.forecasting.track_record import TrackRecord, track_record
from staffplan.intake import read_history


def backtest(
    source: Path | BinaryIO | None,
    configuration_path: Path | None,
    *,
    origins: int,
    lead_weeks: int,
    methods: Sequence[str] = (),
    as_of: date | None = None,
    zone: str | None = None,
    opening: str | None = None,
    holidays: str | None = None,
    progress: Progress = silent,
) -> TrackRecord:
    """Forecast the last weeks of a history by every method, each from the days before it, and judge the forecasts.

    Parameters
    ----------
    source : a HISTORY table; None: the one that the configuration names.
    configuration_path : the centre, for its interval, hours and calendar; None: hours are learnt.
    origins : how many weeks to judge, at most.
    lead_weeks : how many weeks ahead.
    methods : names of the methods to compare; all that need no extra package where empty.
    as_of : the day taken for today: rows of that day and later are not looked at; None: all are.
    zone, opening, holidays : without a configuration, as `staffplan.app.outlook.forecast_table` takes them.

    Raises
    ------
    DataError, UsageError, ConfigError with all faults of the step that found them.
    """
    if configuration_path is not None:
        refuse_two_calendars(zone, opening, holidays)
        configuration = load(configuration_path)
        chosen = _methods(methods, configuration.forecasting)
        centre = configuration.centre
        history = history_of(centre, source or history_path(configuration), configuration.volume.former)
        record = track_record(
            history.frame,
            chosen,
            origins=origins,
            lead_weeks=lead_weeks,
            until=as_of,
            interval_min=centre.interval_min,
            opening=stated_hours(centre),
            special_days=centre.special_days,
            settings=configuration.forecasting,
            stated=configuration.volume,
            progress=progress,
        )
        return replace(record, notes=(*history.notes, *record.notes))
    assert source is not None
    chosen = _methods(methods, ForecastingSettings())
    history = read_history(source, zone=zone)
    rows = history.frame
    first, last = rows["start"].min().date(), rows["start"].max().date()
    record = track_record(
        rows,
        chosen,
        origins=origins,
        lead_weeks=lead_weeks,
        until=as_of,
        opening=stated_opening(opening, rows["queue"].unique()),
        special_days=SpecialDays(holidays=stated_holidays(holidays, first, last)),
        progress=progress,
    )
    return replace(record, notes=(*history.notes, *record.notes))


def _methods(names: Sequence[str], settings: ForecastingSettings) -> tuple[Method, ...]:
    """The methods of these names as the settings have them; all of `METHODS` where none are named."""
    wanted = names or [method.name for method in METHODS]
    return tuple(stated_method(with_method(settings, name)) for name in dict.fromkeys(wanted))
