"""How the columns of a table become one frame: on one clock, complete, each key once, sorted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import Fault
from staffplan.tables.cells import CellError
from staffplan.tables.clock import ClockReading, Mask, read_clock, set_clock
from staffplan.tables.columns import ColumnReading
from staffplan.tables.contract import Column, Kind, Table
from staffplan.tables.faults import Place, raise_faults

_CLOCKS_PUT_BACK_BEFORE = 4
_DTYPES = {Kind.TEXT: "str", Kind.DAY: "datetime64[us]", Kind.INTEGER: "int64", Kind.FLAG: "bool"}


@dataclass(frozen=True, slots=True)
class Assembly:
    """A table read: the frame (only sound where there are no faults), what was guessed, and what is wrong.

    `place` names the rows of the frame as they stand in the file.
    """

    frame: pd.DataFrame
    notes: tuple[str, ...]
    faults: tuple[Fault, ...]
    place: Place

    def sound(self) -> pd.DataFrame:
        """The frame; DataError with all faults where there are any."""
        raise_faults(self.faults)
        return self.frame


def assemble(readings: Mapping[str, ColumnReading], table: Table, place: Place, zone: str | None) -> Assembly:
    """Put the columns together under the contract of `table`; nothing is raised, the faults are collected.

    Parameters
    ----------
    readings : of the columns that are there, by name; every required column is.
    """
    is_instant = set(_instants(readings, table))
    series = {name: _series(reading, table[name]) for name, reading in readings.items() if name not in is_instant}
    skipped = np.zeros(len(place.rows), dtype=bool)
    faults: list[Fault] = []
    notes: list[str] = []
    streams = _streams(readings, table, len(place.rows))
    for name in _instants(readings, table):
        clock = _clock(readings[name], zone, streams)
        series[name] = clock.instants
        skipped |= clock.skipped
        notes += clock.notes
        if clock.mixed is not None:
            faults.append(_mixed_fault(place, *clock.mixed, name))
        faults += _skipped_faults(clock.skipped, readings, table, place, name, zone)
    notes += _skipped_notes(skipped, readings, table, zone)
    faults += _cell_faults(readings, table, place, skipped)
    frame = pd.DataFrame({name: series[name] for name in table.names if name in series}, copy=False)
    faults += _doubled_faults(_only(frame[list(table.key)], _sound_keys(readings, table, skipped)), table, place)
    if faults:
        return Assembly(frame, tuple(notes), tuple(faults), place)
    ordered = _only(frame, ~skipped).sort_values(list(table.key), kind="stable")
    place = Place(place.file, pd.Index(place.rows).take(ordered.index.to_numpy()), place.header)
    return Assembly(_final_kinds(ordered.reset_index(drop=True), table), tuple(notes), (), place)


def _only(frame: pd.DataFrame, rows: Mask) -> pd.DataFrame:
    """The frame itself where all of its rows are meant: a year of rows is not copied for nothing."""
    return frame if rows.all() else frame[rows]


def _instants(readings: Mapping[str, ColumnReading], table: Table) -> list[str]:
    return [name for name in readings if table[name].kind is Kind.INSTANT]


def _clock(reading: ColumnReading, zone: str | None, streams: NDArray[np.int64]) -> ClockReading:
    if reading.instants is not None:
        return set_clock(reading.instants, zone, streams)
    return read_clock(reading.written, zone, streams)


def _cell_faults(readings: Mapping[str, ColumnReading], table: Table, place: Place, skipped: Mask) -> list[Fault]:
    """Cells that are wrong, or empty where they must not be; rows left out have none."""
    faults = []
    for name, reading in readings.items():
        faults += [place.fault(error, at, name) for at, error in reading.errors if not skipped[at]]
        if not table[name].may_be_blank:
            faults += _blank_faults(reading.blank & ~skipped, place, table[name])
    return faults


def _sound_keys(readings: Mapping[str, ColumnReading], table: Table, skipped: Mask) -> Mask:
    """Rows whose key can be compared."""
    sound = ~skipped
    for name in table.key:
        sound = sound & ~readings[name].blank
        sound[[at for at, _ in readings[name].errors]] = False
    return sound


def _series(reading: ColumnReading, column: Column) -> pd.Series:
    if column.kind is Kind.NUMBER:
        return pd.Series(np.asarray(reading.values, dtype=np.float64))
    if column.kind is Kind.TEXT:
        texts = pd.Series([value or "" for value in reading.different], dtype="str")
        return texts if reading.codes is None else texts.take(reading.codes).reset_index(drop=True)
    if column.kind is Kind.DAY:
        return pd.Series(np.array(reading.values, dtype="datetime64[us]"))
    return pd.Series(reading.values, dtype=object)


def _final_kinds(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Whole numbers and flags get their own type once it is known that no cell of theirs is wrong."""
    wanted = {name: _DTYPES[table[name].kind] for name in frame.columns if table[name].kind in _DTYPES}
    return frame.astype(wanted)


