"""``staffplan forecast [HISTORY.csv]``: how many contacts will come."""

from __future__ import annotations

from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, Holidays, Opening, Output, Week, Zone, configuration_path
from staffplan.cli.outcome import Outcome
from staffplan.cli.sources import source_named
from staffplan.cli.stages import stages
from staffplan.cli.tables_out import hand_over, spare_inputs
from staffplan.errors import Fault, UsageError


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
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--explain",
            metavar="QUEUE DATE",
            help="Take one day apart, or an interval: --explain support 2026-11-30T10:00. Default week: that day's.",
        ),
    ] = None,
    daily: Annotated[bool, typer.Option("--daily", help="Rows of days, with quantiles of their totals.")] = False,
    quantiles: Annotated[
        str | None, typer.Option("--quantiles", metavar="P,P,...", help="In %: 5,50,97.5. Default: 5,10,50,90,95.")
    ] = None,
    scenarios: Annotated[
        int | None,
        typer.Option("--scenarios", metavar="N", help="Draw so many courses of the weeks, in place of means."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="Of the scenarios; the same draws the same.")] = 0,
    method: Annotated[
        str | None,
        typer.Option(
            "--method", metavar="NAME", help="holt_winters, weekday_mean, ... Default: auto, or as configured."
        ),
    ] = None,
    zone: Zone = None,
    opening: Opening = None,
    holidays: Holidays = None,
) -> Outcome:
    """Forecast the contacts of whole weeks, with their uncertainty.

    HISTORY.csv alone needs no configuration: what is then assumed is printed.
    """
    from staffplan.app.explained_forecast import as_json, day_and_start, explained_forecast
    from staffplan.app.forecast_facts import forecast_facts
    from staffplan.app.outlook import forecast_table
    from staffplan.forecasting.shown import shown
    from staffplan.report.by_day import forecast_page
    from staffplan.report.forecast_explanation_page import forecast_explanation_page
    from staffplan.report.scenario_page import scenario_page

    wanted = shown(quantiles, daily=daily, scenarios=scenarios, seed=seed)
    day, start = (None, None) if explain is None else day_and_start(explain[1])
    if explain is not None:
        _refuse_table({"--output": output is not None, "--daily": daily, "--scenarios": scenarios is not None})
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
            covering=day if week is None and weeks == 1 else None,
            shown=wanted,
            method=method,
        )
    if explain is not None and day is not None:
        told = explained_forecast(found, explain[0], day, start)
        page = forecast_explanation_page(told)
        return Outcome(result=as_json(told), page=page, page_is_result=True, notes=found.notes)
    result, text = hand_over(found.frame, wanted.table, output, as_json=manner.json)
    result |= forecast_facts(found)
    page = forecast_page(found.frame) if scenarios is None else scenario_page(found.frame)
    return Outcome(result=result, data=text, page=page, notes=found.notes)


def _refuse_table(options: dict[str, bool]) -> None:
    """An explanation is no table: what shapes one would be left out without a word."""
    for option, given in options.items():
        if given:
            message = f"--explain takes one number apart and makes no table for {option}."
            raise UsageError(Fault("usage.two_answers", message, "ask for one after the other.", path=option))
