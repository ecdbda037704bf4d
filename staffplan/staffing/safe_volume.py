"""Which volume of an uncertain forecast is staffed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd

from staffplan.domain.queue import Queue
from staffplan.errors import Fault
from staffplan.queueing import gamma_rate
from staffplan.staffing.workload import Array

_SPREADS: Final = ("cv2_interval", "cv2_day")
_QUANTILES: Final = (("offered_p10", "offered_p90", 0.9), ("offered_p05", "offered_p95", 0.95))
"""Pairs of quantiles that tell how wide a forecast is, with the share that lies below the upper one."""


def safe_volume(rows: pd.DataFrame, queue: Queue, plan_for: str) -> Array:
    """Contacts to staff for, a number for each row.

    With a confidence, the quantile of the rate: gamma-distributed around the mean with the forecast's squared
    coefficient of variation. More contacts never improve service, so that the targets hold with that probability.
    Else the mean, or the quantile to plan for.
    """
    if queue.goal.confidence is None:
        return rows[f"offered_{plan_for}"].fillna(0.0).to_numpy(np.float64)
    spread = rate_cv2(rows)
    assert spread is not None
    return rows["offered_mean"].to_numpy(np.float64) * gamma_rate.quantile(spread, queue.goal.confidence)


def rate_cv2(rows: pd.DataFrame) -> Array | None:
    """Squared coefficient of variation of the rate at which contacts come, a number for each row; None: not known.

    The greater of the forecast's two, that of the interval and that of the day. Where it has neither, its quantiles
    are taken for those of a normal number, p10 and p90 before p05 and p95: they lie ``2 x 1.2816`` standard deviations
    apart. They are quantiles of the count, which scatters around its rate like any count of calls: the mean is taken
    off the variance before it is divided by the mean's square. Where a row says nothing, no uncertainty is taken.
    """
    known = _stated_cv2(rows)
    return None if known is None else np.asarray(known.fillna(0.0), dtype=np.float64)


def _stated_cv2(rows: pd.DataFrame) -> pd.Series | None:
    """What the rows themselves say; NaN where one says nothing."""
    pairs = [(low, high, below) for low, high, below in _QUANTILES if {low, high} <= set(rows.columns)]
    spreads = [name for name in _SPREADS if name in rows]
    if not spreads and not pairs:
        return None
    known = rows[spreads].max(axis=1) if spreads else pd.Series(np.nan, index=rows.index)
    mean = rows["offered_mean"].where(rows["offered_mean"] > 0)
    for low, high, below in pairs:
        deviation = (rows[high] - rows[low]) / (2 * NormalDist().inv_cdf(below))
        known = known.fillna((deviation**2 - mean).clip(lower=0) / mean**2)
    return known


def volume_faults(rows: pd.DataFrame, queues: Mapping[str, Queue], plan_for: str) -> Iterator[Fault]:
    """What is missing for the volume to plan for, one fault a kind, which names the first row."""
    volume = f"offered_{plan_for}"
    if volume not in rows:
        yield Fault("data.missing_column", f"There is no column {volume!r} to plan for.", "plan for the mean.", None)
    else:
        blank = rows[(rows["offered_mean"] > 0) & rows[volume].isna()]
        if not blank.empty:
            first = blank.iloc[0]
            message = (
                f"{first['queue']}, {first['start'].isoformat()}: no {volume} to plan for "
                f"(rows like this: {len(blank)})."
            )
            yield Fault("data.blank", message, "plan for the mean, or fill the column.", path=volume)
    confident = sorted(name for name, queue in queues.items() if queue.goal.confidence is not None)
    if confident:
        yield from _uncertainty_faults(rows, confident)


def _uncertainty_faults(rows: pd.DataFrame, confident: Sequence[str]) -> Iterator[Fault]:
    """What the forecast does not say of queues that are to be staffed with a confidence."""
    stated = _stated_cv2(rows)
    if stated is None:
        yield Fault(
            "data.missing_column",
            f"{', '.join(confident)}: a confidence needs to know how uncertain the forecast is, and there is neither "
            "a column 'cv2_interval' or 'cv2_day' nor quantiles.",
            "a forecast made by staffplan has them; or leave the confidence out.",
            path="cv2_interval",
        )
        return
    for low, high, _ in _QUANTILES:
        crossed = rows[rows[low] > rows[high]] if {low, high} <= set(rows.columns) else rows.iloc[:0]
        if not crossed.empty:
            first = crossed.iloc[0]
            message = (
                f"{first['queue']}, {first['start'].isoformat()}: {low} lies above {high} "
                f"(rows like this: {len(crossed)})."
            )
            yield Fault("data.out_of_range", message, "the smaller number in the lower quantile.", path=low)
    silent = rows[stated.isna() & (rows["offered_mean"] > 0) & rows["queue"].isin(confident)]
    if not silent.empty:
        first = silent.iloc[0]
        message = (
            f"{first['queue']}, {first['start'].isoformat()}: a confidence needs to know how uncertain the forecast "
            f"is, and this row does not say (rows like this: {len(silent)})."
        )
        yield Fault("data.blank", message, "fill cv2_interval or cv2_day; 0 where it is sure.", path="cv2_interval")
