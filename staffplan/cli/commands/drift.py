"""``staffplan drift [ACTUALS.csv]``: whether recent actuals still lie where their forecast said."""

from __future__ import annotations

from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, Output, Zone, configuration_path, found_configuration
from staffplan.cli.outcome import Outcome
from staffplan.cli.shares import parse_share
from staffplan.cli.sources import source_named, sources_named
from staffplan.cli.tables_out import hand_over, spare_inputs
from staffplan.errors import Exit


def drift(
    manner: Manner,
    actuals: Annotated[
        str | None,
        typer.Argument(
            metavar="ACTUALS.csv", help="A HISTORY table, - for standard input. Default: the centre's history."
        ),
    ] = None,
    forecast: Annotated[
        str | None,
        typer.Option("-f", "--forecast", help="The FORECAST table. Default: made from the history before these days."),
    ] = None,
    config: Config = None,
    output: Output = None,
    days: Annotated[int, typer.Option("--days", min=1, max=366, help="How many days back from the last row.")] = 14,
    false_alarms: Annotated[
        float | None,
        typer.Option(
            "--false-alarms", parser=parse_share, metavar="SHARE", help="Chance of an alarm by noise alone: 5%."
        ),
    ] = None,
    zone: Zone = None,
) -> Outcome:
    """Say whether recent days lie further from their forecast than chance explains.

    Exit 0 where chance explains them, 10 with the queues that have drifted: for cron.
    """
    from staffplan.app.drift import alarm_faults, drift_found
    from staffplan.export.follow_up_json import drift_document
    from staffplan.forecasting.drift import FALSE_ALARMS
    from staffplan.report.drift_page import drift_page
    from staffplan.tables.follow_up import DRIFT

    configuration = config
    if not (actuals and forecast):
        configuration = (config or found_configuration()) if actuals else configuration_path(config)
    for source in (actuals, forecast):
        spare_inputs(output, source, configuration)
    if actuals is None:
        actuals_source, forecast_source = None, source_named(forecast) if forecast else None
    else:
        actuals_source, forecast_source = sources_named(actuals, forecast)
    found = drift_found(
        actuals_source,
        forecast_source,
        configuration,
        zone=zone,
        as_of=manner.as_of,
        days=days,
        false_alarms=FALSE_ALARMS if false_alarms is None else false_alarms,
    )
    faults = alarm_faults(found.alarms)
    result, text = drift_document(found.frame, found.alarms), None
    if output is not None:
        written, text = hand_over(found.frame, DRIFT, output, as_json=manner.json)
        result = written | result
    return Outcome(
        result=result,
        data=text,
        page=drift_page(found.frame, faults),
        page_is_result=True,
        notes=found.notes,
        faults=faults if manner.json else (),
        exit_code=Exit.GATE if faults else Exit.OK,
    )
