"""What the calendar says about each day for one queue: holiday, school holiday, event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.wall_clock import Days, run_of_days

_MARGIN = 7


@dataclass(frozen=True, slots=True)
class DayFacts:
    """One entry for each day.

    Attributes
    ----------
    days : dates without gaps; shape (days,).
    holiday : name of the public holiday, empty for none.
    beside : whether the days from a week before the first to a week after the last are holidays; (days + 14,).
    school : whether in school holidays.
    event : whether an event changes the queue's volume for the whole day, so that the day teaches nothing.
    """

    days: Days
    holiday: NDArray[np.str_]
    beside: NDArray[np.bool_]
    school: NDArray[np.bool_]
    event: NDArray[np.bool_]

    def part(self, start: int, end: int) -> DayFacts:
        """The facts of days number `start` to `end`, the latter not included."""
        cut = slice(start, end)
        beside = self.beside[start : end + 2 * _MARGIN]
        return DayFacts(self.days[cut], self.holiday[cut], beside, self.school[cut], self.event[cut])

    def holiday_at(self, offsets: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the day `offsets` days after each day (at most a week either way) is a holiday."""
        return np.asarray(self.beside[np.arange(len(self.days)) + _MARGIN + offsets])


def day_facts(days: Days, special_days: SpecialDays, queue: str) -> DayFacts:
    """What `special_days` says about `days` for `queue`."""
    holidays = {np.datetime64(day, "D"): name or "holiday" for day, name in special_days.holidays.items()}
    wide = run_of_days(days[0], len(days) + 2 * _MARGIN, after=-_MARGIN)
    event = np.zeros(len(days), dtype=bool)
    for change in special_days.events:
        if change.concerns(queue) and change.span is None:
            event |= _within(days, change.period.first, change.period.last)
    school = np.zeros(len(days), dtype=bool)
    for period in special_days.school_holidays:
        school |= _within(days, period.first, period.last)
    return DayFacts(
        days=days,
        holiday=np.array([holidays.get(day, "") for day in days], dtype=np.str_),
        beside=np.array([day in holidays for day in wide], dtype=bool),
        school=school,
        event=event,
    )


def _within(days: Days, first: object, last: object) -> NDArray[np.bool_]:
    return np.asarray((days >= np.datetime64(first, "D")) & (days <= np.datetime64(last, "D")))  # type: ignore[call-overload]
