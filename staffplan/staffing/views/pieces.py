"""What each further agent serves in time: the pieces of which a plan puts a day's service level together."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from staffplan.domain.service_goal import Over
from staffplan.errors import Fault, UsageError
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.service_pieces import ServicePieces, service_pieces
from staffplan.staffing.staffed import StaffedQueue, Staffing
from staffplan.staffing.views.view import Seen, Setting, View, gathered
from staffplan.tables.staffing import PIECES


def look(staffing: Staffing, setting: Setting) -> Seen:
    """A row for each interval's fewest agents, and one for each further agent that is worth a piece.

    Of queues with a service level over a day or a week; of all live queues where there is none of them.
    """
    del setting
    live = [queue for queue in staffing.queues if queue.queue.channel.is_live]
    over_time = [queue for queue in live if queue.queue.goal.over is not Over.INTERVAL]
    notes: tuple[str, ...] = ()
    if live and not over_time:
        notes = (
            "No service level is held over a day or a week (goal: over: day); the pieces are those of all live queues, "
            "as if it were.",
        )
    frames = [_rows(queue, staffing.grid) for queue in over_time or live]
    return Seen(gathered(frames, PIECES, staffing.grid).astype({"queue": "str"}), notes)


def _rows(queue: StaffedQueue, grid: IntervalGrid) -> pd.DataFrame:
    found = _pieces(queue)
    row = np.repeat(np.arange(found.intervals.size), found.pieces + 1)
    number = np.arange(row.size) - np.searchsorted(row, row)  # 0: the fewest agents; then the pieces
    steps = np.concatenate([np.zeros((found.intervals.size, 1)), found.gains], axis=1)
    served = found.at_start[:, None] + np.cumsum(steps, axis=1)
    columns = {
        "queue": queue.queue.name,
        "start": grid.starts(found.intervals[row]),
        "agents": found.start[row] + number,
        "offered": found.offered[row],
        "served_in_time": served[row, number],
        "gain": np.where(number > 0, steps[row, number], np.nan),
    }
    return pd.DataFrame(columns)


def _pieces(queue: StaffedQueue) -> ServicePieces:
    try:
        return service_pieces(queue.queue, queue.workload)
    except ValueError as error:
        raise UsageError(Fault("require.impossible_target", f"{queue.queue.name}: {error}.")) from error


PIECES_VIEW: Final = View("pieces", "What does each further agent serve in time?", PIECES, look)
