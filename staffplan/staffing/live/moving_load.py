"""Which load an interval is staffed for while the rate of contacts moves within the day."""

from __future__ import annotations

import numpy as np

from staffplan.domain.queue import LoadRule
from staffplan.queueing.moving_rates import lagged_average, lagged_maximum, modified_offered_load
from staffplan.staffing.workload import Array

LEFT_OVER = 0.01
"""Erlangs of contacts in progress below which nobody is kept for them: the chance of any is 1 %."""


def moved(rule: LoadRule, offered: Array, aht_s: Array, interval_s: float) -> Array:
    """Erlangs by a load rule other than the interval's own rate.

    The modified offered load is averaged over the interval; who wants the interval's worst moment staffed takes the
    lagged maximum, which comes to nearly the same as the highest modified offered load. Where a handle time is as long
    as an interval, a lag sees nothing of the first contacts after an opening: there the modified offered load is the
    least that counts. Contacts in progress end one by one and their load never quite does; where none arrive any more,
    less than `LEFT_OVER` is none, or somebody would sit there all night.

    Parameters
    ----------
    offered : contacts of consecutive intervals, 0 where closed; shape (intervals,).
    aht_s : seconds; same shape.

    References
    ----------
    Green, L. V., Kolesar, P. J. & Soares, J. (2001). Improving the SIPP approach for staffing service systems that have
    cyclic demands. Operations Research 49(4), 549-564.
    Jennings, O. B., Mandelbaum, A., Massey, W. A. & Whitt, W. (1996). Server staffing to meet time-varying demand.
    Management Science 42(10), 1383-1394.
    """
    modified = modified_offered_load(offered, aht_s, interval_s, of="average")
    load = modified
    if rule is not LoadRule.MODIFIED_OFFERED_LOAD:
        lagged = (lagged_average if rule is LoadRule.LAG_AVERAGE else lagged_maximum)(offered, aht_s, interval_s)
        load = np.where(aht_s >= interval_s, np.maximum(lagged, modified), lagged)
    return np.where((offered == 0) & (load < LEFT_OVER), 0.0, load)
