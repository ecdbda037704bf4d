"""``staffplan audit ROSTER.csv``: whether a roster is lawful, what it costs and covers."""

from __future__ import annotations

from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, configuration_path
from staffplan.cli.outcome import Outcome
from staffplan.cli.sources import source_named, sources_named
from staffplan.errors import Exit, Fault, UsageError


def audit(
    manner: Manner,
    roster: Annotated[str, typer.Argument(metavar="ROSTER.csv", help="A ROSTER table, - for standard input.")],
    config: Config = None,
    requirement: Annotated[
        str | None,
        typer.Option("-r", "--requirement", help="A REQUIREMENT table, - for standard input: cover is judged, too."),
    ] = None,
    inventory: Annotated[
        str | None,
        typer.Option("--inventory", help="An INVENTORY table: its work counts as done whenever it is done in time."),
    ] = None,
    pieces: Annotated[
        str | None,
        typer.Option("--pieces", help="A PIECES table: service levels over a day or a week are counted by period."),
    ] = None,
    groups: Annotated[
        str | None,
        typer.Option("--groups", help="A GROUPS table: queues that share agents are counted together."),
    ] = None,
    previous: Annotated[
        str | None,
        typer.Option(
            "--previous", metavar="ROSTER.csv", help="The roster of the week before: judged across the border."
        ),
    ] = None,
) -> Outcome:
    """Check a roster against every rule, and recompute its hours, cost and cover.

    Exit 0 where no rule is broken, 10 with the list of breaches.
    """
    from staffplan.app.audit import audit as judge
    from staffplan.app.breaches import breach_faults
    from staffplan.app.centre import load_centre
    from staffplan.export.audit_json import audit_document
    from staffplan.report.audit_page import Audited, audit_page

    roster_source, requirement_source = sources_named(roster, requirement)
    configuration = load_centre(configuration_path(config))
    if (inventory or pieces or groups) and requirement is None:
        message = "A table was handed in without the requirement that it belongs to."
        path = "--inventory" if inventory else "--pieces" if pieces else "--groups"
        raise UsageError(Fault("usage.no_requirement", message, "name the requirement with -r.", path=path))
    work, parts, together = (source_named(text) if text else None for text in (inventory, pieces, groups))
    found = judge(
        roster_source,
        configuration,
        requirement_source,
        inventory=work,
        pieces=parts,
        groups=together,
        previous=previous,
    )
    centre, faults, totals = configuration.centre, breach_faults(found.breaches), found.totals
    audited = Audited(
        agents=totals.agents,
        duties=totals.duties,
        paid_hours=sum(totals.paid_hours.values()),
        rules=len(configuration.rules),
        required_hours=totals.required_hours,
        covered_hours=totals.covered_hours,
    )
    return Outcome(
        result=audit_document(
            found.breaches, found.cost, centre.currency, found.coverage, centre.interval_min, found.cost.lines
        ),
        page=audit_page(found.breaches, found.cost, centre.currency, audited, found.coverage, found.cost.lines),
        page_is_result=True,
        faults=faults if manner.json else (),
        exit_code=Exit.GATE if faults else Exit.OK,
    )
