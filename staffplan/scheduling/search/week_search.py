"""From the week's linear programme to whole people: relax, settle the tours, then the days one by one, twice over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from staffplan.errors import Fault, InfeasibleError, NoSolutionError
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.model.group_limits import excess_faults
from staffplan.scheduling.model.team_days import settled_team_days, team_day_columns
from staffplan.scheduling.model.week_model import NO_DAY, WeekModel
from staffplan.scheduling.search.settle_lengths import length_columns, settle_lengths
from staffplan.scheduling.search.settle_tours import settle_tours
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel
from staffplan.solve.outcome import Ending, Outcome

Progress = Callable[[str], None]
"""Told the name of the stage at work."""

_WINDOW, _WINDOW_AGAIN = 1.0, 2.0
"""How far from the relaxed plan's next whole numbers a day's counts may lie, the first time and when planned again."""

_NEIGHBOURS, _NEIGHBOURS_AGAIN = 2, 4
"""How many starts earlier or later than the relaxed plan's a day's duties may begin."""

_COLUMNS_OF_A_DAY = 3000
"""Larger days visit fewer nodes in proportion, and are planned once."""

_ENDINGS = (Ending.OPTIMAL, Ending.GAP, Ending.WORK_LIMIT, Ending.CLOCK)
"""From the strongest to the weakest."""

_USED, _DEAR = 1e-7, 1e-6
_CONFLICT = 1e-4


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
        self._pools = model.pool_columns()
        self._conflict = model.conflict_columns()
        self._free_all_week = model.day_of_column == NO_DAY
        self._free_all_week[self._tours] = False
        self._free_all_week[length_columns(model)] = False
        self._team_days = team_day_columns(model.teams)
        self._free_all_week[self._team_days] = False
        self._weakest = Ending.OPTIMAL
        self._within = 0.0
        columns_of_a_day = model.linear.width / model.horizon.days
        self._is_small = columns_of_a_day <= _COLUMNS_OF_A_DAY
        self._nodes = max(1, round(settings.node_limit * min(1.0, _COLUMNS_OF_A_DAY / columns_of_a_day)))

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
            raise _no_plan("the week's linear programme", relaxed)
        refuse_conflicts(self._model, relaxed.values)
        self._on_bound(relaxed.bound)
        self._progress("settling who works which days")
        tours = settle_tours(self._model, self._with_team_days(relaxed.values))
        self._living.bound_columns(self._tours, tours, tours)
        settled = self._living.relax(interior=True)
        if settled.values is None:
            raise _no_plan("the week with whole tours", settled)
        values = settled.values
        values[self._tours] = tours
        values[self._team_days] = np.round(values[self._team_days])
        values = self._with_whole_lengths(values)
        values = self._plan_days(values, relaxed)
        return self._plan_of(values, relaxed)

    def _plan_days(self, values: NDArray[np.float64], relaxed: Outcome) -> NDArray[np.float64]:
        """Each day in turn; in a small week, where that is not near enough to the bound, each a second time."""
        dates = self._model.horizon.dates
        self._within = self._settings.gap * abs(relaxed.bound) / len(dates)
        for day, date in enumerate(dates):
            self._progress(f"planning {date:%A %d %B}")
            values = self._plan_day(day, values)
        if self._is_small and not self._is_near(values, relaxed.bound):
            self._on_plan(self._plan_of(values, relaxed))
        for day, date in enumerate(dates):
            if not self._is_small or self._is_near(values, relaxed.bound):
                break
            self._progress(f"planning {date:%A %d %B} again")
            values = self._plan_day_again(day, values)
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
            raise _no_plan("the week with whole team days", settled)
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
            raise _no_plan("the week with whole lengths of duty", settled)
        settled.values[columns] = lengths
        settled.values[self._tours] = values[self._tours]
        return settled.values

    def _plan_day(self, day: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Best whole plan of one day near its relaxation, everything on other days held.

        Where that breaks a hard limit, all starts are opened, and office days may move to later days: the fractions
        held there can force more whole people into the office today than there are seats.
        """
        free = np.flatnonzero(self._model.of_day(day) | self._free_all_week)
        linear = self._model.linear.restricted(free, values)
        living = LivingModel(linear.problem(), clock_s=self._settings.time_limit_s, seed=self._settings.seed)
        near = living.relax()
        if near.values is None:
            raise _no_plan(f"the linear programme of {self._model.horizon.dates[day]}", near)
        pools = np.flatnonzero(np.isin(free, self._pools))
        self._narrow(living, linear, free, near)
        outcome = living.search(gap=0.0, within=self._within, nodes=self._nodes)
        moved = self._model.moved_after(day)
        if outcome.values is None or self._conflicts(free, outcome.values):
            living.bound_columns(pools, linear.low[pools], linear.high[pools])
            living.bound_columns(np.flatnonzero(np.isin(free, moved)), 0.0, np.inf)
            outcome = living.search(gap=0.0, within=self._within, nodes=self._nodes)
        if outcome.values is None:
            raise _no_plan(f"the plan of {self._model.horizon.dates[day]}", outcome)
        self._note(outcome.ending)
        planned = values.copy()
        planned[free] = outcome.values
        planned[moved] = 0.0
        return planned

    def _plan_day_again(self, day: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The day's plan improved on, now that the days after it are planned; as it was where nothing is better."""
        free = np.flatnonzero(self._model.of_day(day) | self._free_all_week)
        linear = self._model.linear.restricted(free, values)
        living = LivingModel(linear.problem(), clock_s=self._settings.time_limit_s, seed=self._settings.seed)
        near = living.relax()
        before = values[free]
        if near.values is None or float(linear.cost @ before) <= near.objective + self._within:
            return values
        self._narrow(living, linear, free, near, before)
        outcome = living.search(gap=0.0, within=self._within, nodes=self._nodes, start=before)
        if outcome.values is None or self._conflicts(free, outcome.values):
            return values
        if outcome.objective >= float(linear.cost @ before):
            return values
        planned = values.copy()
        planned[free] = outcome.values
        return planned

    def _narrow(
        self,
        living: LivingModel,
        linear: LinearModel,
        free: NDArray[np.int64],
        near: Outcome,
        before: NDArray[np.float64] | None = None,
    ) -> None:
        """Keep the day's pools near the relaxed plan: in number, to the starts it uses and to those close by that pay.

        Opening all starts makes the search of a day many times longer for a plan that is no better. A plan that there
        is `before` opens its own surroundings, too.
        """
        assert near.values is not None
        assert near.column_prices is not None
        window, reach = (_WINDOW, _NEIGHBOURS) if before is None else (_WINDOW_AGAIN, _NEIGHBOURS_AGAIN)
        pools = np.flatnonzero(np.isin(free, self._pools))
        value = near.values[pools]
        least, most = np.floor(value + _USED), np.ceil(value - _USED)
        if before is not None:
            least, most = np.minimum(least, before[pools]), np.maximum(most, before[pools])
        used = np.zeros(self._model.linear.width, dtype=bool)
        used[free[pools]] = most > 0
        for pool in self._model.pools.pools.values():
            used[pool.columns] = _with_neighbours(used[pool.columns], reach)
        too_dear = (most <= 0) & (near.column_prices[pools] > max(_DEAR, self._within if before is not None else 0.0))
        low = np.maximum(linear.low[pools], least - window)
        high = np.minimum(linear.high[pools], most + window)
        high[too_dear | ~used[free[pools]]] = 0.0
        living.bound_columns(pools, low, high)

    def _conflicts(self, free: NDArray[np.int64], values: NDArray[np.float64]) -> bool:
        """Whether a day's plan breaks a hard limit."""
        return bool((values[np.isin(free, self._conflict)] > _CONFLICT).any())

    def _note(self, ending: Ending) -> None:
        self._weakest = max(self._weakest, ending, key=_ENDINGS.index)


def _with_neighbours(used: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Starts in use, and those at most `reach` starts earlier or later."""
    around = np.ones(2 * reach + 1)
    return np.asarray(np.convolve(used, around, mode="full")[reach : reach + len(used)] > 0)


def refuse_conflicts(model: WeekModel, values: NDArray[np.float64]) -> None:
    """Raise InfeasibleError where even the relaxed plan breaks a hard limit, with the limit in words."""
    faults = []
    for site, columns in model.pools.crowding.items():
        worst = int(np.argmax(values[columns]))
        over = values[columns][worst]
        if over > _CONFLICT:
            moment = model.horizon.dates[model.horizon.slot_day[worst]]
            faults.append(
                Fault(
                    "plan.seats_conflict",
                    f"the people who must work on site at {site} exceed its seats by {over:.1f} on {moment}",
                    "more seats, later or earlier start windows, or contracts that may work at home",
                )
            )
    for weeks in model.flexible:
        missing = values[weeks.missing_hours]
        if missing > _CONFLICT:
            faults.append(
                Fault(
                    "plan.hours_conflict",
                    f"{missing:.1f} guaranteed hours of contract {weeks.crew.contract.name} cannot be planned "
                    f"({', '.join(agent.id for agent in weeks.crew.agents)})",
                    "a lower guarantee, wider availability, or longer blocks",
                )
            )
    for short in model.missing:
        lacking = float(values[short.columns].max(initial=0.0))
        if lacking > _CONFLICT:
            slot = int(short.slots[int(np.argmax(values[short.columns]))])
            local = model.horizon.instant(slot).astimezone(ZoneInfo(model.horizon.zone))
            message = (
                f"rule {short.limit.rule} lacks {lacking:.1f} people at {local:%Y-%m-%d %H:%M}, whatever is planned"
            )
            hint = "fewer people in the rule, other hours of it, or more people, contracts or shifts that can be there"
            faults.append(Fault("plan.presence_conflict", message, hint))
    faults.extend(excess_faults(model.excesses, values, _CONFLICT))
    if faults:
        raise InfeasibleError(*faults)


def _no_plan(what: str, outcome: Outcome) -> NoSolutionError:
    return NoSolutionError(
        Fault(
            "plan.no_solution",
            f"{what} ended without a plan: {outcome.ending}",
            "raise time_limit_s or node_limit under scheduling, or make the interval coarser",
        )
    )
