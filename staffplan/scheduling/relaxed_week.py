"""The linear relaxation of a week by itself: its cost, hours and prices, without whole people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.domain.centre import Centre
from staffplan.errors import Fault, InfeasibleError, NoSolutionError
from staffplan.rules.base import AgentRule, CentreRule
from staffplan.scheduling.assembled_week import assembled_week
from staffplan.scheduling.model.week_model import WeekModel
from staffplan.scheduling.search.conflicts import refuse_conflicts
from staffplan.scheduling.settings import SchedulingSettings
from staffplan.solve.living_model import LivingModel
from staffplan.solve.outcome import Ending, Outcome

RowRanges = tuple[NDArray[np.float64], NDArray[np.float64]]


@dataclass(frozen=True)
class RelaxedWeek:
    """The optimum of a week's linear relaxation.

    Attributes
    ----------
    ranges : least and greatest right-hand side of each row for which its price holds, where asked for.
    """

    model: WeekModel
    outcome: Outcome
    ranges: RowRanges | None

    @property
    def cost(self) -> float:
        """Money; no week costs less."""
        return self.outcome.bound

    @property
    def paid_hours(self) -> float:
        """Paid hours of all duties."""
        values = self._values
        pools = self.model.pools.pools.values()
        return float(sum(values[pool.columns].sum() * pool.shift.paid_min / 60 for pool in pools))

    @property
    def missing_hours(self) -> float:
        """Agent-hours that are missing."""
        missing = sum(self._values[columns].sum() for _, _, columns in self.model.cover.missing())
        return float(missing) * self.model.demand.interval_h

    @property
    def _values(self) -> NDArray[np.float64]:
        assert self.outcome.values is not None
        return self.outcome.values


def relaxed_week(
    centre: Centre,
    rules: Sequence[AgentRule | CentreRule],
    requirement: pd.DataFrame,
    first_day: date,
    settings: SchedulingSettings,
    *,
    inventory: pd.DataFrame | None = None,
    pieces: pd.DataFrame | None = None,
    with_ranges: bool = False,
) -> RelaxedWeek:
    """Relax the week from `first_day`; parameters as for `plan_week`.

    Raises
    ------
    InfeasibleError : the hard rules contradict each other.
    NoSolutionError : a limit ended the solve.
    """
    model = assembled_week(centre, rules, requirement, first_day, inventory=inventory, pieces=pieces).model
    living = LivingModel(model.linear.problem(), clock_s=settings.time_limit_s, seed=settings.seed)
    outcome = living.relax(interior=True)
    if outcome.ending is Ending.INFEASIBLE:
        message = "the hard rules leave no week: its linear programme has no solution"
        raise InfeasibleError(Fault("plan.infeasible", message, "loosen a rule, a contract or an availability"))
    if outcome.values is None:
        message = f"the week's linear programme ended without a solution: {outcome.ending}"
        raise NoSolutionError(Fault("plan.no_solution", message, "raise time_limit_s under scheduling"))
    refuse_conflicts(model, outcome.values)
    return RelaxedWeek(model, outcome, living.row_ranges() if with_ranges else None)
