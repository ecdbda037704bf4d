"""Which schedule week a day lies in, and what the week is called."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from staffplan.units import WEEKDAYS

DAYS_PER_WEEK: Final = 7
_MIDDLE: Final = 3
NOTICE_DAYS: Final = 7
"""Days between the day that is taken for today and the first day of the next week to plan."""


def first_day_of_week(day: date, week_start: int) -> date:
    """The first date of the schedule week that holds `day`; `week_start` counts from Monday, 0."""
    return day - timedelta(days=(day.weekday() - week_start) % DAYS_PER_WEEK)


def week_label(first_day: date) -> str:
    """``2026-W49``: the ISO week that holds most of the schedule week's days, and so its fourth day."""
    iso = (first_day + timedelta(days=_MIDDLE)).isocalendar()
    return f"{iso.year}-W{iso.week:02d}"


def weeks_label(first_day: date, weeks: int) -> str:
    """The label of a week, or ``2026-W49_to_2026-W52`` of several."""
    first = week_label(first_day)
    last = week_label(first_day + timedelta(days=(weeks - 1) * DAYS_PER_WEEK))
    return first if weeks == 1 else f"{first}_to_{last}"


def first_day_named(text: str, week_start: int) -> date:
    """The first date of the week written ``2026-W49``, or by that date itself.

    Raises ValueError with the reason: not a week, or a date on which no schedule week starts.
    """
    day = date.fromisoformat(text)
    if "W" in text.upper():
        return first_day_of_week(day + timedelta(days=_MIDDLE), week_start)
    if day.weekday() != week_start:
        start = first_day_of_week(day, week_start)
        raise ValueError(
            f"{day} is a {WEEKDAYS[day.weekday()]} and weeks start on {WEEKDAYS[week_start]}; write {start}"
        )
    return day


def next_week_with_notice(today: date, week_start: int, notice_days: int = NOTICE_DAYS) -> date:
    """The first date of the first schedule week that starts at least `notice_days` after `today`."""
    earliest = today + timedelta(days=notice_days)
    first = first_day_of_week(earliest, week_start)
    return first if first >= earliest else first + timedelta(days=DAYS_PER_WEEK)
