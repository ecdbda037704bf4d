"""Several weeks, one after the other, each tied to all that is planned before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

import pandas as pd

from staffplan.calendar.weeks import DAYS_PER_WEEK, week_label
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster
from staffplan.rules.base import AgentRule, CentreRule
from staffplan.scheduling.assembled_week import Plan
from staffplan.scheduling.course import Progress
from staffplan.scheduling.plan import OnPlan, plan_week
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.outcome import Ending

_WEAKER = (Ending.OPTIMAL, Ending.GAP, Ending.WORK_LIMIT, Ending.CLOCK)


def plan_weeks(
    centre: Centre,
    rules: Sequence[AgentRule | CentreRule],
    requirement: pd.DataFrame,
    first_day: date,
    settings: SchedulingSettings,
    *,
    weeks: int = 1,
    tail: Sequence[Duty] = (),
    inventory: pd.DataFrame | None = None,
    pieces: pd.DataFrame | None = None,
    together: pd.DataFrame | None = None,
    progress: Progress = lambda _stage: None,
    on_plans: Callable[[tuple[Plan, ...]], None] = lambda _plans: None,
) -> tuple[Plan, ...]:
    """A plan for each of `weeks` weeks from `first_day`; see `plan_week`.

    The duties of a week bind the next one as those of `tail` bind the first: rests, runs of days, seats and cover. A
    week is planned without looking at those after it, so its bound is that of the week after what came before.

    Parameters
    ----------
    on_plans : told the plans so far whenever there is another week, or a better plan of the week at work; but for those
        that are returned.
    """
    plans: list[Plan] = []
    behind = tuple(tail)
    for number in range(weeks):
        first = first_day + timedelta(days=number * DAYS_PER_WEEK)
        tell = progress if weeks == 1 else _of_week(progress, week_label(first))
        plan = plan_week(
            centre,
            rules,
            requirement,
            first,
            settings,
            tail=behind,
            inventory=inventory,
            pieces=pieces,
            together=together,
            progress=tell,
            on_plan=_after(plans, on_plans),
        )
        plans.append(plan)
        behind = (*behind, *plan.roster.duties)
        if len(plans) < weeks:
            on_plans(tuple(plans))
    return tuple(plans)


def _after(plans: Sequence[Plan], on_plans: Callable[[tuple[Plan, ...]], None]) -> OnPlan:
    return lambda plan: on_plans((*plans, plan))


def _of_week(progress: Progress, week: str) -> Progress:
    return lambda stage: progress(f"{week}: {stage}")


def joined(plans: Sequence[Plan]) -> Plan:
    """Plans of consecutive weeks as one: costs and bounds add up, and the search ended as the weakest did."""
    if len(plans) == 1:
        return plans[0]
    duties = sorted(
        (duty for plan in plans for duty in plan.roster.duties), key=lambda duty: (duty.agent_id, duty.start)
    )
    objective, bound = sum(plan.objective for plan in plans), sum(plan.bound for plan in plans)
    return Plan(
        roster=Roster(plans[0].roster.first_day, plans[-1].roster.last_day, tuple(duties)),
        objective=objective,
        bound=bound,
        gap=(objective - bound) / bound if bound else 0.0,
        ended_by=max((plan.ended_by for plan in plans), key=lambda ending: _WEAKER.index(Ending(ending))),
        reasons={place: reason for plan in plans for place, reason in plan.reasons.items()},
        notes=tuple(dict.fromkeys(note for plan in plans for note in plan.notes)),
        prices={place: price for plan in plans for place, price in plan.prices.items()},
    )
