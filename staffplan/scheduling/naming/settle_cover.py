"""What named duties cover, at least cost: the cover part of the week's model with presence given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from staffplan.errors import Fault, SolverError
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.naming.planned_duty import PlannedDuty
from staffplan.scheduling.need.cover import Cover
from staffplan.scheduling.need.demand import Demand
from staffplan.scheduling.people.starts import overlap
from staffplan.solve.living_model import LivingModel

Worth = Callable[[PlannedDuty], float]
"""Net agents that the agent of a duty is worth while at work."""


def settled_cover(
    need: Demand,
    duties: Sequence[PlannedDuty],
    worth: Worth,
    carried: Mapping[frozenset[str], NDArray[np.float64]],
) -> tuple[float, dict[str, NDArray[np.float64]]]:
    """Cost of missing and superfluous cover, and the missing agents of each queue by interval.

    The same columns and prices as in the week's model, but with the presence of the named duties as the right-hand
    side, so that what naming changed is counted, and everybody at their own worth, where the model may have rounded.

    Parameters
    ----------
    carried : net agents who are at work from the roster before, by the queues that they serve.
    """
    present = presence_by_skills(need, duties, worth)
    model = LinearModel("cover of the roster")
    cover = Cover(model, need, present, carried)
    for skills, share in present.items():
        there = model.columns("present", need.slots, low=share, high=share)
        model.put(cover.balance[skills], there, -1.0)
    outcome = LivingModel(model.problem()).relax()
    if outcome.values is None:
        raise SolverError(Fault("solver.no_cover", f"the cover of the roster was not settled ({outcome.ending})"))
    short: dict[str, NDArray[np.float64]] = {queue.name: np.zeros(need.slots) for queue in need.queues}
    for queue, slots, columns in cover.missing():
        short[queue][slots] += outcome.values[columns]
    return outcome.objective, short


def presence_by_skills(
    need: Demand, duties: Sequence[PlannedDuty], worth: Worth
) -> dict[frozenset[str], NDArray[np.float64]]:
    """Net agents at work in each interval, for each set of skills; pauses and sessions taken out."""
    present: dict[frozenset[str], NDArray[np.float64]] = defaultdict(lambda: np.zeros(need.slots))
    for duty in duties:
        share = _at_work(duty, need.interval_min)
        slots = duty.start.slot + np.arange(len(share))
        inside = slots < need.slots
        present[duty.cover.skills][slots[inside]] += worth(duty) * share[inside]
    return dict(present)


def _at_work(duty: PlannedDuty, interval_min: int) -> NDArray[np.float64]:
    count = -(-duty.shift.elapsed_min // interval_min)
    share = np.zeros(count)
    for start, end in duty.shift.blocks:
        share += overlap(start, end, count, interval_min)
    for offset, minutes in duty.interruptions():
        share -= overlap(offset, offset + minutes, count, interval_min)
    return share
