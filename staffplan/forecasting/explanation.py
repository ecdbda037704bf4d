"""How a day's number of contacts came about, and what of it falls on one interval."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.domain.explanation import Explained, ForecastExplanation, IntervalForecast
from staffplan.errors import DataError, Fault
from staffplan.forecasting.outlook import Outlook
from staffplan.forecasting.stage import EXPECTED, Stage, after_all
from staffplan.forecasting.wall_clock import Days, as_day, wall_days_and_minutes
from staffplan.units import MINUTES_PER_DAY, WEEKDAYS

_ALIKE = 1e-9
_WEEK = 7


def explain(outlook: Outlook, queue: str, day: date, start: datetime | None = None) -> ForecastExplanation:
    """Take the forecast of one queue's day apart, and of an interval in it.

    Parameters
    ----------
    start : of the interval; without an offset it is on the forecast's clock; None for the day alone.

    Returns
    -------
    Steps whose last level is the day's total, and the interval as its share of it.

    Raises
    ------
    DataError : the queue is not forecast, or not on that day or at that time.
    """
    assert outlook.told is not None
    days, stages = outlook.told.days, outlook.told.stages
    if queue not in stages:
        hint = f"one of {', '.join(stages)}."
        raise DataError(Fault("data.unknown_queue", f"No queue {queue!r} is forecast.", hint, path="--explain"))
    if not days[0] <= as_day(day) <= days[-1]:
        raise _outside(f"{day} is not forecast.", f"a day from {days[0]} to {days[-1]}.")
    rows = outlook.frame[outlook.frame["queue"] == queue]
    row_day, minute = wall_days_and_minutes(rows["start"])
    here = row_day == as_day(day)
    steps = tuple(_steps(stages[queue], days, row_day, minute, day)) if here.any() else ()
    found = rows[here]
    total = float(found["offered_mean"].sum())
    interval = None if start is None else _interval(found, start, total)
    return ForecastExplanation(queue, day, total, steps, interval, _words(found), _sentence(queue, day, total, found))


def _outside(message: str, hint: str) -> DataError:
    return DataError(Fault("data.outside_horizon", message, hint, path="--explain"))


def _steps(
    stages: tuple[Stage, ...], days: Days, row_day: Days, minute: NDArray[np.int64], day: date
) -> Iterator[Explained]:
    """Level, weekday, then each stage that changes the day's total."""
    number = int((as_day(day) - days[0]).astype(np.int64))
    slots = after_all(stages[:1]).shape[1]
    slot, at = minute * slots // MINUTES_PER_DAY, (row_day - days[0]).astype(np.int64)

    def total(rates: NDArray[np.float64], of: int) -> float:
        return float(rates[of, slot[at == of]].sum())

    rates = after_all(stages[:1])
    level = total(rates, number)
    if stages[0].name == EXPECTED:
        week = [one for one in range(number - number % _WEEK, number - number % _WEEK + _WEEK) if (at == one).any()]
        mean = float(np.mean([total(rates, one) for one in week]))
        yield Explained("level", mean, mean, "mean of the week's open days")
        yield Explained("weekday", level, level - mean, f"{WEEKDAYS[day.weekday()]}{_times(level, mean)}")
    else:
        yield Explained(stages[0].name, level, level, stages[0].reason(number))
    for stage in stages[1:]:
        rates, before = stage.after(rates), level
        level = total(rates, number)
        if abs(level - before) > _ALIKE * max(before, 1.0) or (stage.name == "override" and stage.reason(number)):
            why = ", ".join(part for part in (stage.reason(number), _times(level, before).strip(" ,")) if part)
            yield Explained(stage.name, level, level - before, why)


def _times(level: float, before: float) -> str:
    return f", x {level / before:.3f}" if before > 0 else ""


def _interval(found: pd.DataFrame, start: datetime, total: float) -> IntervalForecast:
    """The interval that starts at `start`, as a share of its day."""
    wanted = pd.Timestamp(start)
    starts = found["start"]
    if wanted.tz is not None and starts.dt.tz is None:
        raise _outside("The forecast's clock has no offset.", "leave the offset out.")
    hits = starts.dt.tz_localize(None) == wanted if wanted.tz is None else starts == wanted
    if not hits.any():
        message = f"The queue has no open interval that starts at {start.isoformat(sep=' ', timespec='minutes')}."
        hint = (
            "the queue is closed that day; a day on which it is open."
            if found.empty
            else f"from {starts.iloc[0].isoformat()} to {starts.iloc[-1].isoformat()}."
        )
        raise _outside(message, hint)
    if hits.sum() > 1:
        twice = " or ".join(one.isoformat() for one in starts[hits])
        message = f"{start.isoformat(sep=' ')} comes twice on the day on which the clock is put back."
        raise DataError(Fault("data.ambiguous_start", message, f"say which is meant: {twice}.", path="--explain"))
    row = found[hits].iloc[0]
    mean = float(row["offered_mean"])
    quantiles = {
        name.removeprefix("offered_"): float(row[name]) for name in found.columns if name.startswith("offered_p")
    }
    aht_s = None if pd.isna(row["aht_s"]) else float(row["aht_s"])
    return IntervalForecast(row["start"], mean / total if total > 0 else 0.0, mean, quantiles, aht_s)


def _words(found: pd.DataFrame) -> tuple[str, ...]:
    """The planner's reasons on that day."""
    return tuple(sorted(set(found["override"]) - {""})) if "override" in found else ()


def _sentence(queue: str, day: date, total: float, found: pd.DataFrame) -> str:
    when = f"{queue}, {WEEKDAYS[day.weekday()]} {day}"
    if found.empty:
        return f"{when}: closed, no contacts are expected."
    return f"{when}: {total:,.1f} contacts expected in {len(found)} intervals."
