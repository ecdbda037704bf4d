"""What the plan must cover: the requirement as an array over queues and intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import CoverPrices
from staffplan.domain.queue import Queue
from staffplan.errors import DataError, Fault
from staffplan.scheduling.need.group_bounds import GroupBound, group_bounds
from staffplan.scheduling.need.period_targets import Promise, promises
from staffplan.scheduling.need.slots import slots_of
from staffplan.scheduling.need.waiting_work import Stock, stocks

_DECIMALS = 6
"""Agents of a requirement are written with so many decimals; a smaller difference of two of them is nobody."""


@dataclass(frozen=True)
class Demand:
    """Net agents needed, and what it costs to miss or exceed them.

    Attributes
    ----------
    queues : in the order of the rows of `agents`.
    agents : net agents needed, shape (queues, intervals).
    prices : per agent-hour.
    interval_min : length of an interval.
    stocks : work that the plan may do at any time before its deadline, none of it in `agents`.
    promises : service levels over a day or a week; of their queues, `agents` are the fewest.
    groups : queues that share agents and are counted together.
    """

    queues: tuple[Queue, ...]
    agents: NDArray[np.float64]
    prices: CoverPrices
    interval_min: int
    stocks: tuple[Stock, ...] = ()
    promises: tuple[Promise, ...] = ()
    groups: tuple[GroupBound, ...] = ()

    @property
    def pooled(self) -> frozenset[str]:
        """Queues whose need is that of the groups they belong to; `agents` are those of each alone."""
        return frozenset[str]().union(*(bound.queues for bound in self.groups))

    @property
    def slots(self) -> int:
        """Number of intervals."""
        return int(self.agents.shape[1])

    @property
    def interval_h(self) -> float:
        """Length of an interval in hours."""
        return self.interval_min / 60

    @property
    def rows_with_more(self) -> set[int]:
        """Queues that can use more than the agents that are needed of them."""
        return {stock.row for stock in self.stocks} | {promise.row for promise in self.promises}

    def served(self, row: int) -> NDArray[np.int64]:
        """Intervals in which a queue can use anybody: where agents are needed, or work may be done that waits."""
        if self.queues[row].name in self.pooled:
            return np.empty(0, dtype=np.int64)  # people are given to its groups
        used = self.agents[row] > 0
        for stock in self.stocks:
            if stock.row == row:
                used[stock.running] = True
        for promise in self.promises:
            if promise.row == row:
                used[promise.slots] = True
        return np.flatnonzero(used)


def demand(
    requirement: pd.DataFrame,
    queues: Sequence[Queue],
    prices: CoverPrices,
    horizon: Horizon,
    inventory: pd.DataFrame | None = None,
    pieces: pd.DataFrame | None = None,
    groups: pd.DataFrame | None = None,
) -> Demand:
    """Read a REQUIREMENT frame over the horizon; intervals without a row need nobody.

    Parameters
    ----------
    inventory : INVENTORY frame: work that the plan does at any time before its deadline, in place of the agents for
        it in the requirement (`movable`); None: all agents are needed where the requirement has them.
    pieces : PIECES frame: service levels over a day or a week, kept by the plan in place of the requirement's agents;
        None: with those.
    groups : GROUPS frame: queues that share agents, with the agents needed of each subset in place of those of each
        queue alone; None: each alone.

    Raises
    ------
    DataError
        Where the frame has no row in the horizon, a row off the grid, or a queue that the centre does not know.
    """
    number = {queue.name: row for row, queue in enumerate(queues)}
    unknown = sorted(set(requirement["queue"]) - set(number))
    if unknown:
        raise DataError(
            *(
                Fault(
                    "data.unknown_queue",
                    f"the requirement names queue {name!r}, which the centre does not have",
                    f"one of: {', '.join(sorted(number))}",
                    path="queue",
                )
                for name in unknown
            )
        )
    slot, on_grid = slots_of(requirement["start"], horizon)
    if not on_grid.all():
        first_off = requirement["start"][~on_grid].iloc[0]
        raise DataError(
            Fault(
                "data.off_grid",
                f"{first_off} does not start an interval of {horizon.interval_min} minutes",
                "make the requirement on the centre's interval",
                path="start",
            )
        )
    inside = (slot >= 0) & (slot < horizon.slots)
    if not inside.any():
        raise DataError(
            Fault(
                "data.outside_horizon",
                f"no requirement between {horizon.dates[0]} and {horizon.dates[-1]}",
                "choose the week that the requirement was made for",
            )
        )
    agents = np.zeros((len(queues), horizon.slots))
    rows = requirement["queue"].map(number).to_numpy(dtype=np.int64)
    agents[rows[inside], slot[inside]] = requirement["agents"].to_numpy(dtype=float)[inside]
    laid = np.zeros_like(agents)
    if "movable" in requirement:
        laid[rows[inside], slot[inside]] = requirement["movable"].fillna(0.0).to_numpy(dtype=float)[inside]
    plain = Demand(tuple(queues), agents, prices, horizon.interval_min)
    return _left_to_the_plan(plain, laid, horizon, inventory, pieces, groups)


def _left_to_the_plan(
    plain: Demand,
    laid: NDArray[np.float64],
    horizon: Horizon,
    inventory: pd.DataFrame | None,
    pieces: pd.DataFrame | None,
    groups: pd.DataFrame | None,
) -> Demand:
    """The demand with what is left to the plan in place of what the requirement has for it."""
    agents, queues = plain.agents, plain.queues
    if groups is not None:
        return replace(plain, groups=group_bounds(groups, queues, agents, laid, horizon))
    if pieces is not None:
        promised = promises(pieces, queues, horizon)
        for promise in promised:
            agents[promise.row, promise.slots] = promise.fewest + laid[promise.row, promise.slots]
        return replace(plain, promises=promised)
    if inventory is None:
        return plain
    floors = np.array([queue.floor * queue.opening.mask(horizon) for queue in queues], dtype=float)
    fixed = np.maximum(np.round(agents - laid, _DECIMALS), np.where(agents > 0, floors, 0.0))
    return replace(plain, agents=fixed, stocks=stocks(inventory, queues, horizon))
