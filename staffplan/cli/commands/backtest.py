"""``staffplan backtest [HISTORY.csv]``: how good the forecast would have been, by every method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, Holidays, Opening, Output, Zone, configuration_path
from staffplan.cli.outcome import Outcome
from staffplan.cli.sources import source_named
from staffplan.cli.stages import stages
from staffplan.cli.tables_out import hand_over, spare_inputs

if TYPE_CHECKING:
    from staffplan.domain.method_choice import MethodChoice
    from staffplan.forecasting.track_record import TrackRecord


def backtest(
    manner: Manner,
    history: Annotated[
        str | None,
        typer.Argument(
            metavar="HISTORY.csv", help="A HISTORY table, - for standard input. Default: the centre's history."
        ),
    ] = None,
    config: Config = None,
    output: Output = None,
    origins: Annotated[
        int, typer.Option("--origins", "--weeks-back", min=1, max=104, help="How many of the last weeks to judge.")
    ] = 8,
    lead: Annotated[int, typer.Option("--lead", min=1, max=26, help="Forecast each from 1 to so many weeks away.")] = 2,
    methods: Annotated[
        str | None, typer.Option("--methods", metavar="NAME,NAME", help="Methods to compare. Default: all.")
    ] = None,
    zone: Zone = None,
    opening: Opening = None,
    holidays: Holidays = None,
) -> Outcome:
    """Hold every forecast method against the weeks just past, and say which one to take.

    Each week is forecast from the days before it only. Nothing is changed: the line to write is printed.
    """
    from staffplan.app.backtest import backtest as judge
    from staffplan.report.backtest_page import backtest_page
    from staffplan.tables.backtest import BACKTEST

    configuration = config if history else configuration_path(config)
    spare_inputs(output, history, configuration)
    with stages(manner) as progress:
        record = judge(
            source_named(history) if history else None,
            configuration,
            origins=origins,
            lead_weeks=lead,
            methods=[name.strip() for name in (methods or "").split(",") if name.strip()],
            as_of=manner.as_of,
            zone=zone,
            opening=opening,
            holidays=holidays,
            progress=progress,
        )
    result, text = hand_over(record.frame, BACKTEST, output, as_json=manner.json)
    page = backtest_page(record.frame, record.choices, record.overall, record.baselines, (record.first, record.last))
    return Outcome(result=result | _chosen(record), data=text, page=page, notes=record.notes)


def _chosen(record: TrackRecord) -> dict[str, Any]:
    """The JSON document's part on which method to take."""
    return {
        "first_day": record.first.isoformat(),
        "last_day": record.last.isoformat(),
        "choice": None if record.overall is None else _as_json(record.overall),
        "yaml": None if record.overall is None else record.overall.yaml,
        "queues": [_as_json(choice) for choice in record.choices],
    }


def _as_json(choice: MethodChoice) -> dict[str, Any]:
    known = choice.gain_error == choice.gain_error  # not NaN
    return {
        "queue": choice.queue or None,
        "method": choice.method,
        "wape": round(choice.wape, 6),
        "lowest": choice.best,
        "usual": choice.usual,
        "gain": round(choice.gain, 6),
        "gain_standard_error": round(choice.gain_error, 6) if known else None,
        "weeks": choice.weeks,
        "why": choice.why,
    }
