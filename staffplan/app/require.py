"""From a forecast to the agents it needs: ``staffplan.require``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from staffplan.domain.queue import Queue
from staffplan.domain.service_goal import Counted, ServiceGoal
from staffplan.errors import DataError, Fault, UsageError
from staffplan.staffing.assumed import (
    ASSUMED_AHT_S,
    ASSUMED_GOAL,
    assumed_queue,
    assumptions,
    refuse_unsound,
)
from staffplan.staffing.requirement import table
from staffplan.staffing.settings import StaffingSettings
from staffplan.staffing.staffed import Staffing, staffed
from staffplan.staffing.streams import streams
from staffplan.tables.forecast import FORECAST
from staffplan.tables.frames import check_frame

if TYPE_CHECKING:
    from staffplan.config import Configuration


@dataclass(frozen=True, slots=True)
class _Terms:
    """What a requirement is made under."""

    queues: Mapping[str, Queue]
    zone: str | None
    interval_min: int | None
    settings: StaffingSettings = field(default_factory=StaffingSettings)
    week_start: int = 0
    notes: tuple[str, ...] = ()


def require(
    forecast: pd.DataFrame,
    queues: Configuration | Mapping[str, Queue] | Path | str | None = None,
    *,
    aht_s: float | None = None,
    service_level: float | None = 0.8,
    threshold_s: float = 20.0,
    asa_s: float | None = None,
    max_occupancy: float | None = None,
    max_waiting: float | None = None,
    patience_s: float | None = None,
    max_abandonment: float | None = None,
    counted: str = Counted.SERVED_OF_OFFERED,
    confidence: float | None = None,
    interval_min: int | None = None,
) -> pd.DataFrame:
    """Agents at work that a forecast needs, queue by queue and interval by interval.

    Parameters
    ----------
    forecast : FORECAST frame; `queue`, `start` and `offered_mean` are enough. A naive `start` stays naive; a zoned
        one is put on the centre's clock where a configuration says which that is.
    queues : a configuration (loaded, or its folder or centre.yaml), or queues by name. None: every queue is a
        telephone queue, open whenever its forecast has contacts, under the targets given here.
    aht_s : mean handle time in seconds where the forecast gives none; None: the queue's own, or 300 without `queues`.
    service_level, threshold_s : share to be answered within so many seconds; only without `queues`.
    asa_s : highest average speed of answer in seconds; only without `queues`.
    max_occupancy, max_waiting : highest share of time that agents are busy, highest chance of waiting; only without
        `queues`.
    patience_s, max_abandonment : mean time after which a caller hangs up (Erlang A), and the highest share that may:
        both or neither; only without `queues`.
    counted : which of the four service levels is meant where callers hang up, a value of `Counted`.
    confidence : chance with which the targets hold, whatever the volume turns out to be; the forecast has to tell how
        uncertain it is.
    interval_min : length of an interval in minutes; None: learnt from the starts.

    Returns
    -------
    REQUIREMENT frame: `agents` is net, before shrinkage. What was assumed stands in ``.attrs["notes"]``.

    Raises
    ------
    DataError : the forecast cannot be staffed; every fault is listed.
    UsageError : a target that no number of agents reaches, or targets given beside `queues`, which have their own.
    """
    goal = ServiceGoal(
        service_level,
        threshold_s,
        asa_s,
        max_occupancy,
        max_waiting=max_waiting,
        max_abandonment=max_abandonment,
        counted=_counted(counted),
        confidence=confidence,
    )
    rows = check_frame(forecast, FORECAST)
    found = table(staffing_for(rows, queues, aht_s=aht_s, goal=goal, patience_s=patience_s, interval_min=interval_min))
    found.frame.attrs["notes"] = list(found.notes)
    return found.frame


def staffing_for(
    forecast: pd.DataFrame,
    queues: Configuration | Mapping[str, Queue] | Path | str | None = None,
    *,
    aht_s: float | None = None,
    goal: ServiceGoal = ASSUMED_GOAL,
    patience_s: float | None = None,
    interval_min: int | None = None,
    fractions: bool = False,
) -> Staffing:
    """Like `require`, queue by queue, with all that explains the numbers.

    Parameters
    ----------
    forecast : a FORECAST frame that keeps its contract: as read, made or checked, since checking a year takes a while.
    goal : the targets, as one value; only without `queues`.
    fractions : whether the steps tell the fraction of an agent before rounding, which takes longer.
    """
    if aht_s is not None and not 0 < aht_s < np.inf:
        raise UsageError(Fault("usage.handle_time", f"{aht_s:g} s is no handle time.", "seconds above 0."))
    terms = _terms(queues, forecast, aht_s, goal, patience_s)
    rows = forecast
    if terms.zone is not None and rows["start"].dt.tz is not None:
        rows = rows.assign(start=rows["start"].dt.tz_convert(terms.zone))
    if aht_s is not None:
        rows = rows.assign(aht_s=rows["aht_s"].fillna(aht_s) if "aht_s" in rows else aht_s)
    arriving = streams(
        rows,
        terms.queues,
        interval_min=interval_min or learnt_interval(rows["start"], terms.interval_min),
        plan_for=terms.settings.plan_for,
        week_start=terms.week_start,
    )
    found = staffed(arriving, rounding=terms.settings.rounding, fractions=fractions)
    return replace(found, notes=(*terms.notes, *found.notes))


def _counted(name: str) -> Counted:
    try:
        return Counted(name)
    except ValueError:
        message = f"{name!r} is no service level."
        raise UsageError(Fault("usage.counted", message, f"one of {', '.join(Counted)}.")) from None


def learnt_interval(starts: pd.Series, default: int | None = None) -> int:
    """Length in minutes of the intervals that start at `starts`: the largest that fits all the steps between them.

    `default` is taken where there are fewer than two different starts. Raises DataError where nothing divides an hour.
    """
    minutes = (starts - starts.min()).drop_duplicates() / pd.Timedelta(minutes=1)
    step = int(np.gcd.reduce(minutes.to_numpy(np.float64).astype(np.int64))) if len(minutes) else 0
    if step == 0 and default is not None:
        return default
    if step == 0 or 60 % step or (minutes % 1 != 0).any():
        what = "one start only" if step == 0 else f"starts {step} minutes apart"
        raise DataError(
            Fault(
                "data.unknown_interval",
                f"The forecast has {what}: how long an interval is cannot be learnt from that.",
                "intervals of 15, 30 or 60 minutes without gaps, or state the interval.",
                path="start",
            )
        )
    return step


def _terms(
    queues: Configuration | Mapping[str, Queue] | Path | str | None,
    rows: pd.DataFrame,
    aht_s: float | None,
    goal: ServiceGoal,
    patience_s: float | None,
) -> _Terms:
    if queues is None:
        refuse_unsound(goal, patience_s)
        names = rows["queue"].unique()
        assumed = {name: assumed_queue(name, aht_s or ASSUMED_AHT_S, goal, patience_s) for name in names}
        return _Terms(assumed, None, None, notes=(assumptions(goal, patience_s),))
    if goal != ASSUMED_GOAL or patience_s is not None:
        message = "The queues have targets of their own; others cannot be given beside them."
        raise UsageError(Fault("usage.two_goals", message, "change the goal of the queues, or leave the queues out."))
    if isinstance(queues, Mapping):
        return _Terms(queues, None, None)
    loaded = _loaded(Path(queues)) if isinstance(queues, str | Path) else queues
    centre = loaded.centre
    by_name = {queue.name: queue for queue in centre.queues}
    return _Terms(by_name, centre.zone, centre.interval_min, loaded.staffing, centre.week_start)


def _loaded(path: Path) -> Configuration:
    # Only here: a requirement without a configuration needs nothing that reads one.
    from staffplan.config import load

    return load(path)
