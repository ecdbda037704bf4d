"""Whether somebody has two duties on a day."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.resource import OneDutyADay as OneADay


class OneDutyADay(AgentRule):
    """Nobody has more than one duty a day; a split shift is one duty in two blocks.

    Example    {rule: one_duty_a_day}
    Source     how rosters are written: a day is one start of work, a split day is a split shift and paid as such
    """

    rule: Literal["one_duty_a_day"] = "one_duty_a_day"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Nobody has more than one duty a day."

    @override
    def resource(self, case: Case) -> OneADay:
        """A plan holds it by construction where it chooses one duty a day."""
        return OneADay(self.rule)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Count the duties of each day."""
        for day, count in sorted(Tally(duty.day for duty in in_horizon(case, duties)).items()):
            if count > 1:
                yield self.breach(
                    f"{case.agent.id} has {count} duties on {day}.",
                    agent_id=case.agent.id,
                    day=day,
                    excess=float(count - 1),
                    unit="duties",
                )
