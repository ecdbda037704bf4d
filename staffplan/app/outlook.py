"""What will reach the centre in the weeks to come, by its own configuration and history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pandas as pd

from staffplan.app.as_written import as_written
from staffplan.app.forecast import forecast_history
from staffplan.app.history import history_of, queues_without_rows
from staffplan.app.week import last_day_in, week_to_plan
from staffplan.calendar.weeks import first_day_of_week
from staffplan.config import load
from staffplan.errors import ConfigError, Fault, UsageError
from staffplan.forecasting import Outlook, weeks_ahead
from staffplan.forecasting.shown import Shown
from staffplan.forecasting.stated_method import with_method
from staffplan.intake import HistoryRead, read_history

if TYPE_CHECKING:
    from staffplan.calendar.opening import OpeningHours
    from staffplan.config import Configuration
    from staffplan.domain.centre import Centre

_USUALLY_SHOWN = Shown()


def centre_outlook(
    configuration: Configuration,
    source: Path | BinaryIO | None = None,
    *,
    weeks: int = 1,
    named: str | None = None,
    as_of: date | None = None,
    first_day: date | None = None,
    covering: date | None = None,
    shown: Shown = _USUALLY_SHOWN,
    method: str | None = None,
) -> tuple[date, Outlook]:
    """The first day to forecast, and the forecast of `weeks` weeks from it.

    Parameters
    ----------
    source : a HISTORY table; None: the one that the configuration names.
    named, as_of : which week comes first; see `staffplan.app.week.week_to_plan`. History of that week and later is
        not looked at.
    first_day : the first day to forecast, whatever week it is in; None: the week's.
    covering : a day to forecast; the first week is then the one that holds it.
    shown : intervals or days, which quantiles, or courses drawn at random.
    method : what volumes are forecast by; None: what the configuration says, or `auto`.

    Raises
    ------
    DataError, UsageError with the faults of the history or of the week; ConfigError where no history is named.
    """
    centre = configuration.centre
    history = _history(configuration, source)
    if covering is not None:
        first_day = first_day_of_week(covering, centre.week_start)
    if first_day is None:
        known = named is not None or as_of is not None or not history.frame.empty
        end = last_day_in(history.frame) if not history.frame.empty else as_of or date.min
        if not known:
            raise _no_history(configuration, "name the week with --week; there is no history that it could follow")
        first_day = week_to_plan(centre.week_start, named=named, as_of=as_of, history_end=end)
    outlook = weeks_ahead(
        history.frame,
        first_day,
        weeks,
        interval_min=centre.interval_min,
        opening=stated_hours(centre),
        special_days=centre.special_days,
        settings=with_method(configuration.forecasting, method),
        stated=configuration.volume,
        shown=shown,
    )
    stated = {*configuration.volume.seasons, *configuration.volume.inherited}
    notes = (*history.notes, *queues_without_rows(centre, history, stated), *outlook.notes)
    return first_day, replace(outlook, frame=as_written(outlook.frame), notes=notes)


def _history(configuration: Configuration, source: Path | BinaryIO | None) -> HistoryRead:
    """The centre's history; without rows where none is named and seasons are stated instead."""
    centre = configuration.centre
    if source is None and configuration.history_path is None and configuration.volume.seasons:
        frame = pd.DataFrame({"queue": [], "start": pd.to_datetime([]).tz_localize(centre.zone), "offered": []})
        kinds = {"queue": "str", "offered": "float64"}
        note = "there is no history: only what is stated under seasonality is forecast."
        return HistoryRead(frame.astype(kinds), centre.interval_min, (note,))
    return history_of(centre, source or history_path(configuration), configuration.volume.former)


def stated_hours(centre: Centre) -> dict[str, OpeningHours]:
    """Opening hours by queue, as far as contacts arrive in them.

    What waits for its turn arrives while the queue is closed, too: there the hours are learnt.
    """
    return {queue.name: queue.opening for queue in centre.queues if queue.goal.deadline_s is None}


def history_path(configuration: Configuration) -> Path:
    """Where the centre's HISTORY lies; ConfigError where it names none."""
    if configuration.history_path is None:
        hint = "name a HISTORY table under files: history:, or hand one in: run --history, forecast HISTORY.csv"
        raise _no_history(configuration, hint)
    return configuration.history_path


def _no_history(configuration: Configuration, hint: str) -> ConfigError:
    message = "The configuration names no history."
    return ConfigError(Fault("config.no_history", message, hint, str(configuration.files[0])))


def refuse_two_calendars(zone: str | None, opening: str | None, holidays: str | None) -> None:
    """UsageError where a zone, hours or holidays are given beside a configuration."""
    if (zone, opening, holidays) != (None, None, None):
        message = "A configuration states its own zone, hours and holidays; others cannot be given beside it."
        hint = "leave out --zone, --opening and --holidays, or the configuration"
        raise UsageError(Fault("usage.two_calendars", message, hint))


def forecast_table(
    source: Path | BinaryIO | None,
    configuration_path: Path | None,
    *,
    weeks: int = 1,
    named: str | None = None,
    as_of: date | None = None,
    zone: str | None = None,
    opening: str | None = None,
    holidays: str | None = None,
    covering: date | None = None,
    shown: Shown = _USUALLY_SHOWN,
    method: str | None = None,
) -> Outlook:
    """The forecast of a HISTORY table, with a centre's calendar or with one that is learnt.

    Parameters
    ----------
    source : a HISTORY table; None: the one that the configuration names.
    configuration_path : the centre; None: weeks start on Monday.
    zone : IANA zone of the history's clock, without a configuration; None: as the file says.
    opening, holidays : without a configuration, as `staffplan.forecast` takes them; None: hours are learnt, and no
        holiday is known.
    covering : a day to forecast; the first week is then the one that holds it.
    shown : intervals or days, which quantiles, or courses drawn at random.
    method : what volumes are forecast by; None: what the configuration says, or `auto`.

    Raises
    ------
    DataError, UsageError, ConfigError with all faults of the step that found them.
    """
    if configuration_path is not None:
        refuse_two_calendars(zone, opening, holidays)
        configuration = load(configuration_path)
        return centre_outlook(
            configuration, source, weeks=weeks, named=named, as_of=as_of, covering=covering, shown=shown, method=method
        )[1]
    assert source is not None
    history = read_history(source, zone=zone)
    if covering is not None:
        named = first_day_of_week(covering, 0).isoformat()
    first_day = week_to_plan(0, named=named, as_of=as_of, history_end=last_day_in(history.frame))
    outlook = forecast_history(
        history.frame, weeks, start=first_day, opening=opening, holidays=holidays, shown=shown, method=method
    )
    return replace(outlook, notes=(*history.notes, *outlook.notes))
