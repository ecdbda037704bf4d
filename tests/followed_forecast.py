"""Forecasts and actuals of a known day, for tests of what actuals say about a forecast."""

from __future__ import annotations

import numpy as np
import pandas as pd

from staffplan.forecasting.negative_binomial import quantiles


def forecast(
    days: int = 3,
    *,
    queue: str = "calls",
    mean: float = 20.0,
    zone: str | None = None,
    first: str = "2026-03-02",
    cv2: tuple[float, float] = (0.04, 0.02),
) -> pd.DataFrame:
    """A FORECAST of half-hours from 8 to 18 o'clock."""
    midnights = pd.date_range(first, periods=days, freq="D", tz=zone, unit="us")
    starts = [
        midnight.replace(hour=8) + pd.Timedelta(minutes=30 * slot) for midnight in midnights for slot in range(20)
    ]
    means = np.full(len(starts), mean)
    low, high = quantiles(means, cv2[0], (0.05, 0.95))
    return pd.DataFrame(
        {
            "queue": queue,
            "start": pd.DatetimeIndex(starts).as_unit("us"),
            "offered_mean": means,
            "offered_p05": low,
            "offered_p95": high,
            "cv2_interval": cv2[0],
            "cv2_day": cv2[1],
            "aht_s": 300.0,
        }
    )


def actuals(forecast: pd.DataFrame, until: str, factor: float) -> pd.DataFrame:
    """HISTORY rows of all intervals that start before a moment: the forecast times a factor."""
    over = forecast[forecast["start"] < pd.Timestamp(until, tz=forecast["start"].dt.tz)]
    return pd.DataFrame({"queue": over["queue"], "start": over["start"], "offered": over["offered_mean"] * factor})
