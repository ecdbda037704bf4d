"""Whether a frame handed in from Python keeps a table's contract."""

from __future__ import annotations

import pandas as pd

from staffplan.tables.assemble import assemble
from staffplan.tables.clock import known_zone
from staffplan.tables.contract import Table
from staffplan.tables.faults import Place, raise_faults
from staffplan.tables.frame_columns import read_objects
from staffplan.tables.typed import judge_header


def check_frame(frame: pd.DataFrame, table: Table, *, zone: str | None = None) -> pd.DataFrame:
    """A user's frame, normalised to what `table` promises; the user's own is not touched.

    Text is read as in a file, numbers become float64, clock times ``datetime64[us]``, rows are sorted by the key.
    Index levels named like columns are taken as such; columns that the table does not know are left out.

    Raises
    ------
    DataError with every fault at once: columns missing or doubled, cells missing, infinite or outside their limits,
    keys that occur twice. A row is named by its index label.
    """
    return frame_read(frame, table, zone=zone)[0]


def frame_read(frame: pd.DataFrame, table: Table, *, zone: str | None = None) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Like `check_frame`, with what had to be assumed, such as a clock for times with several offsets."""
    if zone is not None:
        known_zone(zone)
    if any(name in table.names for name in frame.index.names):
        frame = frame.reset_index()
    name = f"the {table.name.lower()} frame"
    header = tuple(str(column) for column in frame.columns)
    table = table.fitted(header)
    raise_faults(judge_header(header, table, name)[0])
    readings = {column: read_objects(frame[column], table[column]) for column in table.names if column in header}
    assembly = assemble(readings, table, Place(name, frame.index), zone)
    return assembly.sound(), assembly.notes
