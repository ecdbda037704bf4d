"""How many agents each queue needs in each interval of a forecast."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from staffplan.domain.queue import Queue
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.settings import PlanFor, Rounding
from staffplan.staffing.staffed import StaffedQueue, Staffing, staffed
from staffplan.staffing.streams import streams
from staffplan.tables.requirement import REQUIREMENT


@dataclass(frozen=True, slots=True)
class Requirement:
    """Agents needed, and what had to be assumed.

    Attributes
    ----------
    frame : the table REQUIREMENT, sorted by queue and start: a row for each row of the forecast, and for each further
        open interval of its days in which agents are needed (deferred work, campaigns, floors).
    notes : assumptions made and contacts not covered, in sentences.
    """

    frame: pd.DataFrame
    notes: tuple[str, ...]


def requirement(
    forecast: pd.DataFrame,
    queues: Mapping[str, Queue],
    *,
    interval_min: int,
    plan_for: PlanFor = "mean",
    rounding: Rounding = Rounding.UP,
    week_start: int = 0,
) -> Requirement:
    """Agents at work that each queue needs, net: shrinkage is not in it.

    What is lost to shrinkage, what home or site do to handle time and how proficient people are is known only once
    the plan says who works where; it enters there, as the cover that one rostered agent gives.

    Parameters
    ----------
    forecast : the table FORECAST, as reading or `check_frame` gives it, with naive or zoned starts; `queue`, `start`
        and `offered_mean` are enough.
    queues : the centre's queues by name. Those that the forecast does not name need agents, too, where they have a
        daily quota, a backlog or a floor, or where others transfer to them.
    interval_min : length of the forecast's intervals in minutes, a divisor of 60.
    plan_for : the volume to staff: the forecast's mean, or one of its quantiles.
    rounding : what becomes of the fractions of agents that live contacts need.
    week_start : weekday on which weeks begin (Monday is 0), for targets over a week.

    Raises
    ------
    DataError : the forecast is empty, names an unknown queue, or has a start off the grid, a handle time of 0 or no
        volume of the kind to plan for.
    UsageError : a target that no number of agents reaches.
    """
    arriving = streams(forecast, queues, interval_min=interval_min, plan_for=plan_for, week_start=week_start)
    return table(staffed(arriving, rounding=rounding))


def table(found: Staffing) -> Requirement:
    """Staffed queues as the table REQUIREMENT."""
    frame = pd.concat([_rows(queue, found.grid) for queue in found.queues], ignore_index=True)
    return Requirement(frame.astype({"queue": "str", "binding_target": "str"}), found.notes)


def _rows(staffed_queue: StaffedQueue, grid: IntervalGrid) -> pd.DataFrame:
    mean, load = staffed_queue.mean, staffed_queue.workload.load
    shown = np.flatnonzero(~np.isnan(mean) | (staffed_queue.agents > 0))
    expected = staffed_queue.expected
    columns = {
        "queue": np.repeat(staffed_queue.queue.name, shown.size),
        "start": grid.starts(shown),
        "offered_mean": mean[shown],
        "aht_s": staffed_queue.workload.aht_s[shown],
        "load_erlangs": np.where(np.isnan(mean) & (load == 0), np.nan, load)[shown],
        "agents": staffed_queue.agents[shown],
        "movable": staffed_queue.movable[shown],
        "binding_target": staffed_queue.binding[shown],
        "service_level": expected.service_level[shown],
        "asa_s": np.where(np.isfinite(expected.asa_s), expected.asa_s, np.nan)[shown],
        "occupancy": staffed_queue.occupancy[shown],
        "abandonment": expected.abandonment[shown],
    }
    return pd.DataFrame(columns)[list(REQUIREMENT.names)]
