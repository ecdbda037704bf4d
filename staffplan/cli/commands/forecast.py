"""``staffplan forecast [HISTORY.csv]``: how many contacts will come."""

from __future__ import annotations

from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, Output, Week, configuration_path
from staffplan.cli.outcome import Outcome
from staffplan.cli.sources import source_named
from staffplan.cli.stages import stages
from staffplan.cli.tables_out import hand_over, spare_inputs

_ALONE = "Without a configuration"


def forecast(
    manner: Manner,
    history: Annotated[
        str | None,
        typer.Argument(
            metavar="HISTORY.csv", help="A HISTORY table, - for standard input. Default: the centre's history."
        ),
    ] = None,
    config: Config = None,
    output: Output = None,
    week: Week = None,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=104, help="How many weeks.")] = 1,
    zone: Annotated[
        str | None,
        typer.Option("--zone", metavar="ZONE", help="Europe/Berlin: the history's clock.", rich_help_panel=_ALONE),
    ] = None,
    opening: Annotated[
        str | None,
        typer.Option(
            "--opening", metavar="HOURS", help="'Mon-Fri 08:00-20:00'. Default: learnt.", rich_help_panel=_ALONE
        ),
    ] = None,
    holidays: Annotated[
        str | None,
        typer.Option("--holidays", metavar="COUNTRY", help="DE, DE-HH. Default: none.", rich_help_panel=_ALONE),
    ] = None,
) -> Outcome:
    """Forecast the contacts of whole weeks, with their uncertainty.

    HISTORY.csv alone needs no configuration: what is then assumed is printed.
    """
    from staffplan.app.outlook import forecast_table
    from staffplan.report.by_day import forecast_page
    from staffplan.tables.forecast import FORECAST

    configuration = config if history else configuration_path(config)
    spare_inputs(output, history, configuration)
    with stages(manner) as progress:
        progress("forecasting")
        found = forecast_table(
            source_named(history) if history else None,
            configuration,
            weeks=weeks,
            named=week,
            as_of=manner.as_of,
            zone=zone,
            opening=opening,
            holidays=holidays,
        )
    result, text = hand_over(found.frame, FORECAST, output, as_json=manner.json)
    return Outcome(result=result, data=text, page=forecast_page(found.frame), notes=found.notes)
