"""Three real call histories, and the days from which weeks of them are forecast."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from staffplan.app.stated_calendar import stated_holidays
from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.day_matrix import DayMatrix, day_matrices

HISTORY = Path(__file__).resolve().parents[3] / "shared" / "history"
INTERVAL_MIN = 30


@dataclass(frozen=True)
class CallSet:
    """A real history.

    Attributes
    ----------
    frame : HISTORY.
    country : whose public holidays its callers have.
    week_start : weekday on which weeks begin, Monday is 0.
    warm_up_weeks : how much of each queue is known before the first week forecast.
    every : how many weeks lie between two origins.
    """

    name: str
    frame: pd.DataFrame
    country: str
    week_start: int
    warm_up_weeks: int
    every: int

    def queues(self) -> tuple[DayMatrix, ...]:
        """Each queue from the first day on which it has a row."""
        matrices = day_matrices(self.frame, INTERVAL_MIN)
        return tuple(matrix.part(int(matrix.seen.argmax()), len(matrix.days)) for matrix in matrices)

    def origins(self, matrix: DayMatrix) -> list[int]:
        """Numbers of the days from which a week is forecast, in order."""
        weekday = (matrix.days.astype(int) + 3) % 7
        first_days = np.flatnonzero(weekday == self.week_start)
        usable = first_days[(first_days >= 7 * self.warm_up_weeks) & (first_days + 7 <= len(matrix.days))]
        return [int(day) for day in usable[:: self.every]]

    def special_days(self, matrix: DayMatrix) -> SpecialDays:
        """The country's holidays in the years of a queue."""
        first, last = matrix.days[0].item(), matrix.days[-1].item()
        return SpecialDays(holidays=stated_holidays(self.country, first, last))


@cache
def call_sets() -> tuple[CallSet, ...]:
    """The three sets that lie in half-hours or finer; none where the folder is absent."""
    if not HISTORY.exists():
        return ()
    bank = pd.read_csv(HISTORY / "bank_2003_5min_first_120_days.csv", parse_dates=["timestamp"])
    anonymous = pd.read_csv(HISTORY / "anonymous_bank_1999_30min_jan_sep.csv", parse_dates=["timestamp"])
    assistance = pd.read_csv(HISTORY / "assistance_6_queues_30min_2011_2012.csv.gz", parse_dates=["start"])
    names = {"timestamp": "start", "calls": "offered"}
    return (
        CallSet("bank 2003", bank.rename(columns=names).assign(queue="bank"), "US", 0, 12, 1),
        CallSet("assistance", assistance, "FR", 0, 55, 2),
        CallSet("anonymous bank", anonymous.rename(columns=names).assign(queue="bank"), "IL", 6, 15, 1),
    )
