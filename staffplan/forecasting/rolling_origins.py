"""What every method would have said about weeks just past, each from the days before it only.

An origin is the day from which a forecast is made; origins are a week apart, and each forecasts the lead weeks after
it: lead week 1 is the week that begins on the origin. Every lead week is judged on the same weeks, so that distances
compare. Hours are learnt, calendar effects estimated and events taken out anew at each origin.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.accuracy import weekly_step
from staffplan.forecasting.backtest import FEWEST_DAYS
from staffplan.forecasting.calendar_wrap import expect_by_each
from staffplan.forecasting.day_facts import DayFacts, day_facts
from staffplan.forecasting.day_matrix import DayMatrix
from staffplan.forecasting.events import event_hours
from staffplan.forecasting.lead_growth import growth, wandering
from staffplan.forecasting.learnt_from import learnt_from
from staffplan.forecasting.methods.method import Matrix, Method, Past
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.opening_hours import slots_with_hours
from staffplan.forecasting.settings import ForecastingSettings, TrendAhead
from staffplan.forecasting.wall_clock import Days

Cells = NDArray[np.float64]
"""Contacts by lead week, week, day and slot."""

SCATTER_WEEKS: Final = 6
"""Weeks before each origin that its scatter is learnt from: as many as a forecast takes."""

BASELINES: Final[tuple[Method, ...]] = (
    WeekdayMean(1, "last_week"),
    WeekdayMean(4, "mean_of_4"),
    WeekdayMean(8, "mean_of_8"),
)
"""What planning tools do, without calendar effects: the seasonal naive, and means of the same weekdays."""


@dataclass(frozen=True, slots=True)
class Rolled:
    """One queue's last weeks, forecast from before them. Leads count from 0 here: index 0 is lead week 1.

    Attributes
    ----------
    queue : its name.
    days : dates; shape (weeks, 7).
    actual : contacts that came; NaN where unknown, while closed as stated, and on days of events; (weeks, 7, slots).
    holiday : whether a public holiday; (weeks, 7).
    ordinary : days without holiday or event of which something is known; (weeks, 7).
    is_open : whether the forecast has the slot as open; (leads, weeks, 7, slots).
    step : mean change from week to week in what was known at the origin (`weekly_step`); (leads, weeks).
    growth : of the day factor's variance by day ahead, as learnt at the origin; (leads, weeks).
    expected : by method and baseline; NaN where too little was known before the origin; (leads, weeks, 7, slots).
    forecast : whether enough was known; (leads, weeks).
    judged : how many of the weeks, the last ones, are to be judged; those before serve to learn how counts scatter.
    """

    queue: str
    days: Days
    actual: Matrix
    holiday: NDArray[np.bool_]
    ordinary: NDArray[np.bool_]
    is_open: NDArray[np.bool_]
    step: Matrix
    growth: Matrix
    expected: Mapping[str, Cells]
    forecast: NDArray[np.bool_]
    judged: int


def weeks_to_judge(days: int, origins: int, lead_weeks: int) -> int:
    """How many weeks at the end of a history of `days` days can be forecast from `lead_weeks` weeks away, at most.

    Zero or less where the history is too short; then that many weeks and one more are missing.
    """
    return min(origins, (days - FEWEST_DAYS) // 7 - (lead_weeks - 1))


def roll(
    matrix: DayMatrix,
    special_days: SpecialDays,
    opening: OpeningHours | None,
    methods: Sequence[Method],
    settings: ForecastingSettings,
    *,
    origins: int,
    lead_weeks: int,
) -> Rolled:
    """Forecast each of the last weeks of a queue by every method and baseline.

    Parameters
    ----------
    matrix : the history, from the first day on which the queue has a row, with at least one week to judge
        (`weeks_to_judge`).
    opening : hours as stated; None to learn them at each origin from what was known then.
    origins : how many weeks to judge, at most.
    lead_weeks : how many weeks ahead, >= 1.
    """
    known, slots = matrix.offered.shape
    judged = weeks_to_judge(known, origins, lead_weeks)
    weeks = min((known - FEWEST_DAYS) // 7, judged + SCATTER_WEEKS + lead_weeks - 1)
    first = known - 7 * weeks
    case = _Case(matrix, day_facts(matrix.days, special_days, matrix.queue), special_days, opening, settings)
    shape = (lead_weeks, weeks, 7, slots)
    expected = {method.name: np.full(shape, np.nan) for method in (*methods, *BASELINES)}
    is_open, step, growing = np.zeros(shape, dtype=bool), np.full(shape[:2], np.nan), np.zeros(shape[:2])
    forecast = np.zeros(shape[:2], dtype=bool)
    for origin in range(first - 7 * (lead_weeks - 1), known, 7):
        if origin < FEWEST_DAYS:
            continue
        until = min(origin + 7 * lead_weeks, known)
        said = case.at(origin, until, methods)
        for lead, week in enumerate(range((origin - first) // 7, (until - first) // 7)):
            if week >= 0:
                part = slice(7 * lead, 7 * (lead + 1))
                forecast[lead, week], is_open[lead, week] = True, said.is_open[part]
                step[lead, week], growing[lead, week] = said.step, said.growth
                for name, rates in said.rates.items():
                    expected[name][lead, week] = rates[part]
    event = event_hours(special_days.events, matrix.queue, matrix.days[first:], slots)
    actual = np.where(event, np.nan, _while_open(matrix, opening)[first:])
    holiday = case.facts.holiday[first:] != ""
    ordinary = ~holiday & ~case.facts.event[first:] & ~np.isnan(actual).all(axis=1)
    return Rolled(
        queue=matrix.queue,
        days=matrix.days[first:].reshape(weeks, 7),
        actual=actual.reshape(weeks, 7, slots),
        holiday=holiday.reshape(weeks, 7),
        ordinary=ordinary.reshape(weeks, 7),
        is_open=is_open,
        step=step,
        growth=growing,
        expected=expected,
        forecast=forecast,
        judged=judged,
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What was said at one origin; rates and hours by day and slot of the lead weeks."""

    rates: Mapping[str, Matrix]
    is_open: NDArray[np.bool_]
    step: float
    growth: float


