"""What a command line names: a file or standard input, and pairs such as ``offered=Calls``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from staffplan.errors import Fault, UsageError


def source_named(text: str) -> Path | BinaryIO:
    """The file of that name; ``-`` is standard input.

    Raises UsageError where standard input is asked for and was closed.
    """
    if text != "-":
        return Path(text)
    if sys.stdin is None:
        raise UsageError(Fault("usage.no_input", "Standard input is closed.", "name a file instead of -"))
    return sys.stdin.buffer


def sources_named(first: str, second: str | None) -> tuple[Path | BinaryIO, Path | BinaryIO | None]:
    """Two files as `source_named` finds them; UsageError where both would be standard input."""
    if first == second == "-":
        raise UsageError(
            Fault(
                "usage.no_input", "Standard input can be read once, and - stands twice.", "name a file for one of them"
            )
        )
    return source_named(first), None if second is None else source_named(second)


def pairs(texts: Sequence[str] | None, option: str) -> dict[str, str]:
    """``{"offered": "Calls"}`` of ``offered=Calls``; UsageError for what is no pair or names a key twice."""
    named: dict[str, str] = {}
    faults = []
    for text in texts or ():
        key, sign, value = text.partition("=")
        if not (key and sign and value) or key in named:
            what = "is given twice" if key in named else "is not a pair such as NAME=VALUE"
            faults.append(Fault("usage.not_a_pair", f"{option} {text!r} {what}.", path=option))
        named[key] = value
    if faults:
        raise UsageError(*faults)
    return named
