"""Why a number is what it is: the steps that lead to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Explained:
    """One step: the erlangs or agents after it, and what it changed."""

    name: str
    level: float
    change: float
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One number of a requirement, taken apart.

    Attributes
    ----------
    start : of the interval, on the clock of the forecast.
    agents : net agents needed.
    binding : what asks for the last of them.
    steps : from the work that is expected to the agents needed.
    rostered : from there to the people rostered, loss by loss, at the mix of sites and modes; for information,
        and empty where no centre tells what is lost.
    sentence : the same in words.
    """

    queue: str
    start: datetime
    agents: float
    binding: str
    steps: tuple[Explained, ...]
    rostered: tuple[Explained, ...]
    sentence: str
