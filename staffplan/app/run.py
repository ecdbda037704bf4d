"""The whole way for one week: from call history to a published, audited roster."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from staffplan.app.fallback import fallback
from staffplan.app.previous import NO_ROSTER, published_before
from staffplan.app.progress import Progress, silent
from staffplan.app.required import RequiredWeek, required_week
from staffplan.app.schedule import Schedule, schedule
from staffplan.calendar.weeks import weeks_label
from staffplan.domain.week_summary import WeekSummary
from staffplan.errors import DataError, Fault
from staffplan.export.csv_text import csv_text
from staffplan.export.summary_json import summary_text
from staffplan.store.folder import publish
from staffplan.store.lock import locked
from staffplan.store.manifest import describe
from staffplan.tables.forecast import FORECAST
from staffplan.tables.requirement import COVERAGE, REQUIREMENT
from staffplan.tables.roster import HOURS_SUMMARY, ROSTER
from staffplan.tables.staffing import GROUPS, INVENTORY, PIECES

if TYPE_CHECKING:
    from staffplan.config import Configuration


@dataclass(frozen=True)
class Run:
    """A published week."""

    folder: Path
    required: RequiredWeek
    schedule: Schedule


def run(
    configuration: Configuration,
    output: Path,
    *,
    history: Path | None = None,
    named: str | None = None,
    as_of: date | None = None,
    weeks: int = 1,
    previous: str | None = None,
    progress: Progress = silent,
) -> Run:
    """Forecast, require, schedule and audit a week, or several, and publish it as a folder of `output`.

    The folder, such as ``2026-W49`` or ``2026-W49_to_2026-W52``, takes the place of an earlier one as a whole, after
    everything has succeeded; until then nothing of an earlier run changes. `output` is locked meanwhile.

    Parameters
    ----------
    history : a HISTORY table in place of the one that the configuration names, if any.
    named, as_of : which week; see `staffplan.app.week.week_to_plan`.
    weeks : how many weeks from there, 1 to 8.
    previous : the ROSTER file of the week before, or ``none``; None: the one that `output` holds for it, if any.

    Raises
    ------
    StaffplanError of the stage that fails: LockedError, DataError, InfeasibleError, SolverError, OutputError, ...
    """
    if history is not None:
        _refuse_stream(history)
        configuration = replace(configuration, history_path=history)
    with locked(output):
        required = required_week(configuration, named=named, as_of=as_of, weeks=weeks, progress=progress)
        before = _before(previous, output, required.first_day)
        followed = (f"The plan follows the roster of {before.parent.name}.",) if before and not previous else ()

        def files(made: Schedule) -> dict[str, str]:
            return _files(required, _noted(made, (*required.notes, *followed)))

        def manifest(made: Schedule) -> dict[str, object]:
            return _manifest(configuration, made.summary, before)

        with fallback(output, files, manifest) as keep:
            made = schedule(
                required.requirement,
                configuration,
                inventory=required.inventory,
                pieces=required.pieces,
                groups=required.groups,
                first_day=required.first_day,
                weeks=weeks,
                previous=before,
                progress=progress,
                on_plan=keep,
            )
            progress("publishing")
            folder = publish(output, weeks_label(required.first_day, weeks), files(made), manifest(made))
    return Run(folder, required, _noted(made, (*required.notes, *followed)))


def _noted(made: Schedule, notes: Sequence[str]) -> Schedule:
    """The schedule with the notes of the steps before in front of its own."""
    return replace(made, summary=replace(made.summary, notes=(*notes, *made.summary.notes)))


def _before(previous: str | None, output: Path, first_day: date) -> Path | None:
    """The file of the roster of the week before: the one named, or the one published."""
    if previous == NO_ROSTER:
        return None
    return published_before(output, first_day) if previous is None else Path(previous)


def _refuse_stream(history: Path) -> None:
    """Raise DataError for a history that can be read once only: the manifest's hash would be that of nothing."""
    if history.exists() and not history.is_file():
        message = "A run reads its history again for the manifest, and this is no file that can be read twice."
        raise DataError(Fault("data.not_a_file", message, "save it to a file first.", str(history)))


def _files(required: RequiredWeek, made: Schedule) -> dict[str, str]:
    assert required.forecast is not None
    work = {} if required.inventory is None else {"inventory.csv": csv_text(required.inventory, INVENTORY)}
    together = {} if required.groups is None else {"groups.csv": csv_text(required.groups, GROUPS)}
    parts = {} if required.pieces is None else {"pieces.csv": csv_text(required.pieces, PIECES)}
    return {
        **work,
        **parts,
        **together,
        "forecast.csv": csv_text(required.forecast, FORECAST),
        "requirement.csv": csv_text(required.requirement, REQUIREMENT),
        "roster.csv": csv_text(made.roster, ROSTER),
        "hours_summary.csv": csv_text(made.hours, HOURS_SUMMARY),
        "coverage.csv": csv_text(made.coverage, COVERAGE),
        "summary.json": summary_text(made.summary),
    }


def _manifest(configuration: Configuration, summary: WeekSummary, before: Path | None) -> dict[str, object]:
    ended = {
        "by": summary.ended_by,
        "objective": round(summary.objective, 2),
        "bound": round(summary.bound, 2),
        "gap": round(summary.gap, 6),
    }
    return describe(inputs=_inputs(configuration, before), seed=configuration.scheduling.seed, ended=ended)


def _inputs(configuration: Configuration, before: Path | None) -> Mapping[str, Path]:
    """Every file the run was made from, named relative to the configuration's folder, or alone where it lies elsewhere.

    Where somebody keeps a history of their own is no matter of the week's.
    """
    home = configuration.files[0].parent
    tables = (configuration.history_path, configuration.agents_path, configuration.time_off_path, before)
    files = [*configuration.files, *(table for table in tables if table is not None)]
    project = home.parent.resolve()
    return {
        Path(os.path.relpath(file, home)).as_posix() if file.resolve().is_relative_to(project) else file.name: file
        for file in files
    }
