"""Is a roster lawful, what does it cost, what does it cover: ``staffplan.audit``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pandas as pd

from staffplan.app.centre import load_centre
from staffplan.app.period_targets import fitting_pieces
from staffplan.app.previous import previous_duties
from staffplan.app.skill_groups import fitting_groups
from staffplan.app.waiting_work import fitting_inventory
from staffplan.auditing import AuditReport, examine
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Roster
from staffplan.errors import DataError, Fault
from staffplan.export.csv_text import csv_text
from staffplan.intake.planned import read_groups, read_inventory, read_pieces, read_requirement
from staffplan.intake.roster import read_roster
from staffplan.intake.source import Source, source_name
from staffplan.tables.contract import Table
from staffplan.tables.frames import check_frame
from staffplan.tables.requirement import REQUIREMENT
from staffplan.tables.roster import ROSTER
from staffplan.tables.staffing import GROUPS, INVENTORY, PIECES

if TYPE_CHECKING:
    from staffplan.config import Configuration


def audit(
    roster: Roster | pd.DataFrame | PathLike[str] | str | BinaryIO,
    configuration: Configuration | Path | str,
    requirement: pd.DataFrame | PathLike[str] | str | BinaryIO | None = None,
    *,
    inventory: pd.DataFrame | PathLike[str] | str | BinaryIO | None = None,
    pieces: pd.DataFrame | PathLike[str] | str | BinaryIO | None = None,
    groups: pd.DataFrame | PathLike[str] | str | BinaryIO | None = None,
    first_day: date | None = None,
    previous: Roster | Path | str | BinaryIO | None = None,
) -> AuditReport:
    """Check a roster against every rule of a configuration, and recompute its hours, its cost and its cover.

    Parameters
    ----------
    roster : a ROSTER frame or file, or the roster as nouns.
    configuration : a loaded configuration with its people, or its folder or centre.yaml.
    requirement : a REQUIREMENT frame or file; None: cover is not judged.
    inventory : an INVENTORY frame or file, for work that was planned by its deadline; only with a requirement.
    pieces : a PIECES frame or file, for service levels over a day or a week that were left to the plan; only with a
        requirement.
    groups : a GROUPS frame or file, for queues that were counted together; only with a requirement.
    first_day : first date of the week that the roster is for; None: of the week of its earliest duty.
    previous : the roster of the week before, or its file: rests, runs of days, seats and cover are judged across the
        border; None: as if nobody had worked before.

    Returns
    -------
    Breaches, cost, cover and hours. A roster that breaks rules is no error: look at ``breaches``.

    Raises
    ------
    ConfigError, DataError : what was handed in cannot be judged; every fault is listed.
    """
    loaded = load_centre(Path(configuration)) if isinstance(configuration, str | Path) else configuration
    centre = loaded.centre
    judged = roster if isinstance(roster, Roster) else _read_roster(roster, centre, first_day)
    wanted = None if requirement is None else _read_requirement(requirement, centre, judged)
    tail = () if previous is None else previous_duties(previous, centre, judged.first_day).duties
    work = parts = together = None
    if inventory is not None and wanted is not None:
        work = _read(inventory, INVENTORY, centre, lambda file: read_inventory(file, centre))
        work = fitting_inventory(work, wanted, loaded, judged.first_day)
    if pieces is not None and wanted is not None:
        parts = _read(pieces, PIECES, centre, lambda file: read_pieces(file, centre))
        parts = fitting_pieces(parts, work, loaded, judged.first_day)
    if groups is not None and wanted is not None:
        others = work is not None or parts is not None
        together = _read(groups, GROUPS, centre, lambda file: read_groups(file, centre))
        together = fitting_groups(together, wanted, others, loaded, judged.first_day)
    return examine(judged, centre, loaded.rules, wanted, tail=tail, inventory=work, pieces=parts, groups=together)


def _read_roster(source: pd.DataFrame | Source, centre: Centre, first_day: date | None) -> Roster:
    return _read(source, ROSTER, centre, lambda file: read_roster(file, centre, first_day=first_day))


def _read_requirement(source: pd.DataFrame | Source, centre: Centre, roster: Roster) -> pd.DataFrame:
    """The requirement; DataError where nothing of it lies in the roster's days, since nothing could be compared."""
    frame = _read(source, REQUIREMENT, centre, lambda file: read_requirement(file, centre).frame)
    days = frame["start"].dt.date
    if not ((days >= roster.first_day) & (days <= roster.last_day)).any():
        name = _frame_name(REQUIREMENT) if isinstance(source, pd.DataFrame) else source_name(source)
        message = f"The requirement says nothing of {roster.first_day} to {roster.last_day}, the roster's days."
        hint = f"audit it against the requirement of the week of {roster.first_day}."
        raise DataError(Fault("data.outside_horizon", message, hint, name))
    return frame


def _read[T](source: pd.DataFrame | Source, table: Table, centre: Centre, read: Callable[[Source], T]) -> T:
    """Read a table from a file, or from a frame by way of the file it would be, so that both are judged alike."""
    if not isinstance(source, pd.DataFrame):
        return read(source)
    text = csv_text(check_frame(source, table, zone=centre.zone), table)
    try:
        return read(BytesIO(text.encode()))
    except DataError as error:
        raise DataError(*(replace(fault, file=_frame_name(table), line=None) for fault in error.faults)) from None


def _frame_name(table: Table) -> str:
    return f"the {table.name.lower()} frame"
