"""``staffplan intake FILE``: history from other formats."""

from __future__ import annotations

from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Output
from staffplan.cli.outcome import Outcome
from staffplan.cli.sources import pairs, source_named
from staffplan.cli.tables_out import hand_over, spare_inputs
from staffplan.cli.zones import parse_zone


def intake(
    manner: Manner,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The file, - for standard input.")],
    format_name: Annotated[
        str | None, typer.Option("--format", metavar="FORMAT", help="The file's format. Default: recognised.")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="OURS=THEIRS", help="Where the file has our column: offered=Calls."),
    ] = None,
    outcomes: Annotated[
        list[str] | None,
        typer.Option("--outcome", metavar="THEIRS=OURS", help="A call log's word: ANSWERED=handled."),
    ] = None,
    queue: Annotated[str | None, typer.Option("--queue", help="Put every row under this queue.")] = None,
    time_format: Annotated[
        str | None, typer.Option("--time-format", metavar="FORMAT", help="How times are written: %d.%m.%Y %H:%M.")
    ] = None,
    zone: Annotated[
        str | None,
        typer.Option("--zone", parser=parse_zone, metavar="ZONE", help="Zone of times without offset: Europe/Berlin."),
    ] = None,
    interval: Annotated[
        int | None, typer.Option("--interval", metavar="MIN", min=1, max=60, help="Minutes of an interval.")
    ] = None,
    output: Output = None,
) -> Outcome:
    """Turn another system's file into a HISTORY table."""
    from staffplan.app.intake import intake as take_in
    from staffplan.report.history_page import history_page
    from staffplan.tables.history import HISTORY

    spare_inputs(output, file, None)
    history = take_in(
        source_named(file),
        format_name,
        columns=pairs(columns, "--column"),
        outcomes=pairs(outcomes, "--outcome"),
        queue_name=queue,
        time_format=time_format,
        zone=zone,
        interval_min=interval,
    )
    result, text = hand_over(history.frame, HISTORY, output, as_json=manner.json)
    return Outcome(
        result=result | {"interval_min": history.interval_min},
        data=text,
        page=history_page(history.frame, history.interval_min),
        notes=history.notes,
    )
