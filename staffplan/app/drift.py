"""Whether forecasts still hold: ``staffplan drift``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO

from staffplan.app.actuals import actuals_until, beside, first_attempts_of, forecast_of
from staffplan.app.history import history_of
from staffplan.config import Configuration, load
from staffplan.domain.drift_alarm import DriftAlarm, DriftKind
from staffplan.errors import Fault, UsageError
from staffplan.forecasting.day_factor import CARRY
from staffplan.forecasting.drift import FALSE_ALARMS, Drift, drift
from staffplan.intake import HistoryRead, read_history

DAYS = 14
"""How many days are looked at: two weeks show a shift of some days and forget the last one."""


def drift_found(
    actuals: Path | BinaryIO | None,
    forecast: Path | BinaryIO | None,
    configuration_path: Path | None = None,
    *,
    zone: str | None = None,
    as_of: date | None = None,
    days: int = DAYS,
    false_alarms: float = FALSE_ALARMS,
    carry: float = CARRY,
) -> Drift:
    """Hold the last days of the actuals against their forecast.

    Parameters
    ----------
    actuals : a HISTORY table; None: the centre's own history.
    forecast : the FORECAST table of these days; None: made from the centre's history before them.
    days : how many days back from the last row.
    as_of : rows of later days are not looked at.
    false_alarms : chance of an alarm while nothing has drifted.
    carry : correlation of the deviations of neighbouring days.

    Raises
    ------
    DataError, UsageError, ConfigError with all faults of the step that found them.
    """
    if not 0.001 <= false_alarms <= 0.5:
        message = f"{100 * false_alarms:g} % is no chance of a false alarm that can be kept."
        raise UsageError(Fault("usage.false_alarms", message, "0.1 % to 50 %.", path="--false-alarms"))
    configuration = None if configuration_path is None else load(configuration_path)
    attempts = _read(actuals, configuration, zone)
    read, _ = actuals_until(first_attempts_of(attempts, configuration), None, as_of)
    first_day = read.frame["start"].max().date() - timedelta(days=days - 1)
    recent = read.frame[read.frame["start"].dt.tz_localize(None) >= str(first_day)]
    before = forecast_of(forecast, configuration, zone, first_day, days)
    matched, notes = beside(before, replace(read, frame=recent))
    found = drift(matched.frame, carry=carry, false_alarms=false_alarms)
    return replace(found, notes=(*read.notes, *before.notes, *notes, *found.notes))


def _read(source: Path | BinaryIO | None, configuration: Configuration | None, zone: str | None) -> HistoryRead:
    if source is not None:
        return read_history(source, zone=zone if configuration is None else configuration.centre.zone)
    if configuration is None or configuration.history_path is None:
        message = "There are no actuals to look at."
        raise UsageError(Fault("usage.no_forecast", message, "name a HISTORY table, or a centre that has one with -c."))
    return history_of(configuration.centre, configuration.history_path)


def alarm_faults(alarms: tuple[DriftAlarm, ...]) -> tuple[Fault, ...]:
    """What to say about each alarm, and what to do."""
    return tuple(_fault(alarm) for alarm in alarms)


def _fault(alarm: DriftAlarm) -> Fault:
    chance = "less than 0.1 %" if alarm.chance < 0.001 else f"{alarm.chance:.1%}"
    if alarm.kind is DriftKind.LEVEL:
        side = "above" if alarm.off > 0 else "below"
        message = f"{alarm.queue}: {abs(alarm.off):.0%} {side} the forecast since {alarm.since}; by chance in {chance}."
        hint = "look for the reason; forecast again from the newest history, or state it as an event or an override."
        return Fault("drift.level", message, hint, path=alarm.queue)
    message = f"{alarm.queue}: {alarm.off:.0%} of intervals outside their 90 % interval; by chance in {chance}."
    hint = "look whether the shape of the day has changed (hours, routing, menus); forecast from the newest history."
    return Fault("drift.scatter", message, hint, path=alarm.queue)
