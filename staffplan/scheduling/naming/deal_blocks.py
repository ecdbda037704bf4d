"""Planned days of blocks dealt out to contractors, day by day: the longest to whoever has had least so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from staffplan.calendar.horizon import Horizon
from staffplan.domain.agent import Agent
from staffplan.domain.site import Mode
from staffplan.rules.resource import Measure
from staffplan.scheduling.naming.block_options import Option
from staffplan.scheduling.people.limits import Limits

_ROUNDING_H = 1e-6
_UNWANTED_H = 2.0
"""Hours that a person must have had less than others to be asked on a day that they would rather have free."""


@dataclass
class Hand:
    """What a contractor has been given so far."""

    agent: Agent
    limits: Limits
    dealt: list[Option] = field(default_factory=list)

    @property
    def hours(self) -> float:
        """Paid hours so far."""
        return sum(option.shift.paid_min for option in self.dealt) / 60

    def takes(self, option: Option, horizon: Horizon) -> bool:
        """Whether the duty fits what the person has so far: days off, hours, days, runs of days, place and rest."""
        limits, day = self.limits, option.start.day
        if day in limits.closed_days or self.hours + option.shift.paid_min / 60 > self._most(Measure.PAID_HOURS):
            return False
        if len(self.dealt) + 1 > self._most(Measure.DAYS) or not self._runs_on(day) or not self._has_place(option):
            return False
        return not self.dealt or rested(self.dealt[-1], option, limits.rest_hours, horizon)

    @property
    def missing_min(self) -> int:
        """Paid minutes that are missing of the least hours; negative beyond."""
        return round(60 * (self.limits.range(Measure.PAID_HOURS)[0] - self.hours))

    @property
    def is_lawful(self) -> bool:
        """Whether the week so far has the least hours, days and days on site of the contract."""
        done = {
            Measure.PAID_HOURS: self.hours + _ROUNDING_H,
            Measure.DAYS: len(self.dealt),
            Measure.OFFICE_DAYS: self._office_days,
        }
        return all(value >= self.limits.range(measure)[0] for measure, value in done.items())

    @property
    def _office_days(self) -> int:
        return sum(option.mode is Mode.ON_SITE for option in self.dealt)

    def _most(self, measure: Measure) -> float:
        return self.limits.range(measure)[1] + _ROUNDING_H

    def _runs_on(self, day: int) -> bool:
        """Whether a further day at work makes no run too long."""
        worked = {option.start.day for option in self.dealt}
        run = 1
        while day - run in worked:
            run += 1
        return run <= self.limits.longest_run and (run <= day or run <= self.limits.first_run)

    def _has_place(self, option: Option) -> bool:
        """Whether days on site and runs at home stay within bounds."""
        if option.mode is Mode.ON_SITE:
            return self._office_days + 1 <= self._most(Measure.OFFICE_DAYS)
        at_home = 1
        for before in reversed(self.dealt):
            if before.mode is Mode.ON_SITE:
                break
            at_home += 1
        return at_home <= self.limits.home_run


def rested(before: Option, after: Option, rest_hours: float, horizon: Horizon) -> bool:
    """Whether the rest lies between two duties."""
    ends = before.start.slot * horizon.interval_min + before.shift.elapsed_min
    return after.start.slot * horizon.interval_min >= ends + rest_hours * 60


def deal_blocks(
    people: Sequence[tuple[Agent, Limits]], planned: Sequence[Option], horizon: Horizon
) -> tuple[list[Hand], list[Option]]:
    """Deal the planned duties out, each to one person, nobody beyond their limits.

    Returns
    -------
    What each person was given, and the duties that fit nobody. Least hours and days are not seen to (`Hand.is_lawful`).
    """
    hands = [Hand(agent, limits) for agent, limits in people]
    left: list[Option] = []
    for day, date in enumerate(horizon.dates):
        mine = [option for option in planned if option.start.day == day]
        mine.sort(key=lambda option: (-option.shift.paid_min, option.start.minute, option.shift.name))
        waiting = _in_turn(hands, date.weekday())
        rest = _complete_guarantees(waiting, mine, horizon)
        waiting = [hand for hand in waiting if not hand.dealt or hand.dealt[-1].start.day != day]
        for option in rest:
            turn = next((at for at, hand in enumerate(waiting) if hand.takes(option, horizon)), None)
            if turn is None:
                left.append(option)
            else:
                waiting.pop(turn).dealt.append(option)
    return hands, left


def _in_turn(hands: Sequence[Hand], weekday: int) -> list[Hand]:
    """Who has had least comes first."""
    return sorted(hands, key=lambda hand: hand.hours + _UNWANTED_H * (weekday in hand.agent.days_off_wanted))


def _complete_guarantees(waiting: Sequence[Hand], options: Sequence[Option], horizon: Horizon) -> list[Option]:
    """Give duties to those whom they bring just to the least hours of the contract; what nobody is due of them.

    Where hours are few, plans hold just enough of them for everybody's guarantee.
    """
    due: dict[int, list[Hand]] = defaultdict(list)
    for hand in reversed(waiting):
        if hand.dealt and hand.missing_min > 0:
            due[hand.missing_min].append(hand)
    rest = []
    for option in options:
        people = due[option.shift.paid_min]
        fits = next((at for at in reversed(range(len(people))) if people[at].takes(option, horizon)), None)
        if fits is None:
            rest.append(option)
        else:
            people.pop(fits).dealt.append(option)
    return rest
