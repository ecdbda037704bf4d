"""What one queue may expect, and what of its past did not look like itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.stage import Matrix, Stage


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one queue may expect, events to come apart.

    Attributes
    ----------
    rates : contacts of each slot of each day to come, were it open; shape (days to come, slots).
    odd : past days taken out because nothing explains their volume.
    ratio : their volume over the expected.
    stages : how `rates` came about, from what the method expects on.
    usual : contacts of each past day without events, NaN where unknown; shape (past days,).
    scatter : usual spread of a day's logarithm around it.
    """

    rates: Matrix
    odd: NDArray[np.bool_]
    ratio: NDArray[np.float64]
    stages: tuple[Stage, ...]
    usual: NDArray[np.float64]
    scatter: float
