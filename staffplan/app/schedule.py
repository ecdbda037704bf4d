"""From a requirement to an audited roster: ``staffplan.schedule``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final

import pandas as pd

from staffplan.app.breaches import refuse_breaches
from staffplan.app.centre import load_centre
from staffplan.app.period_targets import fitting_pieces
from staffplan.app.previous import Previous, previous_duties
from staffplan.app.progress import Progress, silent
from staffplan.app.skill_groups import fitting_groups
from staffplan.app.summary import summarised, week_bounds, with_prices, with_reasons
from staffplan.app.waiting_work import fitting_inventory
from staffplan.app.week import first_week_in
from staffplan.auditing import AuditReport, examine
from staffplan.calendar.weeks import first_day_of_week
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Roster
from staffplan.domain.week_summary import WeekSummary
from staffplan.errors import Fault, SolverError, UsageError
from staffplan.export.roster_frame import roster_frame
from staffplan.scheduling.plan_weeks import joined, plan_weeks
from staffplan.tables.frames import check_frame
from staffplan.tables.requirement import REQUIREMENT

if TYPE_CHECKING:
    from staffplan.config import Configuration
    from staffplan.scheduling.assembled_week import Plan

MOST_WEEKS: Final = 8
_CENT: Final = 0.01
_SHARE: Final = 1e-6


@dataclass(frozen=True)
class Schedule:
    """A week's roster that passed the audit.

    Attributes
    ----------
    roster : ROSTER frame, one row a segment.
    hours : HOURS_SUMMARY frame, one row an agent.
    coverage : COVERAGE frame, with the reason of each shortfall and the price of each interval.
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
    pieces: pd.DataFrame | None = None,
    groups: pd.DataFrame | None = None,
    first_day: date | None = None,
    weeks: int = 1,
    previous: Roster | Path | str | BinaryIO | None = None,
    progress: Progress = silent,
    on_plan: Callable[[Schedule], None] | None = None,
) -> Schedule:
    """Plan a week of named people against a requirement, or several, and audit the plan.

    Parameters
    ----------
    requirement : REQUIREMENT frame; a naive `start` is on the centre's clock. Only `queue`, `start` and `agents` are
        needed.
    configuration : a loaded configuration, or its folder or centre.yaml.
    inventory : INVENTORY frame of the same forecast: work that is done at any time before its deadline, in place of the
        requirement's `movable` agents; None: it is done where the requirement has it.
    pieces : PIECES frame of the same forecast: service levels over a day or a week that the plan may keep with more
        agents here and fewer there; None: the requirement's agents keep them.
    groups : GROUPS frame of the same forecast: queues that share agents, counted together; None: each by itself.
    first_day : first date of the week; None: the week of the requirement's earliest interval.
    weeks : how many weeks to plan, 1 to 8, each tied to the one before it.
    previous : the roster of the week before, or its file: rests and runs of days go on from it, and what reaches into
        the first week covers there. None: nobody is bound by it, and a note says so.
    progress : told the stage at work, with bound, best plan and gap as they move.
    on_plan : told each lawful plan that there is before the end: of the first of several weeks, or one that is still
        to be improved.

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
    refuse_other_days(start, centre.week_start)
    refuse_weeks(weeks, inventory, groups if pieces is None else pieces)
    before = previous_duties(previous, centre, start)
    work = None if inventory is None else fitting_inventory(inventory, wanted, loaded, start)
    parts = None if pieces is None else fitting_pieces(pieces, inventory, loaded, start)
    others = inventory is not None or pieces is not None
    together = None if groups is None else fitting_groups(groups, wanted, others, loaded, start)

    def audited(plans: Sequence[Plan]) -> Schedule:
        roster = joined(plans).roster
        report = examine(
            roster, centre, loaded.rules, wanted, tail=before.duties, inventory=work, pieces=parts, groups=together
        )
        return _sound(plans, report, centre, before)

    def offer(plans: Sequence[Plan]) -> None:
        if on_plan is not None:
            with suppress(SolverError):  # one that breaks a rule is no plan to fall back on
                on_plan(audited(plans))

    progress("making the plan")
    plans = plan_weeks(
        centre,
        loaded.rules,
        wanted,
        start,
        loaded.scheduling,
        weeks=weeks,
        tail=before.duties,
        inventory=work,
        pieces=parts,
        together=together,
        progress=progress,
        on_plans=offer,
    )
    progress("auditing the plan")
    return audited(plans)


def _sound(plans: Sequence[Plan], report: AuditReport, centre: Centre, before: Previous) -> Schedule:
    """The plans of consecutive weeks as one schedule; SolverError where the auditor disagrees with them."""
    plan = joined(plans)
    refuse_breaches(report.breaches)
    refuse_other_cost(plan.objective, report.cost.total)
    coverage = with_prices(with_reasons(report.coverage, plan.reasons), plan.prices)
    summary = summarised(plan, report, coverage, centre)
    return Schedule(
        roster=roster_frame(plan.roster, centre),
        hours=report.hours,
        coverage=coverage,
        summary=replace(summary, weeks=week_bounds(plans), notes=(*before.notes, *summary.notes)),
        duties=plan.roster,
    )


def refuse_other_days(first_day: date, week_start: int) -> None:
    """Raise UsageError where no schedule week begins on the day: contracts speak of whole weeks."""
    begins = first_day_of_week(first_day, week_start)
    if first_day != begins:
        message = f"No schedule week begins on {first_day}; it lies in the one of {begins}."
        raise UsageError(Fault("usage.not_a_week", message, f"plan from {begins} on."))


def refuse_weeks(weeks: int, inventory: pd.DataFrame | None, pieces: pd.DataFrame | None = None) -> None:
    """Raise UsageError for a number of weeks that cannot be planned."""
    if not 1 <= weeks <= MOST_WEEKS:
        raise UsageError(Fault("usage.weeks_at_once", f"{weeks} weeks cannot be planned.", f"1 to {MOST_WEEKS}."))
    if weeks > 1 and inventory is not None:
        message = "Work that may wait is planned by its deadline in one week only, not across several."
        hint = "plan week by week with --previous, or leave the inventory out (scheduling: waiting_work: as_laid)."
        raise UsageError(Fault("usage.weeks_of_waiting_work", message, hint))
    if weeks > 1 and pieces is not None:
        message = "Service levels over a day or a week, and queues together, are left to the plan in one week only."
        hint = "plan week by week with --previous, or without pieces and groups."
        raise UsageError(Fault("usage.weeks_at_once", message, hint))


def refuse_other_cost(planned: float, audited: float) -> None:
    """Raise SolverError where planner and auditor, who share no arithmetic, do not come to the same cost."""
    if abs(planned - audited) > _CENT + _SHARE * abs(audited):
        message = f"The plan costs {planned:,.2f} by the planner's count and {audited:,.2f} by the auditor's."
        raise SolverError(Fault("plan.cost_disagrees", message, "send us the configuration: one of the two is wrong."))
