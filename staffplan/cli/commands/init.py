"""``staffplan init DIR``: a centre to start from, which runs as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.outcome import Outcome


def init(
    manner: Manner,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> Outcome:
    """Write a sample centre into a folder: its configuration and its tables, ready to run and to change."""
    from staffplan.app.init import init as lay_out

    files = lay_out(folder)
    page = [] if manner.quiet else [f"{len(files)} files in {folder}. Try: cd {folder} && staffplan run"]
    listed = [str(file) for file in files]
    return Outcome(result={"folder": str(folder), "files": listed}, page=page, page_is_result=True)
