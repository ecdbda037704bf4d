"""Which interval of the horizon a start is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon


def slots_of(starts: pd.Series[pd.Timestamp], horizon: Horizon) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Interval number of each start, and whether it lies on the grid; naive starts are on the centre's clock."""
    zoned = (
        starts
        if starts.dt.tz is not None
        else starts.dt.tz_localize(horizon.zone, ambiguous=True, nonexistent="shift_forward")
    )
    instants = zoned.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[s]")
    seconds = (instants - horizon.slot_starts[0]).astype(np.int64)
    slot, rest = np.divmod(seconds, horizon.interval_min * 60)
    return slot, rest == 0
