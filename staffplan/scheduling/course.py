"""How far the planning of a week is, in words: the stage at work, with bound, best plan and gap as they move."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str], None]
"""Told the name of the stage at work."""


class Course:
    """Puts the figures known so far behind the name of each stage.

    Parameters
    ----------
    progress : takes the text, also when only the figures have moved.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._stage = ""
        self._bound: float | None = None
        self._best: float | None = None

    def stage(self, name: str) -> None:
        """Another stage begins."""
        self._stage = name
        self._tell()

    def bounded(self, bound: float) -> None:
        """No plan can cost less than this, as is known from now on."""
        self._bound = bound
        self._tell()

    def planned(self, objective: float) -> None:
        """A plan of this cost has been found; a dearer one than before changes nothing."""
        if self._best is None or objective < self._best:
            self._best = objective
            self._tell()

    def _tell(self) -> None:
        figures = []
        if self._bound is not None:
            figures.append(f"bound {self._bound:,.2f}")
        if self._best is not None:
            figures.append(f"best plan {self._best:,.2f}")
        if self._best is not None and self._bound:
            figures.append(f"gap {(self._best - self._bound) / self._bound:.2%}")
        self._progress(f"{self._stage} ({', '.join(figures)})" if figures else self._stage)
