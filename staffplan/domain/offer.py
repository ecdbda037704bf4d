"""Hours that a contract's week may have beyond what was agreed, or below, if planner and person want it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offer:
    """Overtime, extra hours at the normal wage, or voluntary time off.

    Attributes
    ----------
    hours : most hours a week beyond the contract's most, or below its least.
    days : most working days a week beyond the contract's most, or below its fewest.
    share : of the wage, for each such hour: overtime's premium beside the wage, the pay of an hour off; else 0.
    agents : ids of those who may have it; empty: everybody with the contract.
    """

    hours: float
    days: int = 1
    share: float = 0.0
    agents: frozenset[str] = frozenset()

    def is_to(self, agent_id: str) -> bool:
        """Whether the agent may have it."""
        return not self.agents or agent_id in self.agents


@dataclass(frozen=True, slots=True)
class Offers:
    """What one agent may have; extra hours come before overtime."""

    overtime: Offer | None = None
    extra_hours: Offer | None = None
    time_off: Offer | None = None

    def __bool__(self) -> bool:
        return any(offer is not None for offer in (self.overtime, self.extra_hours, self.time_off))

    @property
    def at_wage(self) -> float:
        """Hours beyond the contract's most that are paid at the wage alone."""
        return self.extra_hours.hours if self.extra_hours else 0.0

    @property
    def above(self) -> tuple[float, int]:
        """Most hours and days beyond the contract's most."""
        more = [offer for offer in (self.overtime, self.extra_hours) if offer is not None]
        return sum(offer.hours for offer in more), sum(offer.days for offer in more)

    @property
    def below(self) -> tuple[float, int]:
        """Most hours and days below the contract's least."""
        return (self.time_off.hours, self.time_off.days) if self.time_off else (0.0, 0)
