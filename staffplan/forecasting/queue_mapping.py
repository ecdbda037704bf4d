"""Which past a queue has that was split off, merged or renamed: shares of other queues' histories before its own.

Before the day from which a queue's own rows count, its past is the sum of the stated shares; from that day on, its
own. A source without a row where it usually has one is unknown, and so is the sum; one that is closed there or does not
exist yet adds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.day_matrix import DayMatrix, Matrix
from staffplan.forecasting.stated_volume import Inheritance, StatedVolume
from staffplan.forecasting.wall_clock import as_day, weekdays

_USUALLY_THERE = 0.5


def mapped(matrices: tuple[DayMatrix, ...], stated: StatedVolume) -> tuple[tuple[DayMatrix, ...], tuple[str, ...]]:
    """The queues to forecast with the past they take over, in order of name, and notes.

    Parameters
    ----------
    matrices : all queues of the history, on the same days.
    """
    if not stated.inherited or not matrices:
        return matrices, ()
    by_name = {matrix.queue: matrix for matrix in matrices}
    notes: list[str] = []
    found = {name: matrix for name, matrix in by_name.items() if name not in stated.former}
    for name, heir in sorted(stated.inherited.items()):
        absent = [source for source, _ in heir.shares if source not in by_name]
        if absent:
            notes.append(f"{name}: the history has no row of {', '.join(absent)}, which it would take over.")
        if len(absent) == len(heir.shares):
            continue
        found[name], note = _with_inheritance(name, heir, by_name)
        notes.append(note)
    return tuple(found[name] for name in sorted(found)), tuple(notes)


def _with_inheritance(name: str, heir: Inheritance, by_name: Mapping[str, DayMatrix]) -> tuple[DayMatrix, str]:
    sources = [(by_name[source], share) for source, share in heir.shares if source in by_name]
    own = by_name.get(name)
    days = sources[0][0].days
    first = _first_own_day(own, heir.until, days)
    before = (days < first)[:, None]
    taken = _shares_of(sources)
    blank = np.full_like(sources[0][0].offered, np.nan)
    zero = np.zeros_like(blank)
    matrix = replace(
        sources[0][0],
        queue=name,
        offered=np.where(before, taken, blank if own is None else own.offered),
        handled=np.where(before, _summed(sources, "handled"), zero if own is None else own.handled),
        worked_s=np.where(before, _summed(sources, "worked_s"), zero if own is None else own.worked_s),
    )
    said = " and ".join(f"{100 * share:g} % of {source.queue}" for source, share in sources)
    if not before.any():
        return matrix, (
            f"{name}: nothing is taken over from {said}, since its own rows count from the first day of the history; "
            "history_until would say from which day on they do."
        )
    until = "in all of the history" if before.all() else f"before {first}"
    return matrix, f"{name}: its past {until} is taken as {said}."


def _first_own_day(own: DayMatrix | None, until: date | None, days: NDArray[np.datetime64]) -> np.datetime64:
    """The first day of which the queue's own rows count."""
    if until is not None:
        return as_day(until)
    if own is None or not own.seen.any():
        return np.datetime64(days[-1] + np.timedelta64(1, "D"))
    return np.datetime64(days[int(np.flatnonzero(own.seen)[0])])


def _shares_of(sources: list[tuple[DayMatrix, float]]) -> Matrix:
    """Sum of the sources' contacts by their shares; NaN where none, or one that is usually there, has no row."""
    total = np.zeros_like(sources[0][0].offered)
    some, missing = np.zeros(total.shape, dtype=bool), np.zeros(total.shape, dtype=bool)
    for source, share in sources:
        known = ~np.isnan(source.offered)
        total += share * np.nan_to_num(source.offered)
        some |= known
        missing |= ~known & _expected(source, known)
    return np.where(some & ~missing, total, np.nan)


def _expected(source: DayMatrix, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Cells that have a row in at least half of the weeks between a source's first and last day."""
    seen = np.flatnonzero(known.any(axis=1))
    expected = np.zeros(known.shape, dtype=bool)
    if not len(seen):
        return expected
    alive = np.zeros(len(known), dtype=bool)
    alive[seen[0] : seen[-1] + 1] = True
    weekday = weekdays(source.days)
    for number in range(7):
        mine = alive & (weekday == number)
        if mine.any():
            expected[mine] = known[mine].mean(axis=0) >= _USUALLY_THERE
    return expected


def _summed(sources: list[tuple[DayMatrix, float]], what: str) -> Matrix:
    parts = [share * np.asarray(getattr(source, what), dtype=np.float64) for source, share in sources]
    return np.asarray(np.sum(parts, axis=0))
