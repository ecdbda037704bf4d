"""The calculator's options, named like the columns of a file; their texts are read as cells are."""

from __future__ import annotations

from typing import Annotated, Any, Final

import typer

_OFFERED: Final = "What is offered"
_ASKED: Final = "What is there"
_TARGETS: Final = "Targets, all of which have to hold"


def _option(name: str, metavar: str, help_text: str, panel: str) -> Any:
    return typer.Option(name, metavar=metavar, help=help_text, rich_help_panel=panel)


Calls = Annotated[str | None, _option("--calls", "NUMBER", "Contacts offered in an interval.", _OFFERED)]
IntervalS = Annotated[
    str | None, _option("--interval-s", "SECONDS", "Length of the interval. Default: 1800.", _OFFERED)
]
AhtS = Annotated[str | None, _option("--aht-s", "SECONDS", "Mean handle time.", _OFFERED)]
Load = Annotated[str | None, _option("--load", "ERLANGS", "The load, in place of calls and interval.", _OFFERED)]
PatienceS = Annotated[
    str | None, _option("--patience-s", "SECONDS", "Mean time that callers would wait (Erlang A).", _OFFERED)
]
Agents = Annotated[str | None, _option("--agents", "NUMBER", "Agents at work.", _ASKED)]
Lines = Annotated[str | None, _option("--lines", "NUMBER", "Lines in all, the agents' calls included.", _ASKED)]
ThresholdS = Annotated[
    str | None, _option("--threshold-s", "SECONDS", "What in time means; 0: at once. Default: 20.", _ASKED)
]
SlTarget = Annotated[
    str | None, _option("--sl-target", "SHARE", "Least share in time, of all offered: 0.8 or 80%.", _TARGETS)
]
SlTargetOffered = Annotated[
    str | None, _option("--sl-target-offered", "SHARE", "The same, by its other name.", _TARGETS)
]
AsaTargetS = Annotated[str | None, _option("--asa-target-s", "SECONDS", "Highest mean wait of the answered.", _TARGETS)]
MaxMeanWaitAllS = Annotated[
    str | None, _option("--max-mean-wait-all-s", "SECONDS", "Highest mean wait of all callers.", _TARGETS)
]
MaxOccupancy = Annotated[
    str | None, _option("--max-occupancy", "SHARE", "Highest share of time that agents are busy.", _TARGETS)
]
MaxPWait = Annotated[str | None, _option("--max-p-wait", "SHARE", "Highest chance of having to wait.", _TARGETS)]
MaxAbandon = Annotated[
    str | None, _option("--max-abandon", "SHARE", "Highest share who give up; needs patience.", _TARGETS)
]
MaxBlocking = Annotated[
    str | None, _option("--max-blocking", "SHARE", "Highest share that finds all lines busy.", _TARGETS)
]
Input = Annotated[
    str | None,
    typer.Option("-i", "--input", metavar="FILE.csv", help="Rows with the options as columns, - for standard input."),
]
