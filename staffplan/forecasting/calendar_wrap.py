"""Any method, inside the calendar: effects divided out of what it learns from, and multiplied onto what it expects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.calendar_effects import PUBLIC_HOLIDAY, CalendarEffects, calendar_effects
from staffplan.forecasting.damped_trend import damped_trend
from staffplan.forecasting.day_facts import DayFacts
from staffplan.forecasting.expectation import Expectation
from staffplan.forecasting.holiday_profile import holidays_shaped
from staffplan.forecasting.methods.method import CalendarMethod, Choosing, Matrix, Method, Past
from staffplan.forecasting.stage import EXPECTED, Stage, after_all, of_days
from staffplan.forecasting.yearly_season import yearly_season


def expect(
    offered: Matrix, past: DayFacts, future: DayFacts, method: Method, *, yearly: bool = True, trend: bool = True
) -> Expectation:
    """Forecast the days of `future`.

    Holidays, days of events and odd days are taken out of what the method learns from; a holiday to come gets the
    learnt effect and, as far as past holidays show one, their own profile. A method that knows the calendar itself is
    left to it.

    Parameters
    ----------
    offered : contacts of the past days; NaN where unknown, closed or an event's; shape (days, slots).
    yearly, trend : whether the year's season and a damped trend are looked for.
    """
    return expect_by_each(offered, past, future, (method,), yearly=yearly, trend=trend)[0]


def expect_by_each(
    offered: Matrix,
    past: DayFacts,
    future: DayFacts,
    methods: Sequence[Method],
    *,
    yearly: bool = True,
    trend: bool = True,
) -> tuple[Expectation, ...]:
    """What each of several methods gives for `expect`; the calendar, which they share, is learnt once."""
    given = Past(past.days, offered)
    voices = [method.chosen(given) if isinstance(method, Choosing) else (method,) for method in methods]
    once: list[Method] = []
    for voice in chain.from_iterable(voices):
        if voice not in once:
            once.append(voice)
    plain = [voice for voice in once if not isinstance(voice, CalendarMethod)]
    wrapped = iter(_wrapped(given, past, future, plain, yearly=yearly, trend=trend) if plain else ())
    found = [
        voice.expect(offered, past, future, yearly=yearly, trend=trend)
        if isinstance(voice, CalendarMethod)
        else next(wrapped)
        for voice in once
    ]
    return tuple(_mean([found[once.index(voice)] for voice in some], [voice.name for voice in some]) for some in voices)


def _mean(found: list[Expectation], names: list[str]) -> Expectation:
    """The mean of several forecasts; of the past, the first one's account."""
    first = found[0]
    if len(found) == 1:
        return first
    rates = np.mean([one.rates for one in found], axis=0)
    stages = (*first.stages, Stage("mean of methods", " and ".join(names), rates=rates))
    return replace(first, rates=rates, stages=stages)


def _wrapped(
    given: Past, past: DayFacts, future: DayFacts, methods: Sequence[Method], *, yearly: bool, trend: bool
) -> list[Expectation]:
    """What methods that know no calendar give inside it."""
    offered, totals = given.offered, given.totals
    effects = calendar_effects(totals, past, future)
    season, season_ahead = _season(past, effects, future, wanted=yearly)
    out = (past.holiday != "") | past.event | effects.odd
    learnt = np.where(out[:, None], np.nan, offered / np.exp(effects.past + season)[:, None])
    if np.isnan(learnt).all():
        learnt = offered
    grown = damped_trend(past.days, effects.cleaned - season, future.days) if trend else np.zeros(len(future.days))
    days = list(of_days("season of the year", np.exp(season_ahead)))
    days += of_days("trend", np.exp(grown), "damped")
    for name, added in effects.parts:
        days += of_days(name, np.exp(added), future.holiday if name == PUBLIC_HOLIDAY else "")
    on_holidays, holiday = offered[(past.holiday != "") & ~past.event], future.holiday != ""
    seen, found = Past(past.days, learnt), []
    for method in methods:
        stages = [Stage(EXPECTED, rates=method.rates(seen, future.days)), *days]
        rates = after_all(stages)
        if holiday.any():
            rates = holidays_shaped(rates, on_holidays, holiday)
            stages.append(Stage("shape of a holiday", rates=rates))
        found.append(Expectation(rates, effects.odd, effects.ratio, tuple(stages), effects.usual, effects.scatter))
    return found


def _season(
    past: DayFacts, effects: CalendarEffects, future: DayFacts, *, wanted: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The year's season on past days and on days to come, from ordinary days."""
    if not wanted:
        return np.zeros(len(past.days)), np.zeros(len(future.days))
    ordinary = np.where((past.holiday != "") | effects.odd, np.nan, effects.cleaned)
    return yearly_season(past.days, ordinary, future.days)
