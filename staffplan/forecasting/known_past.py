"""Which past is known of each queue on the day from which its weeks are forecast."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from staffplan.errors import DataError, Fault
from staffplan.forecasting.day_matrix import DayMatrix, day_matrices
from staffplan.forecasting.queue_mapping import mapped
from staffplan.forecasting.repeat_calls import first_attempts
from staffplan.forecasting.stated_volume import StatedVolume
from staffplan.forecasting.wall_clock import as_day

_ENDED_DAYS = 28
_FAR_DAYS = 56


@dataclass(frozen=True, slots=True)
class KnownPast:
    """What there is to forecast from.

    Attributes
    ----------
    queues : those with rows of late, each from its first row on, in order of name.
    new : queues without such rows whose season is stated.
    first_day : the first day to forecast.
    interval_min : length of a slot in minutes.
    notes : what was assumed or left out, in sentences.
    """

    queues: tuple[DayMatrix, ...]
    new: tuple[str, ...]
    first_day: np.datetime64
    interval_min: int
    notes: tuple[str, ...]


def known_past(
    history: pd.DataFrame, horizon_start: date | None, interval_min: int | None, stated: StatedVolume
) -> KnownPast:
    """The history by queue and day, up to the day before `horizon_start`.

    Parameters and faults as of `staffplan.forecasting.outlook.weeks_ahead`. Slots are as long as the history's
    intervals where these are longer than `interval_min`.
    """
    if history.empty and stated.seasons and horizon_start is not None and interval_min is not None:
        return KnownPast((), tuple(sorted(stated.seasons)), as_day(horizon_start), interval_min, ())
    attempts, notes = first_attempts(history, stated.retry_shares)
    matrices, first_day = _until(day_matrices(attempts, interval_min), horizon_start)
    told, slot_min = list(notes), matrices[0].interval_min
    last = matrices[0].days[-1]
    if horizon_start is not None and (first_day - last).astype(np.int64) > _FAR_DAYS:
        told.append(f"the history ends on {last}, long before the first day forecast.")
    matrices, notes = mapped(matrices, stated)
    alive, ended = _alive(matrices)
    told += notes
    told += [
        f"{matrix.queue}: no rows in the last four weeks of the history; "
        + ("only its stated seasonality counts." if matrix.queue in stated.seasons else "not forecast.")
        for matrix in ended
    ]
    new = tuple(sorted(set(stated.seasons) - {matrix.queue for matrix in alive}))
    if not (alive or new):
        raise DataError(Fault("data.empty", f"The history has no contacts known before {first_day}."))
    return KnownPast(tuple(alive), new, first_day, slot_min, tuple(told))


def _until(matrices: tuple[DayMatrix, ...], horizon_start: date | None) -> tuple[tuple[DayMatrix, ...], np.datetime64]:
    """The history before the first day to forecast, and that day."""
    if horizon_start is None:
        return matrices, matrices[0].days[-1] + np.timedelta64(1, "D")
    first_day = as_day(horizon_start)
    known = int((matrices[0].days < first_day).sum())
    if known == 0:
        fault = Fault(
            "data.history_after_start",
            f"The history starts on {matrices[0].days[0]}; nothing is known before {first_day}.",
            f"forecast from a day after {matrices[0].days[0]}.",
        )
        raise DataError(fault)
    return tuple(matrix.part(0, known) for matrix in matrices), first_day


def _alive(matrices: tuple[DayMatrix, ...]) -> tuple[list[DayMatrix], list[DayMatrix]]:
    """Queues with rows of late, each from its first row on, and queues that have ended."""
    alive, ended = [], []
    for matrix in matrices:
        seen = np.flatnonzero(matrix.seen)
        if len(seen) and len(matrix.days) - seen[-1] <= _ENDED_DAYS:
            alive.append(matrix.part(int(seen[0]), len(matrix.days)))
        else:
            ended.append(matrix)
    return alive, ended
