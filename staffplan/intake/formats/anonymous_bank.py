"""The call log of the Technion's 'Anonymous Bank' (Mandelbaum, Sakov, Zeltyn 2000), as it is published."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.intake.calls import CallLog, history_of_calls
from staffplan.intake.column_map import ColumnMap, check_columns
from staffplan.intake.format import Format
from staffplan.intake.history import HistoryRead
from staffplan.intake.rows import Rows, read_rows, require_rows
from staffplan.intake.source import Source
from staffplan.tables.cells import CellError, shown
from staffplan.tables.clock import known_zone, read_clock
from staffplan.tables.columns import read_each
from staffplan.tables.faults import Place, raise_faults
from staffplan.tables.instants import WrittenInstants

_CLOCKS: Final = ("vru_entry", "vru_exit", "q_start", "q_exit", "ser_start", "ser_exit")
_LENGTHS: Final = ("q_time", "ser_time")
_NEEDED: Final = ("type", "date", *_CLOCKS, *_LENGTHS, "outcome")
_HEADER: Final = frozenset(_NEEDED)
_DAY_S: Final = 86400
_FATES: Final = ("AGENT", "HANG", "PHANTOM")
_TIME: Final = re.compile(r"(\d{1,2}):([0-5]\d):([0-5]\d)", re.ASCII)

Seconds = NDArray[np.float64]


def read_anonymous_bank(
    source: Source, column_map: ColumnMap, zone: str | None, interval_min: int | None
) -> HistoryRead:
    """The history in a month of the bank's log, by type of call (or under the column map's one queue).

    A call joins the queue at ``q_start``, or at ``vru_exit`` where an agent took it at once. Clock times carry no
    date: each is the moment nearest to ``vru_entry``, so that a call over midnight keeps its length. A queue start of
    ``0:00:00`` means 'did not queue' only where ``q_time`` is 0: callers do join at midnight. Answered calls with a
    service time of 0 (most without clock times) have no known handle time.
    """
    rows = read_rows(source, expected=_NEEDED, delimiter=column_map.delimiter)
    require_rows(rows)
    if zone is not None:
        known_zone(zone, file=rows.file)
    raise_faults(check_columns(rows, ColumnMap(), _NEEDED, _NEEDED))
    return history_of_calls(_calls(rows, column_map.queue_name, zone), interval_min)


def _calls(rows: Rows, queue_name: str | None, zone: str | None) -> CallLog:
    cells = _cells(rows)
    outcome = cells["outcome"]
    into_day = _joined(cells)
    walls = cells["date"].astype("datetime64[s]") + np.round(into_day).astype("timedelta64[s]")
    clock = read_clock(WrittenInstants.without_offset(walls), zone, np.arange(len(walls)))
    handled = outcome == "AGENT"
    no_times = handled & (cells["ser_time"] == 0)
    frame = pd.DataFrame({"queue": pd.Series(cells["type"], dtype="str"), "entered": clock.instants})
    if queue_name is not None:
        frame["queue"] = pd.Series(queue_name, index=frame.index, dtype="str")
    frame["wait_s"] = cells["q_time"]
    frame["handled"] = handled
    frame["talk_s"] = np.where(handled & ~no_times, cells["ser_time"], np.nan)
    frame["after_work_s"] = np.nan
    phantom = outcome == "PHANTOM"
    kept = frame[~phantom & frame["entered"].notna().to_numpy()].reset_index(drop=True)
    notes = (
        f"{rows.file}: {len(frame):,} calls, {int(handled.sum()):,} answered and {int((outcome == 'HANG').sum()):,} "
        f"abandoned; {int(phantom.sum()):,} phantom calls left out.",
        f"{int(no_times.sum()):,} answered calls have a service time of 0 and stay out of the mean handle time.",
        "Handle time is talk only: the log does not show work after the call.",
    )
    return CallLog(kept, rows.file, (*rows.notes, *notes, *clock.notes))


def _joined(cells: dict[str, NDArray[Any]]) -> Seconds:
    """Seconds from the date's midnight to when the call joined the queue; beyond a day where it passed midnight."""
    entry = cells["vru_entry"].astype(np.float64)
    queued = (cells["q_time"] > 0) | (cells["q_start"] > 0)
    joined = np.where(queued, cells["q_start"], cells["vru_exit"]).astype(np.float64)
    return np.asarray(joined + _DAY_S * np.round((entry - joined) / _DAY_S), dtype=np.float64)


def _cells(rows: Rows) -> dict[str, NDArray[Any]]:
    """The columns needed, by name; DataError with all faults by row and column."""
    place = Place(rows.file, rows.frame.index, rows.header)
    readers: dict[str, Callable[[str], object]] = {"date": _day, "outcome": _fate, "type": str}
    readers |= dict.fromkeys(_CLOCKS, _seconds_of_day) | dict.fromkeys(_LENGTHS, _length)
    faults = list(rows.faults)
    cells: dict[str, NDArray[Any]] = {}
    for name, read in readers.items():
        reading = read_each(rows.frame[name], read)
        faults += [place.fault(error, at, name) for at, error in reading.errors]
        blank = CellError("data.blank", f"{name} is empty.")
        faults += [place.fault(blank, int(at), name) for at in np.flatnonzero(reading.blank)]
        cells[name] = reading.values
    raise_faults(faults)
    cells["date"] = cells["date"].astype("datetime64[D]")
    for name in (*_CLOCKS, *_LENGTHS):
        cells[name] = cells[name].astype(np.float64)
    return cells


def _day(text: str) -> date:
    match = re.fullmatch(r"(\d\d)(\d\d)(\d\d)", text, re.ASCII)
    if match is None:
        raise CellError("data.not_a_day", f"{shown(text)} is not a date written yymmdd.")
    try:
        return date(1900 + int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise CellError("data.not_on_calendar", f"{shown(text)} is not a day of the calendar.") from None


def _seconds_of_day(text: str) -> float:
    match = _TIME.fullmatch(text)
    if match is None or int(match[1]) > 23:
        raise CellError("data.not_an_instant", f"{shown(text)} is not a clock time such as 9:05:00.")
    return float(int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3]))


def _length(text: str) -> float:
    if re.fullmatch(r"\d{1,6}", text, re.ASCII) is None:
        raise CellError("data.not_a_number", f"{shown(text)} is not a number of seconds.")
    return float(text)


def _fate(text: str) -> str:
    if text not in _FATES:
        raise CellError("data.unknown_outcome", f"{shown(text)} is not an outcome.", f"one of {', '.join(_FATES)}.")
    return text


def _recognises(header: frozenset[str], _column_map: ColumnMap) -> bool:
    return header.issuperset(_HEADER)


FORMAT = Format("anonymous_bank", "the Technion's Anonymous Bank call log", _recognises, read_anonymous_bank)
