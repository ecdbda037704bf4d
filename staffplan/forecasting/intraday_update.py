"""The rest of the day and the days after, corrected by what has come so far."""

from __future__ import annotations

import math
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.domain.day_so_far import DaySoFar
from staffplan.forecasting.day_factor import CARRY, DayFactor
from staffplan.forecasting.matched import Matched, clumping, local_days, overridden
from staffplan.forecasting.negative_binomial import quantiles

Vector = NDArray[np.float64]

_QUANTILE: Final = re.compile(r"offered_p(\d\d(?:_\d+)?)")
_NEGLIGIBLE: Final = 0.01
"""Below this share of a day's deviation the days to come stay as they were forecast."""


@dataclass(frozen=True, slots=True)
class Updated:
    """A corrected forecast.

    Attributes
    ----------
    frame : all rows and columns of the forecast, `factor` (1 where nothing was corrected) and `actual`.
    queues : how the day runs, one a queue with actuals.
    notes : what was left as it was, in sentences.
    """

    frame: pd.DataFrame
    queues: tuple[DaySoFar, ...]
    notes: tuple[str, ...]


def update_forecast(
    forecast: pd.DataFrame,
    matched: Matched,
    now: pd.Timestamp,
    forecast_min: int,
    *,
    carry: float = CARRY,
    special: Collection[date] = (),
) -> Updated:
    """Correct the intervals that are not over by what has come.

    Each day of the actuals sharpens the belief in its factor; each night `carry` of the deviation is handed on. The
    rest of the day and the days after are multiplied by the factor, and their quantiles follow from what is left of
    its uncertainty. Intervals that are over, and those with a planner's own number, stay as they are.

    Parameters
    ----------
    forecast : FORECAST frame, with both columns of variation in every row.
    matched : its intervals with actuals, all over at `now`.
    now : intervals that end later are corrected; naive or zoned as the forecast.
    forecast_min : length of the forecast's intervals in minutes.
    carry : share of a day's deviation expected of the next, 0 to 1.
    special : days whose deviation says nothing about others, such as holidays.
    """
    days = local_days(forecast)
    queues = forecast["queue"].to_numpy()
    own = overridden(forecast)
    to_come = (forecast["start"] + pd.Timedelta(minutes=forecast_min) > now).to_numpy()
    columns = _columns(forecast)
    told, corrected = [], False
    for queue, seen in matched.frame.groupby("queue", sort=True):
        mine = np.flatnonzero(queues == queue)
        cv2_days = _cv2_by_day(columns["cv2_day"][mine], days[mine])
        factors = _factors(seen, cv2_days, matched.interval_min, carry, special)
        ahead = mine[(to_come & ~own)[mine]]
        before = columns["offered_mean"][ahead]
        for day, factor in factors.items():
            rows = ahead[days[ahead] == np.datetime64(day)]
            if len(rows):
                _correct(columns, rows, factor)
                corrected = True
        today = seen["day"].to_numpy().max().astype("datetime64[D]")
        rest, goes_on = days[ahead] == today, bool((days[ahead] == today + np.timedelta64(1, "D")).any())
        after = columns["offered_mean"][ahead[rest]]
        told.append(_day_so_far(str(queue), seen, factors, before[rest], after, goes_on=goes_on))
    frame = forecast.assign(**columns, actual=_actual(forecast, matched, forecast_min))
    kept = own & to_come & np.isin(queues, [day.queue for day in told])
    notes = [f"{int(kept.sum()):,} intervals have a planner's own number and were not changed."] if kept.any() else []
    if not corrected:
        notes.append("the forecast has no later interval that the actuals say anything about; nothing was changed.")
    return Updated(frame, tuple(told), tuple(notes))


def _columns(forecast: pd.DataFrame) -> dict[str, Vector]:
    """The columns that a correction changes, as arrays of their own; `factor` is 1 so far."""
    names = ["offered_mean", "cv2_interval", "cv2_day", *filter(_QUANTILE.fullmatch, forecast.columns)]
    columns = {name: forecast[name].to_numpy(dtype=np.float64, copy=True) for name in names}
    return columns | {"factor": np.ones(len(forecast))}


