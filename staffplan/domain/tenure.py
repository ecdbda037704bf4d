"""How the pace of people grows with the time since they were hired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TenureStep:
    """What holds for people in their first days.

    Attributes
    ----------
    up_to_days : the step holds as long as fewer days than this have passed since the day of hiring.
    proficiency : of the one that they will have once settled in, > 0.
    aht_factor : handle time against that of people settled in, > 0.
    """

    up_to_days: int
    proficiency: float = 1.0
    aht_factor: float = 1.0


def pace(steps: Sequence[TenureStep], hired: date | None, day: date) -> float:
    """Contacts that somebody handles an hour on a day against the same person settled in.

    Parameters
    ----------
    steps : in rising order of `up_to_days`; the first that still holds counts, and after the last people are settled.
    hired : first day of work; None: long ago. A day before it counts as the first.
    """
    if hired is None:
        return 1.0
    passed = (day - hired).days
    step = next((step for step in steps if passed < step.up_to_days), None)
    return 1.0 if step is None else step.proficiency / step.aht_factor
