"""The calculator: Erlang B, C and A, lines and agents required, for a row or a file of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.app.calculator_frame import rows_in_frame
from staffplan.app.calculator_rows import CalculatorRows, option, rows_given
from staffplan.errors import DataError, Fault, UsageError
from staffplan.intake.source import Source
from staffplan.staffing.calculator import CALCULATIONS, Answers, Beside, Calculation, Refusal
from staffplan.staffing.calculator.calculation import Array
from staffplan.staffing.calculator.columns import INTERVAL_ASSUMED_S, SL_ASSUMED, THRESHOLD_ASSUMED_S
from staffplan.staffing.calculator.offered_load import offered_load
from staffplan.staffing.calculator.targets import NAMES as TARGETS
from staffplan.tables.cells import CellError

_BY_NAME: Final = {calculation.name: calculation for calculation in CALCULATIONS}


@dataclass(frozen=True, slots=True)
class Answered:
    """What the calculator answers.

    Attributes
    ----------
    title : of the model, for people.
    columns : name and cells of every column: texts as they were given, answers as arrays.
    given : the inputs as numbers, NaN where a row says nothing.
    rows : how many there are.
    single : the inputs and answers of the only row, by name; empty where there are several.
    beside : what one agent or line fewer and more would do; empty where there are several rows.
    notes : what was assumed, and what was replaced.
    """

    title: str
    columns: tuple[tuple[str, Sequence[str] | NDArray[np.generic]], ...]
    given: Mapping[str, Array]
    rows: int
    single: Mapping[str, float | str]
    beside: tuple[Beside, ...]
    notes: tuple[str, ...]


def answer(name: str, source: Source | None, options: Mapping[str, str]) -> Answered:
    """The answers to a file of rows, or to the one row that options make.

    Parameters
    ----------
    name : ``b``, ``c``, ``a``, ``lines`` or ``required``.
    source : a CSV file with the inputs as columns; None: there are options alone.
    options : inputs by column name, as they were written; beside a file they stand in all its rows.

    Raises
    ------
    DataError with every fault of the file, by row; UsageError with every fault of the options.
    """
    calculation = _BY_NAME[name]
    return _answered(calculation, rows_given(calculation, source, options))


def erlang(calculation: str, rows: pd.DataFrame) -> pd.DataFrame:
    """The calculator for a frame: Erlang B, C and A, lines and agents required.

    Parameters
    ----------
    calculation : ``b``, ``c``, ``a``, ``lines`` or ``required``.
    rows : a row a question, with the inputs as columns, shares as numbers from 0 to 1, NaN where nothing is said; see
        docs/calculator.md.

    Returns
    -------
    The frame with the answers behind its columns, in place of answers that it had; infinity and NaN as they are. What
    was assumed stands in ``.attrs["notes"]``.

    Raises
    ------
    UsageError for a calculation that does not exist; DataError with every fault, by the rows' labels.
    """
    if calculation not in _BY_NAME:
        fault = Fault(
            "usage.unknown_calculation", f"There is no calculation {calculation!r}.", f"one of {', '.join(_BY_NAME)}."
        )
        raise UsageError(fault)
    found = _answered(_BY_NAME[calculation], rows_in_frame(_BY_NAME[calculation], rows))
    frame = rows.copy()
    for name, column in found.columns:
        if isinstance(column, np.ndarray):
            whole = name.startswith("required_") and not np.isnan(column).any()
            frame[name] = column.astype(np.int64) if whole else column
    frame.attrs["notes"] = list(found.notes)
    return frame


def _answered(calculation: Calculation, rows: CalculatorRows) -> Answered:
    columns = _used(rows.stated)
    given, notes = _with_defaults(calculation, rows, columns)
    _raise_faults(calculation, rows, given, columns)
    with np.errstate(over="ignore", under="ignore"):  # waits of nearly no time, odds of nearly no wait
        answers = calculation.answer(given, columns)
        one = rows.sound.size == 1
        beside = calculation.beside(given, answers) if one else ()
    written, replaced = _columns(rows, answers)
    known = {name: column for name, column in given.items() if not np.isnan(column).all()}
    return Answered(
        calculation.title,
        written,
        rows.given,
        rows.sound.size,
        {name: column[0].item() for name, column in (known | answers).items()} if one else {},
        beside,
        (*rows.notes, *notes, *replaced),
    )


def _used(stated: frozenset[str]) -> frozenset[str]:
    """The columns to compute from: calls, interval and handle time where all are there, else the load where it is."""
    if stated >= {"calls", "interval_s", "aht_s"} or "load" not in stated:
        return stated - {"load"}
    return stated - {"calls"}


def _with_defaults(
    calculation: Calculation, rows: CalculatorRows, columns: frozenset[str]
) -> tuple[dict[str, Array], list[str]]:
    """What is given, with what is assumed where nothing is said, and a note on each assumption."""
    given = dict(rows.given)
    notes: list[str] = []
    for name in {"calls", "load"} - columns:
        given[name] = np.full(rows.sound.size, np.nan)
    if "calls" in columns:
        notes += _fill(given, "interval_s", INTERVAL_ASSUMED_S, "intervals of {value:g} s are taken")
    elif "calls" in rows.stated:
        notes.append("The load is taken as stated; calls pass through, since interval_s and aht_s are not both there.")
    if "threshold_s" in given and calculation.timed_by in columns:
        notes += _fill(given, "threshold_s", THRESHOLD_ASSUMED_S, "answered in time means within {value:g} s")
    if "sl_target" in given and not columns & {*TARGETS}:
        notes += _fill(given, "sl_target", SL_ASSUMED, "without any target, {value:.0%} answered in time are asked for")
    given["load"], given["load_rest"] = offered_load(given)
    return given, notes


def _fill(given: dict[str, Array], name: str, value: float, note: str) -> Iterator[str]:
    blank = np.isnan(given[name])
    if blank.any():
        given[name] = np.where(blank, value, given[name])
        rows = int(blank.sum())
        where = "" if blank.all() else f" in {rows:,} {'row' if rows == 1 else 'rows'}"
        yield f"{name} is not given{where}: {note.format(value=value)}."


def _raise_faults(
    calculation: Calculation, rows: CalculatorRows, given: Mapping[str, Array], columns: frozenset[str]
) -> None:
    """Raise all that is wrong with the rows, in the order of the file."""
    faults = list(rows.faults)
    sound = rows.sound.copy()
    for judge in (lambda some: _blank(calculation, some, columns), calculation.judge):
        positions = np.flatnonzero(sound)
        for refusal in judge({name: column[positions] for name, column in given.items()}):
            at = int(positions[refusal.at])
            faults.append(_fault(refusal, rows, at))
            sound[at] = False
    if faults:
        faults.sort(key=lambda fault: (fault.line or 0, fault.column or 0))
        raise (UsageError if rows.options_alone else DataError)(*faults)


def _blank(calculation: Calculation, given: Mapping[str, Array], columns: frozenset[str]) -> Iterator[Refusal]:
    """Rows in which a whole group of needed inputs is blank."""
    for group in calculation.needs:
        there = [name for name in group if name in columns]
        blank = np.all([np.isnan(given[name]) for name in group], axis=0)
        for at in np.flatnonzero(blank).tolist():
            yield Refusal("data.blank", at, there[0], f"{' or '.join(there)} is needed, and empty.", "fill the cell.")


def _fault(refusal: Refusal, rows: CalculatorRows, at: int) -> Fault:
    if rows.options_alone:
        return Fault(refusal.code, refusal.message, refusal.hint, path=option(refusal.column))
    return rows.place.fault(CellError(refusal.code, refusal.message, refusal.hint), at, refusal.column)


def _columns(
    rows: CalculatorRows, answers: Answers
) -> tuple[tuple[tuple[str, Sequence[str] | NDArray[np.generic]], ...], list[str]]:
    """The columns as given with the answers in their place or behind them, and a note on those replaced."""
    names = [name for name, _ in rows.columns]
    replaced = [name for name in dict.fromkeys(names) if name in answers]
    columns: list[tuple[str, Sequence[str] | NDArray[np.generic]]] = [
        (name, answers.get(name, texts)) for name, texts in rows.columns
    ]
    columns += [(name, column) for name, column in answers.items() if name not in names]
    notes = [f"The file had answers already, which are replaced: {', '.join(replaced)}."] if replaced else []
    return tuple(columns), notes
