"""What a day's volume goes by: date, the weekday it is like, time of the month, and what the calendar says of it.

A working day after a holiday is much like the first working day of a week, one before a holiday somewhat like the last,
and a holiday like the thinnest day of rest that is open: what weekdays teach carries over to days that are rare.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.day_facts import DayFacts
from staffplan.forecasting.wall_clock import Days, Slots, weekdays

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]
Flags = NDArray[np.bool_]

MONTH_DAYS = 31
_THIN, _DEAD = 0.5, 0.02
_OFTEN = 3
_LIKE_FIRST, _LIKE_LAST, _LIKE_REST = 0.8, 0.4, 0.8


@dataclass(frozen=True, slots=True)
class Weekdays:
    """How the weekdays of a queue differ in kind; each of shape (7,).

    Attributes
    ----------
    usual : mean contacts of the newest ones; NaN where none has a number.
    thin : less than half the volume of the median weekday: a day of rest.
    dead : as good as no volume, or closed.
    """

    usual: Vector
    thin: Flags
    dead: Flags


def kinds_of_weekdays(days: Days, totals: Vector, newest_days: int) -> Weekdays:
    """The weekdays by their newest totals, NaN where unknown."""
    weekday, recent = weekdays(days), np.arange(len(days)) >= len(days) - newest_days
    usual = np.full(7, np.nan)
    for number in range(7):
        mine = totals[(weekday == number) & recent]
        if (~np.isnan(mine)).any():
            usual[number] = np.nanmean(mine)
    there = usual[np.nan_to_num(usual) > 0]
    typical = float(np.median(there)) if len(there) else 0.0
    # a weekday that came up often without ever a number is closed; one that hardly came up is like the others
    closed = np.isnan(usual) & (np.bincount(weekday[recent], minlength=7) >= _OFTEN)
    volume = np.nan_to_num(usual, nan=typical)
    return Weekdays(usual, closed | (volume < _THIN * typical), closed | (volume < _DEAD * typical))


@dataclass(frozen=True, slots=True)
class DayTraits:
    """One entry for each day, whose dates may have gaps.

    Attributes
    ----------
    number : days since 1970.
    weekday : Monday is 0.
    like : how far the day is like each weekday; rows add up to 1; shape (days, 7).
    of_month : place in the month: 0 is its first day, 30 its last, counted from the nearer end.
    thin, dead : whether the weekday is.
    holiday : name of the public holiday, empty for none.
    before, after, bridge : working days next to holidays; see `calendar_effects`.
    school : whether in school holidays.
    """

    number: Slots
    weekday: Slots
    like: Matrix
    of_month: Slots
    thin: Flags
    dead: Flags
    holiday: NDArray[np.str_]
    before: Flags
    after: Flags
    bridge: Flags
    school: Flags

    def at(self, which: Slots) -> DayTraits:
        """The traits of some of the days."""
        return DayTraits(*(getattr(self, name)[which] for name in self.__slots__))

    @property
    def own_weekday(self) -> Matrix:
        """Like `like`, were every day ordinary."""
        return np.asarray(np.eye(7)[self.weekday])


def day_traits(facts: DayFacts, kinds: Weekdays) -> DayTraits:
    """The traits of a run of days for a queue with these weekdays."""
    weekday = weekdays(facts.days)
    is_holiday, near = facts.holiday != "", len(facts.beside) - len(facts.days)
    margin = near // 2
    wide = np.arange(-margin, len(weekday) + margin)
    rest = facts.beside | kinds.thin[(weekday[0] + wide) % 7]
    was, comes = _holiday_before(facts.beside, rest), _holiday_before(facts.beside[::-1], rest[::-1])[::-1]
    mid, work = slice(margin, margin + len(weekday)), ~(is_holiday | kinds.thin[weekday])
    yesterday, tomorrow = slice(margin - 1, mid.stop - 1), slice(margin + 1, mid.stop + 1)
    before, after = comes[mid] & work, was[mid] & work
    bridge = work & rest[yesterday] & rest[tomorrow] & (facts.beside[yesterday] | facts.beside[tomorrow])
    like = np.eye(7)[weekday]
    _blend(like, after, _only(_edges(kinds, -1)), _LIKE_FIRST)
    _blend(like, before, _only(_edges(kinds, 1)), _LIKE_LAST)
    _blend(like, is_holiday & ~kinds.thin[weekday], _thinnest(kinds), _LIKE_REST)
    return DayTraits(
        number=facts.days.astype("datetime64[D]").astype(np.int64),
        weekday=weekday,
        like=like,
        of_month=_of_month(facts.days),
        thin=kinds.thin[weekday],
        dead=kinds.dead[weekday],
        holiday=facts.holiday,
        before=before,
        after=after,
        bridge=bridge,
        school=facts.school,
    )


def _holiday_before(holiday: Flags, rest: Flags) -> Flags:
    """Whether the unbroken run of days of rest just before each day has a holiday in it."""
    found = np.zeros(len(rest), dtype=bool)
    for day in range(1, len(rest)):
        found[day] = rest[day - 1] and (holiday[day - 1] or found[day - 1])
    return found


def _edges(kinds: Weekdays, step: int) -> list[int]:
    """Working weekdays without another one `step` days on."""
    working = [number for number in range(7) if not kinds.thin[number]]
    return [number for number in working if (number + step) % 7 not in working]


def _only(numbers: list[int]) -> int | None:
    return numbers[0] if len(numbers) == 1 else None


def _thinnest(kinds: Weekdays) -> int | None:
    """The day of rest with the least volume, of those that are open."""
    resting = [number for number in range(7) if kinds.thin[number] and not kinds.dead[number]]
    return min(resting, key=lambda number: float(kinds.usual[number])) if resting else None


def _blend(like: Matrix, which: Flags, weekday: int | None, part: float) -> None:
    """Make some days in part like another weekday."""
    if weekday is not None:
        like[which] *= 1.0 - part
        like[which, weekday] += part


def _of_month(days: Days) -> Slots:
    month = days.astype("datetime64[M]")
    since = (days - month.astype("datetime64[D]")).astype(np.int64)
    left = ((month + np.timedelta64(1, "M")).astype("datetime64[D]") - days).astype(np.int64) - 1
    return np.where(since <= left, since, -left - 1) % MONTH_DAYS
