"""How faults and notes look to a person: what is said several times is said once, with all its places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rich.table import Table
from rich.text import Text

from staffplan.errors import Fault

_SHOWN_LINES: Final = 8


def printable(text: str) -> str:
    """The text with control characters written out, so that a value from a file cannot drive the terminal."""
    return "".join(
        character if character.isprintable() or character == "\n" else repr(character)[1:-1] for character in text
    )


def fault_text(fault: Fault) -> Text:
    """What, where, why and what to try; the code at the end of the first line, for `staffplan explain`."""
    place = "  ".join(part for part in (fault.place(), fault.path) if part)
    text = Text()
    if place:
        text.append(printable(place), style="bold")
        text.append(f"  [{fault.code}]\n", style="dim")
        text.append("  " + printable(fault.message))
    else:
        text.append(printable(fault.message), style="bold")
        text.append(f"  [{fault.code}]", style="dim")
    if fault.frame:
        text.append("\n" + printable(fault.frame), style="dim")
    if fault.hint:
        text.append("\n  Try: ", style="green")
        text.append(printable(fault.hint))
    return text


def fault_texts(faults: Sequence[Fault]) -> list[Text]:
    """A text a fault; faults that differ only in their line are told once, with the first lines they stand in."""
    alike: dict[Fault, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(replace(fault, line=None, column=None, frame=None), []).append(fault)
    return [_told_once(found) for found in alike.values()]


def _told_once(alike: Sequence[Fault]) -> Text:
    text = fault_text(alike[0])
    lines = [str(fault.line) for fault in alike[1:] if fault.line is not None]
    if lines:
        rest = len(lines) - _SHOWN_LINES
        listed = ", ".join(lines[:_SHOWN_LINES]) + (f" and {rest:,} more" if rest > 0 else "")
        text.append(f"\n  The same in line{'s' if len(lines) > 1 else ''} {listed}.", style="dim")
    return text


def notes_text(notes: Sequence[str]) -> Table:
    """What was assumed or guessed; what holds for several queues is said once, with their names in front."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style="yellow", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for note in _told_of_all(notes):
        table.add_row("note:", Text(printable(note)))
    return table


def _told_of_all(notes: Sequence[str]) -> list[str]:
    """``a: x`` and ``b: x`` as ``a, b: x``, in the place of the first."""
    subjects: dict[tuple[str, str], list[str]] = {}
    for note in notes:
        subject, colon, rest = note.partition(": ")
        if colon:
            subjects.setdefault((colon, rest), []).append(subject)
        else:
            subjects.setdefault(("", note), [])
    return [", ".join(dict.fromkeys(named)) + colon + rest for (colon, rest), named in subjects.items()]
