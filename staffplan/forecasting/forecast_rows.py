"""A forecast as a table: FORECAST by interval, FORECAST_DAYS by day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.forecasting.negative_binomial import quantiles
from staffplan.forecasting.volume_ahead import VolumeAhead
from staffplan.tables.forecast import quantile_name

Vector = NDArray[np.float64]


def interval_rows(volume: VolumeAhead, percents: Sequence[float]) -> pd.DataFrame:
    """The FORECAST rows of one queue, with its quantiles in `percents` %."""
    return pd.DataFrame(
        {
            "queue": pd.Series([volume.queue] * len(volume.mean), dtype="str"),
            "start": volume.starts,
            "offered_mean": volume.mean,
            **_quantiles(volume.mean, volume.cv2_interval, percents),
            "cv2_interval": volume.cv2_interval,
            "cv2_day": volume.cv2_day,
            "aht_s": volume.aht_s,
            **({} if volume.override is None else {"override": pd.Series(volume.override, dtype="str")}),
        }
    )


def day_rows(volume: VolumeAhead, percents: Sequence[float]) -> pd.DataFrame:
    """The FORECAST_DAYS rows of one queue: the days on which it is open, with quantiles of their totals.

    A day's total is negative binomial, too, with the variance that the day's factor and its intervals' own make.
    """
    days = volume.open_days
    mean = volume.by_day(volume.mean)[days]
    cv2 = volume.scatter.total_at(volume.mean, volume.cv2_day, volume.day, volume.days)[days]
    work = volume.by_day(volume.mean * volume.aht_s)[days]
    return pd.DataFrame(
        {
            "queue": pd.Series([volume.queue] * len(days), dtype="str"),
            "start": volume.day_starts[days],
            "offered_mean": mean,
            **_quantiles(mean, cv2, percents),
            "cv2_total": np.where(mean > 0, cv2, 0.0),
            "aht_s": np.where(mean > 0, work / np.where(mean > 0, mean, 1.0), np.nan),
        }
    )


def _quantiles(mean: Vector, cv2: Vector, percents: Sequence[float]) -> dict[str, Vector]:
    found = quantiles(mean, cv2, [percent / 100.0 for percent in percents])
    return {quantile_name(percent): row for percent, row in zip(percents, found, strict=True)}
