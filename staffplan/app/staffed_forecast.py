"""The queues of a forecast with the agents they need: what tables, views and explanations of a requirement show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from staffplan.app.centre import people_of, with_people
from staffplan.app.outlook import centre_outlook
from staffplan.app.require import staffing_for
from staffplan.config import load
from staffplan.domain.explanation import Explanation
from staffplan.domain.service_goal import ServiceGoal
from staffplan.errors import Fault, UsageError
from staffplan.intake.planned import read_forecast
from staffplan.staffing.assumed import ASSUMED_GOAL
from staffplan.staffing.explanation import explain
from staffplan.staffing.requirement import Requirement, table
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.views import VIEWS
from staffplan.staffing.views.view import Seen, Setting, View

if TYPE_CHECKING:
    from staffplan.config import Configuration


@dataclass(frozen=True)
class StaffedForecast:
    """Staffed queues, where they come from, and what was assumed on the way.

    Attributes
    ----------
    configuration : None without one.
    """

    staffing: Staffing
    configuration: Configuration | None
    notes: tuple[str, ...]


def staffed_forecast(
    source: Path | BinaryIO | None,
    configuration_path: Path | None,
    *,
    goal: ServiceGoal = ASSUMED_GOAL,
    aht_s: float | None = None,
    patience_s: float | None = None,
    named: str | None = None,
    as_of: date | None = None,
    fractions: bool = False,
) -> StaffedForecast:
    """The queues of a FORECAST table, or of the centre's own forecast for one week, with the agents they need.

    Parameters
    ----------
    source : a FORECAST table; None: made from the centre's history.
    configuration_path : the centre; None: queues, goal and hours are assumed, which the notes say.
    goal : the targets; others than the assumed ones only without a configuration.
    patience_s : mean time after which a caller hangs up; None: nobody does; only without a configuration.
    fractions : whether the steps tell the fraction of an agent before rounding.

    Raises
    ------
    DataError, UsageError, ConfigError with all faults of the step that found them.
    """
    configuration = None if configuration_path is None else load(configuration_path)
    if source is None:
        assert configuration is not None
        _, outlook = centre_outlook(configuration, named=named, as_of=as_of)
        forecast, notes = outlook.frame, outlook.notes
    else:
        read = read_forecast(source, zone=None if configuration is None else configuration.centre.zone)
        forecast, notes = read.frame, read.notes
    found = staffing_for(forecast, configuration, aht_s=aht_s, goal=goal, patience_s=patience_s, fractions=fractions)
    return StaffedForecast(found, configuration, (*notes, *found.notes))


def required_table(found: StaffedForecast) -> Requirement:
    """The table REQUIREMENT, with all notes."""
    return Requirement(table(found.staffing).frame, found.notes)


def view_named(name: str) -> View:
    """The view of that name; UsageError with the names there are."""
    for view in VIEWS:
        if view.name == name:
            return view
    known = " ".join(f"{view.name}: {view.question}" for view in VIEWS)
    raise UsageError(
        Fault("usage.unknown_view", f"There is no view {name!r}.", f"one of these. {known}", path="--view")
    )


def viewed(found: StaffedForecast, view: View) -> Seen:
    """A view's rows, with all notes."""
    peopled = _peopled(found)
    setting = Setting() if peopled is None else Setting(peopled.centre, peopled.staffing)
    seen = view.look(found.staffing, setting)
    return Seen(seen.frame, (*found.notes, *seen.notes))


def explained(found: StaffedForecast, queue: str, start: datetime) -> Explanation:
    """One number of the requirement, taken apart; DataError where the queue has no such interval."""
    peopled = _peopled(found)
    if peopled is None:
        return explain(found.staffing, queue, start)
    return explain(found.staffing, queue, start, peopled.centre, peopled.staffing.site_mix())


def _peopled(found: StaffedForecast) -> Configuration | None:
    """The configuration, its centre with the people."""
    configuration = found.configuration
    return None if configuration is None else with_people(configuration, people_of(configuration))
