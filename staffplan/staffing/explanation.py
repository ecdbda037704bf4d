"""Why a queue needs the agents it needs in one interval: the number taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import numpy as np
import pandas as pd

from staffplan.domain.centre import Centre
from staffplan.domain.explanation import Explained, Explanation
from staffplan.domain.queue import Queue
from staffplan.domain.service_goal import Over
from staffplan.errors import DataError, Fault
from staffplan.staffing.channels import arithmetic
from staffplan.staffing.gross import Mix, gross_requirement
from staffplan.staffing.staffed import StaffedQueue, Staffing
from staffplan.staffing.workload import counted
from staffplan.tables.requirement import losses
from staffplan.units import WEEKDAYS

_TARGETS: Final = {
    "service_level": "service level",
    "asa": "average speed of answer",
    "occupancy": "occupancy",
    "waiting": "chance of waiting",
    "mean_wait": "mean wait",
    "abandonment": "share that hangs up",
}


_CLOSED: Final = "Nobody is planned while the queue is closed; work that may wait is done once it opens."


def explain(
    staffing: Staffing, name: str, start: datetime, centre: Centre | None = None, mix: Mix | None = None
) -> Explanation:
    """Take the number of agents apart that a queue needs in one interval.

    Parameters
    ----------
    staffing : worked out with fractions, so that rounding is a step of its own.
    name : of the queue.
    start : of the interval; without an offset it is on the clock of the forecast.
    centre : tells what shrinkage makes of it; None: the number stays net.
    mix : where people work, as in `gross_requirement`.

    Raises
    ------
    DataError : there is no such queue, or it has no such interval.
    """
    found = _queue(staffing, name)
    slot = _slot(staffing, found, start)
    rostered: tuple[Explained, ...] = ()
    local = staffing.grid.starts(np.array([slot])).iloc[0]
    agents = float(found.agents[slot])
    if centre is not None and agents > 0:
        rostered = tuple(_gross_steps(found.queue, local, agents, centre, mix))
    sentence = " ".join(_sentences(staffing, found, slot))
    return Explanation(name, local, agents, str(found.binding[slot]), tuple(_steps(found, slot)), rostered, sentence)


def _queue(staffing: Staffing, name: str) -> StaffedQueue:
    for found in staffing.queues:
        if found.queue.name == name:
            return found
    known = ", ".join(found.queue.name for found in staffing.queues)
    raise DataError(Fault("data.unknown_queue", f"No queue {name!r} is staffed.", f"one of {known}.", path="--explain"))


def _slot(staffing: Staffing, found: StaffedQueue, start: datetime) -> int:
    """Number of the interval that starts at `start`."""
    horizon = staffing.grid.horizon
    starts = staffing.grid.starts(np.arange(horizon.slots))
    wanted = pd.Timestamp(start)
    if wanted.tz is None:
        wall = starts.dt.tz_localize(None)
        hits = np.flatnonzero((wall == wanted).to_numpy())
    else:
        hits = np.flatnonzero((starts == wanted).to_numpy()) if starts.dt.tz is not None else np.array([], dtype=int)
    if not hits.size:
        first, last = starts.iloc[0].isoformat(), starts.iloc[-1].isoformat()
        message = f"{found.queue.name} has no interval that starts at {start.isoformat(sep=' ')}."
        hint = f"a start every {horizon.interval_min} minutes from {first} to {last}."
        raise DataError(Fault("data.outside_horizon", message, hint, path="--explain"))
    if hits.size > 1:
        twice = " or ".join(starts.iloc[hit].isoformat() for hit in hits)
        message = f"{start.isoformat(sep=' ')} comes twice on the day on which the clock is put back."
        raise DataError(Fault("data.ambiguous_start", message, f"say which is meant: {twice}.", path="--explain"))
    return int(hits[0])


def _steps(found: StaffedQueue, slot: int) -> Iterator[Explained]:
    """The steps that change something, and the first in any case."""
    before = 0.0
    is_open = bool(found.workload.is_open[slot])
    for number, step in enumerate(found.steps if is_open else found.workload.steps):
        level = float(step.level[slot])
        if number == 0 or abs(level - before) > 1e-9:
            yield Explained(step.name, level, level - before, step.why)
        before = level
    if not is_open and before > 0:
        yield Explained("closing", 0.0, -before, _CLOSED)


def _gross_steps(
    queue: Queue, start: pd.Timestamp, agents: float, centre: Centre, mix: Mix | None
) -> Iterator[Explained]:
    row = pd.DataFrame({"queue": [queue.name], "start": [start], "agents": [agents]})
    gross = gross_requirement(row, centre, mix).iloc[0]
    level = agents
    for name in losses(gross.index):
        if abs(gross[name]) > 1e-9:
            level += float(gross[name])
            yield Explained(name.removeprefix("lost_").replace("_", " "), level, float(gross[name]), "")


def _sentences(staffing: Staffing, found: StaffedQueue, slot: int) -> Iterator[str]:
    queue, workload = found.queue, found.workload
    minutes = staffing.grid.horizon.interval_min
    start = staffing.grid.starts(np.array([slot])).iloc[0]
    when = f"{WEEKDAYS[start.weekday()]} {start:%Y-%m-%d %H:%M}"
    agents, live, movable = (float(array[slot]) for array in (found.agents, found.live, found.movable))
    yield f"{queue.name}, {when}: {_people(agents)} at work, net."
    if not workload.is_open[slot]:
        yield "The queue is closed."
        return
    if queue.channel.is_live and workload.expected[slot] == 0:
        yield "The forecast has no contacts for it."
    elif workload.expected[slot] > 0:
        came = counted(float(workload.expected[slot]))
        yield (
            f"{came} of {workload.aht_s[slot]:.0f} s in {minutes} minutes {'is' if came == '1 contact' else 'are'} "
            f"{workload.expected_load[slot]:.2f} erlangs of work."
        )
    if queue.channel.is_live and live > 0:
        yield from _targets(found, slot, live)
    if movable > 0:
        yield f"{movable:.2f} of them are for work that may wait and was laid here; a plan may lay it elsewhere."
    if found.binding[slot] == "floor":
        yield f"The floor of {queue.floor} decides."


def _targets(found: StaffedQueue, slot: int, live: float) -> Iterator[str]:
    """What so many agents give, and what one fewer would."""
    queue = found.queue
    here = found.expected
    fewer = arithmetic(queue.channel).expect(queue, found.workload, np.maximum(found.live - 1.0, 0.0))
    if queue.goal.service_level is not None:
        yield (
            f"{_people(live)} {'answers' if live == 1 else 'answer'} "
            f"{_share(here.service_level[slot])} within {queue.goal.threshold_s:g} s, one fewer "
            f"{_share(fewer.service_level[slot])}; the target is {_share(queue.goal.service_level)}"
            f"{'' if queue.goal.over is Over.INTERVAL else f' over the {queue.goal.over}'}."
        )
    if queue.goal.max_abandonment is not None:
        yield (
            f"{_share(here.abandonment[slot])} hang up, with one fewer {_share(fewer.abandonment[slot])}; "
            f"at most {_share(queue.goal.max_abandonment)} may."
        )
    binding = str(found.binding[slot])
    if binding == "load":
        yield "One fewer could not keep up with the work."
    elif binding not in ("floor", "none"):
        yield f"What asks for the last agent is the {_TARGETS.get(binding, binding)}."


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _people(agents: float) -> str:
    return f"{agents:.2f}".rstrip("0").rstrip(".") + (" agent" if agents == 1 else " agents")
