"""The centre: everything a planner states about it, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from staffplan.calendar.horizon import Horizon
from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import SpecialDays
from staffplan.calendar.weeks import first_day_of_week
from staffplan.domain.agent import Agent, TimeOff
from staffplan.domain.contract import Contract
from staffplan.domain.pay import PremiumBook
from staffplan.domain.queue import Queue
from staffplan.domain.session import Session
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.shrinkage import ShrinkageLedger
from staffplan.domain.site import Mode, Site
from staffplan.domain.tenure import TenureStep, pace


@dataclass(frozen=True, slots=True)
class CoverPrices:
    """What missing and superfluous agents cost, per agent-hour, in the centre's currency.

    `shortfall` is a convex ladder: (share of the requirement, price), the last share without end (1.0). With
    ``((0.1, 30.0), (1.0, 90.0))`` the first tenth of a requirement costs 30 an hour to miss, the rest 90. A queue's
    `shortfall_weight` multiplies both. `late_contact` is for a contact that a promise over a day or a week lacks, times
    the same weight.
    """

    shortfall: tuple[tuple[float, float], ...] = ((0.1, 40.0), (1.0, 120.0))
    surplus: float = 0.5
    late_contact: float = 20.0


@dataclass(frozen=True, slots=True)
class Centre:
    """A contact centre without its people's names or its files.

    Attributes
    ----------
    zone : IANA zone of the centre's wall clock.
    interval_min : planning interval in minutes, a divisor of 60.
    week_start : weekday on which a schedule week starts (Monday is 0).
    opening : when anybody may work; each queue has its own hours inside.
    shrinkage : what is lost of rostered hours, by type, site, mode and day.
    aht_factor : handle time against the forecast's by site and mode, > 0; 1 where there is none.
    tenure : steps on the way of new people to their full pace, the shortest first.
    sessions : meetings and trainings that their members attend once a week.
    lines_installed : telephone lines that there are; None: not known.
    premiums : pay beside the wage, by the clock.
    """

    name: str
    zone: str
    interval_min: int
    week_start: int
    currency: str
    opening: OpeningHours
    special_days: SpecialDays
    sites: tuple[Site, ...]
    queues: tuple[Queue, ...]
    contracts: tuple[Contract, ...]
    profiles: tuple[ShiftProfile, ...]
    shrinkage: ShrinkageLedger
    aht_factor: Mapping[tuple[str, Mode], float]
    prices: CoverPrices
    tenure: tuple[TenureStep, ...] = ()
    agents: tuple[Agent, ...] = ()
    time_off: tuple[TimeOff, ...] = ()
    lines_installed: int | None = None
    sessions: tuple[Session, ...] = ()
    premiums: PremiumBook = field(default_factory=PremiumBook)

    def contract(self, agent: Agent) -> Contract:
        """The agent's contract."""
        return next(contract for contract in self.contracts if contract.name == agent.contract)

    def proficiency(self, agent: Agent, day: date) -> float:
        """Contacts handled an hour against a fully trained colleague: the agent's own, less what tenure takes off.

        Tenure is counted on the first day of the schedule week, so that a week is planned with one figure.
        """
        return agent.proficiency * pace(self.tenure, agent.hired, first_day_of_week(day, self.week_start))

    def cover(self, agent: Agent, mode: Mode, day: date) -> float:
        """Net agents that one rostered agent-interval is worth: proficiency, less shrinkage, over the AHT factor.

        Parameters
        ----------
        day : the day of the duty, also for what of it lies after midnight: who calls in sick is away for all of it.
        """
        lost = self.shrinkage.lost(agent.site, mode, day)
        return self.proficiency(agent, day) * (1 - lost) / self.aht_factor.get((agent.site, mode), 1.0)

    def days_off(self, agent: Agent) -> frozenset[date]:
        """Dates on which the agent is away for any reason."""
        return frozenset(day for entry in self.time_off if entry.agent_id == agent.id for day in entry.days())

    def horizon(self, first_day: date, days: int = 7) -> Horizon:
        """The intervals of `days` days from `first_day` on this centre's clock."""
        return Horizon(first_day, days, self.zone, self.interval_min)
