"""Whether there is enough rest between one duty and the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal, override

from pydantic import Field

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case
from staffplan.rules.resource import RestGap

_ROUNDING_H = 1e-9


class RestBetweenShifts(AgentRule):
    """At least `min_hours` off between the end of one duty and the start of the next.

    Hours are those that pass, so a night in which the clock changes is an hour shorter or longer than it looks. The
    gap inside a split shift is no rest between duties. The last duty of the roster before counts.

    Example    {rule: rest_between_shifts, min_hours: 11}
    Source     Directive 2003/88/EC, article 3: eleven consecutive hours of rest in every 24 hours
    """

    rule: Literal["rest_between_shifts"] = "rest_between_shifts"
    min_hours: Annotated[float, Field(gt=0, le=24)] = 11.0

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return f"At least {self.min_hours:g} h off between two duties."

    @override
    def resource(self, case: Case) -> RestGap:
        """A gap on the time line."""
        return RestGap(self.rule, self.min_hours, case.last_end)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Measure from the latest end so far, so that a long duty is not hidden behind a short one."""
        before: Duty | None = None
        for duty in duties:
            if before is not None and duty.day >= case.horizon.first_day:
                rest_h = (duty.start - before.end).total_seconds() / 3600
                if rest_h < self.min_hours - _ROUNDING_H:
                    yield self._too_short(case, before, duty, rest_h)
            if before is None or duty.end > before.end:
                before = duty

    def _too_short(self, case: Case, before: Duty, duty: Duty, rest_h: float) -> Breach:
        message = (
            f"{case.agent.id} has {max(rest_h, 0.0):.4g} h off between the duties of {before.day} and {duty.day}; "
            f"{self.min_hours:g} h are due."
        )
        return self.breach(message, agent_id=case.agent.id, day=duty.day, excess=self.min_hours - rest_h, unit="h")
