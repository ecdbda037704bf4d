"""A forecast in shorter intervals than its history: each interval's contacts split evenly over its open parts."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from staffplan.forecasting.day_matrix import Matrix
from staffplan.forecasting.opening_hours import open_slots
from staffplan.forecasting.queue_forecast import QueueForecast
from staffplan.forecasting.stage import Stage
from staffplan.forecasting.wall_clock import Days
from staffplan.units import MINUTES_PER_DAY


def finer(forecast: QueueForecast, target: Days, interval_min: int) -> QueueForecast:
    """The forecast in slots of `interval_min` minutes, an even part of its own.

    The rate's scatter is that of the longer interval: a part of it moves with the whole.
    """
    slots = MINUTES_PER_DAY // interval_min
    times = slots // forecast.rates.shape[1]
    if times == 1:
        return forecast
    parts = open_slots(forecast.opening, target, interval_min)
    number = parts.reshape(len(target), -1, times).sum(axis=2).repeat(times, axis=1)
    # where nothing is open the parts are all of it: rates are those "were it open"
    share = 1.0 / np.where(number > 0, number, times)
    return replace(
        forecast,
        rates=forecast.rates.repeat(times, axis=1) * share,
        aht_s=None if forecast.aht_s is None else forecast.aht_s.repeat(times),
        stages=tuple(_split(stage, times, share) for stage in forecast.stages),
        extra_cv2=None if forecast.extra_cv2 is None else _repeated(forecast.extra_cv2, times),
    )


def _split(stage: Stage, times: int, share: Matrix) -> Stage:
    if stage.rates is not None:
        return replace(stage, rates=stage.rates.repeat(times, axis=1) * share)
    assert stage.factor is not None
    return replace(stage, factor=_repeated(stage.factor, times))


def _repeated(values: Matrix, times: int) -> Matrix:
    """Values by slot for shorter slots; one value for a whole day stays."""
    return values if values.shape[1] == 1 else values.repeat(times, axis=1)
