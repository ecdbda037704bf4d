"""What a week's limits cost: how its cost would change with one more person, or without a rule."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """The week planned again with one thing changed, all by the linear relaxation.

    Attributes
    ----------
    what : ``without splits``, ``one more full_time (like A001)``.
    saves : money that the week costs less; negative where it costs more; NaN where no week is left.
    paid_hours, missing_hours : by how much they change.
    reason : why no week is left; else empty.
    """

    what: str
    saves: float
    paid_hours: float
    missing_hours: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WeekPrices:
    """A week's relaxed cost and what changes it; see `Change`."""

    currency: str
    cost: float
    paid_hours: float
    missing_hours: float
    changes: tuple[Change, ...]
