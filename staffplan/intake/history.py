"""Which history stands in this file: the frame, its grid, and everything that a planner should know about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import normalize

import pandas as pd

from staffplan.errors import DataError, Fault
from staffplan.intake.coarser import put_together
from staffplan.intake.csv_file import take_table
from staffplan.intake.grid import gap_notes, grid_of
from staffplan.intake.offered_estimate import offered_known
from staffplan.intake.source import Source
from staffplan.tables import HISTORY
from staffplan.tables.cells import CellError
from staffplan.tables.faults import Place, raise_faults
from staffplan.tables.typed import judge_header

_OFFERED_OR_HANDLED = replace(
    HISTORY,
    columns=tuple(replace(column, required=column.required and column.name != "offered") for column in HISTORY.columns),
)
"""A history may leave it to handled and abandoned to say what was offered."""


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """A HISTORY frame, the length of its intervals in minutes, and notes: what was assumed and what is absent."""

    frame: pd.DataFrame
    interval_min: int
    notes: tuple[str, ...]


def read_history(
    source: Source, *, zone: str | None = None, interval_min: int | None = None, holidays: Collection[date] = ()
) -> HistoryRead:
    """The history in a HISTORY CSV file; what was offered is estimated where only handled is known.

    Parameters
    ----------
    zone : IANA zone of times written without offset; times with offset are converted to it.
    interval_min : the interval length wanted; shorter intervals are put together. That of the file where it is None.
    holidays : days that may be without rows; they are not listed as gaps.

    Raises
    ------
    DataError with all faults of the file, rows off the grid and queues that differ only in case among them.
    """
    intake = take_table(source, _OFFERED_OR_HANDLED, zone=zone)
    if not {"offered", "handled"} & set(intake.frame.columns):
        raise_faults(judge_header(tuple(intake.place.header), HISTORY, intake.place.file)[0])
    frame, assumed = offered_known(intake.frame)
    _refuse_blank(intake.frame, frame, intake.place)
    in_order = frame.reindex(columns=_in_order(frame))
    return history_read(in_order, intake.place, (*intake.notes, *assumed), interval_min, holidays)


def _in_order(frame: pd.DataFrame) -> list[str]:
    return [name for name in HISTORY.names if name in frame]


def _refuse_blank(read: pd.DataFrame, known: pd.DataFrame, place: Place) -> None:
    """Raise DataError for rows that say nothing about volume."""
    if len(known) < len(read):
        hint = "leave out the row where nothing is known; write 0 only for a true zero."
        error = CellError("data.blank", "offered is empty.", hint)
        raise_faults([place.fault(error, int(at), "offered") for at in read.index.difference(known.index)])


def history_read(
    frame: pd.DataFrame,
    place: Place,
    notes: tuple[str, ...],
    interval_min: int | None = None,
    holidays: Collection[date] = (),
) -> HistoryRead:
    """A HISTORY frame from any format, with its grid recognised and its gaps noted; DataError where it has no grid."""
    if frame.empty:
        raise DataError(Fault("data.no_rows", "No row holds any contacts.", "check the export.", place.file))
    refuse_similar(list(frame["queue"].unique()), "queue", place.file)
    step, grid_notes = grid_of(frame, place)
    gaps = gap_notes(frame, step, holidays)
    coarse_notes: tuple[str, ...] = ()
    if interval_min is not None and interval_min != step:
        frame, coarse_notes = put_together(frame, step, interval_min, place.file)
    excess = _excess_notes(frame)
    return HistoryRead(frame, interval_min or step, (*notes, *grid_notes, *gaps, *coarse_notes, *excess))


def _excess_notes(frame: pd.DataFrame) -> tuple[str, ...]:
    """Where more contacts were handled or given up than arrived: waiting work, or columns mistaken for each other."""
    accounted = sum(frame[name].fillna(0.0) for name in ("handled", "abandoned") if name in frame)
    over = frame[accounted > frame["offered"]]
    return tuple(
        f"{queue}: more contacts handled or abandoned than offered in {len(rows)} intervals, the first "
        f"{rows['start'].iloc[0]:%Y-%m-%d %H:%M}; what is forecast is offered."
        for queue, rows in over.groupby("queue", sort=True)
    )


def refuse_similar(names: list[str], thing: str, file: str) -> None:
    """Raise DataError for names that differ only in case or in how Unicode composes them."""
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        alike[normalize("NFKC", name).casefold()].append(name)
    faults = [
        Fault(
            "data.similar_names",
            f"{' and '.join(repr(name) for name in group)} differ only in case or in how letters are composed.",
            f"write one {thing} one way.",
            file,
            path=thing,
        )
        for group in alike.values()
        if len(group) > 1
    ]
    if faults:
        raise DataError(*faults)
