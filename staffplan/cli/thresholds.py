"""``--fail-on cover<95%``: a run that succeeds and still says no to what it came to."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import typer

from staffplan.errors import Fault

if TYPE_CHECKING:
    from staffplan.domain.week_summary import WeekSummary

_FORM: Final = re.compile(r"\s*([a-z_]+)\s*([<>])\s*(\d+(?:\.\d+)?)\s*(%?)\s*", re.ASCII)

_MEASURES: Final[dict[str, Callable[[WeekSummary], float]]] = {
    "cover": lambda summary: summary.cover,
    "gap": lambda summary: summary.gap,
    "cost": lambda summary: summary.cost_total,
    "shortfall_hours": lambda summary: summary.required_hours - summary.covered_hours,
}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A limit that a week's number must not cross; `below` says on which side it is crossed."""

    measure: str
    below: bool
    limit: float

    def crossed(self, summary: WeekSummary) -> Fault | None:
        """The fault where the week's number lies beyond the limit."""
        value = _MEASURES[self.measure](summary)
        if not (value < self.limit if self.below else value > self.limit):
            return None
        side = "below" if self.below else "above"
        message = f"{self.measure} is {value:,.4g}, {side} the limit of {self.limit:,.4g}; the outputs are complete."
        return Fault("gate.crossed", message, path="--fail-on")


def parse_threshold(text: str | Threshold) -> Threshold:
    """A threshold written as ``cover<95%`` or ``shortfall_hours>20``; raises a usage fault otherwise."""
    if isinstance(text, Threshold):
        return text
    match = _FORM.fullmatch(text)
    if match is None or match[1] not in _MEASURES:
        raise typer.BadParameter(f"{text!r} is not a limit such as cover<95%, on one of {', '.join(_MEASURES)}.")
    return Threshold(match[1], match[2] == "<", float(match[3]) / (100 if match[4] else 1))


def crossings(thresholds: Sequence[Threshold] | None, summary: WeekSummary) -> tuple[Fault, ...]:
    """A fault for each limit that the week crosses."""
    found = (threshold.crossed(summary) for threshold in thresholds or ())
    return tuple(fault for fault in found if fault is not None)
