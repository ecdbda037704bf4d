"""How many contacts will come: ``staffplan.forecast``, for use from Python with a history and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from numbers import Integral
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from staffplan.app.stated_calendar import (
    HolidaysStated,
    OpeningStated,
    stated_day,
    stated_holidays,
    stated_opening,
)
from staffplan.app.stated_events import EventsStated, OverridesStated, stated_events, stated_overrides
from staffplan.app.stated_queues import refuse_unknown_queues
from staffplan.calendar.special_days import SpecialDays
from staffplan.errors import Fault, UsageError
from staffplan.forecasting import Outlook, weeks_ahead
from staffplan.forecasting.settings import ForecastingSettings
from staffplan.forecasting.shown import Shown
from staffplan.forecasting.shown import shown as asked
from staffplan.forecasting.stated_method import with_method
from staffplan.intake import read_history
from staffplan.intake.offered_estimate import offered_known
from staffplan.tables.frames import frame_read
from staffplan.tables.history import HISTORY

_MOST_WEEKS = 104
_LATEST_START = date(2199, 12, 31)
_USUALLY_SHOWN = Shown()


def forecast(
    history: pd.DataFrame | str | PathLike[str],
    weeks: int = 1,
    *,
    start: Any = None,
    opening: OpeningStated = None,
    holidays: HolidaysStated = None,
    events: EventsStated = (),
    overrides: OverridesStated = (),
    quantiles: str | Iterable[float] | None = None,
    daily: bool = False,
    scenarios: int | None = None,
    seed: int = 0,
    method: str | None = None,
) -> pd.DataFrame:
    """Contacts expected in the weeks to come, by queue and interval, with quantiles and handle time.

    Parameters
    ----------
    history : a HISTORY frame (`queue`, `start`, `offered` and more where known) or the path of such a CSV file.
        Without a `queue` column all rows are one queue named ``all``. An absent row is unknown, not zero.
    weeks : number of seven-day blocks.
    start : first day to forecast, a date or ISO text; None for the day after the history's last. Rows of that day
        and later are not looked at.
    opening : opening hours, such as ``"Mon-Fri 08:00-20:00; Sat 09:00-17:00"``, an `OpeningHours`, or one of these
        for each queue in a mapping. None: learnt from the history.
    holidays : a country such as ``"FR"``, a country with its region such as ``"DE-HH"``, dates, or names by date;
        those of the past too, since they are taken out of what is learnt.
    events : mappings with the keys that ``events`` have in YAML, such as
        ``{"name": "sale", "dates": "2026-12-01", "expected": "+30 %"}``; those of the past too.
    overrides : the same for ``overrides``: ``{"queue": "sales", "dates": "2026-12-01", "contacts": 400}``.
    quantiles : in %, such as ``(5, 50, 97.5)``, for columns ``offered_p05``, ``offered_p50``, ``offered_p97_5``; None
        for 5, 10, 50, 90 and 95.
    daily : rows of days, with quantiles of their totals, in place of intervals.
    scenarios : so many courses drawn at random, in place of means and quantiles.
    seed : of the draw; the same seed gives the same numbers.
    method : what volumes are forecast by, such as ``"holt_winters"``; None for ``"auto"``.

    Returns
    -------
    FORECAST frame: a row for each open interval, none for closed ones; `start` is naive or zoned as in the history.
    With `daily` FORECAST_DAYS, with `scenarios` SCENARIOS, whose rows are days with both.
    What was learnt or assumed stands in ``.attrs["notes"]``.

    Raises
    ------
    DataError : the history cannot be read, with every fault.
    UsageError : an argument makes no sense.
    """
    outlook = forecast_history(
        history,
        weeks,
        start=start,
        opening=opening,
        holidays=holidays,
        events=events,
        overrides=overrides,
        shown=asked(quantiles, daily=daily, scenarios=scenarios, seed=seed),
        method=method,
    )
    outlook.frame.attrs["notes"] = list(outlook.notes)
    return outlook.frame


def forecast_history(
    history: pd.DataFrame | str | PathLike[str],
    weeks: int = 1,
    *,
    start: Any = None,
    opening: OpeningStated = None,
    holidays: HolidaysStated = None,
    events: EventsStated = (),
    overrides: OverridesStated = (),
    shown: Shown = _USUALLY_SHOWN,
    method: str | None = None,
) -> Outlook:
    """Like `forecast`, with the notes and the back-test beside the frame."""
    if isinstance(weeks, bool) or not isinstance(weeks, Integral) or not 1 <= int(weeks) <= _MOST_WEEKS:
        fault = Fault("usage.weeks", f"weeks={weeks!r} is no number of weeks.", f"1 to {_MOST_WEEKS}.", path="weeks")
        raise UsageError(fault)
    rows, notes = _read(history)
    first_day = None if start is None else _first_day(start)
    first, last = _days_covered(rows, first_day, int(weeks))
    hours, dated, numbers = (
        stated_opening(opening, rows["queue"].unique()),
        stated_events(events),
        stated_overrides(overrides),
    )
    refuse_unknown_queues(rows["queue"].unique(), hours, dated, numbers)
    outlook = weeks_ahead(
        rows,
        first_day,
        int(weeks),
        opening=hours,
        special_days=SpecialDays(
            holidays=stated_holidays(holidays, first, last),
            events=dated,
            overrides=numbers,
        ),
        settings=with_method(ForecastingSettings(), method),
        shown=shown,
    )
    return replace(outlook, notes=(*notes, *outlook.notes))


def _read(history: pd.DataFrame | str | PathLike[str]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The history under its contract, and what had to be assumed about it."""
    if isinstance(history, (str, PathLike)):
        read = read_history(Path(history))
        return read.frame, read.notes
    if not isinstance(history, pd.DataFrame):
        message = f"history is a {type(history).__name__}, neither a table nor the path of one."
        raise UsageError(Fault("usage.history", message, "a pandas DataFrame, or a CSV file's path.", path="history"))
    notes = []
    frame = history.reset_index() if any(name in HISTORY.names for name in history.index.names) else history
    if "queue" not in frame:
        frame = frame.assign(queue="all")
        notes.append("the history has no column queue: all rows are taken as one queue named all.")
    if {"offered", "handled"} & set(frame.columns) and frame.columns.is_unique:
        frame, assumed = offered_known(frame)
        notes += assumed
    rows, assumed = frame_read(frame, HISTORY)
    return rows, (*notes, *assumed)


def _first_day(start: Any) -> date:
    day = stated_day(start, "start")
    if day > _LATEST_START:
        fault = Fault(
            "usage.not_a_day", f"start={day} lies beyond any calendar.", f"up to {_LATEST_START}.", path="start"
        )
        raise UsageError(fault)
    return day


def _days_covered(rows: pd.DataFrame, first_day: date | None, weeks: int) -> tuple[date, date]:
    """First day of the history and last day of the forecast."""
    if rows.empty:
        return date.min + timedelta(days=400), date.min + timedelta(days=400)
    first, last = rows["start"].min().date(), rows["start"].max().date()
    return first, max(last, first_day or last) + timedelta(days=7 * weeks)
