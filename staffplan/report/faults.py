"""How faults and notes look to a person: what is said several times is said once, with all its places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from staffplan.errors import Fault

_SHOWN_LINES: Final = 8
_DATE: Final = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}(?:[T ]\d{1,2}(?::\d{2}){1,2})?")
"""A date, with or without a time of day, as files write them."""


def printable(text: str) -> str:
    """The text with control characters written out, so that a value from a file cannot drive the terminal."""
    return "".join(
        character if character.isprintable() or character == "\n" else repr(character)[1:-1] for character in text
    )


def fault_text(fault: Fault, *more: str) -> Group:
    """What, where, why and what to try; the code at the end of the first line, for `staffplan explain`.

    What does not fit into a line goes on below its own beginning. `more` are remarks that stand last.
    """
    place = "  ".join(part for part in (fault.place(), fault.path) if part)
    parts: list[RenderableType] = [
        Text.assemble((printable(place or fault.message), "bold"), (f"  [{fault.code}]", "dim"))
    ]
    if place:
        parts.append(_behind("", Text(printable(fault.message))))
    if fault.frame:
        parts.append(Text(printable(fault.frame), style="dim"))
    if fault.hint:
        parts.append(_behind("Try:", Text(printable(fault.hint))))
    parts += [_behind("", Text(remark, style="dim")) for remark in more]
    return Group(*parts)


def _behind(label: str, text: Text) -> Table:
    """A text two columns in and behind its label, all of its lines."""
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style="green", no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    table.add_row(f"  {label}" if label else " ", text)
    return table


def fault_texts(faults: Sequence[Fault]) -> list[Group]:
    """A text a fault; faults that differ only in their line, and in a date, are told once, with their first lines."""
    alike: dict[Fault, list[Fault]] = {}
    for fault in faults:
        alike.setdefault(_kind(fault), []).append(fault)
    return [_told_once(found) for found in alike.values()]


def _kind(fault: Fault) -> Fault:
    """The fault without what tells it from others of its kind: its place and, in a row of a table, its date."""
    if fault.line is None:
        return replace(fault, frame=None)
    message = _DATE.sub("date", fault.message)
    hint = fault.hint and _DATE.sub("date", fault.hint)
    return replace(fault, message=message, hint=hint, line=None, column=None, frame=None)


def _told_once(alike: Sequence[Fault]) -> Group:
    lines = [str(fault.line) for fault in alike[1:] if fault.line is not None]
    if not lines:
        return fault_text(alike[0])
    rest = len(lines) - _SHOWN_LINES
    listed = ", ".join(lines[:_SHOWN_LINES]) + (f" and {rest:,} more" if rest > 0 else "")
    same = "same" if all(fault.message == alike[0].message for fault in alike) else "like"
    return fault_text(alike[0], f"The {same} in line{'s' if len(lines) > 1 else ''} {listed}.")


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
