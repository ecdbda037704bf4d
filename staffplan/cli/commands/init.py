"""``staffplan init DIR``: a centre to start from, which runs as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.outcome import Outcome

_WELCOME = """\
{count} files in {folder}: the configuration in configs/, synthetic tables in data/.
Next: cd {folder}
      staffplan check    what is wrong in them, if anything
      staffplan run      a week's roster, in runs/"""


def init(
    manner: Manner,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
) -> Outcome:
    """Write a sample centre into a folder: its configuration and its tables, ready to run and to change."""
    from staffplan.app.init import init as lay_out

    files = lay_out(folder)
    page = [] if manner.quiet else [_WELCOME.format(count=len(files), folder=folder)]
    listed = [str(file) for file in files]
    return Outcome(result={"folder": str(folder), "files": listed}, page=page, page_is_result=True)
