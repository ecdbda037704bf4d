"""Call histories whose truth is known: level, weekdays, a day's shape and over-dispersed counts, from a seed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

WEEKDAY_FACTORS = np.array([1.25, 1.05, 1.0, 0.95, 0.9, 0.4, 0.0])


def shape(interval_min: int, opens_h: int = 8, closes_h: int = 20) -> np.ndarray:
    """Shares of a day's volume by slot: two humps between opening and closing, nothing outside."""
    hour = (np.arange(1440 // interval_min) + 0.5) * interval_min / 60
    humps = np.exp(-(((hour - 10.5) / 2) ** 2)) + 0.8 * np.exp(-(((hour - 15) / 2.5) ** 2)) + 0.1
    share = np.where((hour > opens_h) & (hour < closes_h), humps, 0.0)
    return share / share.sum()


def day_volumes(first_day: date, days: int, volume: float, factors: np.ndarray = WEEKDAY_FACTORS) -> np.ndarray:
    """Contacts expected on each day."""
    return np.array([volume * factors[(first_day + timedelta(days=number)).weekday()] for number in range(days)])


def rates(first_day: date, days: int, *, volume: float = 1500.0, interval_min: int = 30, **hours: int) -> np.ndarray:
    """Contacts expected in each slot of each day."""
    return day_volumes(first_day, days, volume)[:, None] * shape(interval_min, **hours)[None, :]


def counts(expected: np.ndarray, seed: int, *, cv2_day: float = 0.0, cv2_alone: float = 0.0) -> np.ndarray:
    """Counts around rates, with a gamma factor for each day and one for each interval."""
    draw = np.random.default_rng(seed)
    day = draw.gamma(1 / cv2_day, cv2_day, (len(expected), 1)) if cv2_day else 1.0
    alone = draw.gamma(1 / cv2_alone, cv2_alone, expected.shape) if cv2_alone else 1.0
    return draw.poisson(expected * day * alone).astype(float)


def history(
    first_day: date,
    offered: np.ndarray | Mapping[str, np.ndarray],
    *,
    zone: str | None = None,
    aht_s: float | None = None,
    rows_of: np.ndarray | None = None,
) -> pd.DataFrame:
    """A HISTORY frame of day by slot counts; cells of NaN, and slots where `rows_of` is False, get no row.

    With a zone, the counts are taken as the wall clock's; an hour that does not exist gets no row.
    """
    if isinstance(offered, np.ndarray):
        offered = {"calls": offered}
    frames = []
    for queue, cells in offered.items():
        interval_min = 1440 // cells.shape[1]
        chosen = ~np.isnan(cells) if rows_of is None else ~np.isnan(cells) & rows_of
        day, slot = np.nonzero(chosen)
        start = pd.Series(np.datetime64(first_day, "us") + (day * 1440 + slot * interval_min).astype("timedelta64[m]"))
        frame = pd.DataFrame({"queue": queue, "start": start, "offered": cells[day, slot]})
        if zone is not None:
            frame["start"] = frame["start"].dt.tz_localize(zone, ambiguous=True, nonexistent="NaT")
            frame = frame[frame["start"].notna()]
        if aht_s is not None:
            frame["aht_s"] = aht_s
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)
