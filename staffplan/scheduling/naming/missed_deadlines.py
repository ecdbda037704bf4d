"""Why work that may wait misses its deadline: what kept everybody from it, all the time that it waited."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.scheduling.naming.reasons import Reason, ReasonFinder
from staffplan.scheduling.need.demand import Demand
from staffplan.scheduling.need.waiting_work import Stock

_WEAKEST_FIRST = (Reason.PRICE, Reason.SEATS, Reason.NO_ONE)


def reasons_of_missed(need: Demand, finder: ReasonFinder, horizon: Horizon) -> dict[tuple[str, datetime], str]:
    """The reason for each interval in which work falls due, by queue and UTC start.

    Somebody who could have come at any time since the work arrived was too dear; where nobody could, people without a
    seat are the reason; and else there was nobody.
    """
    found: dict[tuple[str, datetime], str] = {}
    for stock in need.stocks:
        queue = need.queues[stock.row].name
        mask = np.zeros(need.slots, dtype=bool)
        mask[stock.running] = True
        at = finder.reasons({queue: mask})
        kinds = {slot: at[queue, horizon.instant(slot)] for slot in stock.running.tolist()}
        for slot in np.flatnonzero(stock.due).tolist():
            if need.agents[stock.row, slot] == 0:
                found[queue, horizon.instant(slot)] = _weakest(kinds, stock, slot)
    return found


def _weakest(kinds: Mapping[int, str], stock: Stock, due: int) -> str:
    """The reason that would have been the easiest to remove while the work that is due waited."""
    first = _arrival_of(stock, due)
    waited = {kind for slot, kind in kinds.items() if first <= slot <= due}
    return next((kind.value for kind in _WEAKEST_FIRST if kind.value in waited), Reason.NO_ONE.value)


def _arrival_of(stock: Stock, due: int) -> int:
    """Interval in which the first of the work that falls due in an interval arrived."""
    before = float(stock.due[:due].sum())
    arrived: NDArray[np.float64] = np.cumsum(stock.arriving)
    return int(np.searchsorted(arrived, before + 1e-9))
