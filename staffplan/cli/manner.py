"""How a command is asked to speak: the flags that every command shares."""

from __future__ import annotations

import functools
import inspect
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import typer

from staffplan.cli.dates import parse_date


@dataclass(frozen=True, slots=True)
class Manner:
    """How to speak.

    Attributes
    ----------
    json : one JSON document on standard output instead of tables.
    quiet : no tables, notes or progress; results and faults only.
    debug : tracebacks for our own faults, Python warnings shown.
    as_of : the day taken for today; None: nothing depends on today.
    """

    json: bool = False
    quiet: bool = False
    debug: bool = False
    as_of: date | None = None

    @classmethod
    def glimpse(cls, arguments: Sequence[str]) -> Manner:
        """Read the flags before the command line is understood, for faults in the command line itself."""

        def asked(flag: str, variable: str) -> bool:
            return flag in arguments or os.environ.get(variable, "").lower() in {"1", "true", "yes", "on", "t", "y"}

        return cls(json=asked("--json", "STAFFPLAN_JSON"), debug=asked("--debug", "STAFFPLAN_DEBUG"))


_Json = Annotated[
    bool,
    typer.Option(
        "--json", envvar="STAFFPLAN_JSON", help="Print one JSON document.", rich_help_panel="In every command"
    ),
]
_Quiet = Annotated[
    bool,
    typer.Option(
        "--quiet", "-q", envvar="STAFFPLAN_QUIET", help="No tables, no notes.", rich_help_panel="In every command"
    ),
]
_Debug = Annotated[
    bool,
    typer.Option(
        "--debug", envvar="STAFFPLAN_DEBUG", help="Tracebacks and warnings.", rich_help_panel="In every command"
    ),
]
_AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        envvar="STAFFPLAN_AS_OF",
        parser=parse_date,
        metavar="DATE",
        help="The day to take for today.",
        rich_help_panel="In every command",
    ),
]
_SHARED: dict[str, tuple[Any, Any]] = {
    "as_of": (_AsOf, None),
    "json": (_Json, False),
    "quiet": (_Quiet, False),
    "debug": (_Debug, False),
}


def speaks[Result](command: Callable[..., Result]) -> Callable[..., tuple[Manner, Result]]:
    """Give a command the shared flags.

    They reach it as its first parameter, a `Manner`, and come back beside what it returns.
    """

    @functools.wraps(command)
    def spoken(**options: Any) -> tuple[Manner, Result]:
        manner = Manner(**{name: options.pop(name) for name in _SHARED})
        return manner, command(manner, **options)

    signature = inspect.signature(command, eval_str=True)
    own = list(signature.parameters.values())[1:]
    shared = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for name, (annotation, default) in _SHARED.items()
    ]
    parameters = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own] + shared
    spoken.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return spoken
