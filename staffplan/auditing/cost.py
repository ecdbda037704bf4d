"""What a roster costs: pay, and the price of too few and too many people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from staffplan.auditing.covered import Cover
from staffplan.auditing.offered_hours import Offered
from staffplan.auditing.premiums import earned
from staffplan.auditing.sharing_out import ladder_steps
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.contract import Contract
from staffplan.domain.cost_line import CostLine
from staffplan.domain.roster import Duty
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode, Site
from staffplan.rules.duty_form import misfit

KINDS: Final = ("wages", "stipends", "allowances", "premiums", "overtime", "time_off", "seats", "shortfall", "surplus")
"""In the order in which they are shown; the last two are priced, not paid."""


@dataclass(frozen=True)
class CostBreakdown(Mapping[str, float]):
    """Money by kind, in the centre's currency: a mapping from kind to money, and the lines that make it up.

    - `wages`: paid hours of duties, by contract and mode; leave is paid whatever the roster.
    - `stipends`: for paid hours at home, by contract.
    - `allowances`: once a duty, where its shift profile has one, by contract.
    - `premiums`: for paid hours at certain times, by premium.
    - `overtime`, `time_off`: for hours beyond and below those agreed, by contract, beside the wages of duties.
    - `seats`: for hours and duties on site, by site.
    - `shortfall`, `surplus`: the centre's prices for agent-hours missing, by queue, and left over.
    """

    lines: tuple[CostLine, ...]

    @cached_property
    def _kinds(self) -> dict[str, float]:
        return {kind: sum(line.money for line in self.lines if line.kind == kind) for kind in KINDS}

    @property
    def total(self) -> float:
        """The sum of all kinds."""
        return sum(self.values())

    def __getitem__(self, kind: str) -> float:
        return self._kinds[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(KINDS)

    def __len__(self) -> int:
        return len(KINDS)


class _Ledger:
    """Sums of hours and money by line."""

    def __init__(self) -> None:
        self._sums: dict[tuple[str, str, str], list[float]] = {}

    def add(self, kind: str, of: str, money: float, *, hours: float = 0.0, mode: str = "") -> None:
        """Add to a line; a line of nothing is not begun."""
        if money or hours:
            line = self._sums.setdefault((kind, of, mode), [0.0, 0.0])
            line[0] += hours
            line[1] += money

    def breakdown(self) -> CostBreakdown:
        """The lines in the order of their kinds, then by name."""
        ordered = sorted(self._sums.items(), key=lambda entry: (KINDS.index(entry[0][0]), entry[0]))
        return CostBreakdown(tuple(CostLine(*key, *sums) for key, sums in ordered))


def cost(
    duties: Iterable[Duty], centre: Centre, covered: Cover | None, offered: Iterable[Offered] = ()
) -> CostBreakdown:
    """Pay of the duties of known agents, and the price of what they leave short or over; without a cover, pay only.

    Parameters
    ----------
    offered : overtime and time off of the same duties.
    """
    contracts = {contract.name: contract for contract in centre.contracts}
    agents = {agent.id: agent for agent in centre.agents}
    sites = {site.name: site for site in centre.sites}
    profiles = {contract.name: _paid_extra(contract, centre) for contract in centre.contracts}
    ledger = _Ledger()
    for duty in duties:
        agent = agents[duty.agent_id]
        contract, hours = contracts[agent.contract], duty.paid_hours
        ledger.add("wages", contract.name, hours * contract.wage, hours=hours, mode=duty.mode.value)
        if duty.mode is Mode.HOME:
            stipend = hours * contract.home_stipend
            ledger.add("stipends", contract.name, stipend, hours=hours if stipend else 0.0)
        elif agent.site in sites:
            _add_seat(ledger, duty, sites[agent.site])
        ledger.add("allowances", contract.name, _allowance(duty, profiles[contract.name], centre.zone))
        _add_premiums(ledger, duty, agent, contract, centre)
    for kind, name, hours, money in offered:
        ledger.add(kind, name, money, hours=hours)
    if covered is not None:
        _add_shortfall(ledger, covered, centre)
        over = float(covered.surplus.sum()) * covered.interval_h
        ledger.add("surplus", "", centre.prices.surplus * over, hours=over)
    return ledger.breakdown()


def _add_seat(ledger: _Ledger, duty: Duty, site: Site) -> None:
    """The cost of being on site: from coming to leaving, the gap of a split shift left out."""
    if site.seat_per_hour or site.seat_per_duty:
        hours = sum((end - start).total_seconds() / 3600 for start, end in duty.blocks)
        ledger.add("seats", site.name, site.seat_per_hour * hours + site.seat_per_duty, hours=hours)


def _add_premiums(ledger: _Ledger, duty: Duty, agent: Agent, contract: Contract, centre: Centre) -> None:
    premiums = centre.premiums.of_contract(contract.name)
    if not premiums:
        return
    holidays, stacking = centre.special_days.holidays, centre.premiums.stacking
    for segment in duty.segments:
        if segment.paid:
            pieces = earned(segment.start, segment.end, agent.zone, holidays, premiums, stacking, contract.wage)
            for name, hours, money in pieces:
                ledger.add("premiums", name, money, hours=hours)


def _paid_extra(contract: Contract, centre: Centre) -> tuple[ShiftProfile, ...]:
    """The contract's profiles, the lowest allowance first; none where no profile has one."""
    own = [profile for profile in centre.profiles if profile.name in contract.profiles]
    return tuple(sorted(own, key=lambda profile: profile.allowance)) if any(p.allowance for p in own) else ()


def _allowance(duty: Duty, profiles: tuple[ShiftProfile, ...], zone: str) -> float:
    """The allowance of the duty's profile: by the shift's name, else the lowest of those that the duty's form fits."""
    named = (p for p in profiles if duty.shift and f"{duty.shift} ".startswith(f"{p.name} "))
    fitting = (p for p in profiles if misfit(duty, p, zone) is None)
    profile = next(named, None) or next(fitting, None)
    return profile.allowance if profile else 0.0


def _add_shortfall(ledger: _Ledger, covered: Cover, centre: Centre) -> None:
    """Missing agent-hours at the steps of the ladder that they reach, queue by queue."""
    weights = {queue.name: queue.shortfall_weight for queue in centre.queues}
    left, money = covered.shortfall.copy(), np.zeros(len(covered.queues))
    for share, price in ladder_steps(centre.prices.shortfall):
        step = np.minimum(left, share * covered.required)
        money += price * step.sum(axis=1) * covered.interval_h
        left -= step
    hours = covered.shortfall.sum(axis=1) * covered.interval_h
    for queue, missing, priced in zip(covered.queues, hours.tolist(), money.tolist(), strict=True):
        ledger.add("shortfall", queue, priced * weights.get(queue, 1.0), hours=missing)
    for queue, work, missed in covered.lots:
        ledger.add("shortfall", queue, _missed(work, missed, weights.get(queue, 1.0), centre), hours=missed)
    for kept in covered.kept:
        ledger.add("shortfall", kept.queue, kept.late * centre.prices.late_contact * weights.get(kept.queue, 1.0))


def _missed(hours: float, missed: float, weight: float, centre: Centre) -> float:
    """Agent-hours of a day's work that missed their deadline, at the steps that their share of the work reaches."""
    left, money = missed, 0.0
    for share, price in ladder_steps(centre.prices.shortfall):
        step = min(left, share * hours)
        money += price * weight * step
        left -= step
    return money
