"""What was agreed with a person: hours, days, pay, and where the work is done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from staffplan.domain.offer import Offer, Offers

MOST_MIXES = 24
"""Most kinds of weeks of mixed lengths that people with one contract may have: each multiplies the plan's model."""


class Employment(StrEnum):
    """Employed people have contract hours; contractors offer hours within a band."""

    EMPLOYED = "employed"
    CONTRACTOR = "contractor"


@dataclass(frozen=True, slots=True)
class Contract:
    """A kind of contract; money is in the centre's currency.

    Attributes
    ----------
    weekly_hours : least and greatest paid hours a week.
    days_per_week : fewest and most working days a week.
    wage : per paid hour.
    home_stipend : per paid hour worked at home, beside the wage.
    profiles : names of the shift profiles that may be worked.
    min_office_days, max_office_days : for hybrid agents, days a week on site at least and (None: any) at most.
    mixed_lengths : whether duties of a week may differ in length even where equal ones come to the hours.
    overtime, extra_hours, time_off : hours beyond the contract's at a premium and, before them, at the wage; hours
        below it; None: not offered.
    """

    name: str
    employment: Employment
    weekly_hours: tuple[float, float]
    days_per_week: tuple[int, int]
    wage: float
    profiles: tuple[str, ...]
    home_stipend: float = 0.0
    min_office_days: int = 0
    mixed_lengths: bool = False
    max_office_days: int | None = None
    overtime: Offer | None = None
    extra_hours: Offer | None = None
    time_off: Offer | None = None

    @property
    def day_hours(self) -> float:
        """Hours that one day of leave counts for: the contract's hours over its days."""
        return self.weekly_hours[1] / self.days_per_week[1]

    def offers_to(self, agent_id: str) -> Offers:
        """What an agent may have."""
        overtime, extra, off = (
            offer if offer is not None and offer.is_to(agent_id) else None
            for offer in (self.overtime, self.extra_hours, self.time_off)
        )
        return Offers(overtime, extra, off)
