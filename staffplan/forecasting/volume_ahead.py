"""What is expected of one queue in each open interval to come, and how far it may be off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.forecasting.dispersion import Dispersion
from staffplan.forecasting.opening_hours import open_slots
from staffplan.forecasting.queue_forecast import QueueForecast
from staffplan.forecasting.wall_clock import Days, Slots, WallIntervals

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class VolumeAhead:
    """One queue's open intervals, in the order of the time line.

    Attributes
    ----------
    queue : its name.
    starts : of the intervals; naive, or with the zone of the history.
    day : number of each interval's day, from 0; shape (intervals,).
    day_starts : first instant of every day to come, closed ones too; shape (days,).
    mean : contacts expected; shape (intervals,).
    extra : squared coefficient of variation that events and holidays add, as a factor of its own; shape (intervals,).
    aht_s : expected handle time, NaN where unknown; shape (intervals,).
    scatter : how far counts scatter.
    lead_days : days from the last that is known to each day to come, 1 for the next; shape (days,).
    override : which override an interval comes from, empty for none; None where there are none; shape (intervals,).
    """

    queue: str
    starts: pd.DatetimeIndex
    day: Slots
    day_starts: pd.DatetimeIndex
    mean: Vector
    extra: Vector
    aht_s: Vector
    scatter: Dispersion
    lead_days: Vector
    override: NDArray[np.str_] | None = None

    @property
    def days(self) -> int:
        """Days to come, closed ones too."""
        return len(self.lead_days)

    @property
    def cv2_day(self) -> Vector:
        """Squared coefficient of variation of what all intervals of a day share; shape (intervals,)."""
        return np.asarray((1.0 + self.scatter.day_at(self.lead_days)[self.day]) * (1.0 + self.extra) - 1.0)

    @property
    def cv2_interval(self) -> Vector:
        """Squared coefficient of variation of the intervals' rates; shape (intervals,)."""
        return self.scatter.interval_at(self.mean, self.cv2_day)

    @property
    def open_days(self) -> Slots:
        """Numbers of the days on which the queue is open."""
        return np.unique(self.day)

    def by_day(self, amounts: Vector) -> Vector:
        """Sums over the intervals of each day; shape (days,)."""
        return np.bincount(self.day, amounts, self.days)


def volume_ahead(
    queue: str,
    forecast: QueueForecast,
    intervals: WallIntervals,
    target: Days,
    interval_min: int,
    gap_days: int,
) -> VolumeAhead:
    """The open intervals of a queue's forecast.

    Parameters
    ----------
    intervals : all intervals of the days of `target`.
    gap_days : days between the last that is known and the first of `target`.
    """
    is_open = open_slots(forecast.opening, target, interval_min)[intervals.day, intervals.slot]
    day, slot = intervals.day[is_open], intervals.slot[is_open]
    first_of_day = np.flatnonzero(np.diff(intervals.day, prepend=-1))
    return VolumeAhead(
        queue=queue,
        starts=intervals.starts[is_open],
        day=day,
        day_starts=intervals.starts[first_of_day],
        mean=forecast.rates[day, slot],
        extra=np.zeros(len(day)) if forecast.extra_cv2 is None else forecast.extra_cv2[day, slot],
        aht_s=np.full(len(day), np.nan) if forecast.aht_s is None else forecast.aht_s[slot],
        scatter=forecast.scatter,
        lead_days=(gap_days + 1 + np.arange(len(target))).astype(np.float64),
        override=None if forecast.override is None else forecast.override[day, slot],
    )
