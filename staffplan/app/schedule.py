"""From a requirement to an audited roster: ``staffplan.schedule``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pandas as pd

from staffplan.app.breaches import refuse_breaches
from staffplan.app.centre import load_centre
from staffplan.app.progress import Progress, silent
from staffplan.app.summary import summarised, with_reasons
from staffplan.app.waiting_work import fitting_inventory
from staffplan.app.week import first_week_in
from staffplan.auditing import examine
from staffplan.domain.roster import Roster
from staffplan.domain.week_summary import WeekSummary
from staffplan.errors import Fault, SolverError
from staffplan.export.roster_frame import roster_frame
from staffplan.scheduling.plan import plan_week
from staffplan.tables.frames import check_frame
from staffplan.tables.requirement import REQUIREMENT

if TYPE_CHECKING:
    from staffplan.config import Configuration

_CENT: Final = 0.01
_SHARE: Final = 1e-6


@dataclass(frozen=True)
class Schedule:
    """A week's roster that passed the audit.

    Attributes
    ----------
    roster : ROSTER frame, one row a segment.
    hours : HOURS_SUMMARY frame, one row an agent.
    coverage : COVERAGE frame, with the reason of each shortfall.
    summary : cost, cover, bound, gap, mix and shortfalls.
    duties : the roster as nouns.
    """

    roster: pd.DataFrame
    hours: pd.DataFrame
    coverage: pd.DataFrame
    summary: WeekSummary
    duties: Roster


def schedule(
    requirement: pd.DataFrame,
    configuration: Configuration | Path | str,
    *,
    inventory: pd.DataFrame | None = None,
    first_day: date | None = None,
    progress: Progress = silent,
) -> Schedule:
    """Plan one week of named people against a requirement, and audit the plan.

    Parameters
    ----------
    requirement : REQUIREMENT frame; a naive `start` is on the centre's clock. Only `queue`, `start` and `agents` are
        needed.
    configuration : a loaded configuration, or its folder or centre.yaml.
    inventory : INVENTORY frame of the same forecast: work that is done at any time before its deadline, in place of the
        requirement's `movable` agents; None: it is done where the requirement has it.
    first_day : first date of the week; None: the week of the requirement's earliest interval.
    progress : told the stage at work.

    Raises
    ------
    ConfigError, DataError : what was handed in cannot be planned with.
    InfeasibleError, NoSolutionError : there is no plan, or none was found in time.
    SolverError : the plan that was found breaks a rule; every breach is listed.
    """
    loaded = load_centre(Path(configuration)) if isinstance(configuration, str | Path) else configuration
    centre = loaded.centre
    wanted = check_frame(requirement, REQUIREMENT, zone=centre.zone)
    start = first_day or first_week_in(wanted, centre.week_start)
    work = None if inventory is None else fitting_inventory(inventory, wanted, loaded, start)
    progress("making the plan")
    plan = plan_week(centre, loaded.rules, wanted, start, loaded.scheduling, inventory=work, progress=progress)
    progress("auditing the plan")
    report = examine(plan.roster, centre, loaded.rules, wanted, inventory=work)
    refuse_breaches(report.breaches)
    refuse_other_cost(plan.objective, report.cost.total)
    coverage = with_reasons(report.coverage, plan.reasons)
    return Schedule(
        roster=roster_frame(plan.roster, centre),
        hours=report.hours,
        coverage=coverage,
        summary=summarised(plan, report, coverage, centre),
        duties=plan.roster,
    )


def refuse_other_cost(planned: float, audited: float) -> None:
    """Raise SolverError where planner and auditor, who share no arithmetic, do not come to the same cost."""
    if abs(planned - audited) > _CENT + _SHARE * abs(audited):
        message = f"The plan costs {planned:,.2f} by the planner's count and {audited:,.2f} by the auditor's."
        raise SolverError(Fault("plan.cost_disagrees", message, "send us the configuration: one of the two is wrong."))
