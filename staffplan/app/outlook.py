"""What will reach the centre in the weeks to come, by its own configuration and history."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from staffplan.app.as_written import as_written
from staffplan.app.forecast import forecast_history
from staffplan.app.history import history_of
from staffplan.app.week import last_day_in, week_to_plan
from staffplan.config import load
from staffplan.errors import ConfigError, Fault, UsageError
from staffplan.forecasting import Outlook, weeks_ahead
from staffplan.intake import read_history

if TYPE_CHECKING:
    from staffplan.config import Configuration


def centre_outlook(
    configuration: Configuration,
    source: Path | BinaryIO | None = None,
    *,
    weeks: int = 1,
    named: str | None = None,
    as_of: date | None = None,
    first_day: date | None = None,
) -> tuple[date, Outlook]:
    """The first day to forecast, and the forecast of `weeks` weeks from it.

    Parameters
    ----------
    source : a HISTORY table; None: the one that the configuration names.
    named, as_of : which week comes first; see `staffplan.app.week.week_to_plan`. History of that week and later is
        not looked at.
    first_day : the first day to forecast, whatever week it is in; None: the week's.

    Raises
    ------
    DataError, UsageError with the faults of the history or of the week; ConfigError where no history is named.
    """
    centre = configuration.centre
    history = history_of(centre, source or _history_path(configuration))
    if first_day is None:
        first_day = week_to_plan(centre.week_start, named=named, as_of=as_of, history_end=last_day_in(history.frame))
    outlook = weeks_ahead(
        history.frame,
        first_day,
        weeks,
        interval_min=centre.interval_min,
        # what waits for its turn arrives while the queue is closed, too: there the hours are learnt
        opening={queue.name: queue.opening for queue in centre.queues if queue.goal.deadline_s is None},
        special_days=centre.special_days,
        settings=configuration.forecasting,
    )
    return first_day, Outlook(
        as_written(outlook.frame), (*history.notes, *outlook.notes), outlook.opening, outlook.held_out
    )


def _history_path(configuration: Configuration) -> Path:
    if configuration.history_path is None:
        hint = "name a HISTORY table under files: history:, or hand one in: run --history, forecast HISTORY.csv"
        fault = Fault("config.no_history", "The configuration names no history.", hint, str(configuration.files[0]))
        raise ConfigError(fault)
    return configuration.history_path


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
) -> Outlook:
    """The forecast of a HISTORY table, with a centre's calendar or with one that is learnt.

    Parameters
    ----------
    source : a HISTORY table; None: the one that the configuration names.
    configuration_path : the centre; None: weeks start on Monday.
    zone : IANA zone of the history's clock, without a configuration; None: as the file says.
    opening, holidays : without a configuration, as `staffplan.forecast` takes them; None: hours are learnt, and no
        holiday is known.

    Raises
    ------
    DataError, UsageError, ConfigError with all faults of the step that found them.
    """
    if configuration_path is not None:
        if (zone, opening, holidays) != (None, None, None):
            message = "A configuration states its own zone, hours and holidays; others cannot be given beside it."
            hint = "leave out --zone, --opening and --holidays, or the configuration"
            raise UsageError(Fault("usage.two_calendars", message, hint))
        return centre_outlook(load(configuration_path), source, weeks=weeks, named=named, as_of=as_of)[1]
    assert source is not None
    history = read_history(source, zone=zone)
    first_day = week_to_plan(0, named=named, as_of=as_of, history_end=last_day_in(history.frame))
    outlook = forecast_history(history.frame, weeks, start=first_day, opening=opening, holidays=holidays)
    return Outlook(outlook.frame, (*history.notes, *outlook.notes), outlook.opening, outlook.held_out)
