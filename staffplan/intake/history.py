"""Which history stands in this file: the frame, its grid, and everything that a planner should know about it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from unicodedata import normalize

import pandas as pd

from staffplan.errors import DataError, Fault
from staffplan.intake.coarser import put_together
from staffplan.intake.csv_file import take_table
from staffplan.intake.grid import gap_notes, grid_of
from staffplan.intake.source import Source
from staffplan.tables import HISTORY
from staffplan.tables.faults import Place


@dataclass(frozen=True, slots=True)
class HistoryRead:
    """A HISTORY frame, the length of its intervals in minutes, and notes: what was assumed and what is absent."""

    frame: pd.DataFrame
    interval_min: int
    notes: tuple[str, ...]


def read_history(source: Source, *, zone: str | None = None, interval_min: int | None = None) -> HistoryRead:
    """The history in a HISTORY CSV file.

    Parameters
    ----------
    zone : IANA zone of times written without offset; times with offset are converted to it.
    interval_min : the interval length wanted; shorter intervals are put together. That of the file where it is None.

    Raises
    ------
    DataError with all faults of the file, rows off the grid and queues that differ only in case among them.
    """
    intake = take_table(source, HISTORY, zone=zone)
    return history_read(intake.frame, intake.place, intake.notes, interval_min)


def history_read(
    frame: pd.DataFrame, place: Place, notes: tuple[str, ...], interval_min: int | None = None
) -> HistoryRead:
    """A HISTORY frame from any format, with its grid recognised and its gaps noted; DataError where it has no grid."""
    if frame.empty:
        raise DataError(Fault("data.no_rows", "No row holds any contacts.", "check the export.", place.file))
    refuse_similar(list(frame["queue"].unique()), "queue", place.file)
    step, grid_notes = grid_of(frame, place)
    gaps = gap_notes(frame, step)
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
