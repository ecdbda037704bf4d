"""How text that a spreadsheet would run as a formula is kept from it, in the files that staffplan writes."""

from __future__ import annotations

import re
from typing import Final

# Excel and its kin take the full-width forms for the plain ones, and skip some control characters before a formula.
_RISKY: Final = re.compile(r"'*[=+\-@\t\r\n\x00＝＋－＠]")  # noqa: RUF001 - the full-width forms are meant


def escaped(text: str) -> str:
    """`text` with a ``'`` before it where a spreadsheet would take it for a formula, or would after ``unescaped``."""
    return f"'{text}" if _RISKY.match(text) else text


def unescaped(text: str) -> str:
    """The text that ``escaped`` was given: exactly one ``'`` taken away, and only where it guards a formula.

    A name such as ``'t Hart`` is as it was.
    """
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
