"""How many of each shift would cover a need most cheaply, if any number of people could be had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from staffplan.calendar.horizon import Horizon
from staffplan.domain.shift import Shift
from staffplan.domain.site import Mode
from staffplan.errors import Fault, NoSolutionError
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.model.pool import ShiftPools
from staffplan.scheduling.need.cover import Cover
from staffplan.scheduling.need.demand import Demand
from staffplan.scheduling.people.crew import CoverGroup
from staffplan.scheduling.people.starts import Start, Timetable
from staffplan.solve.living_model import LivingModel


@dataclass(frozen=True)
class ShiftCounts:
    """Counts by shift name and start, with their cost and the proved bound on any cover's cost."""

    counts: Mapping[tuple[str, Start], int]
    cost: float
    bound: float


def count_shifts(
    need: Demand, shifts: Sequence[Shift], cost: Mapping[str, float], horizon: Horizon, *, gap: float = 0.0
) -> ShiftCounts:
    """Cheapest counts of shifts for a need, without contracts or people: what to hire, not whom to roster.

    The same catalogue and pools as in a rostered week, but each duty is paid by its shift and nobody's week is
    considered. Everybody serves every queue.

    Parameters
    ----------
    need : what to cover; shortfall is priced by its ladder, so a need that must be met has a high price there.
    cost : money for one duty of each shift, by the shift's name.
    gap : relative gap at which to stop; 0.0 proves the optimum.

    Raises
    ------
    NoSolutionError
        Where the solver ended without a plan.
    """
    anybody = CoverGroup(frozenset(queue.name for queue in need.queues), (1.0,) * horizon.days)
    linear = LinearModel("shift counts")
    pools = ShiftPools(linear, Cover(linear, need, [anybody.skills]), Timetable(horizon), {})
    most = float(need.agents.sum()) + 1.0
    made = [pools.pool(anybody, Mode.ON_SITE, "", shift, limit=most, cost=cost[shift.name]) for shift in shifts]
    pools.place_pauses()
    outcome = LivingModel(linear.problem()).search(gap=gap)
    if outcome.values is None:
        raise NoSolutionError(
            Fault("plan.no_solution", f"the search for shift counts ended without one: {outcome.ending}")
        )
    counts = {
        (pool.shift.name, start): round(outcome.values[column])
        for pool in made
        for start, column in zip(pool.starts, pool.columns, strict=True)
        if round(outcome.values[column]) > 0
    }
    return ShiftCounts(counts, outcome.objective, outcome.bound)
