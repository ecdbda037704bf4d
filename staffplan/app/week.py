"""Which week is meant: the one named, or the first that still leaves people their notice."""

from __future__ import annotations

from datetime import date

import pandas as pd

from staffplan.calendar.weeks import first_day_named, first_day_of_week, next_week_with_notice
from staffplan.errors import Fault, UsageError


def week_to_plan(week_start: int, *, named: str | None, as_of: date | None, history_end: date) -> date:
    """The first day of the week to plan.

    Parameters
    ----------
    week_start : weekday on which schedule weeks start.
    named : ``2026-W49`` or the week's first day; None: the first week that starts at least 7 days after the day
        taken for today.
    as_of : the day taken for today; None: the last day of the history, so that nothing depends on the clock.

    Raises UsageError where `named` is a date on which no schedule week starts.
    """
    if named is None:
        return next_week_with_notice(as_of or history_end, week_start)
    try:
        return first_day_named(named, week_start)
    except ValueError as reason:
        raise UsageError(Fault("usage.not_a_week", f"--week {named}: {reason}.", path="--week")) from None


def first_week_in(frame: pd.DataFrame, week_start: int) -> date:
    """The first day of the schedule week that holds the frame's earliest start."""
    return first_day_of_week(frame["start"].min().date(), week_start)


def last_day_in(frame: pd.DataFrame) -> date:
    """The date of the frame's latest start."""
    last: date = frame["start"].max().date()
    return last
