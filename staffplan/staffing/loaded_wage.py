"""What an hour of one agent at work costs."""

from __future__ import annotations

import pandas as pd

from staffplan.domain.centre import Centre
from staffplan.staffing.gross import gross_requirement
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.settings import StaffingSettings


def loaded_wage(centre: Centre | None, settings: StaffingSettings, grid: IntervalGrid) -> tuple[float | None, str]:
    """Money for a net agent-hour, and in a sentence where it comes from.

    As stated; else the mean wage of the agents by contract hours, times the hours rostered for an hour at work on the
    days of the forecast. What an employer pays beside wages is not in the latter.

    Returns
    -------
    None where neither is known: without a configuration, or where contracts pay nothing.
    """
    if settings.loaded_wage is not None:
        return settings.loaded_wage, f"An hour at work costs {settings.loaded_wage:,.2f}, as stated (loaded_wage)."
    wage = 0.0 if centre is None else _mean_wage(centre)
    if centre is None or not wage:
        return None, "What an hour at work costs is not known: staffing: {loaded_wage: 40}."
    days = pd.date_range(grid.horizon.first_day, periods=grid.horizon.days, freq="D") + pd.Timedelta(hours=12)
    one_at_work = pd.DataFrame({"queue": "", "start": days, "agents": 1.0})
    rostered = float(gross_requirement(one_at_work, centre, settings.site_mix())["gross"].mean())
    return wage * rostered, (
        f"An hour at work is taken to cost {wage * rostered:,.2f}: wages of {wage:,.2f} on average, and {rostered:.2f} "
        "hours paid for one at work; what else an employer pays is not in it (staffing: loaded_wage)."
    )


def _mean_wage(centre: Centre) -> float:
    """Wage for a paid hour, the mean over the agents by the middle of their contracts' hours.

    Without agents, the mean over the contracts; 0 where there are none.
    """
    contracts = [centre.contract(agent) for agent in centre.agents] or list(centre.contracts)
    hours = [sum(contract.weekly_hours) / 2 for contract in contracts]
    paid = sum(contract.wage * own for contract, own in zip(contracts, hours, strict=True))
    return paid / sum(hours) if sum(hours) else 0.0
