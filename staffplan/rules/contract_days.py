"""Whether a week has the working days that the contract says."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case
from staffplan.rules.resource import Counter, Measure


class ContractDays(AgentRule):
    """The days with a duty in each schedule week lie within the contract's `days_per_week`.

    Each credited day of leave, sickness or training takes one day off both ends. The fewest days bind only as far as
    there are workable days, and not in a week of which only a part is planned. `days` of what the contract offers the
    person (`overtime`, `extra_hours`, `time_off`) widen them in whole weeks without leave.

    Example    {rule: contract_days}
    Source     the contract
    """

    rule: Literal["contract_days"] = "contract_days"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Working days of a week lie within the contract's days a week less leave."

    @override
    def resource(self, case: Case) -> Counter:
        """Bounds on days: the tightest, where the horizon has several weeks that differ."""
        low = max(week.days[0] for week in case.weeks)
        high = min(week.days[1] for week in case.weeks)
        return Counter(self.rule, Measure.DAYS, low, high)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Count distinct days by week."""
        worked = Tally(case.week_start(day) for day in {duty.day for duty in duties})
        for week in case.weeks:
            days, (fewest, most) = worked[week.first], week.days
            if days < fewest:
                yield self._breach(case, week.first, days, f"at least {fewest}", fewest - days)
            if days > most:
                yield self._breach(case, week.first, days, f"at most {most}", days - most)

    def _breach(self, case: Case, week: date, days: int, due: str, excess: int) -> Breach:
        message = f"{case.agent.id} works on {days} days in the week of {week}; the contract asks for {due}."
        return self.breach(message, agent_id=case.agent.id, day=week, excess=float(excess), unit="days")
