"""Whether somebody works when they cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, override

from staffplan.calendar.opening import Span
from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.free_time import holds, offered_spans, stretches
from staffplan.rules.resource import DutyTest
from staffplan.rules.wall_clock import first_outside


class AvailabilityKept(AgentRule):
    """Every block of a duty lies inside the windows in which the agent can work.

    Windows are read on the agent's own clock, wherever the centre is. In school holidays, by the agent's date, the
    school-holiday windows replace the others where there are any. An agent without windows can work whenever the
    centre is open. The gap of a split shift may lie outside the windows.

    Example    {rule: availability}
    Source     what was agreed with each agent
    """

    rule: Literal["availability"] = "availability"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Everybody works only within their availability, on their own clock."

    @override
    def resource(self, case: Case) -> DutyTest | None:
        """A test of blocks against the agent's stretches of the time line."""
        if not case.agent.availability and not case.agent.school_holiday_availability:
            return None
        first, days = case.horizon.first_day, case.horizon.days
        dates = [first + timedelta(days=offset) for offset in range(-2, days + 3)]
        spans = [(day, offered_spans(case.agent, case.centre, day)) for day in dates]
        free = stretches(spans, case.agent.zone)
        return DutyTest(self.rule, lambda shape: all(holds(free, block) for block in shape.blocks))

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Walk along the agent's clock through every block."""
        for duty in in_horizon(case, duties):
            for start, end in duty.blocks:
                outside = first_outside(start, end, case.agent.zone, lambda day: _windows(case, day))
                if outside is not None:
                    yield self.breach(
                        f"{case.agent.id} is on duty at {outside:%Y-%m-%d %H:%M} ({case.agent.zone}), outside their "
                        "availability.",
                        agent_id=case.agent.id,
                        day=duty.day,
                        excess=1.0,
                        unit="blocks",
                    )


def _windows(case: Case, day: date) -> list[Span]:
    """The auditor's reading of the windows that start on a date of the agent's calendar."""
    agent = case.agent
    school_out = any(period.first <= day <= period.last for period in case.centre.special_days.school_holidays)
    in_force = agent.availability
    if school_out and agent.school_holiday_availability is not None:
        in_force = agent.school_holiday_availability
    if len(in_force) == 0:
        return [(0, 24 * 60)]
    return [(window.start, window.end) for window in in_force if day.weekday() in window.weekdays]
