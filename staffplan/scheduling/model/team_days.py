"""On which days a team's hybrid members are all on site: columns for the days, and which of them are taken.

A day is either a team day, on which nobody of them is at home and somebody works, or not; there are as many as the rule
asks for, or nobody is at home all week.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.site import Mode
from staffplan.rules.resource import TeamLimit
from staffplan.scheduling.linear_model import Columns, LinearModel
from staffplan.scheduling.model.crew_weeks import CrewWeeks
from staffplan.scheduling.model.paired_blocks import FlexibleWeeks
from staffplan.scheduling.people.crew import Crew

_WHOLE = 1e-6

DayColumns = tuple[NDArray[np.int64], Columns]
"""Day numbers, and columns that count duties on them."""


@dataclass(frozen=True)
class TeamWeek:
    """A team's week: columns of its team days by day, how many are due, and the column of a week wholly on site."""

    agents: frozenset[str]
    days: Columns
    due: int
    on_site_all_week: int


def add_team_days(
    model: LinearModel,
    limits: Sequence[TeamLimit],
    fixed: Sequence[CrewWeeks],
    flexible: Sequence[FlexibleWeeks],
    horizon: Horizon,
) -> tuple[TeamWeek, ...]:
    """Add the team days of every team; crews must not mix teams (see `crews`)."""
    found = []
    for limit in limits:
        duties = [
            *(of for weeks in fixed if _is_of(limit, weeks.crew) for of in _duties_of_tours(weeks)),
            *(of for weeks in flexible if _is_of(limit, weeks.crew) for of in _duties_of_blocks(weeks)),
        ]
        found.append(_add(model, limit, duties, horizon.days))
    return tuple(found)


def team_day_columns(weeks: Sequence[TeamWeek]) -> Columns:
    """The columns that say which days are team days, team by team; each team's last is for the week as a whole."""
    return np.array([c for week in weeks for c in (*week.days, week.on_site_all_week)], dtype=np.int64)


def settled_team_days(weeks: Sequence[TeamWeek], relaxed: NDArray[np.float64]) -> NDArray[np.float64]:
    """Whole values of `team_day_columns`: of each team the days that the relaxed plan likes best."""
    values = [np.empty(0)]
    for week in weeks:
        taken = np.zeros(len(week.days) + 1)
        taken[-1] = relaxed[week.on_site_all_week] > 1 - _WHOLE
        if not taken[-1]:
            taken[np.argsort(-np.round(relaxed[week.days], 6), kind="stable")[: week.due]] = 1.0
        values.append(taken)
    return np.concatenate(values)


def days_without_home(weeks: Sequence[TeamWeek], crew: Crew, values: NDArray[np.float64]) -> frozenset[int]:
    """Day numbers on which a crew's team does not work at home."""
    return frozenset(
        day
        for week in weeks
        if crew.agents[0].id in week.agents
        for day, column in enumerate(week.days)
        if max(values[column], values[week.on_site_all_week]) > 0.5
    )


def _add(model: LinearModel, limit: TeamLimit, duties: Sequence[tuple[Mode, DayColumns]], days: int) -> TeamWeek:
    label, most = f"{limit.site} {limit.team}", float(len(limit.agents))
    together = model.columns(f"team day {label}", days, high=1.0)
    all_week = model.columns(f"team all week {label}", 1, high=1.0)
    enough = model.rows(f"team days {label}", 1, ">=", float(limit.days))
    model.put(enough, together)
    model.put(enough, all_week, float(limit.days))
    # at home <= members x (1 - team day), and the same for the whole week
    at_home = model.rows(f"at home {label}", days, "<=", most)
    never_home = model.rows(f"at home all week {label}", days, "<=", most)
    model.put(at_home, together, most)
    model.put(never_home, all_week, most)
    at_work = model.rows(f"at work {label}", days, ">=")
    model.put(at_work, together, -1.0)
    for mode, (day, columns) in duties:
        model.put(at_work[day], columns)
        if mode is Mode.HOME:
            model.put(at_home[day], columns)
            model.put(never_home[day], columns)
    return TeamWeek(limit.agents, together, limit.days, int(all_week[0]))


def _is_of(limit: TeamLimit, crew: Crew) -> bool:
    return crew.agents[0].id in limit.agents


def _duties_of_tours(weeks: CrewWeeks) -> Iterator[tuple[Mode, DayColumns]]:
    for flow in weeks.flows:
        yield flow.pool.mode, (flow.pool.days[list(flow.positions)], flow.columns)


def _duties_of_blocks(weeks: FlexibleWeeks) -> Iterator[tuple[Mode, DayColumns]]:
    for pair in weeks.pairs:
        for pool in pair.first:
            yield pair.mode, (pool.days, pool.columns)
