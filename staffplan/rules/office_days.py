"""Whether hybrid agents come to the office as often as agreed."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from typing import Literal, override

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case
from staffplan.rules.resource import Counter, Measure

_ANY_NUMBER = 7


class OfficeDays(AgentRule):
    """Hybrid agents work at least the contract's `min_office_days` of each schedule week on site.

    Each credited day of leave, sickness or training takes one day off, and more than the workable days are never
    asked for. Agents who work only on site or only at home are not meant, nor are weeks planned in part.

    Example    {rule: office_days}
    Source     the contract
    """

    rule: Literal["office_days"] = "office_days"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Hybrid agents work on site at least as many days a week as their contract says, less leave."

    @override
    def resource(self, case: Case) -> Counter | None:
        """A least number of days on site: the greatest of the horizon's weeks."""
        low = max(week.office_days for week in case.weeks)
        return Counter(self.rule, Measure.OFFICE_DAYS, low, _ANY_NUMBER) if low else None

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Count distinct days on site by week."""
        on_site = {duty.day for duty in duties if duty.mode is Mode.ON_SITE}
        days = Tally(case.week_start(day) for day in on_site)
        for week in case.weeks:
            missing = week.office_days - days[week.first]
            if missing > 0:
                yield self.breach(
                    f"{case.agent.id} is on site on {days[week.first]} days in the week of {week.first}; "
                    f"{week.office_days} are due.",
                    agent_id=case.agent.id,
                    day=week.first,
                    excess=float(missing),
                    unit="days",
                )