@dataclass(frozen=True, slots=True)
class _Case:
    """One queue: its whole history, of which each origin sees the part before it, and what is stated about it."""

    matrix: DayMatrix
    facts: DayFacts
    special_days: SpecialDays
    opening: OpeningHours | None
    settings: ForecastingSettings

    def at(self, origin: int, until: int, methods: Sequence[Method]) -> _Said:
        """Forecast the days from `origin` to `until` from those before `origin`."""
        known = self.matrix.part(0, origin)
        past, future = self.facts.part(0, origin), self.facts.part(origin, until)
        learnt = learnt_from(known, past, future, self.special_days, self.opening)
        trend = self.settings.trend is TrendAhead.DAMPED
        found = expect_by_each(learnt.offered, past, future, methods, yearly=self.settings.yearly, trend=trend)
        rates = {method.name: said.rates for method, said in zip(methods, found, strict=True)}
        rates |= {plain.name: plain.rates(Past(past.days, learnt.offered), future.days) for plain in BASELINES}
        is_open = slots_with_hours(learnt.opening, future.days, known.interval_min)
        ordinary = (past.holiday == "") & ~past.event & ~found[0].odd
        return _Said(
            rates={name: rate * is_open for name, rate in rates.items()},
            is_open=is_open,
            step=weekly_step(learnt.offered),
            growth=growth(wandering(past.days, learnt.offered, ordinary, yearly=self.settings.yearly)),
        )


def _while_open(matrix: DayMatrix, opening: OpeningHours | None) -> Matrix:
    """Contacts, NaN while closed; as they are where no hours are known."""
    if opening is None:
        return matrix.offered
    return np.where(slots_with_hours(opening, matrix.days, matrix.interval_min), matrix.offered, np.nan)


def weeks_before(rolled: Rolled, lead: int, week: int) -> list[int]:
    """The weeks whose forecasts at the same lead had come true by the origin of this one, the newest six of them.

    Parameters
    ----------
    lead : from 0.
    """
    last = week - lead  # the origin lies `lead` weeks before the week, and the week before the origin is complete
    return [earlier for earlier in range(max(last - SCATTER_WEEKS, 0), last) if rolled.forecast[lead, earlier]]
