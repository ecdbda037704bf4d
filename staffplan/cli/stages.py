"""How a long command shows where it is: one line that is updated on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from staffplan.cli.manner import Manner
from staffplan.cli.streams import write_note

Progress = Callable[[str], None]


@contextmanager
def stages(manner: Manner) -> Iterator[Progress]:
    """Yield a function that names the stage at work on standard error; silent with ``--json`` and ``--quiet``."""
    if manner.json or manner.quiet or sys.stderr is None:
        yield lambda _stage: None
        return
    if not sys.stderr.isatty():
        yield lambda stage: write_note(f"{stage}\n")
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield lambda stage: bar.update(task, description=stage)
