"""What a whole column of a frame from Python says: numbers, dates and times as they are, text as in a file."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from numbers import Integral, Real

import numpy as np
import pandas as pd

from staffplan.tables.cells import READERS, CellError, WrittenInstant, check_limits, shown
from staffplan.tables.columns import ColumnReading, read_texts
from staffplan.tables.contract import Column, Kind


def read_objects(cells: pd.Series, column: Column) -> ColumnReading:
    """Read a column of a frame from Python: text as in a file, numbers, dates and times as they are."""
    if column.kind is Kind.NUMBER and _real(cells):
        return _read_numbers(cells, column)
    if column.kind is Kind.INSTANT:
        cells = _together(cells)
    if isinstance(cells.dtype, pd.StringDtype):
        return read_texts(cells, column)
    if column.kind is Kind.INSTANT and pd.api.types.is_datetime64_any_dtype(cells):
        instants = cells.reset_index(drop=True).dt.as_unit("us")
        return ColumnReading(np.empty(0), instants.isna().to_numpy(), instants=instants)
    values = np.empty(len(cells), dtype=object)
    blank = np.zeros(len(cells), dtype=bool)
    errors: list[tuple[int, CellError]] = []
    for at, cell in enumerate(cells.astype(object)):
        if _is_missing(cell):
            blank[at] = True
            continue
        try:
            values[at] = _from_python(cell, column)
        except CellError as error:
            errors.append((at, error))
    return ColumnReading(values, blank, tuple(errors))


def _real(cells: pd.Series) -> bool:
    types = pd.api.types
    return bool(types.is_numeric_dtype(cells) and not (types.is_bool_dtype(cells) or types.is_complex_dtype(cells)))


def _together(cells: pd.Series) -> pd.Series:
    """Instants that stand in categories, or one by one with the same named zone, as one column with that zone.

    One by one they would come down to their offsets, which no longer tell the zone. Others are left as they are.
    """
    if isinstance(cells.dtype, pd.CategoricalDtype):
        cells = cells.astype(cells.cat.categories.dtype)
    if cells.dtype != object:
        return cells
    there = [cell for cell in cells if not _is_missing(cell)]
    zones = {_zone_name(cell) for cell in there}
    if len(zones) != 1 or None in zones:
        return cells
    return pd.to_datetime(cells.where(cells.notna(), None), utc=True).dt.tz_convert(zones.pop())


def _zone_name(cell: object) -> str | None:
    """``Europe/Berlin`` of a moment with that zone, whether zoneinfo or pytz; None of anything else."""
    zone = cell.tzinfo if isinstance(cell, datetime) else None
    name = getattr(zone, "key", None) or getattr(zone, "zone", None)
    return name if isinstance(name, str) else None


def _read_numbers(cells: pd.Series, column: Column) -> ColumnReading:
    values = cells.to_numpy(dtype=np.float64, na_value=np.nan)
    blank = np.isnan(values)
    low = -np.inf if column.low is None else column.low
    high = np.inf if column.high is None else column.high
    wrong = ~blank & ((values < low) | (values > high) | np.isinf(values))
    errors = []
    for at in np.flatnonzero(wrong):
        try:
            _finite(float(values[at]), column)
        except CellError as error:
            errors.append((int(at), error))
    return ColumnReading(np.where(wrong, np.nan, values), blank, tuple(errors))


def _finite(value: float, column: Column) -> float:
    if not np.isfinite(value):
        raise CellError("data.not_a_number", f"{value} is not a number that can be planned with.")
    check_limits(value, column)
    return value


def _is_missing(cell: object) -> bool:
    return cell is None or cell is pd.NA or cell is pd.NaT or (isinstance(cell, float) and cell != cell) or cell == ""


def _from_python(cell: object, column: Column) -> object:
    """The cell as the column's reader would give it from text; CellError where it is of another kind."""
    if isinstance(cell, str):
        return READERS[column.kind](cell.strip(), column)
    if column.kind in (Kind.NUMBER, Kind.INTEGER):
        return _from_number(cell, column)
    if column.kind is Kind.INSTANT and isinstance(cell, datetime):
        return WrittenInstant(cell.replace(tzinfo=None), cell.utcoffset())
    if column.kind is Kind.DAY and isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    if column.kind is Kind.FLAG and isinstance(cell, bool | np.bool_):
        return bool(cell)
    if column.kind is Kind.TEXT and isinstance(cell, Integral) and not isinstance(cell, bool):
        return READERS[Kind.TEXT](str(int(cell)), column)
    raise CellError("data.wrong_kind", f"{shown(str(cell))} is not {_KIND_WORDS[column.kind]}.")


def _from_number(cell: object, column: Column) -> float | int:
    if isinstance(cell, bool | np.bool_) or not isinstance(cell, Real | Decimal):
        raise CellError("data.not_a_number", f"{shown(str(cell))} is not a number.")
    try:
        exact = float(cell)
    except (OverflowError, ValueError):  # an int beyond floats, a signalling NaN
        raise CellError("data.not_a_number", "The number is not one that can be planned with.") from None
    value = _finite(exact, column)
    if column.kind is Kind.NUMBER:
        return value
    if value != int(value):
        raise CellError("data.not_a_number", f"{value:g} is not a whole number.")
    return int(value)


_KIND_WORDS = {
    Kind.TEXT: "a text",
    Kind.INSTANT: "a date and time",
    Kind.DAY: "a date",
    Kind.FLAG: "yes or no",
}
