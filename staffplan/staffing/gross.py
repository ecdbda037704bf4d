"""How many people have to be rostered for a requirement, at a stated mix of sites and modes: for information."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from staffplan.domain.centre import Centre
from staffplan.domain.shrinkage import ShrinkageEntry
from staffplan.domain.site import Mode
from staffplan.tables.requirement import GROSS

Mix = Mapping[tuple[str, Mode], float]
"""Share of the rostered hours by site and mode; the shares add up to 1."""

_TOLERANCE: Final = 1e-6
_FURTHER: Final = ("lost_unpaid", "lost_unplanned", "lost_out_of_office", "lost_handle_time")


def gross_requirement(requirement: pd.DataFrame, centre: Centre, mix: Mix | None = None) -> pd.DataFrame:
    """The agents rostered for each row of a requirement, and what becomes of those who are not at work.

    With m the share of a site and mode in the mix, r the share of paid hours that the roster shows as no work, s the
    share of rostered work that is lost on the interval's date, and h the handle time factor,
    ``gross = agents / sum(m (1 - r) (1 - s) / h)``. A line of the ledger takes ``gross x sum(m r_k)`` where the roster
    shows it, else ``gross x sum(m (1 - r) s_k)``; what slower handling takes is the rest, so that gross is the sum of
    `agents`, of all that is lost by type and of `lost_handle_time` (negative where factors are below 1). Everybody
    counts as fully proficient. The plan does not use these figures: there each person counts with their own cover, on
    the day of their duty, and pauses lie where they lie.

    Parameters
    ----------
    requirement : REQUIREMENT frame; `queue`, `start` and `agents` are enough. A naive `start` is on the centre's clock.
    mix : None: that of the centre's agents, see `usual_mix`.

    Returns
    -------
    GROSS frame, rows in the order given; a column ``lost_<type>`` for each type in the centre's ledger.

    Raises
    ------
    ValueError : the mix names a site that the centre does not have, or its shares do not add up to 1.
    """
    shares = usual_mix(centre) if mix is None else mix
    _refuse_mix(shares, centre)
    starts = requirement["start"]
    local = starts if starts.dt.tz is None else starts.dt.tz_convert(centre.zone)
    days = local.dt.date
    per_agent = {day: _lost_per_agent(day, centre, shares) for day in sorted(set(days))}
    net = requirement["agents"].to_numpy(dtype=np.float64)
    at_work = np.array([per_agent[day]["at_work"] for day in days], dtype=np.float64)
    gross = net / at_work
    columns: dict[str, object] = {"queue": requirement["queue"], "start": starts, "agents": net}
    for name in _lost_columns(centre):
        columns[name] = gross * np.array([per_agent[day].get(name, 0.0) for day in days], dtype=np.float64)
    columns["gross"] = gross
    return pd.DataFrame(columns, index=requirement.index).reset_index(drop=True)


def usual_mix(centre: Centre) -> dict[tuple[str, Mode], float]:
    """The mix of the centre's agents by contract hours; even over all sites and modes where there are no agents.

    A contract with a band counts with its middle, a hybrid agent half on site and half at home.
    """
    hours = {(site.name, mode): 0.0 for site in centre.sites for mode in Mode}
    for agent in centre.agents:
        own = sum(centre.contract(agent).weekly_hours) / 2
        for mode in sorted(agent.modes):
            hours[agent.site, mode] += own / len(agent.modes)
    total = sum(hours.values())
    if not total:
        return dict.fromkeys(hours, 1 / len(hours))
    return {place: own / total for place, own in hours.items() if own}


def _lost_columns(centre: Centre) -> list[str]:
    """The columns of losses, in the table's order."""
    wanted = {f"lost_{entry.kind}" for entry in centre.shrinkage.entries}.union(_FURTHER)
    return [name for name in GROSS.names if name in wanted]


def _lost_per_agent(day: date, centre: Centre, mix: Mix) -> dict[str, float]:
    """What a rostered agent of the mix gives and loses on a day, by column; ``at_work`` is what is left."""
    parts: dict[str, float] = {"at_work": 0.0, "lost_handle_time": 0.0}
    for (site, mode), part in mix.items():
        rostered_as_work = part * (1 - centre.shrinkage.rostered(site, mode, day))
        for line in centre.shrinkage.lines(site, mode, day):
            for name in _columns_of(line):
                hours = part if line.rostered else rostered_as_work
                parts[name] = parts.get(name, 0.0) + hours * line.share
        there = rostered_as_work * (1 - centre.shrinkage.lost(site, mode, day))
        served = there / centre.aht_factor.get((site, mode), 1.0)
        parts["at_work"] += served
        parts["lost_handle_time"] += there - served
    return parts


def _columns_of(line: ShrinkageEntry) -> list[str]:
    """The columns that a line of the ledger counts in: its type's, and those of what it is not."""
    is_not = (("lost_unpaid", line.paid), ("lost_unplanned", line.planned), ("lost_out_of_office", line.in_office))
    return [f"lost_{line.kind}", *(name for name, is_so in is_not if not is_so)]


def _refuse_mix(mix: Mix, centre: Centre) -> None:
    known = {site.name for site in centre.sites}
    for (site, _), share in mix.items():
        if site not in known:
            raise ValueError(f"the mix names {site!r}, which is no site of the centre")
        if not 0 <= share <= 1:
            raise ValueError(f"{share} in the mix is not a share from 0 to 1")
    if abs(sum(mix.values()) - 1) > _TOLERANCE:
        raise ValueError(f"the shares of the mix add up to {sum(mix.values()):g}, not to 1")
