"""One day of a week planned by whole people, all other days held: near its relaxation, and again around a plan."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.model.team_days import team_day_columns
from staffplan.scheduling.model.week_model import NO_DAY, WeekModel
from staffplan.scheduling.search.conflicts import CONFLICT
from staffplan.scheduling.search.no_plan import no_plan
from staffplan.scheduling.search.settle_lengths import length_columns
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel
from staffplan.solve.outcome import Ending, Outcome

_WINDOW, _WINDOW_AGAIN = 1.0, 2.0
"""How far from the relaxed plan's next whole numbers a day's counts may lie, the first time and when planned again."""

_NEIGHBOURS, _NEIGHBOURS_AGAIN = 2, 4
"""How many starts earlier or later than the relaxed plan's a day's duties may begin."""

_COLUMNS_OF_A_DAY = 3000
"""Larger days visit fewer nodes in proportion, and are planned once."""

_USED, _DEAR = 1e-7, 1e-6


class DaySearch:
    """The search of single days of a week's model, whose tours are settled.

    Parameters
    ----------
    within : money by which a day's plan may be dearer than the best.
    """

    def __init__(self, model: WeekModel, settings: SchedulingSettings, within: float) -> None:
        self._model = model
        self._settings = settings
        self._within = within
        self._pools = model.pool_columns()
        self._conflict = model.conflict_columns()
        self._free_all_week = model.day_of_column == NO_DAY
        self._free_all_week[model.tour_columns()] = False
        self._free_all_week[length_columns(model)] = False
        self._free_all_week[team_day_columns(model.teams)] = False
        columns_of_a_day = model.linear.width / model.horizon.days
        self.is_small = columns_of_a_day <= _COLUMNS_OF_A_DAY
        """Whether days are small enough to be planned twice."""
        self._nodes = max(1, round(settings.node_limit * min(1.0, _COLUMNS_OF_A_DAY / columns_of_a_day)))

    def plan(self, day: int, values: NDArray[np.float64]) -> tuple[NDArray[np.float64], Ending]:
        """Best whole plan of one day near its relaxation, everything on other days held; and why its search ended.

        Where that breaks a hard limit, all starts are opened, and office days may move to later days: the fractions
        held there can force more whole people into the office today than there are seats.

        Raises NoSolutionError where a limit ended the search before a whole plan.
        """
        free = np.flatnonzero(self._model.of_day(day) | self._free_all_week)
        linear = self._model.linear.restricted(free, values)
        living = LivingModel(linear.problem(), clock_s=self._settings.time_limit_s, seed=self._settings.seed)
        near = living.relax()
        if near.values is None:
            raise no_plan(f"the linear programme of {self._model.horizon.dates[day]}", near)
        pools = np.flatnonzero(np.isin(free, self._pools))
        self._narrow(living, linear, free, near)
        outcome = living.search(gap=0.0, within=self._within, nodes=self._nodes)
        moved = self._model.moved_after(day)
        if outcome.values is None or self._conflicts(free, outcome.values):
            living.bound_columns(pools, linear.low[pools], linear.high[pools])
            living.bound_columns(np.flatnonzero(np.isin(free, moved)), 0.0, np.inf)
            outcome = living.search(gap=0.0, within=self._within, nodes=self._nodes)
        if outcome.values is None:
            raise no_plan(f"the plan of {self._model.horizon.dates[day]}", outcome)
        planned = values.copy()
        planned[free] = outcome.values
        planned[moved] = 0.0
        return planned, outcome.ending

    def plan_again(self, day: int, values: NDArray[np.float64]) -> NDArray[np.float64]:
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
        return bool((values[np.isin(free, self._conflict)] > CONFLICT).any())


def _with_neighbours(used: NDArray[np.bool_], reach: int) -> NDArray[np.bool_]:
    """Starts in use, and those at most `reach` starts earlier or later."""
    around = np.ones(2 * reach + 1)
    return np.asarray(np.convolve(used, around, mode="full")[reach : reach + len(used)] > 0)
