"""One queue's weeks to come: expectation, opening hours, scatter and handle time, and what had to be assumed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.backtest import HeldOut, hold_out
from staffplan.forecasting.beyond_history import Beyond, completed
from staffplan.forecasting.calendar_wrap import expect
from staffplan.forecasting.day_facts import DayFacts, day_facts
from staffplan.forecasting.day_matrix import DayMatrix, Matrix
from staffplan.forecasting.dispersion import Dispersion, dispersion, holidays_vary
from staffplan.forecasting.events import PastVolume, event_effects
from staffplan.forecasting.handle_time import handle_times, without_slips
from staffplan.forecasting.lead_growth import growth, wandering
from staffplan.forecasting.learnt_from import learnt_from
from staffplan.forecasting.methods.method import Method, Past
from staffplan.forecasting.methods.weekday_mean import WeekdayMean
from staffplan.forecasting.newest_week import newest_week_notes
from staffplan.forecasting.opening_hours import opening_text, slots_with_hours
from staffplan.forecasting.outliers import Outlier, odd_intervals_note, outliers
from staffplan.forecasting.settings import ForecastingSettings, TrendAhead
from staffplan.forecasting.stage import Stage, after_all
from staffplan.forecasting.wall_clock import Days, run_of_days, weekdays
from staffplan.units import WEEKDAYS

_BACKTEST_WEEKS = 6
_ENOUGH_WEEKS = 4
_WORSE = 1.02
_NAMED_DAYS = 6
_DAYS_OF_SCATTER = 28
"""From so many days of history on, one that goes on to the weeks forecast shows how far counts scatter."""

_NOTHING_BEYOND = Beyond()


@dataclass(frozen=True, slots=True)
class QueueForecast:
    """What `forecast_queue` found.

    Attributes
    ----------
    rates : contacts expected in each slot of each day to come, were it open; shape (days to come, slots).
    opening : hours the forecast covers.
    scatter : how far counts scatter around `rates`.
    aht_s : expected handle time by slot, seconds; None where unknown.
    held_out : forecasts of past weeks; None where the history is too short.
    notes : what was learnt, assumed or left out, in sentences.
    stages : how `rates` came about, in order; whoever changes them adds one.
    extra_cv2 : squared coefficient of variation of what events and holidays to come may differ by, a factor that
        multiplies whatever else varies; shape (days to come, slots); None for none.
    override : the planner's note where a number is the planner's, empty elsewhere; None without any; (days, slots).
    outliers : days and intervals of the history that were not taken at their word, newest first.
    """

    rates: Matrix
    opening: OpeningHours
    scatter: Dispersion
    aht_s: NDArray[np.float64] | None
    held_out: HeldOut | None
    notes: tuple[str, ...]
    stages: tuple[Stage, ...] = ()
    extra_cv2: Matrix | None = None
    outliers: tuple[Outlier, ...] = ()
    override: NDArray[np.str_] | None = None


def forecast_queue(
    matrix: DayMatrix,
    target: Days,
    special_days: SpecialDays,
    opening: OpeningHours | None,
    method: Method,
    settings: ForecastingSettings,
    beyond: Beyond = _NOTHING_BEYOND,
) -> QueueForecast:
    """Forecast the days of `target` from one queue's history.

    Parameters
    ----------
    matrix : the history, from the first day on which the queue has a row.
    target : days to come, all after the history's last.
    opening : hours as stated; None to learn them.
    beyond : what is known of the queue beside its rows.
    """
    known_days = len(matrix.days)
    line = run_of_days(matrix.days[0], int((target[-1] - matrix.days[0]).astype(np.int64)) + 1)
    facts = day_facts(line, special_days, matrix.queue)
    future = facts.part(len(line) - len(target), len(line))
    past = facts.part(0, known_days)
    learnt = learnt_from(matrix, past, future, special_days, opening)
    notes = [f"opening hours learnt from the history: {opening_text(learnt.opening)}."] if opening is None else []
    if learnt.empty:
        notes.append("the history has no rows while the queue is open; 0 contacts are expected.")
    if past.event[matrix.seen].all():
        notes.append("every day of the history is an event's; it is learnt from all the same.")
    opening, offered, taken = learnt.opening, learnt.offered, learnt.taken
    expectation = expect(
        offered, past, future, method, yearly=settings.yearly, trend=settings.trend is TrendAhead.DAMPED
    )
    lead = int((target[0] - matrix.days[-1]).astype(np.int64)) - 1
    held_out = hold_out(offered, past, method, WeekdayMean(), weeks=_BACKTEST_WEEKS, lead_days=lead)
    by_itself = held_out
    rates, stages = expectation.rates, list(expectation.stages)
    if held_out is not None and held_out.weeks >= _ENOUGH_WEEKS and held_out.error > _WORSE * held_out.baseline_error:
        rates, held_out = _with_baseline(rates, held_out, offered, past, future)
        notes.append("the mean of the last four same weekdays did better of late; the forecast is halfway between.")
        stages.append(Stage("halfway to the mean of the last four", "it did better of late", rates=rates))
    is_open = slots_with_hours(opening, target, matrix.interval_min)
    more = completed(rates, held_out, (matrix.days, offered), (target, is_open), beyond)
    held_out, stages = more.held_out, [*stages, *more.stages]
    notes += more.notes
    ordinary = (past.holiday == "") & ~past.event & ~expectation.odd
    scatter = dispersion(held_out, growth(wandering(past.days, offered, ordinary, yearly=settings.yearly)), lead)
    timed, slips = without_slips(matrix)
    aht_s = handle_times(timed, target, settings.aht_half_life_weeks)
    seen = PastVolume(past.days, taken.offered, expectation.usual, expectation.scatter)
    events = event_effects(special_days.events, matrix.queue, seen, target, past.holiday != "", is_open)
    extra = holidays_vary(events.extra_cv2, future.holiday != "")
    stages += events.stages
    notes += events.notes
    notes += _holidays_to_come(opening, past, future)
    odd = outliers(matrix.queue, matrix.days, matrix.offered, taken, expectation.odd, expectation.usual)
    notes += _odd_days(matrix, expectation.odd, expectation.ratio) + odd_intervals_note(odd)
    notes += newest_week_notes(by_itself, matrix.days, expectation.odd) + slips
    notes += _shortcomings(matrix, offered, settings)
    if not scatter.learnt:
        notes.append(_not_learnt(len(matrix.days), lead))
    return QueueForecast(after_all(stages), opening, scatter, aht_s, held_out, tuple(notes), tuple(stages), extra, odd)


def _with_baseline(
    rates: Matrix, held_out: HeldOut, offered: Matrix, past: DayFacts, future: DayFacts
) -> tuple[Matrix, HeldOut]:
    """Halfway between the method and the mean of the last four same weekdays."""
    plain = WeekdayMean().rates(Past(past.days, offered), future.days)
    return (rates + plain) / 2, replace(held_out, expected=(held_out.expected + held_out.baseline) / 2)


def _holidays_to_come(opening: OpeningHours, past: DayFacts, future: DayFacts) -> list[str]:
    """What is said about public holidays in the weeks to come."""
    named = [(day.item(), f"{day} ({name})") for day, name in zip(future.days, future.holiday, strict=True) if name]
    closed = [text for day, text in named if day in opening.special and not opening.special[day]]
    notes = [f"taken as closed, as on past holidays: {', '.join(closed)}."] if closed else []
    unlike = [text for day, text in named if opening.spans(day)]
    if unlike and not (past.holiday != "").any():
        notes.append(f"no past holiday to learn from; expected to be ordinary days: {', '.join(unlike)}.")
    return notes


def _odd_days(matrix: DayMatrix, odd: NDArray[np.bool_], ratio: NDArray[np.float64]) -> list[str]:
    if not odd.any():
        return []
    newest = np.flatnonzero(odd)[::-1]
    named = ", ".join(f"{matrix.days[day]} ({100 * ratio[day]:.0f} %)" for day in newest[:_NAMED_DAYS])
    more = f" and {len(newest) - _NAMED_DAYS} older" if len(newest) > _NAMED_DAYS else ""
    return [f"days left out because their volume, in % of what was to be expected, has no known reason: {named}{more}."]


def _not_learnt(days: int, lead: int) -> str:
    """Why a typical scatter is assumed: a history too short, or one that ended too long before the weeks forecast."""
    why = "is too short to learn how far counts scatter"
    if lead and days >= _DAYS_OF_SCATTER:
        why = f"ends {lead} days before the weeks forecast and does not reach back far enough to learn how far counts "
        why += "scatter so far ahead"
    return f"the history {why}; a typical scatter is assumed."


def _shortcomings(matrix: DayMatrix, offered: Matrix, settings: ForecastingSettings) -> list[str]:
    notes = []
    weeks = len(matrix.days) / 7
    if weeks < settings.min_history_weeks:
        span = "a day" if len(matrix.days) == 1 else f"{len(matrix.days)} days"
        notes.append(f"only {span} of history: the forecast is a rough guess.")
    if not np.nansum(offered) > 0:
        notes.append("the history has no contacts.")
    elif not (matrix.offered == 0).any() and np.isnan(offered[matrix.seen]).mean() > 0.5:
        notes.append("the history has no row with 0 contacts; if rows of 0 were left out, the forecast is too high.")
    unseen = sorted(set(range(7)) - set(weekdays(matrix.days).tolist()))
    if unseen:
        names = ", ".join(WEEKDAYS[number] for number in unseen)
        notes.append(f"the history never reaches {names}; such days are expected to be like the others.")
    return notes
