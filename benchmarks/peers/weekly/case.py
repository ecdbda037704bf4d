"""What a forecaster is told: one queue's days up to an origin, its hours, its holidays; and the regular series of it.

The hours are those that staffplan learns from the same days, so that no forecaster loses by hours it does not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

RECENT_WEEKS = 12


@dataclass(frozen=True)
class Case:
    """One forecast to be made, of the seven days after the known ones.

    Attributes
    ----------
    call_set, queue : where it comes from.
    days : the known days and the seven to come, datetime64[D].
    offered : contacts of the known days, NaN where unknown; shape (known, slots).
    is_open : shape (known + 7, slots).
    holiday : name of each day's public holiday, empty for none; shape (known + 7,).
    """

    call_set: str
    queue: str
    days: np.ndarray
    offered: np.ndarray
    is_open: np.ndarray
    holiday: np.ndarray

    @property
    def known(self) -> int:
        """How many days are known."""
        return len(self.offered)

    @property
    def weekday(self) -> np.ndarray:
        """Monday is 0; shape (known + 7,)."""
        return (self.days.astype(np.int64) + 3) % 7

    @property
    def ordinary(self) -> np.ndarray:
        """Contacts while open on days that are no holidays, NaN elsewhere; shape (known, slots)."""
        kept = self.is_open[: self.known] & (self.holiday[: self.known] == "")[:, None]
        return np.where(kept, self.offered, np.nan)

    @cached_property
    def slots(self) -> np.ndarray:
        """Numbers of the slots that are open on some day of late."""
        return np.flatnonzero(self.is_open[-7 * RECENT_WEEKS :].any(axis=0))

    @cached_property
    def weekdays(self) -> np.ndarray:
        """Numbers of the weekdays on which it is open of late."""
        open_days = self.is_open[-7 * RECENT_WEEKS :].any(axis=1)
        return np.unique(self.weekday[-7 * RECENT_WEEKS :][open_days])

    def filled(self, weeks: int) -> tuple[np.ndarray, np.ndarray]:
        """The last `weeks` weeks without a hole, as models need that know seasons only.

        Closed weekdays and slots are left out; holidays and what is unknown is the mean of the last four same
        weekdays, as a planner would clean it.

        Returns
        -------
        Numbers of the days, and contacts of shape (days, slots).
        """
        rows = np.flatnonzero(np.isin(self.weekday[: self.known], self.weekdays))
        contacts = self.ordinary[np.ix_(rows, self.slots)]
        weekday = self.weekday[rows]
        for number in self.weekdays:
            mine = np.flatnonzero(weekday == number)
            for at, row in enumerate(mine):
                hole = np.isnan(contacts[row])
                if hole.any():
                    contacts[row, hole] = _mean_known(contacts[mine[max(0, at - 4) : at]], contacts[mine])[hole]
        kept = rows >= self.known - 7 * weeks
        return rows[kept], contacts[kept]

    def week_of(self, ahead: np.ndarray) -> np.ndarray:
        """Days of open weekdays by open slots as rates of seven days by all slots; 0 while closed."""
        rates = np.zeros((7, self.is_open.shape[1]))
        mine = np.flatnonzero(np.isin(self.weekday[self.known :], self.weekdays))
        rates[np.ix_(mine, self.slots)] = np.maximum(ahead, 0.0)
        return rates * self.is_open[self.known :]


def _mean_known(before: np.ndarray, all_days: np.ndarray) -> np.ndarray:
    """Mean of the days before, of all days where none of those is known, and 0 where none is at all."""
    found = np.zeros(all_days.shape[1])
    for days in (all_days, before):
        known = ~np.isnan(days)
        found = np.where(known.any(axis=0), np.nansum(days, axis=0) / np.maximum(known.sum(axis=0), 1), found)
    return found
