"""``staffplan require [FORECAST.csv]``: how many agents a forecast needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from staffplan.cli.dates import parse_instant
from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, Output, Week, configuration_path
from staffplan.cli.outcome import Outcome
from staffplan.cli.shares import parse_share
from staffplan.cli.sources import source_named
from staffplan.cli.tables_out import hand_over, spare_inputs
from staffplan.domain.service_goal import Counted
from staffplan.errors import Fault, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from staffplan.domain.explanation import Explained, Explanation

_ASSUMED = "Without a configuration"
_DAY_S = 86_400
_VIEWS = "Another table on the same queues: confidence, gross, groups, inventory, lines, pieces, value, waits."


def require(
    manner: Manner,
    forecast: Annotated[
        str | None,
        typer.Argument(
            metavar="FORECAST.csv",
            help="A FORECAST table, - for standard input. Default: made from the centre's history.",
        ),
    ] = None,
    config: Config = None,
    output: Output = None,
    week: Week = None,
    view: Annotated[
        str | None,
        typer.Option("--view", metavar="NAME", help=_VIEWS),
    ] = None,
    explain: Annotated[
        tuple[str, str] | None,
        typer.Option(
            "--explain", metavar="QUEUE START", help="Take one number apart: --explain support 2026-11-30T10:00."
        ),
    ] = None,
    aht_s: Annotated[
        float | None,
        typer.Option(
            "--aht", metavar="SECONDS", help="Handle time where the forecast has none.", rich_help_panel=_ASSUMED
        ),
    ] = None,
    service_level: Annotated[
        float | None,
        typer.Option(
            "--service-level",
            parser=parse_share,
            metavar="SHARE",
            help="0.8 or 80%: share answered in time.",
            rich_help_panel=_ASSUMED,
        ),
    ] = None,
    threshold_s: Annotated[
        float | None,
        typer.Option(
            "--threshold", metavar="SECONDS", min=0, max=_DAY_S, help="What in time means.", rich_help_panel=_ASSUMED
        ),
    ] = None,
    asa_s: Annotated[
        float | None,
        typer.Option("--asa", metavar="SECONDS", help="Highest mean wait.", rich_help_panel=_ASSUMED),
    ] = None,
    max_occupancy: Annotated[
        float | None,
        typer.Option(
            "--max-occupancy",
            parser=parse_share,
            metavar="SHARE",
            help="Highest share of time that agents are busy.",
            rich_help_panel=_ASSUMED,
        ),
    ] = None,
    max_waiting: Annotated[
        float | None,
        typer.Option(
            "--max-waiting",
            parser=parse_share,
            metavar="SHARE",
            help="Highest chance of waiting.",
            rich_help_panel=_ASSUMED,
        ),
    ] = None,
    patience_s: Annotated[
        float | None,
        typer.Option(
            "--patience",
            metavar="SECONDS",
            help="Mean time until a caller hangs up (Erlang A); needs --max-abandonment and --counted.",
            rich_help_panel=_ASSUMED,
        ),
    ] = None,
    max_abandonment: Annotated[
        float | None,
        typer.Option(
            "--max-abandonment",
            parser=parse_share,
            metavar="SHARE",
            help="Highest share of callers who hang up.",
            rich_help_panel=_ASSUMED,
        ),
    ] = None,
    counted: Annotated[
        Counted | None,
        typer.Option("--counted", help="Which service level is meant where callers hang up.", rich_help_panel=_ASSUMED),
    ] = None,
    confidence: Annotated[
        float | None,
        typer.Option(
            "--confidence",
            parser=parse_share,
            metavar="SHARE",
            help="Chance with which the targets hold, whatever the volume turns out to be.",
            rich_help_panel=_ASSUMED,
        ),
    ] = None,
) -> Outcome:
    """Work out the agents that a forecast needs, interval by interval.

    FORECAST.csv alone needs no configuration: what is then assumed is printed.
    """
    from staffplan.app.staffed_forecast import explained, required_table, staffed_forecast, view_named, viewed
    from staffplan.report.by_day import requirement_page
    from staffplan.report.explanation_page import explanation_page
    from staffplan.report.staffing_views import PAGES
    from staffplan.staffing.assumed import ASSUMED_GOAL
    from staffplan.tables.requirement import REQUIREMENT

    chosen = None if view is None else view_named(view)
    if explain is not None:
        _refuse_table(view, output)
    if patience_s is not None and counted is None:
        message = "Callers who hang up make four service levels of one."
        hint = f"say which is meant: --counted {Counted.SERVED_OF_OFFERED}, or one of the others."
        raise UsageError(Fault("usage.counted", message, hint, path="--counted"))
    configuration = config if forecast else configuration_path(config)
    spare_inputs(output, forecast, configuration)
    staffed = staffed_forecast(
        source_named(forecast) if forecast else None,
        configuration,
        goal=replace(
            ASSUMED_GOAL,
            service_level=ASSUMED_GOAL.service_level if service_level is None else service_level,
            threshold_s=ASSUMED_GOAL.threshold_s if threshold_s is None else threshold_s,
            asa_s=asa_s,
            max_occupancy=max_occupancy,
            max_waiting=max_waiting,
            max_abandonment=max_abandonment,
            counted=counted or ASSUMED_GOAL.counted,
            confidence=confidence,
        ),
        aht_s=aht_s,
        patience_s=patience_s,
        named=week,
        as_of=manner.as_of,
        fractions=explain is not None,
    )
    if explain is not None:
        told = explained(staffed, explain[0], parse_instant(explain[1]))
        return Outcome(result=_as_json(told), page=explanation_page(told), page_is_result=True, notes=staffed.notes)
    if chosen is not None:
        seen = viewed(staffed, chosen)
        result, text = hand_over(seen.frame, chosen.table, output, as_json=manner.json)
        return Outcome(result=result, data=text, page=PAGES[chosen.name](seen.frame), notes=seen.notes)
    found = required_table(staffed)
    result, text = hand_over(found.frame, REQUIREMENT, output, as_json=manner.json)
    return Outcome(result=result, data=text, page=requirement_page(found.frame), notes=found.notes)


def _refuse_table(view: str | None, output: Path | None) -> None:
    """An explanation is no table: a view or a file beside it would be left out without a word."""
    for option, value in (("--view", view), ("--output", output)):
        if value is not None:
            message = f"--explain takes one number apart and makes no table for {option}."
            raise UsageError(Fault("usage.two_answers", message, "ask for one after the other.", path=option))


def _as_json(told: Explanation) -> dict[str, Any]:
    return {
        "queue": told.queue,
        "start": told.start.isoformat(),
        "agents": round(told.agents, 6),
        "binding_target": told.binding,
        "sentence": told.sentence,
        "steps": [_step(step) | {"why": step.why} for step in told.steps],
        "rostered": [_step(step) for step in told.rostered],
    }


def _step(step: Explained) -> dict[str, Any]:
    return {"name": step.name, "agents": round(step.level, 6), "change": round(step.change, 6)}
