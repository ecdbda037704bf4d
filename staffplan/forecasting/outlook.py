"""The forecast of whole weeks for every queue: the story of this package in one function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import SpecialDays
from staffplan.errors import DataError, Fault
from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.day_matrix import DayMatrix, day_matrices
from staffplan.forecasting.methods.method import Method
from staffplan.forecasting.negative_binomial import quantiles
from staffplan.forecasting.opening_hours import open_slots
from staffplan.forecasting.queue_forecast import QueueForecast, forecast_queue
from staffplan.forecasting.settings import ForecastingSettings
from staffplan.forecasting.stated_method import stated_method
from staffplan.forecasting.wall_clock import Days, WallIntervals, as_day, run_of_days, wall_intervals, zone_of

_PERCENTS = (5, 10, 50, 90, 95)
_ENDED_DAYS = 28
_FAR_DAYS = 56
_DEFAULT_SETTINGS = ForecastingSettings()


@dataclass(frozen=True, slots=True)
class Outlook:
    """Weeks to come.

    Attributes
    ----------
    frame : FORECAST; one row for each open interval of each queue, none for closed ones; sorted by queue and start.
    notes : what was learnt, assumed or left out, in sentences.
    opening : the hours that the forecast covers, by queue: as stated, or as learnt.
    held_out : forecasts of the last weeks of the history against what came, by queue; None where it is too short.
    """

    frame: pd.DataFrame
    notes: tuple[str, ...]
    opening: Mapping[str, OpeningHours]
    held_out: Mapping[str, HeldOut | None]


def weeks_ahead(
    history: pd.DataFrame,
    horizon_start: date | None = None,
    weeks: int = 1,
    *,
    interval_min: int | None = None,
    opening: Mapping[str, OpeningHours] | None = None,
    special_days: SpecialDays | None = None,
    settings: ForecastingSettings = _DEFAULT_SETTINGS,
    method: Method | None = None,
) -> Outlook:
    """Forecast `weeks` blocks of seven days for every queue of a history.

    Parameters
    ----------
    history : HISTORY frame, in any order, `start` naive or zoned; an absent interval is unknown, not zero. Rows of
        `horizon_start` and later are not looked at.
    horizon_start : first day to forecast; None for the day after the history's last.
    interval_min : length of the forecast's intervals, a multiple of the history's; None for the same.
    opening : hours by queue; a queue not in it has its hours learnt.
    special_days : holidays and events, of the past too: they are taken out of what is learnt.
    method : None for that of the settings.

    Returns
    -------
    The outlook; `start` is zoned exactly when the history's is.

    Raises
    ------
    DataError where the history is empty or keeps no grid.
    """
    matrices = day_matrices(history, interval_min)
    matrices, first_day = _until(matrices, horizon_start)
    target = run_of_days(first_day, 7 * weeks)
    chosen = method or stated_method(settings)
    notes: list[str] = []
    if horizon_start is not None and (first_day - matrices[0].days[-1]).astype(np.int64) > _FAR_DAYS:
        notes.append(f"the history ends on {matrices[0].days[-1]}, long before the first day forecast.")
    alive, ended = _alive(matrices)
    if not alive:
        raise DataError(Fault("data.empty", f"The history has no contacts known before {first_day}."))
    notes += [f"{matrix.queue}: no rows in the last four weeks of the history; not forecast." for matrix in ended]
    forecasts = {
        matrix.queue: forecast_queue(
            matrix, target, special_days or SpecialDays(), (opening or {}).get(matrix.queue), chosen, settings
        )
        for matrix in alive
    }
    for queue, forecast in forecasts.items():
        notes += [f"{queue}: {note}" for note in forecast.notes]
    without = [queue for queue, forecast in forecasts.items() if forecast.aht_s is None]
    if without:
        notes.append(f"the history has no handle times of {', '.join(without)}; aht_s is left blank.")
    intervals = wall_intervals(first_day, len(target), matrices[0].interval_min, zone_of(history["start"]))
    frames = [
        _rows(queue, forecast, intervals, target, matrices[0].interval_min) for queue, forecast in forecasts.items()
    ]
    return Outlook(
        frame=pd.concat(frames, ignore_index=True),
        notes=tuple(notes),
        opening={queue: forecast.opening for queue, forecast in forecasts.items()},
        held_out={queue: forecast.held_out for queue, forecast in forecasts.items()},
    )


def _until(matrices: tuple[DayMatrix, ...], horizon_start: date | None) -> tuple[tuple[DayMatrix, ...], np.datetime64]:
    """The history before the first day to forecast, and that day."""
    if horizon_start is None:
        return matrices, matrices[0].days[-1] + np.timedelta64(1, "D")
    first_day = as_day(horizon_start)
    known = int((matrices[0].days < first_day).sum())
    if known == 0:
        fault = Fault(
            "data.history_after_start",
            f"The history starts on {matrices[0].days[0]}; nothing is known before {first_day}.",
            f"forecast from a day after {matrices[0].days[0]}.",
        )
        raise DataError(fault)
    return tuple(_cut(matrix, 0, known) for matrix in matrices), first_day


def _cut(matrix: DayMatrix, start: int, end: int) -> DayMatrix:
    part = slice(start, end)
    return replace(
        matrix,
        days=matrix.days[part],
        offered=matrix.offered[part],
        handled=matrix.handled[part],
        worked_s=matrix.worked_s[part],
    )


def _alive(matrices: tuple[DayMatrix, ...]) -> tuple[list[DayMatrix], list[DayMatrix]]:
    """Queues with rows of late, each from its first row on, and queues that have ended."""
    alive, ended = [], []
    for matrix in matrices:
        seen = np.flatnonzero(matrix.seen)
        if len(seen) and len(matrix.days) - seen[-1] <= _ENDED_DAYS:
            alive.append(_cut(matrix, int(seen[0]), len(matrix.days)))
        else:
            ended.append(matrix)
    return alive, ended


def _rows(
    queue: str, forecast: QueueForecast, intervals: WallIntervals, target: Days, interval_min: int
) -> pd.DataFrame:
    """The FORECAST rows of one queue: its open intervals."""
    is_open = open_slots(forecast.opening, target, interval_min)[intervals.day, intervals.slot]
    day, slot = intervals.day[is_open], intervals.slot[is_open]
    mean = forecast.rates[day, slot]
    spread = quantiles(mean, forecast.scatter.cv2_interval, tuple(percent / 100 for percent in _PERCENTS))
    columns = {f"offered_p{percent:02d}": row for percent, row in zip(_PERCENTS, spread, strict=True)}
    aht_s = np.full(len(mean), np.nan) if forecast.aht_s is None else forecast.aht_s[slot]
    return pd.DataFrame(
        {
            "queue": pd.Series([queue] * len(mean), dtype="str"),
            "start": intervals.starts[is_open],
            "offered_mean": mean,
            **columns,
            "cv2_interval": np.full(len(mean), forecast.scatter.cv2_interval),
            "cv2_day": np.full(len(mean), forecast.scatter.cv2_day),
            "aht_s": aht_s,
        }
    )
