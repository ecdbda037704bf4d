"""How many telephone lines the centre needs."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from staffplan.queueing.erlang_b import blocking_probability
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.telephone_lines import ALL_LINES, PeakHour, peak_hours
from staffplan.staffing.views.view import Seen, Setting, View
from staffplan.tables.staffing import LINES

ASSUMED_BLOCKING: Final = 0.01
"""Share of calls turned away where neither queue nor centre state one: the customary grade of service."""


def look(staffing: Staffing, setting: Setting) -> Seen:
    """A row for the peak hour of each day, of each telephone queue and of all together."""
    found = list(peak_hours(staffing.queues, ASSUMED_BLOCKING))
    silent = [
        staffed.queue.name
        for staffed in staffing.queues
        if staffed.queue.name in {hour.queue for hour in found} and staffed.queue.max_blocking is None
    ]
    notes = []
    if silent:
        notes.append(f"{', '.join(silent)}: no highest blocking is stated (lines: max_blocking); 1 % is assumed.")
    installed = None if setting.centre is None else setting.centre.lines_installed
    frame = pd.DataFrame(
        {
            "queue": pd.Series([hour.queue for hour in found], dtype="str"),
            "start": staffing.grid.starts(np.array([hour.slot for hour in found], dtype=np.int64)),
            "calls": [hour.calls for hour in found],
            "line_erlangs": [hour.line_erlangs for hour in found],
            "max_blocking": [hour.max_blocking for hour in found],
            "trunks": [float(hour.trunks) for hour in found],
            "agents": [hour.agents for hour in found],
            "lines_with_agents": [hour.lines_with_agents for hour in found],
            "blocked_as_installed": [_blocked(hour, found, installed) for hour in found],
        }
    )
    return Seen(frame, tuple(notes))


def _blocked(hour: PeakHour, found: list[PeakHour], installed: int | None) -> float:
    """Share of calls that the installed lines turn away, in the row that stands for all of them."""
    names = {other.queue for other in found}
    if installed is None or not (hour.queue == ALL_LINES or len(names) == 1):
        return float("nan")
    return float(blocking_probability(hour.line_erlangs, installed))


LINES_VIEW: Final = View("lines", "How many telephone lines do the peak hours need?", LINES, look)
