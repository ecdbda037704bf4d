"""Volumes to come of which everything is known."""

import numpy as np
import pandas as pd

from staffplan.forecasting.dispersion import Dispersion
from staffplan.forecasting.volume_ahead import VolumeAhead


def volume(
    mean: np.ndarray, scatter: Dispersion, queue: str = "calls", extra: float = 0.0, aht_s: float = 300.0
) -> VolumeAhead:
    """The volume of whole days of half-hours; shape of `mean` (days, slots)."""
    days, slots = mean.shape
    starts = pd.date_range("2026-01-05", periods=days * slots, freq=f"{1440 // slots}min", unit="us")
    return VolumeAhead(
        queue=queue,
        starts=starts,
        day=np.repeat(np.arange(days), slots),
        day_starts=starts[::slots],
        mean=mean.ravel(),
        extra=np.full(mean.size, extra),
        aht_s=np.full(mean.size, aht_s),
        scatter=scatter,
        lead_days=np.arange(1.0, days + 1.0),
    )
