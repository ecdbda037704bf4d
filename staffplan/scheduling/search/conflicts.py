"""Where even the relaxed plan breaks a hard limit: the limit in words."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from staffplan.errors import Fault, InfeasibleError
from staffplan.scheduling.model.group_limits import excess_faults
from staffplan.scheduling.model.week_model import WeekModel

CONFLICT = 1e-4
"""People or hours by which a plan may exceed a hard limit: what rounding in the solver comes to."""


def refuse_conflicts(model: WeekModel, values: NDArray[np.float64]) -> None:
    """Raise InfeasibleError where even the relaxed plan breaks a hard limit, with the limit in words."""
    faults = []
    for site, columns in model.pools.crowding.items():
        worst = int(np.argmax(values[columns]))
        over = values[columns][worst]
        if over > CONFLICT:
            moment = model.horizon.dates[model.horizon.slot_day[worst]]
            faults.append(
                Fault(
                    "plan.seats_conflict",
                    f"the people who must work on site at {site} exceed its seats by {over:.1f} on {moment}",
                    "more seats, later or earlier start windows, or contracts that may work at home",
                )
            )
    for weeks in model.flexible:
        missing = values[weeks.missing_hours]
        if missing > CONFLICT:
            faults.append(
                Fault(
                    "plan.hours_conflict",
                    f"{missing:.1f} guaranteed hours of contract {weeks.crew.contract.name} cannot be planned "
                    f"({', '.join(agent.id for agent in weeks.crew.agents)})",
                    "a lower guarantee, wider availability, or longer blocks",
                )
            )
    for short in model.missing:
        lacking = float(values[short.columns].max(initial=0.0))
        if lacking > CONFLICT:
            slot = int(short.slots[int(np.argmax(values[short.columns]))])
            local = model.horizon.instant(slot).astimezone(ZoneInfo(model.horizon.zone))
            message = (
                f"rule {short.limit.rule} lacks {lacking:.1f} people at {local:%Y-%m-%d %H:%M}, whatever is planned"
            )
            hint = "fewer people in the rule, other hours of it, or more people, contracts or shifts that can be there"
            faults.append(Fault("plan.presence_conflict", message, hint))
    faults.extend(excess_faults(model.excesses, values, CONFLICT))
    if faults:
        raise InfeasibleError(*faults)
