"""What a change of opening hours leaves behind: zeros from before an hour was opened, and hours nobody has called in.

A slot that was closed for weeks and then has contacts shows nothing by its zeros. A slot that is open from now on and
was closed all along has no history at all: what is next to it on the same day stands in, or nothing does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.wall_clock import Days, weekdays
from staffplan.units import WEEKDAYS, clock_text

Matrix = NDArray[np.float64]
Grid = NDArray[np.bool_]

_SURE_CONTACTS = 12.0
_LOG_CHANCE = -12.0
_SILENT_CONTACTS = 50.0
_FEWEST_WEEKS = 3
_BESIDE_MIN = 60


def without_closed_weeks(offered: Matrix, days: Days) -> Matrix:
    """The history with the zeros from before a slot of the week was opened as unknown.

    A leading run of at least three weeks without a contact counts as closed where chance would put all contacts behind
    it once in a hundred thousand times: of weeks that are alike, each contact lies there with the share of the weeks
    since. A slot's only contact so tells nothing, however late it came.

    Parameters
    ----------
    offered : NaN where unknown or closed; shape (days, slots).
    """
    out = offered
    weekday = weekdays(days)
    for number in range(7):
        mine = np.flatnonzero(weekday == number)
        if len(mine) <= _FEWEST_WEEKS:
            continue
        cells = offered[mine]
        came = np.nan_to_num(cells)
        first = np.where((came > 0).any(axis=0), (came > 0).argmax(axis=0), len(mine))
        before = np.arange(len(mine))[:, None] < first[None, :]
        known = ~np.isnan(cells)
        leading = (before & known).sum(axis=0)
        since = np.maximum((~before & known).sum(axis=0), 1)
        by_chance = -came.sum(axis=0) * np.log1p(leading / since)
        closed = (leading >= _FEWEST_WEEKS) & (by_chance <= _LOG_CHANCE)
        if closed.any():
            out = out.copy() if out is offered else out
            out[np.ix_(mine, np.flatnonzero(closed))] = np.where(before, np.nan, cells)[:, closed]
    return out


def closed_of_late(recent: Matrix, weekday: NDArray[np.int64], is_open: Grid) -> Grid:
    """Slots of the week that have been open, and in which nobody has called for three weeks though a dozen should have.

    Each is judged with the same slot of the weekdays that have the same hours, and by itself where that is enough.

    Parameters
    ----------
    recent : contacts of recent days in order, NaN where unknown; shape (days, slots).
    weekday : of each of them.
    is_open : by the whole of the recent weeks; shape (7, slots).
    """
    came = np.nan_to_num(recent)
    latest, earlier = np.zeros((7, came.shape[1])), np.zeros((7, came.shape[1]))
    for number in range(7):
        mine = came[weekday == number]
        if len(mine) >= 2 * _FEWEST_WEEKS:
            latest[number] = mine[-_FEWEST_WEEKS:].sum(axis=0)
            earlier[number] = mine[:-_FEWEST_WEEKS].mean(axis=0) * _FEWEST_WEEKS
    alike = np.array([(is_open == row).all(axis=1) for row in is_open]).astype(np.float64)
    closed = (earlier >= _SURE_CONTACTS) & (latest == 0)
    closed |= (alike @ earlier >= _SURE_CONTACTS) & (alike @ latest == 0)
    closed &= is_open
    return closed if (is_open & ~closed).any() else np.zeros_like(closed)


def fill_newly_opened(
    rates: Matrix, is_open: Grid, offered: Matrix, days: Days, target: Days
) -> tuple[Matrix, list[str]]:
    """Rates with slots that have no history of their own filled from the hour beside them, and notes.

    Parameters
    ----------
    rates : contacts expected in each slot of each day to come; shape (days to come, slots).
    is_open : whether it is open; likewise.
    offered : the history by today's hours, NaN where unknown; shape (days, slots).
    """
    shown = _shown(offered, weekdays(days))
    unknown = is_open & ~shown[weekdays(target)]
    if not unknown.any():
        return rates, []
    filled = rates.copy()
    reach = max(_BESIDE_MIN * rates.shape[1] // 1440, 1)
    lonely = []
    for day in np.flatnonzero(unknown.any(axis=1)):
        known = np.flatnonzero(is_open[day] & ~unknown[day])
        if not len(known):
            lonely.append(target[day])
            continue
        for slot in np.flatnonzero(unknown[day]):
            nearest = known[np.argsort(np.abs(known - slot), kind="stable")[:reach]]
            filled[day, slot] = rates[day, nearest].mean()
    return filled, _notes(unknown, target, lonely)


def _shown(offered: Matrix, weekday: NDArray[np.int64]) -> Grid:
    """Slots of the week of which the history shows a volume; shape (7, slots).

    A slot with rows of 0 only, at the edge of one whose rate would have brought it fifty contacts, was closed, and so
    was a weekday without a contact while others have some. Weekdays that the history hardly reaches count as shown:
    what is expected of them is the mean of the others.
    """
    known = ~np.isnan(offered)
    came = np.nan_to_num(offered)
    shown = np.ones((7, offered.shape[1]), dtype=bool)
    for number in range(7):
        mine = weekday == number
        count, volume = known[mine].sum(axis=0), came[mine].sum(axis=0)
        if not volume.any():
            shown[number] = mine.sum() < _FEWEST_WEEKS or not came.any()
            continue
        mean = volume / np.maximum(count, 1)
        busy = np.flatnonzero(volume > 0)
        slots = np.arange(len(volume))
        nearest = busy[np.abs(busy[None, :] - slots[:, None]).argmin(axis=1)]
        silent = (volume == 0) & (mean[nearest] * count >= _SILENT_CONTACTS) & ((slots < busy[0]) | (slots > busy[-1]))
        shown[number] = (count > 0) & ~silent
    return shown


def _notes(unknown: Grid, target: Days, lonely: list[np.datetime64]) -> list[str]:
    """What was taken for granted, by hours and the days that have them."""
    notes = []
    by_hours: dict[str, list[int]] = {}
    for day in np.flatnonzero(unknown.any(axis=1)):
        if target[day] not in lonely:
            by_hours.setdefault(_hours(unknown[day]), []).append(int(day))
    for hours, days in by_hours.items():
        names = dict.fromkeys(WEEKDAYS[number] for number in weekdays(target[days]).tolist())
        notes.append(
            f"{', '.join(names)} {hours}: open, and without a history; as many contacts as in the hour next to it are "
            "expected, which is a guess."
        )
    if lonely:
        named = ", ".join(f"{WEEKDAYS[int(weekdays(np.array([day]))[0])]} {day}" for day in lonely)
        notes.append(
            f"open, and without any history to go by: {named}; what is expected there is unknown. State it under "
            "seasonality or overrides."
        )
    return notes


def _hours(row: Grid) -> str:
    interval_min = 1440 // len(row)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    spans = zip(edges[::2], edges[1::2], strict=True)
    return ", ".join(f"{clock_text(int(a) * interval_min)}-{clock_text(int(b) * interval_min)}" for a, b in spans)
