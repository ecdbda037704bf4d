"""A week from requirement to named duties: the whole story in one place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd

from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty
from staffplan.errors import InfeasibleError
from staffplan.rules.base import AgentRule, CentreRule
from staffplan.scheduling.assembled_week import Plan, assembled_week
from staffplan.scheduling.course import Course, Progress
from staffplan.scheduling.naming.place_sessions import session_relief
from staffplan.scheduling.search.week_search import WeekPlan, WeekSearch
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.memory import machine_memory

OnPlan = Callable[[Plan], None]
"""Told a plan while a better one is sought."""


def plan_week(
    centre: Centre,
    rules: Sequence[AgentRule | CentreRule],
    requirement: pd.DataFrame,
    first_day: date,
    settings: SchedulingSettings,
    *,
    inventory: pd.DataFrame | None = None,
    pieces: pd.DataFrame | None = None,
    together: pd.DataFrame | None = None,
    tail: Sequence[Duty] = (),
    progress: Progress = lambda _stage: None,
    on_plan: OnPlan = lambda _plan: None,
) -> Plan:
    """Plan the seven days from `first_day`.

    Agents become crews; crews, shift pools and cover become one linear model; its relaxation gives the bound, and a
    search from there whole people; tours, starts, blocks and pauses are then dealt out to names. The plan is not
    audited here.

    Parameters
    ----------
    requirement : REQUIREMENT frame; intervals without a row need nobody.
    inventory : INVENTORY frame: work to be done at any time before its deadline, in place of the requirement's
        `movable` agents; None: they are needed where the requirement has them.
    pieces : PIECES frame: service levels over a day or a week that the plan may keep with more agents here and fewer
        there; None: it keeps them with those that the requirement has.
    together : GROUPS frame: queues that share agents are counted together; None: each queue by itself.
    tail : duties of days before; rests and runs of days go on from them, and what reaches into the week covers there.
    progress : told the stage at work, with bound, best plan and gap as they move.
    on_plan : told each named plan that is the best so far, but for the one that is returned.

    Raises
    ------
    DataError : the requirement does not fit the centre or the week.
    InfeasibleError : the hard rules contradict each other.
    NoSolutionError : a limit ended the search before a plan, or the memory cannot hold the model.
    """
    course = Course(progress)
    naming = assembled_week(
        centre,
        rules,
        requirement,
        first_day,
        inventory=inventory,
        pieces=pieces,
        together=together,
        tail=tail,
        memory_limit=settings.memory_limit_bytes or machine_memory(),
        stage=course.stage,
    )

    def told(plan: Plan) -> Plan:
        course.planned(plan.objective)
        return plan

    def so_far(week: WeekPlan) -> None:
        try:
            plan = naming.plan(week)
        except InfeasibleError:
            return  # a session that finds no time in this plan may find one in the next
        on_plan(told(plan))

    search = WeekSearch(
        naming.model,
        settings,
        course.stage,
        on_bound=lambda bound: course.bounded(bound - session_relief(centre, naming.model.horizon)),
        on_plan=so_far,
    )
    week = search.plan()
    course.stage("naming who works what")
    return told(naming.plan(week))
