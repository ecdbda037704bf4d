"""Whether recent actuals still lie where their forecast said: by queue, with an alarm that noise seldom sets off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.domain.drift_alarm import DriftAlarm, DriftKind
from staffplan.forecasting.day_factor import CARRY
from staffplan.forecasting.level_shift import SHORTEST_RUN, DayTotals, LevelShift, level_shift
from staffplan.forecasting.outside import Cells, Outside, intervals_outside, outside

FALSE_ALARMS: Final = 0.05
"""Chance of an alarm in a run over all queues while every forecast is right."""
_FOR_LEVEL: Final = 0.8
"""Part of it that goes to the level, which costs most; the rest goes to the scatter."""


@dataclass(frozen=True, slots=True)
class Drift:
    """The table DRIFT, its alarms, and notes on what could not be judged."""

    frame: pd.DataFrame
    alarms: tuple[DriftAlarm, ...]
    notes: tuple[str, ...]


def drift(matched: pd.DataFrame, *, carry: float = CARRY, false_alarms: float = FALSE_ALARMS) -> Drift:
    """Hold recent days against their forecast.

    Each queue has two tests: `level_shift` on its days and `intervals_outside` on its intervals. The chances are
    those of the plainest of as many queues as there are (Šidák), so that the chance of any alarm stays `false_alarms`.

    Parameters
    ----------
    matched : `staffplan.forecasting.matched.Matched.frame` of the days to look at.
    carry : correlation of the day factors of neighbouring days.
    false_alarms : chance of an alarm while nothing has drifted, in (0, 1).
    """
    matched = matched[matched["expected"] > 0]
    queues = matched["queue"].nunique()
    rows, alarms, notes = [], [], []
    for queue, seen in matched.groupby("queue", sort=True):
        days = _day_totals(seen)
        level = level_shift(days, carry)
        cells = Cells(
            expected=_numbers_of(seen, "expected"),
            came=_numbers_of(seen, "came"),
            cv2_interval=_numbers_of(seen, "cv2_interval"),
            cv2_day=_numbers_of(seen, "cv2_day"),
            day=_days(seen),
        )
        scatter = intervals_outside(cells, carry)
        level_chance, scatter_chance = (1.0 - (1.0 - each.chance) ** queues for each in (level, scatter))
        dates = np.unique(seen["day"].to_numpy().astype("datetime64[D]"))
        found = []
        if level.since is not None and level_chance <= _FOR_LEVEL * false_alarms:
            found.append(DriftAlarm(str(queue), DriftKind.LEVEL, level.shift, dates[level.since].item(), level_chance))
        if scatter_chance <= (1.0 - _FOR_LEVEL) * false_alarms:
            found.append(DriftAlarm(str(queue), DriftKind.SCATTER, scatter.share, dates[0].item(), scatter_chance))
        rows.append(_row(str(queue), seen, days, (level, level_chance), (scatter, scatter_chance), found))
        alarms += found
        if level.since is None:
            notes.append(
                f"{queue}: fewer than {SHORTEST_RUN} days with actuals; whether its level has moved is not judged."
            )
    return Drift(pd.DataFrame(rows), tuple(alarms), tuple(notes))


def _days(seen: pd.DataFrame) -> NDArray[np.int64]:
    """The day of each row, counted from 1970."""
    return np.asarray(seen["day"].to_numpy().astype("datetime64[D]").astype(np.int64))


def _numbers_of(seen: pd.DataFrame, name: str) -> NDArray[np.float64]:
    return np.asarray(seen[name].to_numpy(dtype=np.float64))


def _day_totals(seen: pd.DataFrame) -> DayTotals:
    number, place = np.unique(_days(seen), return_inverse=True)
    expected, cv2_day = _numbers_of(seen, "expected"), _numbers_of(seen, "cv2_day")
    total = np.bincount(place, weights=expected)
    alone = np.maximum((1.0 + _numbers_of(seen, "cv2_interval")) / (1.0 + cv2_day) - 1.0, 0.0)
    return DayTotals(
        number=number,
        expected=total,
        came=np.bincount(place, weights=_numbers_of(seen, "came")),
        cv2_day=np.bincount(place, weights=cv2_day) / np.bincount(place),
        cv2_alone=np.bincount(place, weights=alone * expected**2) / total**2,
    )


def _row(
    queue: str,
    seen: pd.DataFrame,
    days: DayTotals,
    level: tuple[LevelShift, float],
    scatter: tuple[Outside, float],
    alarms: list[DriftAlarm],
) -> dict[str, object]:
    """A row of DRIFT; a finding stands beside the chance of it in as many queues as there are."""
    dates = days.number.astype("datetime64[D]").astype("datetime64[us]")
    found = level[0]
    return {
        "queue": queue,
        "first_day": dates[0],
        "last_day": dates[-1],
        "days": len(dates),
        "intervals": len(seen),
        "expected": float(days.expected.sum()),
        "came": float(days.came.sum()),
        "intervals_outside": scatter[0].share,
        "days_outside": float(outside(days.expected, days.came, days.cv2).mean()),
        "bias": found.bias,
        "bias_se": found.bias_se,
        "shift_since": pd.NaT if found.since is None else dates[found.since],
        "shift": np.nan if found.since is None else found.shift,
        "level_chance": np.nan if found.since is None else level[1],
        "scatter_chance": scatter[1],
        "alarm": " ".join(alarm.kind for alarm in alarms),
    }
