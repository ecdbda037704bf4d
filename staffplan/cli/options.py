"""The options that several commands share, written once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from staffplan.cli.dates import parse_week
from staffplan.cli.thresholds import Threshold, parse_threshold
from staffplan.cli.zones import parse_zone
from staffplan.errors import Fault, UsageError

Config = Annotated[
    Path | None,
    typer.Option(
        "-c",
        "--config",
        envvar="STAFFPLAN_CONFIG",
        help="The configuration: a folder, or its centre.yaml. Default: ./centre.yaml or ./configs.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="File to write; without it the table goes to standard output."),
]
Week = Annotated[
    str | None,
    typer.Option(
        "--week",
        parser=parse_week,
        metavar="WEEK",
        help="The week: 2026-W49, or its first day. Default: the first with a week's notice.",
    ),
]
Weeks = Annotated[int, typer.Option("--weeks", min=1, max=8, help="How many weeks, each tied to the one before.")]
Previous = Annotated[
    str | None,
    typer.Option(
        "--previous",
        metavar="ROSTER.csv",
        help="The roster of the week before: rests, runs of days and nights go on from it; none: without.",
    ),
]

_ALONE = "Without a configuration"
Zone = Annotated[
    str | None,
    typer.Option(
        "--zone",
        parser=parse_zone,
        metavar="ZONE",
        help="Europe/Berlin: the clock of the tables.",
        rich_help_panel=_ALONE,
    ),
]
Opening = Annotated[
    str | None,
    typer.Option("--opening", metavar="HOURS", help="'Mon-Fri 08:00-20:00'. Default: learnt.", rich_help_panel=_ALONE),
]
Holidays = Annotated[
    str | None,
    typer.Option("--holidays", metavar="COUNTRY", help="DE, DE-HH. Default: none.", rich_help_panel=_ALONE),
]

FailOn = Annotated[
    list[Threshold] | None,
    typer.Option(
        "--fail-on",
        parser=parse_threshold,
        metavar="LIMIT",
        help="Exit 10 beyond a limit: cover<95%, gap>1%, cost>60000, shortfall_hours>20. May be repeated.",
    ),
]


def configuration_path(given: Path | None) -> Path:
    """The configuration to use: the one named, or the one that lies in the current folder.

    Raises UsageError where there is none.
    """
    found = given or found_configuration()
    if found is None:
        raise UsageError(
            Fault(
                "usage.no_configuration",
                f"There is no configuration in {os.getcwd()}: neither centre.yaml nor configs/centre.yaml.",
                hint="name it with -c, or make one with `staffplan init .`",
            )
        )
    return found


def found_configuration() -> Path | None:
    """The configuration in the current folder, if any."""
    for path, mark in ((Path("."), Path("centre.yaml")), (Path("configs"), Path("configs/centre.yaml"))):
        if mark.is_file():
            return path
    return None
