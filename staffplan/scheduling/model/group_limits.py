"""Rows that hold kinds of people to a number at once, and to hours a week together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.shift import Shift
from staffplan.errors import Fault, InfeasibleError
from staffplan.rules.resource import HeadLimit, HoursLimit, Measure
from staffplan.scheduling.linear_model import Columns, LinearModel
from staffplan.scheduling.model.crew_weeks import CrewWeeks
from staffplan.scheduling.model.paired_blocks import FlexibleWeeks
from staffplan.scheduling.model.pool import CONFLICT_PRICE
from staffplan.scheduling.people.crew import Crew
from staffplan.scheduling.people.starts import Start, presence

GroupLimit = HeadLimit | HoursLimit


@dataclass(frozen=True)
class Excess:
    """Columns by which a limit is exceeded, one an interval or one for the week; a lawful plan leaves them at zero."""

    limit: GroupLimit
    columns: Columns


def add_group_limits(
    model: LinearModel,
    limits: Sequence[GroupLimit],
    fixed: Sequence[CrewWeeks],
    flexible: Sequence[FlexibleWeeks],
    horizon: Horizon,
) -> tuple[Excess, ...]:
    """Add the rows of each limit over the starts of the people meant.

    Raises
    ------
    InfeasibleError
        Where contractors have both a limit and guaranteed hours: the guarantee may then need blocks beyond the limit.
    """
    meant = [[weeks for weeks in flexible if _is_of(limit, weeks.crew)] for limit in limits]
    bound = {weeks.crew.name: weeks.crew for crews in meant for weeks in crews}
    faults = [_guaranteed(crew) for crew in bound.values() if _guarantee(crew) > 0]
    if faults:
        raise InfeasibleError(*faults)
    found = []
    for number, limit in enumerate(limits):
        parts = [part for weeks in fixed if _is_of(limit, weeks.crew) for part in _of_tours(weeks)]
        parts += [part for weeks in meant[number] for part in _of_blocks(weeks)]
        add = _add_hours if isinstance(limit, HoursLimit) else _add_heads
        found.append(add(model, limit, parts, horizon, number))
    return tuple(found)


_Part = tuple[Shift, list[Start], Columns]


def _of_tours(weeks: CrewWeeks) -> Iterator[_Part]:
    for flow in weeks.flows:
        yield flow.pool.shift, [flow.pool.starts[position] for position in flow.positions], flow.columns


def _of_blocks(weeks: FlexibleWeeks) -> Iterator[_Part]:
    for pair in weeks.pairs:
        for pool in (*pair.first, *pair.second):
            yield pool.shift, list(pool.starts), pool.columns


def _add_heads(model: LinearModel, limit: GroupLimit, parts: Sequence[_Part], horizon: Horizon, number: int) -> Excess:
    assert isinstance(limit, HeadLimit)
    held = np.array([limit.holds(horizon.instant(slot)) for slot in range(horizon.slots + _day_slots(horizon))])
    slots = np.flatnonzero(held)
    rows = np.full(len(held), -1, dtype=np.int64)
    rows[slots] = model.rows(f"headcount {number}", len(slots), "<=", limit.high)
    excess = model.columns(f"over headcount {number}", len(slots), cost=CONFLICT_PRICE)
    model.put(rows[slots], excess, -1.0)
    for shift, starts, columns in parts:
        share = np.ceil(presence(shift, horizon.interval_min))
        slot = np.array([start.slot for start in starts])[:, None] + np.arange(len(share))[None, :]
        used = (share > 0)[None, :] & (rows[np.minimum(slot, len(rows) - 1)] >= 0)
        model.put(rows[slot[used]], np.broadcast_to(columns[:, None], slot.shape)[used])
    return Excess(limit, excess)


def _add_hours(model: LinearModel, limit: GroupLimit, parts: Sequence[_Part], _horizon: Horizon, number: int) -> Excess:
    row = model.rows(f"hours together {number}", 1, "<=", limit.high)
    excess = model.columns(f"over hours together {number}", 1, cost=CONFLICT_PRICE)
    model.put(row, excess, -1.0)
    for shift, _, columns in parts:
        model.put(row, columns, shift.paid_min / 60)
    return Excess(limit, excess)


def _day_slots(horizon: Horizon) -> int:
    """Intervals of the two days after the horizon into which the last duties may reach."""
    return 2 * 24 * 60 // horizon.interval_min


def _is_of(limit: GroupLimit, crew: Crew) -> bool:
    """Whether the limit is for the crew: kinds of people are meant, and a crew's members are of one kind."""
    return crew.agents[0].id in limit.agents


def _guarantee(crew: Crew) -> float:
    least = (group.limits.range(measure)[0] for group in crew.groups for measure in (Measure.PAID_HOURS, Measure.DAYS))
    return sum(least)


def _guaranteed(crew: Crew) -> Fault:
    return Fault(
        "plan.limited_guarantee",
        f"contract {crew.contract.name} guarantees hours or days, and a rule limits those of it who work together",
        "begin its weekly_hours and days at 0, such as 0-25 h and 0-6, or leave it out of headcount and hours_together",
    )


def excess_faults(excesses: Sequence[Excess], values: NDArray[np.float64], smallest: float) -> Iterator[Fault]:
    """A fault for each limit that even the relaxed plan exceeds."""
    for excess in excesses:
        over = float(values[excess.columns].max(initial=0.0))
        if over > smallest:
            unit = "paid hours" if isinstance(excess.limit, HoursLimit) else "people at once"
            yield Fault(
                "plan.group_limit_conflict",
                f"rule {excess.limit.rule} allows {excess.limit.high:g}; contracts ask for {over:.1f} {unit} more",
                "a higher limit, fewer people meant, or fewer contract hours",
            )
