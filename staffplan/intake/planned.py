"""Which forecast or requirement a planner hands in."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from staffplan.domain.centre import Centre
from staffplan.errors import DataError, Fault
from staffplan.intake.csv_file import Intake, take_table
from staffplan.intake.grid import grid_of
from staffplan.intake.names import known
from staffplan.intake.source import Source
from staffplan.tables import FORECAST, REQUIREMENT
from staffplan.tables.faults import raise_faults
from staffplan.tables.follow_up import UPDATED
from staffplan.tables.staffing import GROUPS, INVENTORY, PIECES

_FORECAST_OR_UPDATED = replace(UPDATED, name=FORECAST.name)
"""One that was corrected within the day is a forecast, too."""


@dataclass(frozen=True, slots=True)
class PlannedRead:
    """A frame by queue and interval, the length of its intervals in minutes, and what was taken for granted."""

    frame: pd.DataFrame
    interval_min: int
    notes: tuple[str, ...]


def read_forecast(source: Source, *, zone: str | None = None) -> PlannedRead:
    """The forecast in a FORECAST file; DataError with all its faults, rows off the grid among them."""
    intake = take_table(source, _FORECAST_OR_UPDATED, zone=zone)
    return _on_grid(replace(intake, frame=intake.frame.drop(columns=["factor", "actual"], errors="ignore")))


def read_requirement(source: Source, centre: Centre) -> PlannedRead:
    """The requirement in a REQUIREMENT file.

    Raises
    ------
    DataError with all its faults; also for queues the centre does not have and for another interval than the centre's.
    """
    intake = take_table(source, REQUIREMENT, zone=centre.zone)
    queues = frozenset(queue.name for queue in centre.queues)
    first_rows = (~intake.frame["queue"].duplicated()).to_numpy().nonzero()[0]
    judged = ((int(at), known(intake.frame["queue"].iloc[at], queues, "queue")) for at in first_rows)
    raise_faults([intake.place.fault(error, at, "queue") for at, error in judged if error is not None])
    read = _on_grid(intake)
    if len(read.notes) > len(intake.notes):  # too few rows to tell: then the centre's length it is
        return PlannedRead(read.frame, centre.interval_min, intake.notes)
    if read.interval_min != centre.interval_min:
        message = f"The requirement has intervals of {read.interval_min} minutes, the centre of {centre.interval_min}."
        raise DataError(Fault("data.interval_length", message, "use one length for both.", intake.place.file))
    return read


def read_inventory(source: Source, centre: Centre) -> pd.DataFrame:
    """The work that may wait in an INVENTORY file; DataError with all its faults."""
    return take_table(source, INVENTORY, zone=centre.zone).frame


def read_pieces(source: Source, centre: Centre) -> pd.DataFrame:
    """The pieces of service levels in a PIECES file; DataError with all its faults."""
    return take_table(source, PIECES, zone=centre.zone).frame


def read_groups(source: Source, centre: Centre) -> pd.DataFrame:
    """The groups of queues that share agents in a GROUPS file; DataError with all its faults."""
    return take_table(source, GROUPS, zone=centre.zone).frame


def _on_grid(intake: Intake) -> PlannedRead:
    step, notes = grid_of(intake.frame, intake.place)
    return PlannedRead(intake.frame, step, (*intake.notes, *notes))
