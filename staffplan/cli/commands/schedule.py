"""``staffplan schedule [REQUIREMENT.csv]``: a requirement to an audited roster."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, FailOn, Output, Previous, Week, Weeks, configuration_path
from staffplan.cli.outcome import Outcome
from staffplan.cli.sources import source_named, sources_named
from staffplan.cli.stages import stages
from staffplan.cli.tables_out import hand_over, spare_inputs
from staffplan.cli.thresholds import crossings
from staffplan.errors import Exit, Fault, UsageError


def schedule(
    manner: Manner,
    requirement: Annotated[
        str | None,
        typer.Argument(
            metavar="REQUIREMENT.csv",
            help="A requirement table, - for standard input. Default: made from the centre's history.",
        ),
    ] = None,
    inventory: Annotated[
        str | None,
        typer.Option("--inventory", help="An INVENTORY table of the same forecast: its work is done by its deadline."),
    ] = None,
    pieces: Annotated[
        str | None,
        typer.Option("--pieces", help="A PIECES table of the same forecast: the plan keeps a day's or week's level."),
    ] = None,
    groups: Annotated[
        str | None,
        typer.Option("--groups", help="A GROUPS table of the same forecast: queues that share agents count together."),
    ] = None,
    config: Config = None,
    output: Output = None,
    week: Week = None,
    weeks: Weeks = 1,
    previous: Previous = None,
    coverage: Annotated[
        Path | None,
        typer.Option("--coverage", metavar="FILE", help="Also write what is covered, and the price of each interval."),
    ] = None,
    fail_on: FailOn = None,
) -> Outcome:
    """Make the week's roster from a requirement, and audit it."""
    from staffplan.app.centre import load_centre
    from staffplan.app.previous import NO_ROSTER
    from staffplan.app.required import required_week
    from staffplan.app.schedule import schedule as make_schedule
    from staffplan.export.summary_json import summary_document
    from staffplan.report.coverage_picture import CoveragePicture
    from staffplan.report.plan_page import plan_page
    from staffplan.tables.requirement import COVERAGE
    from staffplan.tables.roster import ROSTER

    path = configuration_path(config)
    for written in (output, coverage):
        spare_inputs(written, requirement, path, previous)
    configuration = load_centre(path)
    if (inventory or pieces or groups) and not requirement:
        further = "--inventory" if inventory else "--pieces" if pieces else "--groups"
        message = "A table was handed in without the requirement that it belongs to."
        hint = "hand in both, or neither: the switches under scheduling make them from the history."
        raise UsageError(Fault("usage.no_requirement", message, hint, path=further))
    source, work = sources_named(requirement, inventory) if requirement else (None, None)
    parts, together = (source_named(text) if text else None for text in (pieces, groups))
    with stages(manner) as progress:
        wanted = required_week(
            configuration, source, work, parts, together, named=week, as_of=manner.as_of, weeks=weeks, progress=progress
        )
        made = make_schedule(
            wanted.requirement,
            configuration,
            inventory=wanted.inventory,
            pieces=wanted.pieces,
            groups=wanted.groups,
            first_day=wanted.first_day,
            weeks=weeks,
            previous=None if previous in (None, NO_ROSTER) else Path(previous),
            progress=progress,
        )
    result, text = hand_over(made.roster, ROSTER, output, as_json=manner.json)
    if coverage is not None:
        result |= {"coverage": hand_over(made.coverage, COVERAGE, coverage, as_json=False)[0]}
    crossed = crossings(fail_on, made.summary)
    return Outcome(
        result=result | {"summary": summary_document(made.summary)},
        data=text,
        page=[*plan_page(made.summary), CoveragePicture(made.coverage)],
        notes=[*wanted.notes, *made.summary.notes],
        faults=crossed,
        exit_code=Exit.GATE if crossed else Exit.OK,
    )
