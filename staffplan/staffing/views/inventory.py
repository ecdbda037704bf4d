"""Which work may wait, from when and until when: what a plan may lay into quiet intervals."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from staffplan.staffing.staffed import Staffing
from staffplan.staffing.views.view import Seen, Setting, View, gathered
from staffplan.tables.staffing import INVENTORY


def look(staffing: Staffing, setting: Setting) -> Seen:
    """A row for each queue, kind of work and interval in which some arrives, falls due or is laid."""
    del setting
    frames = []
    for staffed in staffing.queues:
        for work in staffed.inventory:
            slots = np.flatnonzero((work.arriving > 0) | (work.due > 0) | (staffed.movable > 0))
            columns = {
                "queue": staffed.queue.name,
                "kind": work.kind,
                "start": staffing.grid.starts(slots),
                "arriving_h": work.arriving[slots],
                "due_h": work.due[slots],
                "laid_agents": staffed.movable[slots],
            }
            frames.append(pd.DataFrame(columns))
    return Seen(gathered(frames, INVENTORY, staffing.grid))


INVENTORY_VIEW: Final = View("inventory", "Which work may wait, and until when?", INVENTORY, look)
