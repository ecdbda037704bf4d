"""What a forecast method is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.day_facts import DayFacts
from staffplan.forecasting.expectation import Expectation
from staffplan.forecasting.wall_clock import Days, Slots, age_weeks, weekdays

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

MOST_MISSING = 0.2
"""A day with a larger share of its usual volume missing tells nothing about its level."""


@dataclass(frozen=True)
class Past:
    """One queue's days as a method sees them: special days taken out, calendar effects divided out.

    Attributes
    ----------
    days : dates in order, without gaps; shape (days,).
    offered : contacts; NaN where unknown, closed or taken out; shape (days, slots).
    """

    days: Days
    offered: Matrix

    @cached_property
    def weekday(self) -> Slots:
        """Weekday of each day, Monday is 0."""
        return weekdays(self.days)

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Which cells of `offered` hold a number."""
        return np.asarray(~np.isnan(self.offered))

    @cached_property
    def contacts(self) -> Matrix:
        """`offered` with 0 in place of NaN."""
        return np.nan_to_num(self.offered)

    @cached_property
    def totals(self) -> Vector:
        """Contacts of each day, made up for what is missing by the weekday's usual profile; NaN where too much is."""
        return day_totals(self.contacts, self.known, self.weekday)

    def age_weeks(self, target: Days) -> Vector:
        """Weeks from each day to the first day forecast."""
        return age_weeks(self.days, target[0])


def day_totals(contacts: Matrix, known: NDArray[np.bool_], weekday: Slots) -> Vector:
    """Day totals, scaled to the whole day by the share of the weekday's usual volume that is known.

    NaN where more than `MOST_MISSING` of the usual volume is missing, or nothing is known at all.
    """
    member = (weekday[None, :] == np.arange(7)[:, None]).astype(np.float64)
    usual = member @ contacts / np.maximum(member @ known, 1.0)
    volume = usual.sum(axis=1)
    share = usual / np.where(volume > 0, volume, 1.0)[:, None]
    present = np.einsum("ds,ds->d", share[weekday], known.astype(np.float64))
    # a weekday that never saw a contact has no profile: there the known cells count alike
    ever = (member @ known > 0).sum(axis=1)
    present = np.where(volume[weekday] > 0, present, known.sum(axis=1) / np.maximum(ever, 1)[weekday])
    enough = known.any(axis=1) & (present >= 1.0 - MOST_MISSING)
    return np.where(enough, contacts.sum(axis=1) / np.where(enough, present, 1.0), np.nan)


class Method(Protocol):
    """One way to forecast; it knows nothing of opening hours, holidays or events."""

    @property
    def name(self) -> str:
        """How the method is called in settings and tables."""
        ...

    def rates(self, past: Past, target: Days) -> Matrix:
        """Contacts expected in each slot of each day to come.

        Parameters
        ----------
        past : at least one day, of which at least one has numbers.
        target : dates without gaps, all after the past's last day.

        Returns
        -------
        Array of shape (days to come, slots), >= 0 and finite.
        """
        ...


@runtime_checkable
class CalendarMethod(Protocol):
    """A method that takes holidays, the time of the month and odd days into its own account."""

    def expect(
        self, offered: Matrix, past: DayFacts, future: DayFacts, *, yearly: bool = True, trend: bool = True
    ) -> Expectation:
        """See `staffplan.forecasting.calendar_wrap.expect`."""
        ...


@runtime_checkable
class Choosing(Protocol):
    """A method that leaves the forecast to others, by what the past looks like."""

    def chosen(self, past: Past) -> tuple[Method, ...]:
        """The methods for this past, of which only events have been taken out; their mean is the forecast."""
        ...
