"""What a roster costs: pay, and the price of too few and too many people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

import numpy as np

from staffplan.auditing.cover import Cover, ladder_steps
from staffplan.domain.centre import Centre
from staffplan.domain.contract import Contract
from staffplan.domain.roster import Duty
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode
from staffplan.rules.duty_form import misfit


@dataclass(frozen=True, slots=True)
class CostBreakdown(Mapping[str, float]):
    """Money by kind, in the centre's currency; also a mapping from kind to money.

    Attributes
    ----------
    wages : paid hours of duties; leave is paid whatever the roster.
    stipends : for paid hours at home.
    allowances : once a duty, where its shift profile has one.
    shortfall, surplus : the centre's prices for agent-hours missing and left over.
    """

    wages: float
    stipends: float
    allowances: float
    shortfall: float
    surplus: float

    @property
    def total(self) -> float:
        """The sum of all kinds."""
        return sum(self.values())

    def __getitem__(self, kind: str) -> float:
        if kind not in set(self):
            raise KeyError(kind)
        return float(getattr(self, kind))

    def __iter__(self) -> Iterator[str]:
        return (field.name for field in fields(self))

    def __len__(self) -> int:
        return len(fields(self))


def cost(duties: Iterable[Duty], centre: Centre, covered: Cover | None) -> CostBreakdown:
    """Pay of the duties of known agents, and the price of what they leave short or over; without a cover, pay only."""
    contracts = {contract.name: contract for contract in centre.contracts}
    contract_of = {agent.id: contracts[agent.contract] for agent in centre.agents}
    profiles = {contract.name: _paid_extra(contract, centre) for contract in centre.contracts}
    wages = stipends = allowances = 0.0
    for duty in duties:
        contract = contract_of[duty.agent_id]
        wages += duty.paid_hours * contract.wage
        stipends += duty.paid_hours * contract.home_stipend if duty.mode is Mode.HOME else 0.0
        allowances += _allowance(duty, profiles[contract.name], centre.zone)
    shortfall, surplus = (0.0, 0.0) if covered is None else (_shortfall(covered, centre), _surplus(covered, centre))
    return CostBreakdown(wages, stipends, allowances, shortfall, surplus)


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


def _shortfall(covered: Cover, centre: Centre) -> float:
    """Missing agent-hours at the steps of the ladder that they reach."""
    weights = {queue.name: queue.shortfall_weight for queue in centre.queues}
    weight = np.array([weights.get(queue, 1.0) for queue in covered.queues])[:, None]
    left, money = covered.shortfall.copy(), 0.0
    for share, price in ladder_steps(centre.prices.shortfall):
        step = np.minimum(left, share * covered.required)
        money += price * float((weight * step).sum()) * covered.interval_h
        left -= step
    return money


def _surplus(covered: Cover, centre: Centre) -> float:
    return centre.prices.surplus * float(covered.surplus.sum()) * covered.interval_h
