"""What a week requires: from the centre's history, or from a table that a planner hands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from staffplan.app.as_written import as_written
from staffplan.app.outlook import centre_outlook
from staffplan.app.period_targets import pieces_of
from staffplan.app.progress import Progress, silent
from staffplan.app.require import staffing_for
from staffplan.app.skill_groups import groups_of
from staffplan.app.week import first_week_in, last_day_in, week_to_plan
from staffplan.calendar.weeks import DAYS_PER_WEEK
from staffplan.domain.centre import Centre
from staffplan.errors import DataError, Fault
from staffplan.intake.planned import read_groups, read_inventory, read_pieces, read_requirement
from staffplan.staffing.requirement import table
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.views.inventory import INVENTORY_VIEW
from staffplan.staffing.views.view import Setting

if TYPE_CHECKING:
    from staffplan.config import Configuration


@dataclass(frozen=True)
class RequiredWeek:
    """What one week requires.

    Attributes
    ----------
    first_day : first date of the week.
    requirement : REQUIREMENT frame.
    forecast : FORECAST frame it was made from; None where the requirement was handed in.
    inventory : INVENTORY frame, where work that may wait is planned by its deadline; None: where it is laid.
    pieces : PIECES frame, where service levels over a day or a week are left to the plan; None: they are not.
    groups : GROUPS frame, where queues that share agents are counted together; None: each by itself.
    notes : what was assumed on the way.
    """

    first_day: date
    requirement: pd.DataFrame
    forecast: pd.DataFrame | None
    notes: tuple[str, ...]
    inventory: pd.DataFrame | None = None
    pieces: pd.DataFrame | None = None
    groups: pd.DataFrame | None = None


def required_week(
    configuration: Configuration,
    source: Path | BinaryIO | None = None,
    inventory: Path | BinaryIO | None = None,
    pieces: Path | BinaryIO | None = None,
    groups: Path | BinaryIO | None = None,
    *,
    named: str | None = None,
    as_of: date | None = None,
    weeks: int = 1,
    progress: Progress = silent,
) -> RequiredWeek:
    """The requirement of the week to plan, or of several from it.

    Parameters
    ----------
    source : a REQUIREMENT table; None: it is made from the centre's history.
    inventory : an INVENTORY table beside it: work that may be done at any time before its deadline; None: it is done
        where the requirement has it.
    pieces : a PIECES table beside it: service levels over a day or a week, left to the plan; None: the requirement's
        agents keep them.
    groups : a GROUPS table beside it: queues that share agents, counted together; None: each by itself.
    named : ``2026-W49`` or the week's first day. None: with a table, the week of its earliest interval; else the
        first week that starts at least 7 days after `as_of` (None: after the history's end).
    weeks : how many, from that week on.

    Raises
    ------
    DataError, UsageError, ConfigError with all faults of the step that found them.
    """
    if source is not None:
        week = _handed_in(configuration, source, named, weeks)
        return replace(
            week,
            notes=(*week.notes, *_laid(configuration, inventory is None, pieces is None, groups is None)),
            inventory=None if inventory is None else read_inventory(inventory, configuration.centre),
            pieces=None if pieces is None else read_pieces(pieces, configuration.centre),
            groups=None if groups is None else read_groups(groups, configuration.centre),
        )
    progress("forecasting")
    first_day, outlook = centre_outlook(configuration, weeks=weeks, named=named, as_of=as_of)
    progress("working out the requirement")
    staffing = staffing_for(outlook.frame, configuration)
    found = table(staffing)
    by_deadline = configuration.scheduling.waiting_work == "by_deadline"
    work = as_written(INVENTORY_VIEW.look(staffing, Setting()).frame) if by_deadline else None
    parts = _pieces(staffing, configuration)
    pooled = configuration.scheduling.skill_groups == "pooled"
    together = groups_of(staffing, configuration) if pooled else None
    notes = (*outlook.notes, *found.notes, *(() if together is None else together.notes))
    pools = None if together is None else as_written(together.frame)
    return RequiredWeek(first_day, as_written(found.frame), outlook.frame, notes, work, parts, pools)


def _handed_in(configuration: Configuration, source: Path | BinaryIO, named: str | None, weeks: int) -> RequiredWeek:
    centre = configuration.centre
    handed = read_requirement(source, centre)
    first_day = first_week_in(handed.frame, centre.week_start)
    last = last_day_in(handed.frame)
    if named is not None:
        first_day = week_to_plan(centre.week_start, named=named, as_of=None, history_end=last)
    end = first_day + timedelta(days=weeks * DAYS_PER_WEEK)
    days = handed.frame["start"].dt.date
    inside = (days >= first_day) & (days < end)
    if not inside.any():
        message = f"The requirement runs from {days.min()} to {last}; nothing is required in the week of {first_day}."
        hint = "name a week that the table holds with --week."
        raise DataError(Fault("data.outside_horizon", message, hint, str(getattr(source, "name", source))))
    notes = handed.notes
    if not inside.all():
        planned = f"that of {first_day} is" if weeks == 1 else f"those from {first_day} to before {end} are"
        notes = (*notes, f"The requirement also has other weeks; only {planned} planned.")
    week = handed.frame[inside].reset_index(drop=True)
    return RequiredWeek(first_day, week, None, (*notes, *_gaps(week, centre, first_day, weeks)))


def _pieces(staffing: Staffing, configuration: Configuration) -> pd.DataFrame | None:
    if configuration.scheduling.period_targets != "by_plan":
        return None
    parts = pieces_of(staffing)
    return None if parts is None else as_written(parts)


def _laid(configuration: Configuration, no_inventory: bool, no_pieces: bool, no_groups: bool) -> Iterator[str]:
    """A note where a configuration leaves more to the plan than the tables that were handed in do."""
    if configuration.scheduling.waiting_work == "by_deadline" and no_inventory:
        yield "Work that may wait is planned where the requirement has it, since no inventory was handed in."
    if configuration.scheduling.period_targets == "by_plan" and no_pieces:
        yield "Every interval is planned with the requirement's agents, since no pieces were handed in."
    if configuration.scheduling.skill_groups == "pooled" and no_groups:
        yield "Each queue is planned with the agents it needs alone, since no groups were handed in."


def _gaps(week: pd.DataFrame, centre: Centre, first_day: date, weeks: int) -> Iterator[str]:
    """A note where somebody may call while the queue is open and the table has no row."""
    horizon = centre.horizon(first_day, weeks * DAYS_PER_WEEK)
    for queue in centre.queues:
        stated = {horizon.slot(start) for start in week.loc[week["queue"] == queue.name, "start"]}
        absent = sorted(set(np.flatnonzero(queue.opening.mask(horizon)).tolist()) - stated)
        if queue.channel.is_live and absent:
            first = horizon.instant(absent[0]).astimezone(ZoneInfo(centre.zone))
            yield (
                f"{queue.name}: {len(absent)} open intervals have no row, the first {first.isoformat()}; "
                "nobody is planned there."
            )
