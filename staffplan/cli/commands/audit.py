"""``staffplan audit ROSTER.csv``: whether a roster is lawful, what it costs and covers."""

from __future__ import annotations

from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, configuration_path
from staffplan.cli.outcome import Outcome
from staffplan.cli.sources import source_named
from staffplan.errors import Exit


def audit(
    manner: Manner,
    roster: Annotated[str, typer.Argument(help="A ROSTER table, - for standard input.")],
    config: Config = None,
    requirement: Annotated[
        str | None, typer.Option("-r", "--requirement", help="A REQUIREMENT table: cover is judged too.")
    ] = None,
) -> Outcome:
    """Check a roster against every rule, and recompute its hours, its cost and its cover.

    Exit 0 where no rule is broken, 10 with the list of breaches.
    """
    raise NotImplementedError((manner, roster, config, requirement, configuration_path, source_named, Exit, Outcome))
