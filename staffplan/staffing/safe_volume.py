"""Which volume of an uncertain forecast is staffed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from staffplan.domain.queue import Queue
from staffplan.errors import Fault
from staffplan.queueing import gamma_rate
from staffplan.staffing.workload import Array


def safe_volume(rows: pd.DataFrame, queue: Queue, plan_for: str) -> Array:
    """Contacts to staff for, a number for each row.

    With a confidence, the quantile of the rate: gamma-distributed around the mean with the forecast's squared
    coefficient of variation. More contacts never improve service, so that the targets hold with that probability.
    Else the mean, or the quantile to plan for.
    """
    if queue.goal.confidence is None:
        return rows[f"offered_{plan_for}"].fillna(0.0).to_numpy(np.float64)
    mean = rows["offered_mean"].to_numpy(np.float64)
    spread = [rows[name].fillna(0.0).to_numpy(np.float64) for name in ("cv2_interval", "cv2_day") if name in rows]
    return mean * gamma_rate.quantile(np.max(spread, axis=0), queue.goal.confidence)


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
    if confident and not {"cv2_interval", "cv2_day"} & set(rows.columns):
        yield Fault(
            "data.missing_column",
            f"{', '.join(confident)}: a confidence needs to know how uncertain the forecast is, and there is neither "
            "a column 'cv2_interval' nor 'cv2_day'.",
            "a forecast made by staffplan has both; or leave the confidence out.",
            path="cv2_interval",
        )
