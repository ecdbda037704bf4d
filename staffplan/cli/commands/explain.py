"""``staffplan explain CODE``: what a diagnostic means and what to do about it."""

from __future__ import annotations

import difflib
from typing import Annotated

import typer

from staffplan.cli.manner import Manner
from staffplan.cli.outcome import Outcome
from staffplan.errors import Fault, UsageError


def explain(
    manner: Manner,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A code such as data.duplicate_interval; without: all.")
    ] = None,
) -> Outcome:
    """Explain a diagnostic code."""
    del manner
    from staffplan.report.diagnostics import DIAGNOSTICS, diagnostic_text, diagnostics_list

    if code is None:
        listed = {known: {"meaning": entry.meaning, "remedy": entry.remedy} for known, entry in DIAGNOSTICS.items()}
        return Outcome(result={"codes": listed}, page=[diagnostics_list()], page_is_result=True)
    if code not in DIAGNOSTICS:
        near = difflib.get_close_matches(code, DIAGNOSTICS, n=1)
        hint = f"staffplan explain {near[0]}" if near else "staffplan explain (without a code) lists them"
        raise UsageError(Fault("usage.unknown_code", f"No diagnostic has the code {code!r}.", hint=hint))
    entry = DIAGNOSTICS[code]
    return Outcome(
        result={"code": code, "meaning": entry.meaning, "remedy": entry.remedy},
        page=[diagnostic_text(code)],
        page_is_result=True,
    )
