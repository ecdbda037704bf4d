"""``staffplan update ACTUALS.csv``: what the actuals so far say about the rest of the day."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from staffplan.cli.dates import parse_instant
from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, Output, Zone, found_configuration
from staffplan.cli.outcome import Outcome
from staffplan.cli.shares import parse_share
from staffplan.cli.sources import sources_named
from staffplan.cli.tables_out import hand_over, spare_inputs


def update(
    manner: Manner,
    actuals: Annotated[
        str, typer.Argument(metavar="ACTUALS.csv", help="A HISTORY table of the day so far, - for standard input.")
    ],
    forecast: Annotated[
        str | None,
        typer.Option("-f", "--forecast", help="The FORECAST table. Default: made from the centre's history."),
    ] = None,
    config: Config = None,
    output: Output = None,
    now: Annotated[
        datetime | None,
        typer.Option(
            "--now",
            parser=parse_instant,
            metavar="TIME",
            help="2026-11-30T13:00: what ends later is not over. Default: the end of the last row.",
        ),
    ] = None,
    carry: Annotated[
        float | None,
        typer.Option(
            "--carry", parser=parse_share, metavar="SHARE", help="Share of a day's deviation left on the next: 0.5."
        ),
    ] = None,
    zone: Zone = None,
) -> Outcome:
    """Correct the forecast of the rest of the day and of the next days by what has come so far.

    The result is a FORECAST with the factors, for `staffplan require`.
    """
    from staffplan.app.update import updated_forecast
    from staffplan.export.follow_up_json import update_document
    from staffplan.forecasting.day_factor import CARRY
    from staffplan.report.update_page import update_page
    from staffplan.tables.follow_up import UPDATED

    configuration = config if forecast else config or found_configuration()
    for source in (actuals, forecast):
        spare_inputs(output, source, configuration)
    actuals_source, forecast_source = sources_named(actuals, forecast)
    found = updated_forecast(
        actuals_source,
        forecast_source,
        configuration,
        zone=zone,
        now=now,
        as_of=manner.as_of,
        carry=CARRY if carry is None else carry,
    )
    result, text = hand_over(found.frame, UPDATED.fitted(list(found.frame.columns)), output, as_json=manner.json)
    return Outcome(
        result=result | update_document(found.queues), data=text, page=update_page(found.queues), notes=found.notes
    )
