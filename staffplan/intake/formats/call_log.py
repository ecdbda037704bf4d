"""One row a call: when it joined the queue, was answered and ended, and what became of it."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import Fault
from staffplan.intake.calls import CallLog, history_of_calls
from staffplan.intake.column_map import ColumnMap, check_columns, read_durations, read_times
from staffplan.intake.format import Format
from staffplan.intake.history import HistoryRead
from staffplan.intake.rows import Rows, read_rows, require_rows
from staffplan.intake.source import Source
from staffplan.tables import Column, Kind
from staffplan.tables.cells import CellError, shown
from staffplan.tables.clock import known_zone, read_clock
from staffplan.tables.columns import ColumnReading, read_each, read_texts
from staffplan.tables.faults import Place, raise_faults
from staffplan.tables.instants import WrittenInstants

HANDLED: Final = "handled"
ABANDONED: Final = "abandoned"
IGNORED: Final = "ignored"
_QUEUE: Final = Column("queue", Kind.TEXT, "", "")
_DURATIONS: Final = ("wait_s", "talk_s", "after_work_s")
_KNOWN: Final = ("queue", "entered", "answered", "ended", "outcome", "date", "time", *_DURATIONS)
_WORDS: Final = {
    "handled": HANDLED,
    "answered": HANDLED,
    "abandoned": ABANDONED,
    "abandon": ABANDONED,
    "hung up": ABANDONED,
    "ignored": IGNORED,
}


def read_call_log(source: Source, column_map: ColumnMap, zone: str | None, interval_min: int | None) -> HistoryRead:
    """The history in a call log.

    Needed are ``queue`` (or one queue for all), ``entered`` and either ``outcome`` or ``answered``; a call without
    an outcome column is handled where it was answered. The wait is ``wait_s``, or runs from ``entered`` to
    ``answered`` or, for those who gave up, to ``ended``; talk is ``talk_s`` or runs from ``answered`` to ``ended``.

    Raises
    ------
    DataError with all faults: of the column map, of the header, of cells by row and column, of times that run back.
    """
    rows = read_rows(source, expected=column_map.expected(_KNOWN), delimiter=column_map.delimiter)
    require_rows(rows)
    if zone is not None:
        known_zone(zone, file=rows.file)
    raise_faults(check_columns(rows, column_map, _KNOWN, _needed(rows, column_map)))
    return history_of_calls(_Reading(rows, column_map, zone).log(), interval_min)


def _needed(rows: Rows, column_map: ColumnMap) -> tuple[str, ...]:
    entered = ("date", "time") if "date" in column_map.columns else ("entered",)
    queue = () if column_map.queue_name is not None else ("queue",)
    fate = "answered" if column_map.has("answered", rows) and "outcome" not in column_map.columns else "outcome"
    return (*queue, *entered, fate)


class _Reading:
    """One log being read: its columns, and the faults met on the way."""

    def __init__(self, rows: Rows, column_map: ColumnMap, zone: str | None) -> None:
        self.rows, self.map, self.zone = rows, column_map, zone
        ours = {column_map.name(name): name for name in _KNOWN}
        header = tuple(ours.get(name, name) for name in rows.header)
        self.place = Place(rows.file, rows.frame.index, header)
        self.faults: list[Fault] = list(rows.faults)
        self.notes: list[str] = list(rows.notes)

    def log(self) -> CallLog:
        """The calls, with all faults raised at once."""
        count = len(self.rows.frame)
        queue = self._queue()
        entered = self._times("entered", needed=True)
        answered, ended = self._times("answered"), self._times("ended")
        outcome = self._outcome(answered)
        durations = {name: self._durations(name) for name in _DURATIONS}
        handled = outcome == HANDLED
        wait, talk = durations["wait_s"], durations["talk_s"]
        left = answered.where(handled, ended) if count else answered
        wait = np.where(np.isnan(wait), self._between(entered, left, "entered", "answered or ended"), wait)
        talk = np.where(np.isnan(talk), self._between(answered, ended, "answered", "ended"), talk)
        raise_faults(self.faults)
        frame = pd.DataFrame({"queue": queue, "entered": entered, "wait_s": wait, "handled": handled})
        frame["talk_s"] = np.where(handled, talk, np.nan)
        frame["after_work_s"] = np.where(handled, durations["after_work_s"], np.nan)
        kept = frame[(outcome != IGNORED) & entered.notna()].reset_index(drop=True)
        self._count(kept, int((outcome == IGNORED).sum()))
        return CallLog(kept, self.rows.file, tuple(self.notes))

    def _count(self, kept: pd.DataFrame, ignored: int) -> None:
        handled = int(kept["handled"].sum())
        unknown = int((kept["handled"] & kept["talk_s"].isna()).sum())
        self.notes.append(
            f"{self.rows.file}: {len(kept):,} calls, {handled:,} handled and {len(kept) - handled:,} abandoned; "
            f"{ignored:,} left out by their outcome."
        )
        if unknown:
            self.notes.append(f"{unknown:,} handled calls have no talk time and stay out of the mean handle time.")

    def _texts(self, ours: str) -> pd.Series:
        return self.rows.frame[self.map.name(ours)]

    def _taken(self, reading: ColumnReading, ours: str, needed: bool) -> ColumnReading:
        """The reading, its faults collected."""
        self.faults += [self.place.fault(error, at, ours) for at, error in reading.errors]
        if needed:
            error = CellError("data.blank", f"{ours} is empty.")
            self.faults += [self.place.fault(error, int(at), ours) for at in np.flatnonzero(reading.blank)]
        return reading

    def _queue(self) -> pd.Series:
        if self.map.queue_name is not None:
            return pd.Series(self.map.queue_name, index=range(len(self.rows.frame)), dtype="str")
        reading = self._taken(read_texts(self._texts("queue"), _QUEUE), "queue", needed=True)
        return pd.Series([value or "" for value in reading.values], dtype="str")

    def _times(self, ours: str, needed: bool = False) -> pd.Series:
        count = len(self.rows.frame)
        if ours == "entered" and "date" in self.map.columns:
            texts = self._texts("date").str.strip() + " " + self._texts("time").str.strip()
        elif self.map.has(ours, self.rows):
            texts = self._texts(ours)
        else:
            return read_clock(WrittenInstants.of([None] * count), None, np.arange(count)).instants
        reading = self._taken(read_times(texts, self.map.time_format), ours, needed)
        clock = read_clock(reading.written, self.zone, np.arange(count))
        if clock.mixed is not None:
            error = CellError("data.mixed_offsets", "Some times have an offset from UTC, some have none.")
            self.faults.append(self.place.fault(error, max(clock.mixed), ours))
        error = CellError("data.skipped_hour", f"The clock of {self.zone} skips this hour when summer time starts.")
        self.faults += [self.place.fault(error, int(at), ours) for at in np.flatnonzero(clock.skipped)]
        self.notes += [note for note in clock.notes if note not in self.notes]
        return clock.instants

    def _durations(self, ours: str) -> NDArray[np.float64]:
        if not self.map.has(ours, self.rows):
            return np.full(len(self.rows.frame), np.nan)
        column = Column(ours, Kind.NUMBER, "s", "", required=False, low=0, high=1e7)
        reading = self._taken(read_durations(self._texts(ours), column), ours, needed=False)
        return np.array(reading.values, dtype=np.float64)

    def _outcome(self, answered: pd.Series) -> pd.Series:
        if not self.map.has("outcome", self.rows):
            return pd.Series(np.where(answered.notna(), HANDLED, ABANDONED), dtype="str")
        reading = self._taken(read_each(self._texts("outcome"), self._fate), "outcome", needed=True)
        return pd.Series([value or "" for value in reading.values], dtype="str")

    def _fate(self, text: str) -> str:
        fate = self.map.outcomes.get(text) or _WORDS.get(text.lower())
        if fate not in (HANDLED, ABANDONED, IGNORED):
            hint = f"say in the outcome map whether {text} is {HANDLED}, {ABANDONED} or {IGNORED}."
            raise CellError("data.unknown_outcome", f"{shown(text)} is not an outcome that is known.", hint)
        return fate

    def _between(self, start: pd.Series, end: pd.Series, start_name: str, end_name: str) -> NDArray[np.float64]:
        """Seconds from one time to another, a fault where they run back."""
        try:
            seconds = (end - start).dt.total_seconds().to_numpy(dtype=np.float64)
        except TypeError:  # one column with offsets, the other without
            message = f"{start_name} and {end_name} are not on one clock: one has offsets from UTC, the other none."
            self.faults.append(Fault("data.mixed_offsets", message, "state the time zone.", self.rows.file))
            return np.full(len(start), np.nan)
        error = CellError("data.runs_back", f"{end_name} lies before {start_name}.")
        self.faults += [self.place.fault(error, int(at), start_name) for at in np.flatnonzero(seconds < 0)]
        return np.asarray(seconds, dtype=np.float64)


def _recognises(header: frozenset[str], column_map: ColumnMap) -> bool:
    fates = {column_map.name("outcome"), column_map.name("answered")}
    return column_map.name("entered") in header and bool(fates & header)


FORMAT = Format("call_log", "one row a call: queue, entered, answered, ended, outcome", _recognises, read_call_log)
