"""Overtime and voluntary time off of each person's weeks, counted from the duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from staffplan.domain.roster import Duty
from staffplan.rules.base import Case

Offered = tuple[str, str, float, float]
"""Kind of money, contract, hours, money."""


def offered_hours(duties: Iterable[Duty], cases: Iterable[Case]) -> Iterator[Offered]:
    """What is paid beside the wage for hours beyond those agreed, and for hours below them that nobody works.

    Of a week that the roster holds in part, and of one with leave, nothing is offered.
    """
    paid: dict[tuple[str, date], float] = defaultdict(float)
    starts = {case.agent.id: case for case in cases}
    for duty in duties:
        paid[duty.agent_id, starts[duty.agent_id].week_start(duty.day)] += duty.paid_hours
    for case in starts.values():
        offers, contract = case.contract.offers_to(case.agent.id), case.contract
        for week in case.agreed.weeks:
            if not week.whole or week.leave_days:
                continue
            hours = paid[case.agent.id, week.first]
            if offers.overtime:
                extra = offers.extra_hours.hours if offers.extra_hours else 0.0
                over = hours - week.hours[1] - extra
                if over > 0:
                    yield "overtime", contract.name, over, over * offers.overtime.share * contract.wage
            if offers.time_off and hours < week.hours[0]:
                off = week.hours[0] - hours
                yield "time_off", contract.name, off, off * offers.time_off.share * contract.wage