def _streams(readings: Mapping[str, ColumnReading], table: Table, rows: int) -> NDArray[np.int64]:
    """Number of the stream of each row: the key columns other than the instant."""
    names = [name for name in table.key if name in readings and table[name].kind is not Kind.INSTANT]
    if not names or not rows:
        return np.zeros(rows, dtype=np.int64)
    numbers = pd.DataFrame({name: _numbered(readings[name]) for name in names})
    return np.asarray(numbers.groupby(names, sort=False).ngroup(), dtype=np.int64)


def _numbered(reading: ColumnReading) -> NDArray[np.int64]:
    """A number for each row, the same for rows that say the same."""
    numbers, _ = pd.factorize(np.array([str(value) for value in reading.different], dtype=object))
    return numbers if reading.codes is None else numbers[reading.codes]


def _mixed_fault(place: Place, zoned: int, naive: int, name: str) -> Fault:
    error = CellError(
        "data.mixed_offsets",
        f"This time has {'an' if zoned > naive else 'no'} offset from UTC, that of "
        f"{place.named(min(zoned, naive))} has {'none' if zoned > naive else 'one'}.",
        "give all of them an offset or none, or state the time zone of those without.",
    )
    return place.fault(error, max(zoned, naive), name)


def _measure(readings: Mapping[str, ColumnReading], table: Table) -> NDArray[Any] | None:
    """The table's measure by row, with 0 for blank cells; None where it is not there or not to be left out."""
    if table.measure not in readings:
        return None
    reading = readings[table.measure]
    values = np.array(reading.values, dtype=np.float64)
    values[reading.blank] = 0.0
    return values


def _skipped_faults(
    skipped: Mask, readings: Mapping[str, ColumnReading], table: Table, place: Place, name: str, zone: str | None
) -> list[Fault]:
    measure = _measure(readings, table)
    wrong = skipped if measure is None else skipped & (measure != 0)
    error = CellError(
        "data.skipped_hour",
        f"The clock of {zone} skips this hour when summer time starts, and the row is not empty.",
        "check which time zone the file was written in.",
    )
    return [place.fault(error, int(at), name) for at in np.flatnonzero(wrong)]


def _skipped_notes(
    skipped: Mask, readings: Mapping[str, ColumnReading], table: Table, zone: str | None
) -> tuple[str, ...]:
    count = int(skipped.sum())
    if not count or _measure(readings, table) is None:
        return ()
    return (
        f"{count} rows with no {table.measure} lie in the hour that the clock of {zone} skips; they were left out.",
    )


def _blank_faults(blank: Mask, place: Place, column: Column) -> list[Fault]:
    hint = (
        "leave out the row where nothing is known; write 0 only for a true zero." if column.unit == "contacts" else None
    )
    error = CellError("data.blank", f"{column.name} is empty.", hint)
    return [place.fault(error, int(at), column.name) for at in np.flatnonzero(blank)]


def _doubled_faults(frame: pd.DataFrame, table: Table, place: Place) -> list[Fault]:
    """A fault for each row whose key stands in an earlier row; the frame's index holds positions."""
    key = list(table.key)
    later = frame[frame.duplicated(key, keep="first")]
    if later.empty:
        return []
    first = frame.drop_duplicates(key).reset_index(names="first")[[*key, "first"]]
    code = "data.duplicate_interval" if _is_by_interval(table) else "data.duplicate_row"
    faults = []
    earlier_positions = later.merge(first, on=key, how="left")["first"]
    for (at, *values), earlier in zip(later[key].itertuples(), earlier_positions, strict=True):
        named = ", ".join(f"{name} {_written(value)}" for name, value in zip(key, values, strict=True))
        message = f"{named} stands in {place.named(int(earlier))} already."
        hint = "keep one of them; if each counts a part, add them up."
        if any(isinstance(value, pd.Timestamp) and _may_come_twice(value) for value in values):
            hint = "state the time zone, if the clock was put back that night and the hour came twice; else " + hint
        error = CellError(code, message, hint)
        faults.append(place.fault(error, int(at), key[-1]))
    return faults


def _may_come_twice(start: pd.Timestamp) -> bool:
    """Whether a clock without zone may show it twice: clocks are put back at night, nearly everywhere on Sundays."""
    return start.tzinfo is None and start.weekday() == 6 and start.hour < _CLOCKS_PUT_BACK_BEFORE


def _is_by_interval(table: Table) -> bool:
    return any(table[name].kind is Kind.INSTANT for name in table.key)


def _written(value: object) -> str:
    return value.isoformat() if isinstance(value, pd.Timestamp) else str(value)