def _cv2_by_day(cv2: Vector, days: NDArray[np.datetime64]) -> dict[date, float]:
    """The variation of each day's factor: the mean of its rows."""
    different, place = np.unique(days, return_inverse=True)
    means = np.bincount(place, weights=cv2) / np.bincount(place)
    return dict(zip(different.tolist(), means.tolist(), strict=True))


def _factors(
    seen: pd.DataFrame, cv2_days: dict[date, float], interval_min: int, carry: float, special: Collection[date]
) -> dict[date, DayFactor]:
    """The factor of each day, from the first with actuals to the last that they say anything about."""
    seen_days = seen["day"].to_numpy().astype("datetime64[D]")
    by_day = {day.item(): seen[seen_days == day] for day in np.unique(seen_days)}
    first, last = min(by_day), max(by_day)
    reach = 0 if carry <= 0 or last in special else _reach(carry)
    end = min(last + timedelta(days=reach), max(cv2_days))
    cv2 = cv2_days[first]
    factor, found = DayFactor(1.0, cv2), {}
    day = first
    while day <= end:
        if day in by_day:
            rows = by_day[day]
            expected = rows["expected"].to_numpy()
            clumped = clumping(expected, rows["cv2_interval"].to_numpy(), interval_min)
            factor = factor.seen(float(rows["came"].sum()), float(expected.sum()), clumped)
        found[day] = factor
        following = day + timedelta(days=1)
        cv2_next = cv2_days.get(following, cv2)
        handed_on = DayFactor(1.0, cv2) if day in special else factor
        factor, cv2, day = handed_on.next_day(carry, cv2, cv2_next), cv2_next, following
    return found


def _reach(carry: float) -> int:
    """Days after which less than a hundredth of a deviation is left."""
    return 3660 if carry >= 1 else math.floor(math.log(_NEGLIGIBLE) / math.log(carry))


def _correct(columns: dict[str, Vector], rows: NDArray[np.int64], factor: DayFactor) -> None:
    """Multiply some rows of one day by its factor, and renew their variation and quantiles."""
    mean = columns["offered_mean"][rows] * factor.mean
    # an interval's rate is the day's factor times one of its own, which the actuals say nothing about
    alone = np.maximum((1.0 + columns["cv2_interval"][rows]) / (1.0 + columns["cv2_day"][rows]) - 1.0, 0.0)
    cv2 = (1.0 + factor.cv2) * (1.0 + alone) - 1.0
    names = sorted(filter(_QUANTILE.fullmatch, columns))
    levels = tuple(float(name.removeprefix("offered_p").replace("_", ".")) / 100 for name in names)
    for name, row in zip(names, quantiles(mean, cv2, levels), strict=True):
        columns[name][rows] = np.where(np.isnan(columns[name][rows]), np.nan, row)
    for name, new in (("offered_mean", mean), ("cv2_interval", cv2), ("cv2_day", factor.cv2), ("factor", factor.mean)):
        columns[name][rows] = new


def _day_so_far(
    queue: str, seen: pd.DataFrame, factors: dict[date, DayFactor], before: Vector, after: Vector, *, goes_on: bool
) -> DaySoFar:
    """Sums of the last day with actuals.

    `before` and `after` are what its rest was and is expected to bring; the forecast `goes_on` where the next day has
    intervals that are not over.
    """
    last = seen["day"].to_numpy().astype("datetime64[D]").max()
    day: date = last.item()
    today = seen[seen["day"] == last]
    following = factors.get(day + timedelta(days=1))
    return DaySoFar(
        queue=queue,
        day=day,
        expected=float(today["expected"].sum()),
        came=float(today["came"].sum()),
        factor=factors[day].mean,
        give_or_take=factors[day].cv2 ** 0.5,
        rest_before=float(before.sum()),
        rest_after=float(after.sum()),
        next_factor=math.nan if not goes_on else 1.0 if following is None else following.mean,
    )


def _actual(forecast: pd.DataFrame, matched: Matched, forecast_min: int) -> Vector:
    """What came in the intervals that are over; NaN elsewhere, and where the actuals are coarser than the forecast."""
    if matched.interval_min != forecast_min:
        return np.full(len(forecast), np.nan)
    both = forecast[["queue", "start"]].merge(
        matched.frame[["queue", "start", "came"]], on=["queue", "start"], how="left"
    )
    return both["came"].to_numpy(dtype=np.float64)
