"""What a duty of a crew costs by its start: wage, stipend, allowance, seat and premiums by the wall clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.pay import Premium, Stacking
from staffplan.domain.shift import Shift
from staffplan.domain.site import Mode
from staffplan.units import MINUTES_PER_DAY

_DAYS_BEYOND = 3
"""Days after the horizon that its last night duties may reach into, starts after midnight included."""


@dataclass(frozen=True, eq=False)
class CrewPay:
    """The prices of a crew's duties.

    Unpaid pauses are not tied to a duty in the model: a duty is priced as if all its time had premiums, and what an
    unpaid pause saves of them is a price of the pause.

    Attributes
    ----------
    wage, stipend : per paid hour; the stipend at home only.
    seat_hour, seat_duty : for hours from coming to leaving on site, and for each duty there.
    premium : money of all premiums from the horizon's start to each minute after it; None: the crew has none.
    interval_min : minutes of an interval.
    """

    wage: float = 0.0
    stipend: float = 0.0
    seat_hour: float = 0.0
    seat_duty: float = 0.0
    premium: NDArray[np.float64] | None = None
    interval_min: int = 1

    def duty(self, mode: Mode, shift: Shift, slot: int, *, first: bool = True) -> float:
        """Money for a duty that starts with interval `slot`, before what its unpaid pauses save.

        `first` False leaves out what is paid once a duty.
        """
        at_home = mode is Mode.HOME
        money = (self.wage + (self.stipend if at_home else 0.0)) * shift.paid_min / 60
        if not at_home:
            money += self.seat_hour * sum(end - begin for begin, end in shift.blocks) / 60
        if first:
            money += shift.allowance + (0.0 if at_home else self.seat_duty)
        return money + sum(self.premiums(slot, begin, end) for begin, end in shift.blocks)

    def duties(self, mode: Mode, shift: Shift, slots: Sequence[int], *, first: bool = True) -> NDArray[np.float64]:
        """`duty` of each start."""
        return np.array([self.duty(mode, shift, slot, first=first) for slot in slots], dtype=float)

    def premiums(self, slot: int, begin: int, end: int) -> float:
        """Premiums from `begin` to `end`, minutes after an interval's start."""
        if self.premium is None:
            return 0.0
        first = slot * self.interval_min
        return float(self.premium[first + end] - self.premium[first + begin])

    def pause_savings(self, slots: NDArray[np.int64], minutes: int) -> NDArray[np.float64]:
        """Premiums that an unpaid pause saves that begins with each interval."""
        return np.array([self.premiums(int(slot), 0, minutes) for slot in slots], dtype=float)


def crew_pay(centre: Centre, agent: Agent, horizon: Horizon) -> CrewPay:
    """The prices of an agent's duties; alike for all agents of a contract, a site and a zone."""
    contract = centre.contract(agent)
    site = next((site for site in centre.sites if site.name == agent.site), None)
    premiums = centre.premiums.of_contract(contract.name)
    table = None
    if premiums:
        book = (premiums, centre.premiums.stacking)
        table = _premium_table(book, contract.wage, agent.zone, frozenset(centre.special_days.holidays), horizon)
    return CrewPay(
        contract.wage,
        contract.home_stipend,
        site.seat_per_hour if site else 0.0,
        site.seat_per_duty if site else 0.0,
        table,
        horizon.interval_min,
    )


@lru_cache(maxsize=64)
def _premium_table(
    book: tuple[tuple[Premium, ...], Stacking], wage: float, zone: str, holidays: frozenset[object], horizon: Horizon
) -> NDArray[np.float64]:
    """Money from the horizon's start to each minute after it, all premiums together."""
    premiums, stacking = book
    minute, weekday, holiday = _wall_clock(zone, holidays, horizon)
    rates = np.zeros((len(premiums), len(minute)))
    for row, premium in enumerate(premiums):
        begins = np.isin(weekday, sorted(premium.weekdays)) | (holiday & premium.on_holidays)
        first, last = premium.between
        today = begins[0] & (minute >= first) & (minute < last)
        since_yesterday = begins[1] & (minute + MINUTES_PER_DAY < last)
        rates[row] = (today | since_yesterday) * (premium.share * wage + premium.amount)
    rate = rates.sum(axis=0) if stacking is Stacking.ADD else rates.max(axis=0)
    return np.concatenate([[0.0], np.cumsum(rate / 60)])


@lru_cache(maxsize=16)
def _wall_clock(
    zone: str, holidays: frozenset[object], horizon: Horizon
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """What clock and calendar show in each minute: minute of the day; weekday and holiday of today and yesterday."""
    count = horizon.slots * horizon.interval_min + _DAYS_BEYOND * MINUTES_PER_DAY
    clock = ZoneInfo(zone)
    local = [(horizon.start + timedelta(minutes=number)).astimezone(clock) for number in range(count)]
    days = [moment.date() for moment in local]
    minute = np.array([moment.hour * 60 + moment.minute for moment in local], dtype=np.int64)
    weekday = np.array([day.weekday() for day in days], dtype=np.int64)
    before = {day: day - timedelta(days=1) in holidays for day in set(days)}
    holiday = np.array([[day in holidays for day in days], [before[day] for day in days]])
    return minute, np.array([weekday, (weekday - 1) % 7]), holiday
