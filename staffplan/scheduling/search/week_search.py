"""From the week's linear programme to whole people: relax, settle the tours, then the days one by one, twice over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.errors import Fault, InfeasibleError
from staffplan.scheduling.course import Progress
from staffplan.scheduling.model.team_days import settled_team_days, team_day_columns
from staffplan.scheduling.model.week_model import WeekModel
from staffplan.scheduling.search.conflicts import refuse_conflicts
from staffplan.scheduling.search.day_search import DaySearch
from staffplan.scheduling.search.no_plan import no_plan
from staffplan.scheduling.search.settle_lengths import length_columns, settle_lengths
from staffplan.scheduling.search.settle_tours import settle_tours
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel
from staffplan.solve.outcome import Ending, Outcome

_ENDINGS = (Ending.OPTIMAL, Ending.GAP, Ending.WORK_LIMIT, Ending.CLOCK)
"""From the strongest to the weakest."""


@dataclass(frozen=True)
class WeekPlan:
    """A whole-numbered plan of the week.

    Attributes
    ----------
    values : of the model's columns; integer columns hold whole numbers.
    objective : money, penalties included.
    bound : optimum of the linear relaxation; no plan can cost less.
    ended_by : the weakest ending of the searches behind it.
    relaxed : the optimum of the linear relaxation, with its duals.
    """

    values: NDArray[np.float64]
    objective: float
    bound: float
    ended_by: Ending
    relaxed: Outcome


class WeekSearch:
    """The search over one week's model, which stays loaded in the solver throughout.

    Parameters
    ----------
    on_bound : told the bound as soon as it is proved.
    on_plan : told every whole plan that is the best so far, but for the one that is returned in the end: what is left
        when somebody interrupts the search. It takes as long as naming a week.
    """

    def __init__(
        self,
        model: WeekModel,
        settings: SchedulingSettings,
        progress: Progress,
        *,
        on_bound: Callable[[float], None] = lambda _bound: None,
        on_plan: Callable[[WeekPlan], None] = lambda _plan: None,
    ) -> None:
        self._model = model
        self._settings = settings
        self._progress = progress
        self._on_bound, self._on_plan = on_bound, on_plan
        linear = model.linear
        self._cost = linear.cost
        self._living = LivingModel(linear.problem(), clock_s=settings.time_limit_s, seed=settings.seed)
        self._tours = model.tour_columns()
        self._team_days = team_day_columns(model.teams)
        self._weakest = Ending.OPTIMAL

    def plan(self) -> WeekPlan:
        """Relax, settle tours, and plan each day.

        Raises
        ------
        InfeasibleError
            Where the hard rules contradict each other.
        NoSolutionError
            Where a limit ended the search before a whole plan.
        """
        self._progress("relaxing the week")
        relaxed = self._living.relax(interior=True)
        if relaxed.ending is Ending.INFEASIBLE:
            message = "the hard rules leave no week: its linear programme has no solution"
            raise InfeasibleError(Fault("plan.infeasible", message, "loosen a rule, a contract or an availability"))
        if relaxed.values is None:
            raise no_plan("the week's linear programme", relaxed)
        refuse_conflicts(self._model, relaxed.values)
        self._on_bound(relaxed.bound)
        self._progress("settling who works which days")
        tours = settle_tours(self._model, self._with_team_days(relaxed.values))
        self._living.bound_columns(self._tours, tours, tours)
        settled = self._living.relax(interior=True)
        if settled.values is None:
            raise no_plan("the week with whole tours", settled)
        values = settled.values
        values[self._tours] = tours
        values[self._team_days] = np.round(values[self._team_days])
        values = self._with_whole_lengths(values)
        values = self._plan_days(values, relaxed)
        return self._plan_of(values, relaxed)

    def _plan_days(self, values: NDArray[np.float64], relaxed: Outcome) -> NDArray[np.float64]:
        """Each day in turn; in a small week, where that is not near enough to the bound, each a second time."""
        dates = self._model.horizon.dates
        days = DaySearch(self._model, self._settings, self._settings.gap * abs(relaxed.bound) / len(dates))
        for day, date in enumerate(dates):
            self._progress(f"planning {date:%A %d %B}")
            values, ending = days.plan(day, values)
            self._weakest = max(self._weakest, ending, key=_ENDINGS.index)
        if days.is_small and not self._is_near(values, relaxed.bound):
            self._on_plan(self._plan_of(values, relaxed))
        for day, date in enumerate(dates):
            if not days.is_small or self._is_near(values, relaxed.bound):
                break
            self._progress(f"planning {date:%A %d %B} again")
            values = days.plan_again(day, values)
        if self._is_near(values, relaxed.bound):
            self._weakest = min(self._weakest, Ending.GAP, key=_ENDINGS.index)
        return values

    def _plan_of(self, values: NDArray[np.float64], relaxed: Outcome) -> WeekPlan:
        return WeekPlan(values, float(self._cost @ values), relaxed.bound, self._weakest, relaxed)

    def _is_near(self, values: NDArray[np.float64], bound: float) -> bool:
        """Whether the week costs hardly more than its bound."""
        return float(self._cost @ values) <= bound + self._settings.gap * abs(bound)

    def _with_team_days(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The relaxed plan with whole team days, where teams are to be in on the same days."""
        if not len(self._team_days):
            return values
        days = settled_team_days(self._model.teams, values)
        self._living.bound_columns(self._team_days, days, days)
        settled = self._living.relax(interior=True)
        if settled.values is None:
            raise no_plan("the week with whole team days", settled)
        return settled.values

    def _with_whole_lengths(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The plan with whole people at each length of duty, where weeks of mixed lengths are planned."""
        columns = length_columns(self._model)
        if not len(columns):
            return values
        lengths = settle_lengths(self._model, values)
        self._living.bound_columns(columns, lengths, lengths)
        settled = self._living.relax(interior=True)
        if settled.values is None:
            raise no_plan("the week with whole lengths of duty", settled)
        settled.values[columns] = lengths
        settled.values[self._tours] = values[self._tours]
        return settled.values
