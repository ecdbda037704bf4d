"""What of a queue's past is learnt from: contacts while open, without closures, slips of the record and events."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.day_facts import DayFacts
from staffplan.forecasting.day_matrix import DayMatrix, Matrix
from staffplan.forecasting.events import event_hours
from staffplan.forecasting.hours_changed import without_closed_weeks
from staffplan.forecasting.opening_hours import close_on_holidays, learn_opening, slots_with_hours
from staffplan.forecasting.outliers import Cleaned, cleaned


@dataclass(frozen=True, slots=True)
class LearntFrom:
    """One queue's past as the calendar and the methods get it.

    Attributes
    ----------
    opening : hours, as stated or as learnt from the past.
    empty : whether no row lies within the hours; the contacts are then zeros.
    taken : contacts while open, with what was done about single intervals.
    offered : the same without the hours of events; NaN where unknown; shape (days, slots).
    """

    opening: OpeningHours
    empty: bool
    taken: Cleaned
    offered: Matrix


def learnt_from(
    matrix: DayMatrix, past: DayFacts, future: DayFacts, special_days: SpecialDays, opening: OpeningHours | None
) -> LearntFrom:
    """The past of one queue, made ready to be learnt from; nothing later than its last day is looked at.

    Parameters
    ----------
    matrix : the history up to the day on which the forecast is made.
    past, future : the calendar of these days and of those to come.
    opening : hours as stated; None to learn them.
    """
    if opening is None:
        opening = close_on_holidays(learn_opening(matrix), matrix, past.holiday, future.days, future.holiday)
    offered = np.where(slots_with_hours(opening, matrix.days, matrix.interval_min), matrix.offered, np.nan)
    offered = without_closed_weeks(offered, matrix.days)
    empty = bool(np.isnan(offered).all())
    if empty:
        offered = np.zeros_like(offered)
    events = event_hours(special_days.events, matrix.queue, matrix.days, matrix.slots)
    taken = cleaned(np.where(events, np.nan, offered), matrix.days, (past.holiday == "") & ~past.event)
    left = taken.offered
    # what an event brought is no slip: it is kept as it is, to learn the event from
    taken = replace(taken, offered=np.where(events, offered, left))
    # where nothing but events is known, they are all there is to learn from
    return LearntFrom(opening, empty, taken, taken.offered if np.isnan(left).all() else left)
