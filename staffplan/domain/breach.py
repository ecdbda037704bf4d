"""A rule that a roster breaks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach.

    Attributes
    ----------
    rule : the rule's name in the book.
    message : a sentence for the planner, with the numbers; never a person's name, only the id.
    agent_id : whose duty breaks it; empty for the whole centre.
    day : the day on which it shows.
    excess : by how much, in `unit`.
    """

    rule: str
    message: str
    agent_id: str = ""
    day: date | None = None
    excess: float = 0.0
    unit: str = ""
