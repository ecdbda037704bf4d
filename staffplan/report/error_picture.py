"""Forecast errors at a glance: a bar a method, and how much of each is chance that nobody can forecast."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

_WIDTH: Final = 46
_NAME: Final = 22
_BLOCKS: Final = ("░", "█")
_ASCII: Final = (".", "#")


class ErrorPicture:
    """A bar for the WAPE of each method, its part below the noise floor drawn light. 79 columns at most.

    Parameters
    ----------
    title : what the bars are about.
    bars : label and WAPE of each, in the order to draw.
    floor : WAPE that is left to whoever knows the rate; the light part of each bar.
    chosen : label that is drawn in bold.
    """

    def __init__(self, title: str, bars: Sequence[tuple[str, float]], floor: float, chosen: str) -> None:
        self._title, self._bars, self._floor, self._chosen = title, tuple(bars), floor, chosen

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Draw with block characters, or with ASCII where the terminal has no others."""
        light, full = _ASCII if options.ascii_only else _BLOCKS
        scale = max((error for _, error in self._bars), default=0.0) or 1.0
        yield Text(f"\n{self._title}", "bold")
        floor = round(min(self._floor / scale, 1.0) * _WIDTH)
        for label, error in self._bars:
            length = round(error / scale * _WIDTH)
            line = Text(_label(label), "bold" if label == self._chosen else "")
            line.append(light * min(floor, length), style="dim").append(full * max(length - floor, 0), style="cyan")
            yield line.append(" " * (_WIDTH - length) + f"{error:8.2%}", style="default")
        line = Text(_label("noise floor"), style="dim").append(light * floor)
        yield line.append(" " * (_WIDTH - floor) + f"{self._floor:8.2%}")
        yield Text(f"{light} chance alone: what a forecast misses that knows the rate", style="dim")


def _label(text: str) -> str:
    return (text if len(text) < _NAME else f"{text[: _NAME - 2]}~").ljust(_NAME)
