"""Which forecast method a back-test speaks for, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MethodChoice:
    """The method chosen for a queue, or for all of them together.

    Attributes
    ----------
    queue : its name; empty for all queues together.
    method : the one chosen.
    wape : its error: sum of absolute errors over the contacts that came.
    best : the method with the lowest error.
    usual : the method that is taken where nothing speaks for another.
    gain : error of the usual method less that of the best, as shares; >= 0.
    gain_error : standard error of the gain; NaN where it is not known.
    weeks : how many weeks it rests on.
    why : the reason, as a sentence.
    """

    queue: str
    method: str
    wape: float
    best: str
    usual: str
    gain: float
    gain_error: float
    weeks: int
    why: str

    @property
    def yaml(self) -> str:
        """The line of the configuration that takes this method."""
        return f"forecasting: {{method: {self.method}}}"
