"""What is paid for named duties: duty by duty, and beside them for weeks of more or fewer hours than agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from staffplan.scheduling.model.week_model import WeekModel
from staffplan.scheduling.naming.planned_duty import PlannedDuty
from staffplan.scheduling.people.crew import Crew
from staffplan.scheduling.people.crew_pay import CrewPay


def pay(model: WeekModel, duties: Sequence[PlannedDuty]) -> float:
    """What is paid for the duties, their seats and offered hours; premiums of unpaid pauses taken off."""
    people: list[Crew] = [weeks.crew for weeks in model.fixed] + [weeks.crew for weeks in model.flexible]
    crew_of = {agent.id: crew for crew in people for agent in crew.agents}
    minutes: dict[str, int] = defaultdict(int)
    for duty in duties:
        minutes[duty.agent.id] += duty.shift.paid_min
    of_weeks = sum(
        group.terms.price(minutes[agent.id] / 60) for crew in people for group in crew.groups for agent in group.agents
    )
    return of_weeks + sum(_duty_pay(crew_of[duty.agent.id].pay, duty) for duty in duties)


def _duty_pay(pay: CrewPay, duty: PlannedDuty) -> float:
    stops = [(offset, duty.shift.breaks[number]) for number, offset in duty.pauses.items()]
    saved = sum(pay.premiums(duty.start.slot, at, at + pause.minutes) for at, pause in stops if not pause.paid)
    return pay.duty(duty.mode, duty.shift, duty.start.slot) - saved
