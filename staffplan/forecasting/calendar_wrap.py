"""Any method, inside the calendar: effects divided out of what it learns from, and multiplied onto what it expects."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.calendar_effects import calendar_effects
from staffplan.forecasting.day_facts import DayFacts
from staffplan.forecasting.methods.method import Matrix, Method, Past

_HOLIDAY_PROFILE_CONTACTS = 1.25


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one queue may expect.

    Attributes
    ----------
    rates : contacts of each slot of each day to come, were it open; shape (days to come, slots).
    odd : past days taken out because nothing explains their volume.
    ratio : their volume over the expected.
    """

    rates: Matrix
    odd: NDArray[np.bool_]
    ratio: NDArray[np.float64]


def expect(offered: Matrix, past: DayFacts, future: DayFacts, method: Method) -> Expectation:
    """Forecast the days of `future`.

    Holidays, days of events and odd days are taken out of what the method learns from; a holiday to come gets the
    learnt effect and, as far as past holidays show one, their own profile.

    Parameters
    ----------
    offered : contacts of the past days; NaN where unknown or closed; shape (days, slots).
    """
    totals = Past(past.days, offered).totals
    effects = calendar_effects(totals, past, future)
    out = (past.holiday != "") | past.event | effects.odd
    learnt = np.where(out[:, None], np.nan, offered / np.exp(effects.past)[:, None])
    if np.isnan(learnt).all():
        learnt = offered
    rates = method.rates(Past(past.days, learnt), future.days) * np.exp(effects.future)[:, None]
    _shape_holidays(rates, offered[(past.holiday != "") & ~past.event], future.holiday != "")
    return Expectation(rates * future.uplift[:, None], effects.odd, effects.ratio)


def _shape_holidays(rates: Matrix, on_holidays: Matrix, holiday: NDArray[np.bool_]) -> None:
    """Give holidays to come the profile of past ones, shrunken towards the weekday's; changes `rates`."""
    seen = np.nan_to_num(on_holidays).sum(axis=0)
    if not seen.any():
        return
    prior = _HOLIDAY_PROFILE_CONTACTS * len(seen)
    for day in np.flatnonzero(holiday & (rates.sum(axis=1) > 0)):
        volume = rates[day].sum()
        rates[day] = volume * (seen + prior * rates[day] / volume) / (seen.sum() + prior)
