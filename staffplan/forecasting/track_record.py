"""How well each method would have forecast a history's last weeks: a back-test of all queues, as a table.

`track_record` tells the story; `staffplan.forecasting.rolling_origins` makes the forecasts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import SpecialDays
from staffplan.domain.method_choice import MethodChoice
from staffplan.errors import DataError, Fault
from staffplan.forecasting.accuracy import measures
from staffplan.forecasting.backtest import FEWEST_DAYS
from staffplan.forecasting.day_matrix import DayMatrix
from staffplan.forecasting.inherited_events import with_inherited_events
from staffplan.forecasting.judged_days import judged_days
from staffplan.forecasting.known_past import known_past
from staffplan.forecasting.method_choice import choose
from staffplan.forecasting.methods import Method
from staffplan.forecasting.rolling_origins import BASELINES, roll, weeks_to_judge
from staffplan.forecasting.settings import ForecastingSettings
from staffplan.forecasting.stated_volume import NOTHING_STATED, StatedVolume
from staffplan.units import WEEKDAYS

ALL_QUEUES: Final = "(all queues)"
_DEFAULT_SETTINGS: Final = ForecastingSettings()
_COLUMNS: Final = {"queue": ["queue"], "weekday": ["queue", "weekday"], "lead_week": ["queue", "lead_week"]}


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """What a back-test found.

    Attributes
    ----------
    frame : BACKTEST.
    first, last : days that were judged.
    choices : the method that each queue's weeks speak for, by name of the queue.
    overall : the method that all queues together speak for; None where no contacts came.
    baselines : names of the baselines among the methods.
    notes : what was left out, in sentences.
    """

    frame: pd.DataFrame
    first: date
    last: date
    choices: tuple[MethodChoice, ...]
    overall: MethodChoice | None
    baselines: tuple[str, ...]
    notes: tuple[str, ...]


def track_record(
    history: pd.DataFrame,
    methods: Sequence[Method],
    *,
    origins: int,
    lead_weeks: int,
    until: date | None = None,
    interval_min: int | None = None,
    opening: Mapping[str, OpeningHours] | None = None,
    special_days: SpecialDays | None = None,
    settings: ForecastingSettings = _DEFAULT_SETTINGS,
    stated: StatedVolume = NOTHING_STATED,
    progress: Callable[[str], None] = lambda _stage: None,
) -> TrackRecord:
    """Forecast the last weeks of every queue by every method, from the days before each, and judge the forecasts.

    Parameters
    ----------
    history : HISTORY frame, in any order; an absent interval is unknown, not zero.
    methods : to compare; the baselines come on top.
    origins : how many weeks to judge, at most; >= 1.
    lead_weeks : how many weeks ahead; each week is forecast from 1 to so many weeks away.
    until : rows of this day and later are not looked at; None: all are.
    opening : hours by queue; a queue not in it has its hours learnt at each origin.
    special_days : holidays and events; days of events are neither learnt from nor judged.
    settings : whether a yearly season and a trend are looked for, as in the forecast.
    stated : where queues come from; groups and seasons that are stated are left out of the comparison.
    progress : told the queue at work.

    Raises
    ------
    DataError where the history is empty, keeps no grid, or is too short for a single week.
    """
    past = known_past(history, until, interval_min, stated)
    special = with_inherited_events(special_days or SpecialDays(), stated, history, past.first_day.item())
    notes = list(past.notes)
    usable = [matrix for matrix in past.queues if weeks_to_judge(len(matrix.days), origins, lead_weeks) >= 1]
    if not usable:
        raise _too_short(past.queues, origins, lead_weeks)
    parts = []
    for matrix in usable:
        progress(f"forecasting {matrix.queue}")
        hours = (opening or {}).get(matrix.queue)
        rolled = roll(matrix, special, hours, methods, settings, origins=origins, lead_weeks=lead_weeks)
        parts.append(judged_days(rolled))
    notes += _shortened(past.queues, origins, lead_weeks)
    days = pd.concat(parts, ignore_index=True)
    names = [method.name for method in methods]
    found = [(matrix.queue, choose(part, names, matrix.queue)) for matrix, part in zip(usable, parts, strict=True)]
    notes += [f"{queue}: no contacts came in the weeks judged." for queue, choice in found if choice is None]
    return TrackRecord(
        frame=_table(days),
        first=days["day"].min().date(),
        last=days["day"].max().date(),
        choices=tuple(choice for _, choice in found if choice is not None),
        overall=choose(days, names, ""),
        baselines=tuple(method.name for method in BASELINES),
        notes=tuple(notes),
    )


def _too_short(queues: Sequence[DayMatrix], origins: int, lead_weeks: int) -> DataError:
    longest = max((len(matrix.days) for matrix in queues), default=0)
    missing = 1 - weeks_to_judge(longest, origins, lead_weeks)
    needed = FEWEST_DAYS // 7 + lead_weeks
    ahead = "a week" if lead_weeks == 1 else f"{lead_weeks} weeks"
    hint = "hand in a longer history" + (", or look less far ahead: --lead 1." if lead_weeks > 1 else ".")
    message = (
        f"A back-test {ahead} ahead takes {needed} weeks of history; this one has "
        f"{longest} {'day' if longest == 1 else 'days'}: "
        f"{missing} {'week is' if missing == 1 else 'weeks are'} missing."
    )
    return DataError(Fault("data.history_too_short", message, hint, path="start"))


def _shortened(queues: Sequence[DayMatrix], origins: int, lead_weeks: int) -> list[str]:
    """What is said of queues with fewer weeks to judge than were asked for."""
    notes = []
    for matrix in queues:
        judged = weeks_to_judge(len(matrix.days), origins, lead_weeks)
        if judged < 1:
            notes.append(f"{matrix.queue}: its history of {len(matrix.days)} days is too short; not judged.")
        elif judged < origins:
            notes.append(f"{matrix.queue}: its history allows for {judged} of {origins} weeks.")
    return notes


def _table(days: pd.DataFrame) -> pd.DataFrame:
    """BACKTEST: everything together first, then by queue, weekday and lead week."""
    together = days.assign(queue=ALL_QUEUES)
    frames = [measures(together, ["queue", "method"]).assign(level="all")]
    for level, columns in _COLUMNS.items():
        part = days if level == "queue" else pd.concat([together, days], ignore_index=True)
        frames.append(measures(part, [*columns, "method"]).assign(level=level))
    frame = pd.concat(frames, ignore_index=True)
    frame["weekday"] = pd.Series(["" if np.isnan(day) else WEEKDAYS[int(day)] for day in frame["weekday"]], dtype="str")
    return frame
