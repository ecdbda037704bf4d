"""What stands in a frame that the calculator is given from Python."""

from __future__ import annotations

import numpy as np
import pandas as pd

from staffplan.app.calculator_rows import CalculatorRows, missing_inputs
from staffplan.errors import DataError, Fault
from staffplan.staffing.calculator import Calculation
from staffplan.tables.faults import Place
from staffplan.tables.frame_columns import read_objects

_NAME = "the calculator's frame"


def rows_in_frame(calculation: Calculation, frame: pd.DataFrame) -> CalculatorRows:
    """The inputs in a frame's columns: numbers, or texts as in a file but for shares, which are numbers from 0 to 1.

    Raises
    ------
    DataError where the frame is empty or lacks or doubles columns. Cells that cannot be read are faults of the result,
    named by the row's index label.
    """
    header = [str(name) for name in frame.columns]
    names = [name for name in calculation.names if name in header]
    faults = list(missing_inputs(calculation, header, _NAME))
    faults += [
        Fault("data.doubled_column", f"Several columns are called {name!r}.", "keep one.", _NAME, path=name)
        for name in names
        if header.count(name) > 1
    ]
    if frame.empty:
        faults.append(Fault("data.no_rows", "The frame has no rows.", "at least one.", _NAME))
    if faults:
        raise DataError(*faults)
    place = Place(_NAME, list(frame.index))
    given = {name: np.full(len(frame), np.nan) for name in calculation.names}
    sound = np.ones(len(frame), dtype=bool)
    for column in calculation.inputs:
        if column.name in names:
            reading = read_objects(frame[column.name], column)
            given[column.name] = reading.values.astype(np.float64)
            sound[[at for at, _ in reading.errors]] = False
            faults += [place.fault(error, at, column.name) for at, error in reading.errors]
    return CalculatorRows(tuple((name, ()) for name in header), given, place, sound, tuple(faults))
