"""One row a queue and interval, under another system's column names."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from staffplan.errors import Fault
from staffplan.intake.column_map import ColumnMap, check_columns, read_durations, read_times
from staffplan.intake.format import Format
from staffplan.intake.history import HistoryRead, history_read
from staffplan.intake.offered_estimate import offered_known
from staffplan.intake.rows import Rows, read_rows, require_rows
from staffplan.intake.source import Source
from staffplan.tables import HISTORY, Column, Kind
from staffplan.tables.assemble import assemble
from staffplan.tables.clock import known_zone
from staffplan.tables.columns import ColumnReading, read_texts
from staffplan.tables.faults import Place, raise_faults

HANDLE_TOTAL: Final = Column(
    "handle_total_s", Kind.NUMBER, "s", "Handle time of all contacts handled.", required=False, low=0, high=1e9
)
_KNOWN: Final = (*HISTORY.names, "date", "time", HANDLE_TOTAL.name)


def read_interval_csv(source: Source, column_map: ColumnMap, zone: str | None, interval_min: int | None) -> HistoryRead:
    """The history in an interval CSV of another system.

    Where offered is not there, handled and abandoned make it up, or handled alone, and a note says so. Handle times
    may be seconds or ``0:03:25``; ``handle_total_s`` is divided by ``handled``.

    Raises
    ------
    DataError with all faults: of the column map, of the header, of cells by row and column.
    """
    rows = read_rows(source, expected=column_map.expected(_KNOWN), delimiter=column_map.delimiter)
    require_rows(rows)
    if zone is not None:
        known_zone(zone, file=rows.file)
    raise_faults((*check_columns(rows, column_map, _KNOWN, _needed(rows, column_map)), *_together(rows, column_map)))
    readings, notes = _readings(rows, column_map)
    ours = {column_map.name(name): name for name in _KNOWN}
    place = Place(rows.file, rows.frame.index, tuple(ours.get(name, name) for name in rows.header))
    total = readings.pop(HANDLE_TOTAL.name, None)
    if total is not None:
        faults = [place.fault(error, at, HANDLE_TOTAL.name) for at, error in total.errors]
        raise_faults(faults)
        readings["aht_s"] = _mean_handle_time(total, readings["handled"])
    assembly = assemble(readings, HISTORY, place, zone)
    raise_faults((*rows.faults, *assembly.faults))
    return history_read(assembly.frame, assembly.place, (*rows.notes, *notes, *assembly.notes), interval_min)


def _needed(rows: Rows, column_map: ColumnMap) -> tuple[str, ...]:
    """Our names of the columns that the file must hold."""
    start = ("date", "time") if "date" in column_map.columns or "time" in column_map.columns else ("start",)
    queue = () if column_map.queue_name is not None else ("queue",)
    only_handled = column_map.has("handled", rows) and not column_map.has("offered", rows)
    total = ("handled",) if column_map.has(HANDLE_TOTAL.name, rows) else ()
    volume = "handled" if only_handled and "offered" not in column_map.columns else "offered"
    return (*queue, *start, volume, *total)


def _together(rows: Rows, column_map: ColumnMap) -> list[Fault]:
    """Faults for two of our columns read from one of the file's."""
    taken: dict[str, str] = {}
    faults = []
    for ours, theirs in column_map.columns.items():
        if theirs in taken:
            message = f"The column map reads both {taken[theirs]} and {ours} from {theirs!r}."
            faults.append(Fault("data.doubled_mapping", message, "map one of them elsewhere.", rows.file, path=ours))
        taken.setdefault(theirs, ours)
    return faults


def _readings(rows: Rows, column_map: ColumnMap) -> tuple[dict[str, ColumnReading], tuple[str, ...]]:
    readings = {
        "queue": _queues(rows, column_map),
        "start": read_times(_starts(rows, column_map), column_map.time_format),
    }
    for column in (*HISTORY.columns, HANDLE_TOTAL):
        if column.name in readings or not column_map.has(column.name, rows):
            continue
        texts = rows.frame[column_map.name(column.name)]
        readings[column.name] = read_durations(texts, column) if column.unit == "s" else read_texts(texts, column)
    if "offered" in readings:
        return readings, ()
    volumes = {name: readings[name].values for name in ("handled", "abandoned") if name in readings}
    frame, notes = offered_known(pd.DataFrame({name: np.array(cells, np.float64) for name, cells in volumes.items()}))
    offered = frame["offered"].reindex(range(len(rows.frame))).to_numpy(dtype=np.float64)
    readings["offered"] = ColumnReading(offered, np.isnan(offered), readings["handled"].errors)
    return readings, tuple(f"{rows.file}: {note}" for note in notes)


def _queues(rows: Rows, column_map: ColumnMap) -> ColumnReading:
    if column_map.queue_name is None:
        return read_texts(rows.frame[column_map.name("queue")], HISTORY["queue"])
    one = np.full(len(rows.frame), column_map.queue_name, dtype=object)
    return ColumnReading(one, np.zeros(len(one), dtype=bool))


def _starts(rows: Rows, column_map: ColumnMap) -> pd.Series:
    """The text of the times, put together where date and time stand in two columns."""
    if "date" not in column_map.columns and "time" not in column_map.columns:
        return rows.frame[column_map.name("start")]
    dates = rows.frame[column_map.name("date")].str.strip()
    return (dates + " " + rows.frame[column_map.name("time")].str.strip()).str.strip()


def _mean_handle_time(total: ColumnReading, handled: ColumnReading) -> ColumnReading:
    seconds = np.array(total.values, dtype=np.float64)
    contacts = np.array(handled.values, dtype=np.float64)
    mean = np.full(len(seconds), np.nan)
    np.divide(seconds, contacts, out=mean, where=contacts > 0)
    return ColumnReading(mean, np.isnan(mean))


def _recognises(header: frozenset[str], column_map: ColumnMap) -> bool:
    volumes = {column_map.name("offered"), column_map.name("handled")}
    one_column = column_map.name("start") in header
    two_columns = {column_map.name("date"), column_map.name("time")} <= header
    return bool(volumes & header) and (one_column or two_columns)


FORMAT = Format(
    "interval", "any CSV with a row a queue and interval, read through a column map", _recognises, read_interval_csv
)
