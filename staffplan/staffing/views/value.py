"""How many agents pay for themselves, beside those that the targets ask for."""

from __future__ import annotations

from typing import Final

import pandas as pd

from staffplan.errors import Fault, UsageError
from staffplan.staffing.economic_level import economic_agents, outcome
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.loaded_wage import loaded_wage
from staffplan.staffing.staffed import StaffedQueue, Staffing
from staffplan.staffing.views.view import Seen, Setting, View
from staffplan.tables.staffing import VALUE

_YAML: Final = "queues: {support: {value: {contact: 12, lost_if_abandoned: 60 %, lost_if_late: 10 %}}}"


def look(staffing: Staffing, setting: Setting) -> Seen:
    """A row for each interval with contacts of a live queue with a value.

    Queues that offer call-backs are left out: what a call-back is worth, and the work it leaves, nobody states.
    """
    live = [queue for queue in staffing.queues if queue.queue.channel.is_live]
    stated = [queue for queue in live if queue.queue.value is not None]
    valued = [queue for queue in stated if queue.queue.call_back is None]
    if not valued:
        others = " that offers no call-backs" if stated else ""
        message = f"No live queue{others} says what a contact is worth."
        raise UsageError(Fault("usage.no_value", message, _YAML, path="--view"))
    wage, note = loaded_wage(setting.centre, setting.settings, staffing.grid)
    if wage is None:
        message = "What an hour at work costs is not known, so that no agent can be weighed against contacts."
        raise UsageError(Fault("usage.no_wage", message, "staffing: {loaded_wage: 40}", path="--view"))
    frame = pd.concat([_rows(queue, staffing.grid, wage) for queue in valued], ignore_index=True)
    return Seen(frame.astype({"queue": "str"}), (note, *_left_out(live), *_never_lost(valued), *_doubtful(valued)))


def _rows(staffed: StaffedQueue, grid: IntervalGrid, wage: float) -> pd.DataFrame:
    queue, workload = staffed.queue, staffed.workload
    intervals, paying = economic_agents(queue, workload, wage)
    hours = workload.interval_s / 3600.0
    columns: dict[str, object] = {
        "queue": queue.name,
        "start": grid.starts(intervals),
        "offered": workload.offered[intervals],
    }
    for name, agents in (("contractual", staffed.live[intervals]), ("economic", paying)):
        found = outcome(queue, workload, intervals, agents)
        columns[f"agents_{name}"] = agents
        columns[f"service_level_{name}"] = found.service_level
        columns[f"abandonment_{name}"] = found.abandonment
        columns[f"lost_{name}"] = found.lost
        columns[f"wages_{name}"] = agents * hours * wage
    return pd.DataFrame(columns)[list(VALUE.names)]


def _left_out(live: list[StaffedQueue]) -> tuple[str, ...]:
    names = sorted(queue.queue.name for queue in live if queue.queue.value is None)
    offering = sorted(queue.queue.name for queue in live if queue.queue.value and queue.queue.call_back)
    return (
        *_note(names, "no value of a contact is stated (value: {contact: 12}); left out"),
        *_note(offering, "offers call-backs, of which nobody says what they are worth; left out"),
    )


def _note(names: list[str], why: str) -> tuple[str, ...]:
    return (f"{', '.join(sorted(names))}: {why}.",) if names else ()


def _never_lost(valued: list[StaffedQueue]) -> tuple[str, ...]:
    """Queues in which nobody hangs up, although only that would cost something."""
    names = [
        queue.queue.name
        for queue in valued
        if queue.queue.patience_s is None and queue.queue.value is not None and not queue.queue.value.lost_if_late
    ]
    why = "nobody hangs up without a patience, and lateness costs nothing (lost_if_late)"
    return _note(names, f"{why}; so no agent beyond the load pays")


def _doubtful(valued: list[StaffedQueue]) -> tuple[str, ...]:
    """Queues in which it would pay to let people hang up who would otherwise be served late."""
    names = [
        queue.queue.name
        for queue in valued
        if queue.queue.patience_s is not None
        and queue.queue.value is not None
        and queue.queue.value.lost_if_abandoned < queue.queue.value.lost_if_late
    ]
    why = "who hangs up costs less than who is served late, so that few agents or none may pay; check lost_if_abandoned"
    return _note(names, why)


VALUE_VIEW: Final = View("value", "How many agents pay for themselves?", VALUE, look)
