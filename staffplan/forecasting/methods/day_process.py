"""Day totals by a Gaussian process on their logarithms, times an intraday profile: the main method.

The logarithm of a day's volume is the sum of a level, the weekday's part, the time of the month and what the calendar
says of the day; each has a prior spread (`day_kernel`), and all are found at once, so that a holiday is not mistaken
for a new level, nor a new level for an odd day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.calendar_effects import odd_days
from staffplan.forecasting.day_facts import DayFacts
from staffplan.forecasting.expectation import Expectation
from staffplan.forecasting.holiday_profile import holidays_shaped
from staffplan.forecasting.methods import day_kernel
from staffplan.forecasting.methods.day_traits import DayTraits, day_traits, kinds_of_weekdays
from staffplan.forecasting.methods.intraday_profile import weekday_shares
from staffplan.forecasting.methods.method import Matrix, Past
from staffplan.forecasting.methods.robust_process import HUBER, RobustProcess, robust_process
from staffplan.forecasting.slow_changes import slow_changes
from staffplan.forecasting.stage import EXPECTED, Stage, after_all, of_days
from staffplan.forecasting.wall_clock import Days, Slots

Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]

_KINDS_DAYS = 84
_CLOSED = 0.05
_ORDINARY = 2.0 * HUBER
_TYPICAL_SCATTER = 0.1


@dataclass(frozen=True, slots=True)
class DayProcess:
    """Learns from the last `window_days`: a year, so that every holiday has been there once."""

    window_days: int = 371
    profile_half_life_weeks: float = 10.0
    name: str = "day_process"

    def rates(self, past: Past, target: Days) -> Matrix:
        """See `Method.rates`: a forecast that knows no calendar."""
        return self.expect(past.offered, _no_calendar(past.days), _no_calendar(target)).rates

    def expect(
        self, offered: Matrix, past: DayFacts, future: DayFacts, *, yearly: bool = True, trend: bool = True
    ) -> Expectation:
        """See `staffplan.forecasting.calendar_wrap.expect`."""
        slow = slow_changes(Past(past.days, offered).totals, past, future, yearly=yearly, trend=trend)
        first = max(0, len(past.days) - self.window_days)
        facts = past.part(first, len(past.days))
        window = Past(facts.days, offered[first:] / np.exp(slow.season[first:])[:, None])
        totals = np.where(facts.event, np.nan, window.totals)
        if np.isnan(totals).all():
            totals = window.totals  # a queue that has lived through nothing but an event has only this to go by
        if np.isnan(totals).all():
            return _nothing(offered, future)
        kinds = kinds_of_weekdays(facts.days, totals, _KINDS_DAYS)
        traits, ahead = day_traits(facts, kinds), day_traits(future, kinds)
        used = _used(totals, traits)
        if not len(used):
            return _nothing(offered, future)
        process = robust_process(traits.at(used), totals[used])
        ordinary = _ordinary(facts, used, process)
        share = self._shares(window, totals, ordinary, future.days)
        stages = _stages(process, ahead, share, slow.season_ahead, slow.trend_ahead)
        shaped = _shaped(after_all(stages), ahead, share, offered[(past.holiday != "") & ~past.event])
        stages += shaped
        odd, ratio, usual = np.zeros(len(offered), dtype=bool), np.ones(len(offered)), slow.usual.copy()
        odd[first + used] = odd_days(process.surprise, process.spread, facts.holiday[used] != "", traits.weekday[used])
        ratio[first + used] = np.exp(process.surprise)
        usual[first:] = _usual(process, traits, used) * np.exp(slow.season[first:])
        return Expectation(after_all(stages), odd, ratio, tuple(stages), usual, _scatter(process))

    def _shares(self, window: Past, totals: Vector, ordinary: Flags, target: Days) -> Matrix:
        """Share of each slot in the volume of each weekday; the mean of all where none was seen; (7, slots)."""
        there = np.nan_to_num(totals) > 0
        which = np.flatnonzero(there & ordinary if (there & ordinary).any() else there)
        if not len(which):
            return np.zeros((7, window.offered.shape[1]))
        weight = 0.5 ** (window.age_weeks(target)[which] / self.profile_half_life_weeks)
        share = weekday_shares(
            window.contacts[which], window.known[which], totals[which], window.weekday[which], weight
        )
        unseen = share.sum(axis=1) == 0
        if unseen.any() and not unseen.all():
            share[unseen] = share[~unseen].mean(axis=0)
        return share


def _no_calendar(days: Days) -> DayFacts:
    nothing = np.zeros(len(days), dtype=bool)
    beside = np.zeros(len(days) + 14, dtype=bool)
    return DayFacts(days, np.full(len(days), "", dtype=np.str_), beside, nothing, nothing)


def _nothing(offered: Matrix, future: DayFacts) -> Expectation:
    """What is expected where no day tells its volume."""
    days = len(offered)
    rates = np.zeros((len(future.days), offered.shape[1]))
    stages = (Stage(EXPECTED, rates=rates),)
    return Expectation(rates, np.zeros(days, dtype=bool), np.ones(days), stages, np.full(days, np.nan), 0.0)


def _used(totals: Vector, traits: DayTraits) -> Slots:
    """Days that tell a level: with a total, on weekdays that are open, and no holidays that were as good as closed."""
    there = totals[np.nan_to_num(totals) > 0]
    usual = float(np.median(there)) if len(there) else 0.0
    closed = (traits.holiday != "") & (totals < _CLOSED * usual)
    return np.flatnonzero(~np.isnan(totals) & ~traits.dead & ~closed)


def _ordinary(facts: DayFacts, used: Slots, process: RobustProcess) -> Flags:
    """Days whose shape is that of their weekday."""
    ordinary = np.asarray((facts.holiday == "") & ~facts.event)
    ordinary[used] &= np.abs(process.strangeness) <= _ORDINARY
    return ordinary


def _stages(process: RobustProcess, ahead: DayTraits, share: Matrix, season: Vector, trend: Vector) -> list[Stage]:
    """How the volume of the days to come is made up, on the profile of their weekdays."""
    volume = np.where(ahead.dead, 0.0, np.exp(process.usual(ahead)))
    stages = [Stage(EXPECTED, rates=volume[:, None] * share[ahead.weekday])]
    stages += of_days("season of the year", np.exp(season))
    stages += of_days("trend", np.exp(trend), "damped")
    unlike = process.unlike_weekday(ahead)
    likened = {
        day_kernel.PUBLIC_HOLIDAY: ahead.holiday != "",
        day_kernel.BEFORE: ahead.before & ~ahead.after,
        day_kernel.AFTER: ahead.after,
    }
    for name in day_kernel.CAUSES:
        added = process.added(name, ahead) + unlike * likened.get(name, False)
        stages += of_days(name, np.exp(added), ahead.holiday if name == day_kernel.PUBLIC_HOLIDAY else "")
    return stages


def _shaped(rates: Matrix, ahead: DayTraits, share: Matrix, on_holidays: Matrix) -> tuple[Stage, ...]:
    """The profile of days that are like other weekdays, and of holidays."""
    holiday = ahead.holiday != ""
    moved = (ahead.like != ahead.own_weekday).any(axis=1)
    if not (holiday | moved).any():
        return ()
    volume = rates.sum(axis=1, keepdims=True)
    shaped = holidays_shaped(np.where(moved[:, None], volume * (ahead.like @ share), rates), on_holidays, holiday)
    return (Stage("shape of the day", "as on days alike", rates=shaped),)


def _usual(process: RobustProcess, traits: DayTraits, used: Slots) -> Vector:
    """Contacts to be expected on each past day; 0 on weekdays that are as good as closed."""
    log = np.full(len(traits.number), -np.inf)
    log[used] = process.fitted + np.log(process.smear)
    rest = np.setdiff1d(np.flatnonzero(~traits.dead), used)
    if len(rest):
        days = traits.at(rest)
        log[rest] = process.usual(days) + process.unlike_weekday(days)
        log[rest] += sum(process.added(name, days) for name in day_kernel.CAUSES)
    return np.exp(log)


def _scatter(process: RobustProcess) -> float:
    if len(process.surprise) < 2:
        return _TYPICAL_SCATTER
    return 1.4826 * float(np.median(np.abs(process.surprise)))
