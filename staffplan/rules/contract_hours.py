"""Whether a week has the hours that the contract says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Literal, override

from pydantic import Field

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.rules.base import AgentRule, Case
from staffplan.rules.resource import Counter, Measure

_ROUNDING_H = 1e-6


class ContractHours(AgentRule):
    """Paid hours of each schedule week lie within the contract's `weekly_hours`, give or take `tolerance_h`.

    Each credited day of leave, sickness or training takes the contract's hours a day off both ends, up to the
    contract's most days a week. The least hours are a guarantee, to contractors as to employees; they bind only as
    far as opening hours, availability and days off leave room for the contract's shifts, and not in a week of which
    only a part is planned. A duty counts in the week in which its day lies. What the contract offers the person
    (`overtime`, `extra_hours`, `time_off`) widens the hours of whole weeks without leave.

    Example    {rule: contract_hours, tolerance_h: 0}
    Source     the contract
    """

    rule: Literal["contract_hours"] = "contract_hours"
    tolerance_h: Annotated[float, Field(ge=0, le=40)] = 0.0

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        tolerance = f", give or take {self.tolerance_h:g} h" if self.tolerance_h else ""
        return f"Paid hours of a week lie within the contract's weekly hours less leave{tolerance}."

    @override
    def resource(self, case: Case) -> Counter:
        """Bounds on paid hours: the tightest, where the horizon has several weeks that differ."""
        low = max(week.hours[0] for week in case.weeks) - self.tolerance_h
        high = min(week.hours[1] for week in case.weeks) + self.tolerance_h
        return Counter(self.rule, Measure.PAID_HOURS, max(low, 0.0), high)

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Add up paid segments by week."""
        paid: dict[date, float] = defaultdict(float)
        for duty in duties:
            paid[case.week_start(duty.day)] += duty.paid_hours
        for week in case.weeks:
            hours, (least, most) = paid[week.first], week.hours
            missing, over = least - self.tolerance_h - hours, hours - most - self.tolerance_h
            if missing > _ROUNDING_H:
                yield self._breach(case, week.first, hours, f"at least {least:.4g}", missing)
            if over > _ROUNDING_H:
                yield self._breach(case, week.first, hours, f"at most {most:.4g}", over)

    def _breach(self, case: Case, week: date, hours: float, due: str, excess: float) -> Breach:
        message = f"{case.agent.id} has {hours:.4g} paid hours in the week of {week}; the contract asks for {due}."
        return self.breach(message, agent_id=case.agent.id, day=week, excess=excess, unit="h")
