"""The forecast of whole weeks for every queue: the story of this package in one function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.beyond_history import Beyond
from staffplan.forecasting.common_factor import common_factor
from staffplan.forecasting.finer_grid import finer
from staffplan.forecasting.hierarchy import forecast_groups, parents
from staffplan.forecasting.inherited_events import with_inherited_events
from staffplan.forecasting.known_past import known_past
from staffplan.forecasting.methods.method import Method
from staffplan.forecasting.new_queue import forecast_new_queue
from staffplan.forecasting.outliers import Outlier
from staffplan.forecasting.overrides import Grid, overridden, without_forecast
from staffplan.forecasting.queue_forecast import forecast_queue
from staffplan.forecasting.settings import ForecastingSettings
from staffplan.forecasting.shown import Shown
from staffplan.forecasting.stage import Told
from staffplan.forecasting.stated_method import stated_method
from staffplan.forecasting.stated_volume import NOTHING_STATED, StatedVolume
from staffplan.forecasting.volume_ahead import VolumeAhead, volume_ahead
from staffplan.forecasting.wall_clock import run_of_days, wall_intervals, zone_of

_DEFAULT_SETTINGS = ForecastingSettings()
_USUALLY_SHOWN = Shown()


@dataclass(frozen=True, slots=True)
class Outlook:
    """Weeks to come.

    Attributes
    ----------
    frame : FORECAST; one row for each open interval of each queue, none for closed ones; sorted by queue and start.
        FORECAST_DAYS or SCENARIOS where these were asked for.
    notes : what was learnt, assumed or left out, in sentences.
    opening : the hours that the forecast covers, by queue: as stated, or as learnt.
    held_out : forecasts of the last weeks of the history against what came, by queue; None where it is too short.
    outliers : days and intervals of the history that were not taken at their word, by queue, newest first.
    groups : the queues of each group that is stated, as far as they are forecast; its total is the sum of theirs.
    told : how the numbers came about.
    volumes : the same by queue, with all that is known of how far it may be off.
    """

    frame: pd.DataFrame
    notes: tuple[str, ...]
    opening: Mapping[str, OpeningHours]
    held_out: Mapping[str, HeldOut | None]
    outliers: tuple[Outlier, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    told: Told | None = None
    volumes: tuple[VolumeAhead, ...] = ()


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
    stated: StatedVolume = NOTHING_STATED,
    shown: Shown = _USUALLY_SHOWN,
) -> Outlook:
    """Forecast `weeks` blocks of seven days for every queue of a history.

    Parameters
    ----------
    history : HISTORY frame, in any order, `start` naive or zoned; an absent interval is unknown, not zero. Rows of
        `horizon_start` and later are not looked at.
    horizon_start : first day to forecast; None for the day after the history's last.
    interval_min : length of the forecast's intervals, a multiple or a whole part of the history's; None for the same.
    opening : hours by queue; a queue not in it has its hours learnt.
    special_days : holidays and events, of the past too: they are taken out of what is learnt.
    method : None for that of the settings.
    stated : where queues come from, how they are grouped, and what is stated of those without a history.
    shown : intervals or days, which quantiles, or courses drawn at random.

    Returns
    -------
    The outlook; `start` is zoned exactly when the history's is.

    Raises
    ------
    DataError where the history is empty or keeps no grid.
    """
    past = known_past(history, horizon_start, interval_min, stated)
    special = with_inherited_events(special_days or SpecialDays(), stated, history, past.first_day.item())
    target = run_of_days(past.first_day, 7 * weeks)
    chosen = method or stated_method(settings)
    notes = list(past.notes)
    parent_of = parents(stated.groups, past.queues, special, chosen)
    hours = opening or {}
    forecasts = {
        matrix.queue: forecast_queue(
            matrix,
            target,
            special,
            hours.get(matrix.queue),
            chosen,
            settings,
            Beyond(parent_of.get(matrix.queue), stated.seasons.get(matrix.queue)),
        )
        for matrix in past.queues
    }
    forecasts |= {
        queue: forecast_new_queue(queue, stated.seasons[queue], target, special, hours.get(queue), past.interval_min)
        for queue in past.new
    }
    grid_min = interval_min or past.interval_min
    if grid_min < past.interval_min:
        notes.append(f"the history's intervals of {past.interval_min} minutes are split evenly into {grid_min}.")
    forecasts = {queue: finer(forecasts[queue], target, grid_min) for queue in sorted(forecasts)}
    intervals = wall_intervals(past.first_day, len(target), grid_min, zone_of(history["start"]))
    forecasts = overridden(forecasts, special.overrides, Grid.of(target, intervals, grid_min), hours)
    notes += without_forecast(special.overrides, target, forecasts)
    for queue, forecast in forecasts.items():
        notes += [f"{queue}: {note}" for note in forecast.notes]
    without = [queue for queue, forecast in forecasts.items() if forecast.aht_s is None]
    if without:
        notes.append(f"the history has no handle times of {', '.join(without)}; aht_s is left blank.")
    gap = int((past.first_day - past.queues[0].days[-1]).astype(np.int64)) - 1 if past.queues else 0
    volumes = tuple(
        volume_ahead(queue, forecast, intervals, target, grid_min, gap) for queue, forecast in forecasts.items()
    )
    common = common_factor({queue: (one.held_out, one.scatter) for queue, one in forecasts.items()})
    return Outlook(
        frame=shown.frame(volumes, common),
        notes=tuple(notes),
        opening={queue: forecast.opening for queue, forecast in forecasts.items()},
        held_out={queue: forecast.held_out for queue, forecast in forecasts.items()},
        outliers=tuple(outlier for forecast in forecasts.values() for outlier in forecast.outliers),
        groups=forecast_groups(stated.groups, forecasts),
        told=Told(target, {queue: forecast.stages for queue, forecast in forecasts.items()}),
        volumes=volumes,
    )
