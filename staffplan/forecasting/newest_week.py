"""Does the newest week lie far off what was to be expected of it: a level that has moved, or a cause that is unknown.

Days that are off the same way one after the other are no odd days, and a level is believed only after weeks: between
the two a forecast goes part of the way, which a planner has to know.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.wall_clock import Days

_FAR = 0.25
_CHANCE_SPREADS = 4.0
_USUAL_ERRORS = 4.0
_FEWEST_DAYS = 3


def newest_week_notes(held_out: HeldOut | None, days: Days, odd: NDArray[np.bool_]) -> list[str]:
    """A note where the newest seven days had far more or fewer contacts than were forecast of them beforehand.

    Far is a quarter, more than chance leaves of so few contacts, and more than the weeks before were off by.

    Parameters
    ----------
    held_out : forecasts of the last weeks; None where the history is too short for any.
    days : of the history; shape (days,).
    odd : days that are named already; shape (days,).
    """
    if held_out is None:
        return []
    told = held_out.ordinary & ~odd[-len(held_out.ordinary) :]
    expected, came = (
        np.nansum(np.where(told[:, None], cells, 0.0), axis=1).reshape(held_out.weeks, 7)
        for cells in (held_out.expected, held_out.actual)
    )
    forecast, volume = expected.sum(axis=1), came.sum(axis=1)
    if (expected[-1] > 0).sum() < _FEWEST_DAYS:
        return []
    off = np.abs(volume / np.maximum(forecast, 1.0) - 1.0)
    usual = float(np.median(off[:-1])) if held_out.weeks > 1 else 0.0
    by_chance = _CHANCE_SPREADS / float(np.sqrt(max(forecast[-1], 1.0)))
    if off[-1] <= max(_FAR, by_chance, _USUAL_ERRORS * usual):
        return []
    side = "more" if volume[-1] > forecast[-1] else "fewer"
    return [
        f"the week to {days[-1]} had {100 * off[-1]:.0f} % {side} contacts than were forecast of it beforehand "
        f"({volume[-1]:,.0f}, {forecast[-1]:,.0f} expected); this forecast goes only part of the way. Where the cause "
        "passes, state it as an event; where it stays, the level follows within weeks, or state it as an override."
    ]
