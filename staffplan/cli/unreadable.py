"""What is wrong with a command line that cannot be read, in a planner's words."""

from __future__ import annotations

import math
from typing import Any, Final

from staffplan.errors import Fault

_OF_NUMBERS: Final = ("int_", "float_", "greater_than", "less_than", "finite_number")
"""How the parser's names begin for what may be wrong with a number."""


def usage_fault(error: Any, command: str) -> Fault:
    """The parser's complaint as a fault; of a number, which ones are allowed and one of them.

    Parameters
    ----------
    error : what the parser raised.
    command : the command among the words, for complaints that name none.
    """
    path = getattr(getattr(error, "ctx", None), "command_path", None) or f"staffplan {command}".strip()
    asked = _number(error)
    if asked is None:
        return Fault("usage.command_line", error.format_message(), hint=f"{path} --help")
    written, whole = asked
    option = error.param
    names = " / ".join(f"'{name}'" for name in option.opts)
    message = f"Invalid value for {names}: {written} is not a {'whole ' if whole else ''}number{_limits(option)}."
    return Fault("usage.command_line", message, hint=f"{option.opts[0]} {_nearest(option, written)}, or {path} --help")


def _number(error: Any) -> tuple[str, bool] | None:
    """What was written where a number belongs, and whether it has to be whole; None: it is about something else."""
    listed = getattr(error.__cause__, "errors", None)
    if listed is None or not getattr(getattr(error, "param", None), "opts", None):
        return None
    detail = listed()[0]
    if not str(detail["type"]).startswith(_OF_NUMBERS):
        return None
    return str(detail["input"]), "int" in str(getattr(error.__cause__, "title", ""))


def _limits(option: Any) -> str:
    """`` from 1 to 104``, `` of 1 or more``, or nothing where there are none."""
    low, high = getattr(option, "min", None), getattr(option, "max", None)
    if low is not None and high is not None:
        return f" from {low:,} to {high:,}"
    return f" of {low:,} or more" if low is not None else ""


def _nearest(option: Any, written: str) -> str:
    """The allowed number next to what was written; where that is no number, the default or the least."""
    low, high = getattr(option, "min", None), getattr(option, "max", None)
    try:
        number = float(written)
    except ValueError:
        number = math.nan
    if high is not None and number > high:
        return str(high)
    if low is not None and number < low:
        return str(low)
    return str(option.default if isinstance(option.default, int | float) else low or 1)
