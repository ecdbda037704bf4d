"""Whether somebody is on duty while the centre is closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.free_time import holds, stretches
from staffplan.rules.resource import DutyTest
from staffplan.rules.wall_clock import first_outside


class OpeningHoursKept(AgentRule):
    """Every block of a duty lies inside the centre's opening hours.

    They are read on the centre's clock, holidays and special days included. Queues may be open for less; that is a
    question of cover. The gap of a split shift may lie outside.

    Example    {rule: opening_hours}
    Source     the centre's opening hours
    """

    rule: Literal["opening_hours"] = "opening_hours"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Nobody is on duty while the centre is closed."

    @override
    def resource(self, case: Case) -> DutyTest:
        """A test of blocks against the centre's stretches of the time line."""
        first, opening = case.horizon.first_day, case.centre.opening
        dates = [first + timedelta(days=offset) for offset in range(-1, case.horizon.days + 2)]
        is_open = stretches([(day, opening.spans(day)) for day in dates], case.centre.zone)
        return DutyTest(self.rule, lambda shape: all(holds(is_open, block) for block in shape.blocks))

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Walk along the centre's clock through every block."""
        for duty in in_horizon(case, duties):
            for start, end in duty.blocks:
                outside = first_outside(start, end, case.centre.zone, case.centre.opening.spans)
                if outside is not None:
                    yield self.breach(
                        f"{case.agent.id} is on duty at {outside:%Y-%m-%d %H:%M}, while the centre is closed.",
                        agent_id=case.agent.id,
                        day=duty.day,
                        excess=1.0,
                        unit="blocks",
                    )
