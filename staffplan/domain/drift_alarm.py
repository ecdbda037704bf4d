"""A forecast that has drifted away from what comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DriftKind(StrEnum):
    """In which way a queue has drifted."""

    LEVEL = "level"
    SCATTER = "scatter"


@dataclass(frozen=True, slots=True)
class DriftAlarm:
    """A queue whose recent days chance does not explain.

    Attributes
    ----------
    off : level: actual over forecast less 1 since `since`; scatter: the share of intervals outside.
    since : first day of the shift; for scatter, the first day looked at.
    chance : of such a finding in some queue if all forecasts are right.
    """

    queue: str
    kind: DriftKind
    off: float
    since: date
    chance: float
