"""What a roster covers of a requirement, recomputed from its work segments interval by interval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from staffplan.auditing.covered import Cover
from staffplan.auditing.group_cover import groups
from staffplan.auditing.least_cost_split import least_cost_split
from staffplan.auditing.left_to_the_plan import (
    fewest,
    grouped,
    movable_agents,
    over_the_week,
    promised_cover,
    without_movable,
)
from staffplan.auditing.presence import Presence, presence, queue_names
from staffplan.auditing.promises import promises
from staffplan.auditing.sharing_out import Grid, add_spare, dearest_first, required_agents, serving
from staffplan.auditing.waiting_work import lots
from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty
from staffplan.domain.site import Mode

_DECIMALS = 9


def cover(
    duties: Sequence[Duty],
    centre: Centre,
    horizon: Horizon,
    requirement: pd.DataFrame,
    inventory: pd.DataFrame | None = None,
    pieces: pd.DataFrame | None = None,
    together: pd.DataFrame | None = None,
) -> Cover:
    """Measure who is at work, and share them out over the queues at least cost.

    Parameters
    ----------
    duties : of known agents; the parts outside the horizon do not count.
    requirement : REQUIREMENT frame; a naive `start` is on the centre's clock. Rows outside the horizon do not count.
    inventory : INVENTORY frame, for work that counts as done whenever it is done before its deadline; the
        requirement's `movable` agents are not required then.
    pieces : PIECES frame, for service levels that hold over a day or a week, whatever the requirement has.
    together : GROUPS frame, for queues that share agents and are counted together.
    """
    people = presence(duties, centre, horizon)
    skills = {queue for served, _ in people.groups for queue in served}
    queues = queue_names(centre, [*skills, *requirement["queue"]])
    listed, required = required_agents(requirement, queues, horizon)
    heads = {mode: np.array([people.heads(queue, mode) for queue in queues]) for mode in Mode}
    if together is not None:
        found = groups(
            together, centre, queues, required, movable_agents(requirement, queues, horizon, required), horizon
        )
        return grouped(Cover(queues, horizon, listed, required, required, required, heads), people, centre, found)
    if pieces is not None:
        promised = promises(pieces, centre, queues, horizon)
        required = fewest(requirement, queues, horizon, required, promised)
        return promised_cover(
            Cover(queues, horizon, listed, required, required, required, heads), people, centre, promised
        )
    if inventory is not None:
        required = without_movable(requirement, centre, queues, horizon, required)
        waiting = lots(inventory, centre, queues, horizon)
        return over_the_week(
            Cover(queues, horizon, listed, required, required, required, heads), people, centre, waiting
        )
    served, surplus = _shared_out(people, centre, queues, required)
    shortfall = np.round(np.maximum(required - served, 0.0), _DECIMALS) + 0.0
    return Cover(queues, horizon, listed, required, shortfall, surplus, heads)


def _shared_out(people: Presence, centre: Centre, queues: tuple[str, ...], required: Grid) -> tuple[Grid, Grid]:
    """What each queue is served, and what is left over, by queue and interval."""
    serves, supply = serving(people, queues)
    ladder = tuple(dearest_first(centre, queues))
    served, surplus = np.zeros_like(required), np.zeros_like(required)
    for slot in np.flatnonzero(supply.sum(axis=0) > 0):
        demands = [(queue, width * required[queue, slot]) for queue, width in ladder]
        split = least_cost_split(serves, supply[:, slot].tolist(), demands, len(queues))
        served[:, slot] = split.served
        add_spare(surplus, serves, split.spare, required, int(slot))
    return served, np.round(surplus, _DECIMALS) + 0.0
