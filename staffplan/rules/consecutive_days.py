"""Whether somebody works too many days in a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Annotated, Literal, override

from pydantic import Field

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case
from staffplan.rules.resource import WorkRun


class ConsecutiveDays(AgentRule):
    """At most `max_days` consecutive days with a duty.

    A day counts when a duty belongs to it; the second half of a night after midnight does not make another day. Days
    at the end of the roster before are part of a run that goes on.

    Example    {rule: consecutive_days, max_days: 6}
    Source     Directive 2003/88/EC, article 5: a rest day in every seven days
    """

    rule: Literal["consecutive_days"] = "consecutive_days"
    max_days: Annotated[int, Field(ge=1, le=31)] = 6

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return f"At most {self.max_days} days of work in a row."

    @override
    def resource(self, case: Case) -> WorkRun:
        """The longest run."""
        return WorkRun(self.rule, self.max_days, case.days_in_a_row)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Walk over the worked dates; a run is reported once, on its first day too many that is planned here."""
        run, reported = 0, False
        previous: date | None = None
        for day in sorted({duty.day for duty in duties}):
            if previous is None or day - previous > timedelta(days=1):
                run, reported = 0, False
            run, previous = run + 1, day
            if run > self.max_days and not reported and day >= case.horizon.first_day:
                reported = True
                yield self._breach(case, day, run)

    def _breach(self, case: Case, day: date, run: int) -> Breach:
        message = f"{case.agent.id} works the day number {run} in a row on {day}; at most {self.max_days} are allowed."
        return self.breach(message, agent_id=case.agent.id, day=day, excess=float(run - self.max_days), unit="days")
