"""How faults and notes look to a person."""

from __future__ import annotations

from collections.abc import Sequence

from rich.padding import Padding
from rich.text import Text

from staffplan.errors import Fault


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


def notes_text(notes: Sequence[str]) -> Padding:
    """What was assumed or guessed, a line each."""
    text = Text("\n").join(Text("note: ", style="yellow").append(printable(note), style="default") for note in notes)
    return Padding(text, 0)
