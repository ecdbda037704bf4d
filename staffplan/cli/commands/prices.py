"""``staffplan prices [REQUIREMENT.csv]``: what the next agent, seat or person is worth, and what a rule costs."""

from __future__ import annotations

from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, Output, Week, configuration_path
from staffplan.cli.outcome import Outcome
from staffplan.cli.sources import source_named
from staffplan.cli.stages import stages
from staffplan.cli.tables_out import hand_over, spare_inputs


def prices(
    manner: Manner,
    requirement: Annotated[
        str | None,
        typer.Argument(
            metavar="REQUIREMENT.csv",
            help="A requirement table, - for standard input. Default: made from the centre's history.",
        ),
    ] = None,
    config: Config = None,
    output: Output = None,
    week: Week = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="NAME",
            help="What the week costs without a rule, or without splits, home, shortest_shift, premiums, seat_cost or "
            "offers; again for more, each by itself.",
        ),
    ] = None,
    more_of: Annotated[
        list[str] | None,
        typer.Option(
            "--more-of", metavar="CONTRACT", help="What one more person of a contract saves, and one less costs."
        ),
    ] = None,
) -> Outcome:
    """Price a week: the next agent by interval, the next seat, more people, fewer rules."""
    from staffplan.app.centre import load_centre
    from staffplan.app.prices import prices as price
    from staffplan.app.required import required_week
    from staffplan.export.prices_json import prices_document
    from staffplan.report.prices_page import prices_page
    from staffplan.tables.requirement import PRICES

    path = configuration_path(config)
    spare_inputs(output, requirement, path)
    configuration = load_centre(path)
    source = source_named(requirement) if requirement else None
    with stages(manner) as progress:
        wanted = required_week(configuration, source, named=week, as_of=manner.as_of, progress=progress)
        found = price(
            wanted.requirement,
            configuration,
            first_day=wanted.first_day,
            inventory=wanted.inventory,
            pieces=wanted.pieces,
            groups=wanted.groups,
            without_each=without or (),
            more_of=more_of or (),
            progress=progress,
        )
    result, text = hand_over(found.frame, PRICES, output, as_json=manner.json)
    return Outcome(
        result=result | prices_document(found.week),
        data=text,
        page=prices_page(found.frame, found.week, configuration.centre.interval_min),
        notes=list(wanted.notes),
    )
