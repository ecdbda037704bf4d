"""Which load an interval is staffed for while the rate of contacts moves within the day."""

from __future__ import annotations

from staffplan.domain.queue import LoadRule
from staffplan.staffing.workload import Array


def moved(rule: LoadRule, offered: Array, aht_s: Array, interval_s: float) -> Array:
    """Erlangs by a load rule other than the interval's own rate.

    Parameters
    ----------
    offered : contacts of consecutive intervals, 0 where closed; shape (intervals,).
    aht_s : seconds; same shape.
    """
    from staffplan.queueing.moving_rates import (  # TEMPORARY
        lagged_average,
        lagged_maximum,
        modified_offered_load,
    )

    if rule is LoadRule.LAG_AVERAGE:
        return lagged_average(offered, aht_s, interval_s)
    if rule is LoadRule.LAG_MAXIMUM:
        return lagged_maximum(offered, aht_s, interval_s)
    return modified_offered_load(offered, aht_s, interval_s)
