"""The rest of the day, corrected by the actuals so far: ``staffplan update``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from staffplan.app.actuals import actuals_until, beside, first_attempts_of, forecast_of, on_clock
from staffplan.app.as_written import as_written
from staffplan.config import load
from staffplan.errors import Fault, UsageError
from staffplan.forecasting.day_factor import CARRY
from staffplan.forecasting.intraday_update import Updated, update_forecast
from staffplan.forecasting.last_interval import looks_cut_off
from staffplan.intake import read_history

_DAYS_BACK = 6
"""Without a forecast, one is made from so many days before the last: by then its deviations are carried away."""
_DAYS = 21


def updated_forecast(
    actuals: Path | BinaryIO,
    forecast: Path | BinaryIO | None,
    configuration_path: Path | None = None,
    *,
    zone: str | None = None,
    now: datetime | None = None,
    as_of: date | None = None,
    carry: float = CARRY,
) -> Updated:
    """A forecast, corrected for the rest of the day and the days after.

    Parameters
    ----------
    actuals : a HISTORY table of the day so far; of earlier days of the forecast, too, where it has them.
    forecast : the FORECAST table as it was before; None: made from the centre's history.
    configuration_path : the centre, for its zone and its holidays; None: times are read as they stand.
    zone : IANA zone of times without offset, without a configuration.
    now : intervals that end later are not over; None: the actuals' last row is the last that is over.
    as_of : rows of later days are not looked at.
    carry : share of a day's deviation that is expected of the next, 0 to 1.

    Raises
    ------
    DataError, UsageError, ConfigError with all faults of the step that found them.
    """
    if not 0 <= carry <= 1:
        fault = Fault(
            "usage.carry", f"{carry:g} is no share of a day's deviation.", "0 to 1, such as 0.5.", path="--carry"
        )
        raise UsageError(fault)
    configuration = None if configuration_path is None else load(configuration_path)
    known_zone = zone if configuration is None else configuration.centre.zone
    attempts = read_history(actuals, zone=known_zone)
    read, moment = actuals_until(first_attempts_of(attempts, configuration), now, as_of)
    first_day = max(read.frame["start"].min().date(), read.frame["start"].max().date() - timedelta(days=_DAYS_BACK))
    before = forecast_of(forecast, configuration, zone, first_day, _DAYS)
    matched, notes = beside(before, read)
    if now is None and looks_cut_off(matched.frame):
        cut = matched.frame["start"].max()
        matched = replace(matched, frame=matched.frame[matched.frame["start"] < cut])
        moment, doubt = (
            cut,
            f"the actuals of {cut:%Y-%m-%d %H:%M} are far fewer than those before them; taken for cut off",
        )
        notes = (*notes, f"{doubt} by the export and left out. State --now where the interval is over.")
    special = () if configuration is None else tuple(configuration.centre.special_days.holidays)
    found = update_forecast(
        before.frame,
        matched,
        on_clock(moment, before.frame["start"]),
        before.interval_min,
        carry=carry,
        special=special,
    )
    return Updated(as_written(found.frame), found.queues, (*read.notes, *before.notes, *notes, *found.notes))
