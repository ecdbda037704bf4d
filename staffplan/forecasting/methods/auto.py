"""The method that suits what is known of a queue: the day process, or a plainer one where that has no footing."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from staffplan.forecasting.methods.day_process import DayProcess
from staffplan.forecasting.methods.level_profile import LevelProfile
from staffplan.forecasting.methods.method import Matrix, Method, Past
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.wall_clock import Days

_FEWEST_CONTACTS = 3.0
_RECENT_DAYS = 56
_ENOUGH_DAYS = 182


@dataclass(frozen=True, slots=True)
class Auto:
    """The default.

    * No day of which enough is known to tell its volume: the mean of same weekdays, slot by slot.
    * Fewer than three contacts on a mean day: level and profile, which work on volumes and not on their logarithms,
      as half of the days may have none.
    * Else the day process; with half a year of days, the mean of it and of further `voices` where there are any, which
      have to learn from the data alone what the day process has as prior spreads.
    """

    day_process: Method = field(default_factory=DayProcess)
    level_profile: Method = field(default_factory=LevelProfile)
    voices: tuple[Method, ...] = ()
    name: str = "auto"

    def chosen(self, past: Past) -> tuple[Method, ...]:
        """See `Choosing`."""
        totals = past.totals
        if np.isnan(totals).all():
            return (WeekdayMean(),)
        recent = totals[-_RECENT_DAYS:]
        newest = recent if (~np.isnan(recent)).any() else totals
        if float(np.nanmean(newest)) < _FEWEST_CONTACTS:
            return (self.level_profile,)
        voices = self.voices if (~np.isnan(totals)).sum() >= _ENOUGH_DAYS else ()
        return (self.day_process, *voices)

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`."""
        methods = self.chosen(past)
        return np.asarray(sum(method.rates(past, target) for method in methods) / len(methods))
