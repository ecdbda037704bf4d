"""What the planner is shown of a file: a few lines around the mistake, with a caret under it."""

from __future__ import annotations

from dataclasses import dataclass

WIDEST = 68
"""Characters of a line that are shown: with the line's number, they fit into 80 columns."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place in a file: line and column count from 1, `width` is the number of characters meant."""

    file: str
    line: int
    column: int
    width: int = 1


def printable(text: str) -> str:
    """Text without what could move the cursor or hide characters: everything unprintable becomes ``?``."""
    return "".join(letter if letter.isprintable() else " " if letter == "\t" else "?" for letter in text)


def quoted(value: object, longest: int = 40) -> str:
    """A value as the planner wrote it, short and safe to print."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        shown = printable(value)
        return f"'{shown if len(shown) <= longest else shown[: longest - 1] + '…'}'"
    return "a list" if isinstance(value, list | tuple) else "a group of keys"


def code_frame(lines: list[str], mark: Mark, before: int = 1) -> str:
    """The marked line with its number, `before` lines above it and a caret line below."""
    if not 1 <= mark.line <= len(lines):
        return ""
    shift = max(0, mark.column - WIDEST + 8)
    digits = len(str(mark.line))
    shown = []
    for number in range(max(1, mark.line - before), mark.line + 1):
        pointer = ">" if number == mark.line else " "
        text = printable(lines[number - 1])[shift : shift + WIDEST]
        shown.append(f"  {pointer} {number:>{digits}} | {text}".rstrip())
    room = max(1, len(lines[mark.line - 1]) - mark.column + 1)
    caret = "^" * min(max(mark.width, 1), room, WIDEST)
    shown.append(f"    {'':>{digits}} | {' ' * (mark.column - 1 - shift)}{caret}")
    return "\n".join(shown)
