"""Small queues by their share of a group: a volume too thin to have a pattern borrows that of its like.

Below some ten contacts in an open interval a queue's own level and shape are mostly chance. The group's total is
forecast as if it were one queue, and a small queue gets its share of it: slow, by weekday and slot, and shrunken
towards the queue's share of the whole. Whether that, or the mean of both, does better than the queue's own forecast is
left to forecasts of the last weeks: it has to have done better by more than a standard error. The group's total is the
sum of its parts, whichever way each of them was made.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.backtest import HeldOut
from staffplan.forecasting.calendar_wrap import expect
from staffplan.forecasting.day_facts import day_facts
from staffplan.forecasting.day_matrix import DayMatrix, Matrix
from staffplan.forecasting.events import event_hours
from staffplan.forecasting.methods.method import Method
from staffplan.forecasting.outliers import cleaned
from staffplan.forecasting.wall_clock import Days, age_weeks, run_of_days, weekdays

Vector = NDArray[np.float64]

_SMALL = 10.0
_RECENT_DAYS = 56
_SHARE_HALF_LIFE_WEEKS = 12.0
_WEEKDAY_CONTACTS, _SLOT_CONTACTS = 200.0, 100.0
_FEWEST_WEEKS = 4
_LEAST_EXPECTED = 0.01


@dataclass(frozen=True, slots=True)
class Parent:
    """A group of queues as one, and how it is forecast.

    Attributes
    ----------
    name : of the group.
    days : dates without gaps, from the first row of any member on; shape (days,).
    offered : contacts of all members; NaN where none has a row, or an event concerns only some; shape (days, slots).
    special_days : the centre's.
    method : what the group is forecast by.
    """

    name: str
    days: Days
    offered: Matrix
    special_days: SpecialDays
    method: Method
    _found: dict[tuple[np.datetime64, np.datetime64, int], Matrix] = field(default_factory=dict, repr=False)

    def rates(self, known: int, target: Days) -> Matrix:
        """Contacts of all members in each slot of the days of `target`, from the first `known` days."""
        key = (self.days[known - 1], target[0], len(target))
        if key not in self._found:
            ahead = int((target[0] - self.days[0]).astype(np.int64))
            facts = day_facts(run_of_days(self.days[0], ahead + len(target)), self.special_days, self.name)
            past, future = facts.part(0, known), facts.part(ahead, ahead + len(target))
            self._found[key] = expect(self.offered[:known], past, future, self.method).rates
        return self._found[key]


@dataclass(frozen=True, slots=True)
class Shared:
    """A small queue's forecast that borrows from its group.

    Attributes
    ----------
    rates : contacts of each slot of each day to come; shape (days to come, slots).
    held_out : forecasts of past weeks by the same means.
    how : in words.
    """

    rates: Matrix
    held_out: HeldOut
    how: str


def parents(
    groups: Mapping[str, Sequence[str]], matrices: Sequence[DayMatrix], special_days: SpecialDays, method: Method
) -> dict[str, Parent]:
    """The group of each queue that is in one with others, by queue; groups of one are none."""
    found: dict[str, Parent] = {}
    for name, queues in groups.items():
        members = [matrix for matrix in matrices if matrix.queue in queues]
        if len(members) > 1:
            parent = _parent(name, members, special_days, method)
            found |= {member.queue: parent for member in members}
    return found


def _parent(name: str, members: list[DayMatrix], special_days: SpecialDays, method: Method) -> Parent:
    first, last = min(member.days[0] for member in members), max(member.days[-1] for member in members)
    days = run_of_days(first, int((last - first).astype(np.int64)) + 1)
    total, known = np.zeros((len(days), members[0].slots)), np.zeros((len(days), members[0].slots), dtype=bool)
    unlike = np.zeros(total.shape, dtype=bool)
    for member in members:
        at = int((member.days[0] - first).astype(np.int64))
        rows = slice(at, at + len(member.days))
        offered = cleaned(member.offered, member.days, np.ones(len(member.days), dtype=bool)).offered
        total[rows] += np.nan_to_num(offered)
        known[rows] |= ~np.isnan(offered)
        # an event of one member says nothing about the sum of the others
        unlike |= event_hours(special_days.events, member.queue, days, member.slots)
    return Parent(name, days, np.where(known & ~unlike, total, np.nan), special_days, method)


def forecast_groups(groups: Mapping[str, Sequence[str]], queues: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The queues of each group that are forecast; groups without any are left out."""
    found = {name: tuple(queue for queue in members if queue in queues) for name, members in groups.items()}
    return {name: members for name, members in found.items() if members}


