"""What came of a command, and how it is told: data, a page for people, or one JSON document."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import IO, TYPE_CHECKING, Any, Final

from staffplan.cli.manner import Manner
from staffplan.cli.streams import write_data, write_note, write_page
from staffplan.errors import Exit, Fault

if TYPE_CHECKING:
    from rich.console import RenderableType

SCHEMA_VERSION: Final = 1
_SHOWN_FAULTS: Final = 40
_JSON_FIELDS: Final = ("code", "file", "line", "column", "path", "message", "hint")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a command.

    Attributes
    ----------
    result : the command's part of the JSON document; plain values.
    data : text for standard output, such as a table; None where it went to a file.
    page : what a person reads, on standard output if `data` is None and `page_is_result`, else on standard error.
    page_is_result : whether the page is what the command is for (a report), not a remark beside a file.
    notes : sentences about what was assumed or guessed.
    faults : what a check found (exit 10, or the faults of `check`).
    """

    result: Mapping[str, Any] = field(default_factory=dict)
    data: str | None = None
    page: Sequence[RenderableType] = ()
    page_is_result: bool = False
    notes: Sequence[str] = ()
    faults: Sequence[Fault] = ()
    exit_code: Exit = Exit.OK


def tell(outcome: Outcome, manner: Manner, command: str) -> None:
    """Print an outcome in the manner asked for."""
    if manner.json:
        write_data(_document(outcome, command))
        return
    if outcome.data is not None:
        write_data(outcome.data)
    show = write_page if outcome.page_is_result and outcome.data is None else write_note
    if outcome.page and (outcome.page_is_result or not manner.quiet):
        show(rendered(outcome.page, sys.stdout if show is write_page else sys.stderr))
    if "file" in outcome.result and not manner.quiet:
        write_note(_written(outcome.result))
    if outcome.notes and not manner.quiet:
        from staffplan.report.faults import notes_text

        write_note(rendered([notes_text(outcome.notes)], sys.stderr))
    if outcome.faults:
        tell_faults(outcome.faults, outcome.exit_code, Manner(), command)


def _written(result: Mapping[str, Any]) -> str:
    """Where a command's table or document went."""
    rows = f"{result['rows']:,} rows of {result['table']} written" if "rows" in result else "Written"
    return f"{rows} to {result['file']}\n"


def tell_faults(faults: Sequence[Fault], exit_code: Exit, manner: Manner, command: str) -> None:
    """Print why a command failed: to standard error, or as the JSON document."""
    if manner.json:
        write_data(_document(Outcome(faults=faults, exit_code=exit_code), command))
        return
    from staffplan.report.faults import fault_texts

    texts = fault_texts(faults)
    write_note(rendered(texts[:_SHOWN_FAULTS], sys.stderr))
    if len(texts) > _SHOWN_FAULTS:
        write_note(f"... and {len(texts) - _SHOWN_FAULTS:,} more; --json lists them all.\n")


def rendered(page: Sequence[RenderableType], stream: IO[str]) -> str:
    """The page as text for a stream: its width, colours and encoding, but written by the caller.

    Tables fill their lines with spaces, which nobody wants in a file or a pipe: there they are left out.
    """
    from rich.console import Console

    class Sheet(io.StringIO):
        encoding = getattr(stream, "encoding", None) or "ascii"

        def isatty(self) -> bool:
            return stream.isatty()

    sheet = Sheet()
    console = Console(file=sheet, width=_width(stream), highlight=False, emoji=False, markup=False)
    for part in page:
        console.print(part)
    if stream.isatty():
        return sheet.getvalue()
    return "".join(f"{line.rstrip()}\n" for line in sheet.getvalue().split("\n")[:-1])


def _width(stream: IO[str]) -> int:
    """Columns of the terminal: COLUMNS if stated, the terminal's own, or 80 where there is none."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isdigit() and int(stated) > 0:
        return int(stated)
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _document(outcome: Outcome, command: str) -> str:
    document: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "ok": outcome.exit_code is Exit.OK,
        "exit_code": int(outcome.exit_code),
        "command": command,
    }
    if outcome.exit_code is Exit.OK or outcome.result:
        document |= {"result": dict(outcome.result), "notes": list(outcome.notes)}
    if outcome.exit_code is not Exit.OK:
        listed = (asdict(fault) for fault in outcome.faults)
        document["errors"] = [{name: fault[name] for name in _JSON_FIELDS} for fault in listed]
    return json.dumps(document, indent=2, allow_nan=False) + "\n"
