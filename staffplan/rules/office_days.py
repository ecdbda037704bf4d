"""Whether hybrid agents come to the office as often as agreed, and not more often."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from typing import Literal, override

from staffplan.calendar.weeks import DAYS_PER_WEEK
from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case
from staffplan.rules.resource import Counter, Measure


class OfficeDays(AgentRule):
    """Hybrid agents work at least `min_office_days` and at most `max_office_days` of each schedule week on site.

    Both stand in the contract. Each credited day of leave, sickness or training takes one day off the least, and more
    than the workable days are never asked for; in weeks planned in part there is no least. The most stays as it is.
    Agents who work only on site or only at home are not meant.

    Example    {rule: office_days}
    Source     the contract
    """

    rule: Literal["office_days"] = "office_days"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return (
            "Hybrid agents work on site at least as many days a week as their contract says, less leave, "
            "and not on more than it says."
        )

    @override
    def resource(self, case: Case) -> Counter | None:
        """Bounds on the days on site: the tightest of the horizon's weeks."""
        low = max(week.office_days for week in case.weeks)
        high = min(week.most_office_days for week in case.weeks)
        return Counter(self.rule, Measure.OFFICE_DAYS, low, high) if low or high < DAYS_PER_WEEK else None

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Count distinct days on site by week."""
        on_site = {duty.day for duty in duties if duty.mode is Mode.ON_SITE}
        days = Tally(case.week_start(day) for day in on_site)
        for week in case.weeks:
            missing = week.office_days - days[week.first]
            over = days[week.first] - week.most_office_days
            if over > 0:
                yield self.breach(
                    f"{case.agent.id} is on site on {days[week.first]} days in the week of {week.first}; at most "
                    f"{week.most_office_days} are agreed.",
                    agent_id=case.agent.id,
                    day=week.first,
                    excess=float(over),
                    unit="days",
                )
            if missing > 0:
                yield self.breach(
                    f"{case.agent.id} is on site on {days[week.first]} days in the week of {week.first}; "
                    f"{week.office_days} are due.",
                    agent_id=case.agent.id,
                    day=week.first,
                    excess=float(missing),
                    unit="days",
                )
