"""How many people must be there: rows over everybody who may be present, crew by crew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.rules.resource import PresenceFloor
from staffplan.scheduling.linear_model import Columns, LinearModel, Rows
from staffplan.scheduling.model.crew_weeks import CrewWeeks
from staffplan.scheduling.model.paired_blocks import FlexibleWeeks
from staffplan.scheduling.model.pool import CONFLICT_PRICE, Pool
from staffplan.scheduling.people.carried_in import CarriedIn
from staffplan.scheduling.people.crew import Crew
from staffplan.scheduling.people.starts import presence

_WHOLE = 1.0 - 1e-9


@dataclass(frozen=True)
class Missing:
    """Columns of people missing under a floor, and their intervals; a plan that uses one is not lawful."""

    limit: PresenceFloor
    slots: NDArray[np.int64]
    columns: Columns


def add_presence_floors(
    model: LinearModel,
    limits: Sequence[PresenceFloor],
    fixed: Sequence[CrewWeeks],
    flexible: Sequence[FlexibleWeeks],
    horizon: Horizon,
    carried: CarriedIn,
) -> tuple[Missing, ...]:
    """Add the rows of every floor. All members of a crew are counted or none, since crews are alike in what counts."""
    return tuple(_add(model, limit, fixed, flexible, horizon, carried) for limit in limits)


def _add(
    model: LinearModel,
    limit: PresenceFloor,
    fixed: Sequence[CrewWeeks],
    flexible: Sequence[FlexibleWeeks],
    horizon: Horizon,
    carried: CarriedIn,
) -> Missing:
    slots = np.flatnonzero(limit.due(horizon))
    weight = max(limit.per, 1)
    behind = weight * carried.present(limit.counted, limit.mode, horizon)
    behind -= carried.present(limit.led, limit.mode, horizon) if limit.per else 0
    rows = np.full(horizon.slots, -1, dtype=np.int64)
    rows[slots] = model.rows(f"presence {limit.rule}", len(slots), ">=", (limit.least - behind)[slots])
    missing = model.columns(f"people missing {limit.rule}", len(slots), cost=CONFLICT_PRICE)
    model.put(rows[slots], missing, float(weight))
    shared = _shared_pools(limit, fixed)
    for crew, pool, positions, columns in _duties(fixed, flexible):
        worth = weight if _is_of(limit.counted, crew) else -1 if limit.per and _is_of(limit.led, crew) else 0
        if worth and limit.mode in (None, pool.mode):
            _put_presence(model, rows, horizon, pool, positions, columns, float(worth))
            if id(pool) in shared:
                model.make_whole(columns)
    return Missing(limit, slots, missing)


def _duties(
    fixed: Sequence[CrewWeeks], flexible: Sequence[FlexibleWeeks]
) -> Iterator[tuple[Crew, Pool, Sequence[int], Columns]]:
    """Crew, pool, starts of the pool and the columns that count the crew's people on them."""
    for weeks in fixed:
        for flow in weeks.flows:
            yield weeks.crew, flow.pool, flow.positions, flow.columns
    for blocks in flexible:
        for pair in blocks.pairs:
            for pool in (*pair.first, *pair.second):
                yield blocks.crew, pool, range(len(pool.starts)), pool.columns


def _shared_pools(limit: PresenceFloor, fixed: Sequence[CrewWeeks]) -> set[int]:
    """Pools filled by crews that count differently: there it matters how many of whom, so people must be whole."""
    kinds: dict[int, set[tuple[bool, bool]]] = {}
    for weeks in fixed:
        for flow in weeks.flows:
            kind = (_is_of(limit.counted, weeks.crew), _is_of(limit.led, weeks.crew))
            kinds.setdefault(id(flow.pool), set()).add(kind)
    return {pool for pool, found in kinds.items() if len(found) > 1}


def _is_of(people: frozenset[str], crew: Crew) -> bool:
    return crew.agents[0].id in people


def _put_presence(
    model: LinearModel,
    rows: Rows,
    horizon: Horizon,
    pool: Pool,
    positions: Sequence[int],
    columns: Columns,
    worth: float,
) -> None:
    """Count the people of the columns in every interval that they are there for; pauses keep them present."""
    share = presence(pool.shift, horizon.interval_min)
    there = share >= _WHOLE if worth > 0 else share > 0
    first = np.array([pool.starts[position].slot for position in positions], dtype=np.int64)
    slot = first[:, None] + np.flatnonzero(there)[None, :]
    inside = (slot >= 0) & (slot < horizon.slots)
    row = np.where(inside, rows[np.clip(slot, 0, horizon.slots - 1)], -1)
    counted = row >= 0
    model.put(row[counted], np.broadcast_to(columns[:, None], slot.shape)[counted], worth)


def days_of(missing: Sequence[Missing], horizon: Horizon) -> Mapping[int, int]:
    """Day number of each column of people missing."""
    return {
        int(column): int(horizon.slot_day[slot])
        for one in missing
        for column, slot in zip(one.columns, one.slots, strict=True)
    }