def group_totals(forecast: pd.DataFrame, groups: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Contacts expected by group and interval, the sum of the group's queues.

    Parameters
    ----------
    forecast : FORECAST frame.

    Returns
    -------
    Columns ``group``, ``start`` and ``offered_mean``, sorted by the first two.
    """
    parts = [
        forecast[forecast["queue"].isin(members)]
        .groupby("start", as_index=False)["offered_mean"]
        .sum()
        .assign(group=name)
        for name, members in sorted(groups.items())
    ]
    columns = ["group", "start", "offered_mean"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def is_small(offered: Matrix) -> bool:
    """Whether fewer than ten contacts came in a mean open interval of the last eight weeks.

    Parameters
    ----------
    offered : NaN where unknown or closed; shape (days, slots).
    """
    recent = offered[-_RECENT_DAYS:]
    known = int((~np.isnan(recent)).sum())
    return known > 0 and float(np.nansum(recent)) / known < _SMALL


def by_share(
    parent: Parent, offered: Matrix, days: Days, target: Days, own: Matrix, held_out: HeldOut
) -> Shared | None:
    """A small queue's forecast from its group's; None where its own did as well in the last weeks.

    Parameters
    ----------
    offered : the queue's contacts, NaN where unknown, closed or an event's; shape (days, slots).
    days : their dates, which the group's history covers.
    own : the queue's own forecast of the days of `target`; shape (days to come, slots).
    held_out : own forecasts of its last weeks; less than four are too few to judge by.
    """
    if held_out.weeks < _FEWEST_WEEKS or not is_small(offered):
        return None
    lead = int((target[0] - days[-1]).astype(np.int64)) - 1
    firsts = range(len(days) - 7 * held_out.weeks, len(days), 7)
    past = [_shared(parent, offered, days, first - lead, days[first : first + 7]) for first in firsts]
    borrowed = np.where(np.isnan(held_out.actual), np.nan, np.concatenate(past))
    half = replace(held_out, expected=(held_out.expected + borrowed) / 2.0)
    whole = replace(held_out, expected=borrowed)
    best, weight = min(((whole, 1.0), (half, 0.5)), key=lambda one: float(_deviance(one[0]).sum()))
    gain = _deviance(held_out) - _deviance(best)
    if gain.sum() < np.sqrt(held_out.weeks) * gain.std(ddof=1) or not best.error < held_out.error:
        return None
    rates = weight * _shared(parent, offered, days, len(days), target) + (1.0 - weight) * own
    said = (
        f"its share of the group {parent.name}"
        if weight == 1.0
        else f"the mean of its own and its share of the group {parent.name}"
    )
    less = 100.0 * (1.0 - best.error / held_out.error)
    return Shared(rates, best, f"{said}, {less:.1f} % less error than its own in the last {held_out.weeks} weeks")


def _deviance(held_out: HeldOut) -> Vector:
    """Poisson deviance of each week, but for what is the same for all forecasts; shape (weeks,).

    Of few contacts, absolute errors are mostly those of chance; the deviance tells more from as many.
    """
    expected = np.maximum(held_out.expected, _LEAST_EXPECTED)
    cells = expected - held_out.actual * np.log(expected)
    return np.asarray(np.nansum(cells.reshape(held_out.weeks, -1), axis=1))


def _shared(parent: Parent, offered: Matrix, days: Days, known: int, target: Days) -> Matrix:
    """The queue's part of the group's forecast of `target`, both from what was known on day number `known`."""
    at = int((days[0] - parent.days[0]).astype(np.int64))
    share = shares(offered[:known], parent.offered[at : at + known], days[:known], target[0])
    return parent.rates(at + known, target) * share[weekdays(target)]


def shares(member: Matrix, group: Matrix, days: Days, first_day: np.datetime64) -> Matrix:
    """Share of a queue in the group's contacts, by weekday and slot; shape (7, slots).

    The share of the whole, times a factor of the weekday and one of the slot and its neighbours, each shrunken towards
    1 by contacts that it is worth.

    Parameters
    ----------
    member, group : contacts, NaN where unknown; shape (days, slots).
    first_day : the first day forecast.
    """
    both = ~np.isnan(member) & ~np.isnan(group)
    weight = 0.5 ** (age_weeks(days, first_day) / _SHARE_HALF_LIFE_WEEKS)[:, None]
    mine, all_ = (np.where(both, np.nan_to_num(cells), 0.0) * weight for cells in (member, group))
    slots = member.shape[1]
    if not all_.sum() > 0:
        return np.zeros((7, slots))
    overall = mine.sum() / all_.sum()
    weekday = (weekdays(days)[None, :] == np.arange(7)[:, None]).astype(np.float64)
    of_weekday = _factor((weekday @ mine).sum(axis=1), overall * (weekday @ all_).sum(axis=1), _WEEKDAY_CONTACTS)
    kernel = np.array([1.0, 2.0, 1.0]) / 2.0
    came, expected = (np.convolve(cells.sum(axis=0), kernel, mode="same") for cells in (mine, overall * all_))
    of_slot = _factor(came, expected, _SLOT_CONTACTS)
    return np.asarray(np.minimum(overall * of_weekday[:, None] * of_slot[None, :], 1.0))


def _factor(came: Vector, expected: Vector, prior: float) -> Vector:
    """What came over what the share of the whole would have brought, shrunken towards 1."""
    return np.asarray((came + prior) / (expected + prior))
