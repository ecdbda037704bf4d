"""The roster of the week before: what its last duties mean for the week to plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from staffplan.calendar.weeks import DAYS_PER_WEEK, week_label
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster
from staffplan.errors import DataError, Fault
from staffplan.intake.roster import read_roster
from staffplan.intake.source import source_name

NO_ROSTER: Final = "none"
"""Said in place of a file where a week is planned as if nobody had worked before."""

_ROSTER_FILE: Final = "roster.csv"


@dataclass(frozen=True)
class Previous:
    """What is known of the days before.

    Attributes
    ----------
    duties : before the first day to plan.
    notes : what a planner should know about them.
    file : where they stand; None where there is no file.
    """

    duties: tuple[Duty, ...]
    notes: tuple[str, ...]
    file: Path | None = None


def previous_duties(previous: Roster | Path | str | BinaryIO | None, centre: Centre, first_day: date) -> Previous:
    """Duties before `first_day`, from the roster of the week before.

    Parameters
    ----------
    previous : a roster, a ROSTER file, or None. Duties from `first_day` on are not looked at, nor are those of people
        who have left.

    Raises
    ------
    DataError : the roster cannot be read, or has no duty in the week before.
    """
    if previous is None:
        note = f"No roster of the days before {first_day} was given: rests and runs of days count from there."
        return Previous((), (note,))
    eve_week = first_day - timedelta(days=DAYS_PER_WEEK)
    left: set[str] = set()
    roster = previous if isinstance(previous, Roster) else read_roster(previous, centre, first_day=eve_week, left=left)
    before = tuple(duty for duty in roster.duties if duty.day < first_day)
    if roster.duties and not any(duty.day >= eve_week for duty in before):
        days = sorted(duty.day for duty in roster.duties)
        message = f"The roster runs from {days[0]} to {days[-1]}; the week to plan begins on {first_day}."
        hint = f"name the roster of the week of {eve_week}, or none."
        place = None if isinstance(previous, Roster) else source_name(previous)
        raise DataError(Fault("data.outside_horizon", message, hint, place))
    file = Path(previous) if isinstance(previous, str | Path) else None
    return Previous(before, tuple(_notes(roster, left, first_day)), file)


def _notes(roster: Roster, left: set[str], first_day: date) -> Iterable[str]:
    later = sum(duty.day >= first_day for duty in roster.duties)
    if later:
        yield f"The roster before also has {later} duties from {first_day} on, which do not count."
    if left:
        yield f"The roster before has duties of people whom the centre no longer has: {', '.join(sorted(left))}."


def published_before(output: Path, first_day: date) -> Path | None:
    """The roster that lies in the folder of runs for the week before `first_day`; None where there is none."""
    week = week_label(first_day - timedelta(days=DAYS_PER_WEEK))
    folders = [output / week, *sorted(output.glob(f"????-W??_to_{week}"), reverse=True)]
    return next((folder / _ROSTER_FILE for folder in folders if (folder / _ROSTER_FILE).is_file()), None)
