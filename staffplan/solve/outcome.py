"""How a solve ended, told honestly."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Ending(StrEnum):
    """Why the solver stopped."""

    OPTIMAL = "optimal"
    GAP = "gap"
    WORK_LIMIT = "work limit"
    CLOCK = "clock"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    INTERRUPTED = "interrupted"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The end of one solve.

    Attributes
    ----------
    ending : why the solver stopped.
    values : one number a column, or None where no feasible point was found. A linear programme stopped before its
        optimum has none: the point that the solver then holds may violate any row.
    objective : of `values`; infinite without them.
    bound : proved lower bound of a minimisation; minus infinity where nothing is proved.
    row_prices, column_prices : duals, of a linear programme solved to its optimum only.
    """

    ending: Ending
    values: NDArray[np.float64] | None
    objective: float
    bound: float
    row_prices: NDArray[np.float64] | None = None
    column_prices: NDArray[np.float64] | None = None
