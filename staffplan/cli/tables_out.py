"""How a command hands over a table: a file where one is named, standard output otherwise."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from staffplan.errors import Fault, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from staffplan.tables.contract import Table


def spare_inputs(
    output: Path | None, source: str | None, configuration: Path | None, beside: str | None = None
) -> None:
    """Raise UsageError where the output is a file that the command reads, before anything is done.

    Parameters
    ----------
    source : the table that was handed in, - for standard input.
    configuration : the configuration, whose files and tables are read.
    beside : another table that was handed in.
    """
    if output is None or not os.path.isfile(output):
        return
    from staffplan.config.load import files_of

    inputs = [Path(table) for table in (source, beside) if table]
    inputs += files_of(configuration) if configuration else ()
    if any(os.path.isfile(file) and file.samefile(output) for file in inputs):
        message = "The output would take the place of a file that it is made from."
        raise UsageError(Fault("usage.output_is_input", message, "name another file with -o", str(output), path="-o"))


def hand_over(
    frame: pd.DataFrame, table: Table, output: Path | None, *, as_json: bool
) -> tuple[dict[str, Any], str | None]:
    """Write the table to `output`, or prepare it for standard output.

    Returns
    -------
    The command's part of the JSON document, and the text for standard output: None where a file was written, or where
    JSON was asked for, since the document then holds the table.
    """
    from staffplan.export.csv_text import csv_text

    text = csv_text(frame, table)
    result: dict[str, Any] = {"table": table.name, "rows": len(frame)}
    if output is not None and str(output) != "-":
        from staffplan.store.files import write_text

        write_text(output, text)
        return result | {"file": str(output)}, None
    if as_json:
        return result | {"csv": text}, None
    return result, text
