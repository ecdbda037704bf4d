"""Whether somebody works on a day off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, override
from zoneinfo import ZoneInfo

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import DutyTest, ForbiddenDays


class TimeOffKept(AgentRule):
    """Nobody works on a day of leave, sickness, training or other time off.

    A duty belongs to the day on which it starts: a night duty of the day before may end on the morning of a day off.
    Somebody in another zone is off by their own calendar: the day is the one on which the duty starts on their clock.

    Example    {rule: time_off}
    Source     what was granted; German Federal Leave Act (BUrlG), section 7
    """

    rule: Literal["time_off"] = "time_off"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Nobody works on a day of leave, sickness, training or other time off."

    @override
    def resource(self, case: Case) -> ForbiddenDays | DutyTest | None:
        """The days off that lie in the horizon; a test on starts where the agent's calendar is another one."""
        if case.off_by_own_calendar:
            return DutyTest(self.rule, lambda shape: case.own_date(shape.day, shape.blocks[0][0]) not in case.days_off)
        days = case.days_off.intersection(case.horizon.dates)
        return ForbiddenDays(self.rule, days) if days and not case.has_own_calendar else None

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Look each duty's day up in the entries for this agent."""
        for duty in in_horizon(case, duties):
            begin = duty.start
            there, here = (begin.astimezone(ZoneInfo(zone)).date() for zone in (case.agent.zone, case.centre.zone))
            day = duty.day + (there - here)
            if day in case.days_off:
                yield self.breach(
                    f"{case.agent.id} works on {day}, a day off.",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=1.0,
                    unit="days",
                )
