"""``staffplan run``: the whole way, from call history to a published week."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, FailOn, Previous, Week, Weeks, configuration_path
from staffplan.cli.outcome import Outcome
from staffplan.cli.stages import stages
from staffplan.cli.thresholds import crossings
from staffplan.errors import Exit


def run(
    manner: Manner,
    config: Config = None,
    history: Annotated[
        Path | None,
        typer.Option("--history", metavar="HISTORY.csv", help="A HISTORY table. Default: the centre's history."),
    ] = None,
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder that gets a folder for the week.")] = Path(
        "runs"
    ),
    week: Week = None,
    weeks: Weeks = 1,
    previous: Previous = None,
    fail_on: FailOn = None,
) -> Outcome:
    """Plan a week: forecast, requirement, roster, audit; published whole or not at all."""
    from staffplan.app.centre import load_centre
    from staffplan.app.run import run as run_week
    from staffplan.export.summary_json import summary_document
    from staffplan.report.coverage_picture import CoveragePicture
    from staffplan.report.plan_page import plan_page

    with stages(manner) as progress:
        progress("reading the configuration")
        configuration = load_centre(configuration_path(config))
        published = run_week(
            configuration,
            output,
            history=history,
            named=week,
            as_of=manner.as_of,
            weeks=weeks,
            previous=previous,
            progress=progress,
        )
    summary = published.schedule.summary
    crossed = crossings(fail_on, summary)
    return Outcome(
        result={"folder": str(published.folder), "summary": summary_document(summary)},
        page=[*plan_page(summary), CoveragePicture(published.schedule.coverage), f"\nPublished in {published.folder}"],
        page_is_result=not manner.quiet,
        notes=summary.notes,
        faults=crossed,
        exit_code=Exit.GATE if crossed else Exit.OK,
    )
