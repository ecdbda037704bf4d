"""What one more agent needed, or one more seat, would change in the relaxed plan's cost: the duals of its rows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.linear_model import Rows
from staffplan.scheduling.model.week_model import WeekModel
from staffplan.solve.outcome import Outcome


def need_prices(model: WeekModel, relaxed: Outcome) -> NDArray[np.float64]:
    """Money for one more agent-hour needed, by queue and interval; NaN where nobody is needed.

    The steps of the shortfall ladder are shares of the need and grow with it: to a row's dual comes, for each step, its
    share times what one more of its width changes. Where duals are not unique, a price lies between what the last agent
    needed costs and what the next one would.

    Parameters
    ----------
    relaxed : the optimum of the model's linear relaxation.
    """
    assert relaxed.row_prices is not None
    assert relaxed.column_prices is not None
    demand, rows = model.demand, np.array(model.cover.need_rows)
    prices = relaxed.row_prices[rows]
    number = {queue.name: row for row, queue in enumerate(demand.queues)}
    reached = dict.fromkeys(number, 0.0)
    steps: dict[str, int] = dict.fromkeys(number, 0)
    for queue, slots, columns in model.cover.missing():
        share = demand.prices.shortfall[steps[queue]][0]
        bounded = np.isfinite(model.linear.high[columns])
        worth = np.minimum(relaxed.column_prices[columns], 0.0)
        prices[number[queue], slots] += np.where(bounded, (share - reached[queue]) * worth, 0.0)
        reached[queue], steps[queue] = share, steps[queue] + 1
    return np.where(demand.agents > 0, prices / demand.interval_h, np.nan)


def by_start(model: WeekModel, prices: NDArray[np.float64]) -> Mapping[tuple[str, datetime], float]:
    """Prices by queue and UTC start, where somebody is needed."""
    return {
        (model.demand.queues[row].name, model.horizon.instant(int(slot))): float(prices[row, slot])
        for row, slot in zip(*np.nonzero(np.isfinite(prices)), strict=True)
    }


def held(ranges: tuple[NDArray[np.float64], NDArray[np.float64]], rows: Rows) -> NDArray[np.float64]:
    """Least and greatest right-hand side for which the price of each row holds, rounded and never below 0."""
    return np.array([np.maximum(np.round(side[rows], 6), 0.0) for side in ranges])


def seat_prices(model: WeekModel, relaxed: Outcome) -> Mapping[str, NDArray[np.float64]]:
    """Money that one more seat would save, an hour, by site and interval; never negative."""
    assert relaxed.row_prices is not None
    duals = relaxed.row_prices
    return {
        site: np.maximum(-duals[rows], 0.0) / model.demand.interval_h for site, rows in model.pools.seat_rows.items()
    }
