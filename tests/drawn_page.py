"""A page as a terminal shows it."""

from __future__ import annotations

import io

from rich.console import Console, RenderableType


def drawn(*parts: RenderableType, encoding: str = "utf-8") -> str:
    """The parts as a terminal of 80 columns shows them, without colours."""

    class Sheet(io.StringIO):
        pass

    Sheet.encoding = encoding  # type: ignore[assignment]
    sheet = Sheet()
    console = Console(file=sheet, width=80, highlight=False, markup=False)
    for part in parts:
        console.print(part)
    return sheet.getvalue()
