"""What stands in the rows that the calculator is given: the numbers of its inputs, and every fault in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.errors import DataError, Fault, UsageError
from staffplan.intake.rows import read_rows, require_rows
from staffplan.intake.source import Source
from staffplan.staffing.calculator import Calculation
from staffplan.staffing.calculator.calculation import Array
from staffplan.staffing.calculator.columns import SHARE
from staffplan.tables.cells import READERS, CellError, check_limits, number
from staffplan.tables.columns import read_each
from staffplan.tables.contract import Column, Kind
from staffplan.tables.faults import Place

_ANY_NUMBER: Final = Column("", Kind.NUMBER, "", "")


@dataclass(frozen=True, slots=True)
class CalculatorRows:
    """The rows to answer.

    Attributes
    ----------
    columns : name and texts of every column, in the order of the file; options stand behind the file's columns. The
        texts of a frame are left out.
    given : every input of the calculation as numbers, NaN where a row says nothing.
    place : the rows as a spreadsheet numbers them, or by their labels in a frame; without a file where there are
        options alone.
    sound : whether all cells of a row could be read.
    faults : rows of a wrong length and cells that could not be read.
    notes : what was taken for granted in reading.
    """

    columns: tuple[tuple[str, Sequence[str]], ...]
    given: Mapping[str, Array]
    place: Place
    sound: NDArray[np.bool_]
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def stated(self) -> frozenset[str]:
        """Names of the columns that there are."""
        return frozenset(name for name, _ in self.columns)

    @property
    def options_alone(self) -> bool:
        """Whether there is no file: one row, made of options."""
        return not self.place.file


def rows_given(calculation: Calculation, source: Source | None, options: Mapping[str, str]) -> CalculatorRows:
    """The rows of a file, or the one row that options make; an option beside a file stands in all its rows.

    Raises
    ------
    UsageError with every fault of the options; DataError where the file cannot be read or lacks or doubles columns.
    """
    inputs = {column.name: column for column in calculation.inputs}
    if source is None:
        stated = _read_options(options, inputs, ())
        missing = list(missing_inputs(calculation, options, None))
        if missing:
            raise UsageError(*missing)
        given = {name: np.full(1, stated.get(name, np.nan)) for name in inputs}
        return CalculatorRows(_repeated(options, 1), given, Place("", [0]), np.ones(1, dtype=bool))
    rows = read_rows(source, expected=tuple(inputs))
    require_rows(rows)
    stated = _read_options(options, inputs, rows.header)
    header_faults = [
        *_doubled(rows.header, inputs, rows.file),
        *missing_inputs(calculation, {*rows.header, *options}, rows.file),
    ]
    if header_faults:
        raise DataError(*header_faults, *rows.faults)
    place = Place(rows.file, list(rows.frame.index), rows.header)
    given, sound, faults = _read_columns(rows.frame, inputs, place)
    size = len(rows.frame)
    columns = tuple((name, rows.frame.iloc[:, at].tolist()) for at, name in enumerate(rows.header))
    return CalculatorRows(
        (*columns, *_repeated(options, size)),
        {name: np.full(size, stated[name]) if name in stated else given[name] for name in inputs},
        place,
        sound,
        (*rows.faults, *faults),
        (*rows.notes, *_near_names(rows.header, inputs)),
    )


def option(name: str) -> str:
    """How a column is called on the command line."""
    return f"--{name.replace('_', '-')}"


def _repeated(options: Mapping[str, str], size: int) -> tuple[tuple[str, Sequence[str]], ...]:
    return tuple((name, [text] * size) for name, text in options.items())


def _read_options(
    options: Mapping[str, str], inputs: Mapping[str, Column], header: Collection[str]
) -> dict[str, float]:
    """Options as numbers; UsageError with every one that is none, or that is a column of the file as well."""
    read: dict[str, float] = {}
    faults: list[Fault] = []
    for name, text in options.items():
        if name in header:
            message = f"The file has a column {name!r} as well."
            faults.append(Fault("usage.option_and_column", message, "leave out one of the two.", path=option(name)))
            continue
        try:
            read[name] = _read_cell(text.strip(), inputs[name])
        except CellError as error:
            whole = inputs[name].kind is Kind.INTEGER
            plain = "a whole number." if whole else "a number with a point for decimals."
            hint = plain if error.code == "data.not_a_number" else error.hint
            faults.append(Fault("usage.option_value", error.message, hint, path=option(name)))
    if faults:
        raise UsageError(*faults)
    return read


def _read_columns(
    frame: pd.DataFrame, inputs: Mapping[str, Column], place: Place
) -> tuple[dict[str, Array], NDArray[np.bool_], list[Fault]]:
    """Inputs as numbers, NaN for blank cells and for absent columns; whether a row is sound; what is wrong."""
    given: dict[str, Array] = {}
    sound = np.ones(len(frame), dtype=bool)
    faults: list[Fault] = []
    for name, column in inputs.items():
        if name not in place.header:
            given[name] = np.full(len(frame), np.nan)
            continue
        reading = read_each(frame[name], lambda text, column=column: _read_cell(text, column))  # type: ignore[misc]
        given[name] = reading.values.astype(np.float64)  # None becomes NaN
        sound[[at for at, _ in reading.errors]] = False
        faults += [place.fault(error, at, name) for at, error in reading.errors]
    return given, sound, faults


def _read_cell(text: str, column: Column) -> float:
    if column.unit != SHARE:
        return float(READERS[column.kind](text, column))  # type: ignore[arg-type]
    percent = text.endswith("%") and text != "%"
    value = number(text[:-1].rstrip() if percent else text, _ANY_NUMBER)
    if value > (100 if percent else 1):
        hint = f"write {value / 100:g} or {value:g}%." if value <= 100 else "write a share, such as 0.8 or 80%."
        raise CellError("data.out_of_range", f"{text} is above {'100%' if percent else '1'}.", hint)
    share = value / 100 if percent else value
    check_limits(share, column)
    return share


def missing_inputs(calculation: Calculation, names: Collection[str], file: str | None) -> Iterator[Fault]:
    """A fault for each group of inputs of which there is none."""
    for group in calculation.needs:
        if names and any(name in names for name in group):
            continue
        if file is None:
            listed = " or ".join(option(name) for name in group)
            hint = f"staffplan erlang {calculation.name} --help"
            yield Fault("usage.option_missing", f"There is no {listed}.", hint, path=option(group[0]))
        else:
            listed = " or ".join(repr(name) for name in group)
            near = get_close_matches(group[0], list(names), n=1)
            hint = (
                f"did you mean {near[0]!r}? Call it {group[0]!r}." if near else f"add it, or give {option(group[0])}."
            )
            yield Fault("data.missing_column", f"There is no column {listed}.", hint, file, 1, path=group[0])


def _doubled(header: Sequence[str], inputs: Collection[str], file: str) -> Iterator[Fault]:
    for name in inputs:
        places = [at for at, written in enumerate(header, 1) if written == name]
        if len(places) > 1:
            message = f"Columns {' and '.join(map(str, places))} are both called {name!r}."
            yield Fault("data.doubled_column", message, "keep one.", file, 1, places[1], name)


def _near_names(header: Sequence[str], inputs: Collection[str]) -> Iterator[str]:
    """A note where a column that only passes through is called nearly as an input that is not there."""
    absent = [name for name in inputs if name not in header]
    for name in dict.fromkeys(header):
        near = get_close_matches(name.strip().lower().replace(" ", "_"), absent, n=1, cutoff=0.85)
        if near and name not in inputs:
            yield f"Column {name!r} passes through unread; did you mean {near[0]!r}?"
