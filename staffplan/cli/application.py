"""Which commands there are: the command line's table of contents."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Annotated, Any, Final

import typer
from typer.main import get_command

from staffplan.cli.commands.audit import audit
from staffplan.cli.commands.backtest import backtest
from staffplan.cli.commands.check import check
from staffplan.cli.commands.drift import drift
from staffplan.cli.commands.erlang import ERLANG
from staffplan.cli.commands.explain import explain
from staffplan.cli.commands.forecast import forecast
from staffplan.cli.commands.init import init
from staffplan.cli.commands.intake import intake
from staffplan.cli.commands.prices import prices
from staffplan.cli.commands.require import require
from staffplan.cli.commands.run import run
from staffplan.cli.commands.schedule import schedule
from staffplan.cli.commands.schema import schema
from staffplan.cli.commands.update import update
from staffplan.cli.manner import speaks
from staffplan.cli.outcome import Outcome
from staffplan.cli.streams import write_page

PANELS: Final[dict[str, tuple[Callable[..., Outcome], ...]]] = {
    "To begin": (init, check, intake),
    "The week": (run,),
    "Its steps": (forecast, backtest, require, schedule, prices, audit),
    "The day": (update, drift),
    "To look up": (schema, explain),
}
"""The commands by the panel of ``--help`` they stand in."""

_EPILOG: Final = "A first week: staffplan init mycentre, then cd mycentre, then staffplan run."


def _version(asked: bool) -> None:
    if asked:
        from staffplan import __version__

        write_page(f"staffplan {__version__}\n")
        raise typer.Exit


def _top(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """From a contact centre's call history to a staffed, lawful, verified weekly roster."""
    del version


@functools.cache
def command_line() -> Any:
    """The parser of the whole command line."""
    app = typer.Typer(
        name="staffplan",
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        epilog=_EPILOG,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_top)
    for panel, commands in PANELS.items():
        for command in commands:
            app.command(rich_help_panel=panel)(speaks(command))
    app.add_typer(_calculator(), name="erlang", rich_help_panel="To look up")
    return get_command(app)


def _calculator() -> typer.Typer:
    """``staffplan erlang`` with a command for each calculation."""
    calculator = typer.Typer(
        help="The calculator: Erlang B, C and A, lines, and agents required, for one question or a file of them.",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    for command in ERLANG:
        calculator.command()(speaks(command))
    return calculator
