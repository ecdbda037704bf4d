"""What a history in short intervals adds up to in longer ones."""

from __future__ import annotations

import numpy as np
import pandas as pd

from staffplan.errors import DataError, Fault
from staffplan.intake.grid import GRIDS

_COUNTS = ("offered", "handled", "abandoned")
_MEANS = ("aht_s", "talk_s", "after_work_s", "patience_s")


def put_together(frame: pd.DataFrame, step: int, wanted: int, file: str) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """A HISTORY frame in intervals of `wanted` minutes, and notes.

    Counts are added up; mean times are weighted by the contacts handled (offered, where handled is not known). A long
    interval of which a part has no row is unknown and gets none.

    Raises
    ------
    DataError where `wanted` is no interval length or not a multiple of `step`.
    """
    if wanted not in GRIDS or wanted % step:
        message = f"A history in intervals of {step} minutes cannot be read in intervals of {wanted} minutes."
        fits = ", ".join(str(grid) for grid in GRIDS if grid % step == 0)
        raise DataError(Fault("data.interval_length", message, f"one of {fits} minutes.", file))
    past = pd.to_timedelta(frame["start"].dt.minute % wanted, unit="min")
    work = frame.assign(start=frame["start"] - past)
    weight = work["handled" if "handled" in work else "offered"]
    means = [name for name in _MEANS if name in work]
    for name in means:
        known = work[name].notna()
        work[f"{name} weight"] = weight.where(known, 0.0)
        work[name] = (work[name] * weight).where(known, 0.0)
    grouped = work.groupby(["queue", "start"], sort=True)
    sums = grouped.sum(numeric_only=True)
    for name in means:
        weights = sums.pop(f"{name} weight")
        sums[name] = np.where(weights > 0, sums[name] / weights.where(weights > 0, 1.0), np.nan)
    for name in _COUNTS:
        if name in work:
            sums[name] = grouped[name].sum(min_count=1)
    whole = grouped.size() == wanted // step
    columns = [name for name in frame.columns if name not in ("queue", "start")]
    notes = [f"{file}: intervals of {step} minutes were put together to {wanted}."]
    if not whole.all():
        notes.append(f"{int((~whole).sum()):,} longer intervals lack a part and were left out.")
    return sums.loc[whole, columns].reset_index(), tuple(notes)
