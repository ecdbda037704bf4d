"""How far forecasts are off on three real call histories, from rolling origins, against what planning tools do.

Run it with ``python benchmarks/forecasting.py``; it needs the folder ``shared`` beside the checkout and says so where
that is absent. Every week is forecast from the days before it only.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from staffplan.app.forecast import forecast
from staffplan.app.stated_calendar import stated_holidays
from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.calendar_wrap import expect
from staffplan.forecasting.day_facts import day_facts
from staffplan.forecasting.day_matrix import DayMatrix, day_matrices
from staffplan.forecasting.methods import METHODS, Method, Past
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.opening_hours import close_on_holidays, learn_opening, open_slots

HISTORY = Path(__file__).resolve().parents[2] / "shared" / "history"
Forecaster = Callable[["CallSet", DayMatrix, int, int], np.ndarray]


@dataclass(frozen=True)
class CallSet:
    """A real history: its queues in half-hours, the country of its holidays, and the days that weeks start on."""

    name: str
    frame: pd.DataFrame
    country: str
    week_start: int
    warm_up_weeks: int
    every: int

    def queues(self) -> tuple[DayMatrix, ...]:
        """Each queue from its first row on."""
        return day_matrices(self.frame, 30)

    def origins(self, matrix: DayMatrix) -> Iterator[int]:
        """Numbers of the days from which a week is forecast."""
        weekday = (matrix.days.astype(int) + 3) % 7
        first_days = np.flatnonzero(weekday == self.week_start)
        usable = first_days[(first_days >= 7 * self.warm_up_weeks) & (first_days + 7 <= len(matrix.days))]
        return iter(usable[:: self.every].tolist())


def call_sets() -> tuple[CallSet, ...]:
    """The three sets that lie in half-hours or finer."""
    bank = pd.read_csv(HISTORY / "bank_2003_5min_first_120_days.csv", parse_dates=["timestamp"])
    anonymous = pd.read_csv(HISTORY / "anonymous_bank_1999_30min_jan_sep.csv", parse_dates=["timestamp"])
    assistance = pd.read_csv(HISTORY / "assistance_6_queues_30min_2011_2012.csv.gz", parse_dates=["start"])
    names = {"timestamp": "start", "calls": "offered"}
    return (
        CallSet("bank 2003", bank.rename(columns=names).assign(queue="bank"), "US", 0, 12, 1),
        CallSet("assistance", assistance, "FR", 0, 55, 2),
        CallSet("anonymous bank", anonymous.rename(columns=names).assign(queue="bank"), "IL", 6, 15, 1),
    )


def plain(method: Method) -> Forecaster:
    """The method alone: no calendar, no opening hours."""

    def forecaster(_calls: CallSet, matrix: DayMatrix, origin: int, lead: int) -> np.ndarray:
        known = origin - lead
        return method.rates(Past(matrix.days[:known], matrix.offered[:known]), matrix.days[origin : origin + 7])

    return forecaster


def wrapped(method: Method) -> Forecaster:
    """The method inside calendar and learnt opening hours, without the guard of the shipped function."""

    def forecaster(calls: CallSet, matrix: DayMatrix, origin: int, lead: int) -> np.ndarray:
        known = origin - lead
        cut = DayMatrix(
            "", 30, *(part[:known] for part in (matrix.days, matrix.offered, matrix.handled, matrix.worked_s))
        )
        days = matrix.days[: origin + 7]
        holidays = stated_holidays(calls.country, days[0].item(), days[-1].item())
        facts = day_facts(days, SpecialDays(holidays=holidays), "")
        past, future = facts.part(0, known), facts.part(origin, origin + 7)
        opening = close_on_holidays(learn_opening(cut), cut, past.holiday, future.days, future.holiday)
        offered = np.where(open_slots(opening, cut.days, 30), cut.offered, np.nan)
        return expect(offered, past, future, method).rates * open_slots(opening, future.days, 30)

    return forecaster


def shipped(*, holidays: bool = True, weeks_known: int | None = None) -> Forecaster:
    """``staffplan.forecast`` as a user calls it, on a frame."""

    def forecaster(calls: CallSet, matrix: DayMatrix, origin: int, lead: int) -> np.ndarray:
        first = 0 if weeks_known is None else max(0, origin - lead - 7 * weeks_known)
        day, slot = np.nonzero(~np.isnan(matrix.offered[first : origin - lead]))
        start = matrix.days[first + day] + slot * np.timedelta64(30, "m")
        known = pd.DataFrame({"queue": "q", "start": start, "offered": matrix.offered[first + day, slot]})
        country = calls.country if holidays else None
        frame = forecast(known, start=matrix.days[origin], holidays=country)
        rates = np.zeros((7, matrix.slots))
        wall = frame["start"].to_numpy().astype("datetime64[m]")
        offset = (wall - matrix.days[origin].astype("datetime64[m]")).astype(int)
        rates[offset // 1440, offset % 1440 // 30] = frame["offered_mean"]
        return rates

    return forecaster


def wape(calls: CallSet, forecaster: Forecaster, lead: int = 0) -> float:
    """Sum of absolute half-hour errors over all contacts, in %."""
    error = came = 0.0
    for matrix in calls.queues():
        first = int(matrix.seen.argmax())
        alive = DayMatrix(
            "", 30, *(part[first:] for part in (matrix.days, matrix.offered, matrix.handled, matrix.worked_s))
        )
        for origin in calls.origins(alive):
            actual = alive.offered[origin : origin + 7]
            error += float(np.nansum(np.abs(forecaster(calls, alive, origin, lead) - actual)))
            came += float(np.nansum(actual))
    return 100 * error / came


def main() -> None:
    """Print the table."""
    if not HISTORY.exists():
        print(f"skipped: no call histories in {HISTORY}")
        return
    baseline = WeekdayMean()
    rows: list[tuple[str, Forecaster, int]] = [
        ("mean of the last 4 same weekdays", plain(baseline), 0),
        *((f"{method.name}, in the calendar", wrapped(method), 0) for method in reversed(METHODS)),
        ("staffplan.forecast", shipped(), 0),
        ("staffplan.forecast, no holidays given", shipped(holidays=False), 0),
        ("staffplan.forecast, 8 weeks known", shipped(weeks_known=8), 0),
        ("mean of 4, two weeks between", plain(baseline), 14),
        ("staffplan.forecast, two weeks between", shipped(), 14),
    ]
    sets = call_sets()
    print("| 30-minute WAPE, % | " + " | ".join(calls.name for calls in sets) + " |")
    print("| --- |" + " --- |" * len(sets))
    for name, forecaster, lead in rows:
        began = time.perf_counter()
        cells = [f"{wape(calls, forecaster, lead):.2f}" for calls in sets]
        print(f"| {name} | " + " | ".join(cells) + " |", flush=True)
        print(f"{name}: {time.perf_counter() - began:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
