"""How many people have to be paid so that a number of agents are at work."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from staffplan.staffing.workload import Array


def gross(agents: ArrayLike, shrinkage: ArrayLike) -> Array:
    """Agents rostered for `agents` at work, ``agents / (1 - shrinkage)``, as a fraction.

    For information only: a requirement is net, and a plan counts each rostered agent with the cover that is left
    after the shrinkage of the mode in which they work.

    Parameters
    ----------
    agents : agents at work, net, >= 0.
    shrinkage : share of paid working time lost, in [0, 1); broadcast against `agents`.

    Raises
    ------
    ValueError : a shrinkage outside [0, 1).
    """
    lost = np.asarray(shrinkage, dtype=np.float64)
    if not ((lost >= 0) & (lost < 1)).all():
        raise ValueError(f"shrinkage {lost} is not a share from 0 up to, but not including, 1")
    rostered: Array = np.asarray(agents, dtype=np.float64) / (1.0 - lost)
    return rostered[()]
