"""How many telephone lines a centre needs, by its busiest hours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.queue import Channel
from staffplan.queueing import limited_lines, trunks
from staffplan.staffing.live.line import Line
from staffplan.staffing.live.served_live import line_with_offers
from staffplan.staffing.staffed import StaffedQueue
from staffplan.staffing.workload import Array

ALL_LINES = "(all lines)"
"""Name of what all telephone queues need together."""


@dataclass(frozen=True, slots=True)
class PeakHour:
    """The hour of a day in which most lines are busy.

    Attributes
    ----------
    queue : the queue, or `ALL_LINES`.
    slot : number of the interval in which the hour begins.
    calls : that come in the hour.
    line_erlangs : lines busy on average, with callers who talk and callers who wait.
    max_blocking : highest share of calls that may find no free line.
    trunks : lines so that no more are turned away, whatever the agents do (Erlang B).
    agents : most live agents of the hour; NaN for all queues together.
    lines_with_agents : lines that hold as few back with just these agents, callers waiting for them (M/M/n/K); NaN
        for all queues together, and where so few agents serve that no number of lines is enough.
    """

    queue: str
    slot: int
    calls: float
    line_erlangs: float
    max_blocking: float
    trunks: int
    agents: float
    lines_with_agents: float


def peak_hours(queues: Sequence[StaffedQueue], default_blocking: float) -> Iterator[PeakHour]:
    """The peak hour of each day: of each telephone queue, then of all of them together.

    A call holds a line while the caller waits and talks; after-call work holds none, and nor do callers who are to be
    called back (lines for calling them are not counted). How long callers wait follows from the agents required. The
    lines of all queues together are fewer than the sum over the queues, since the queues share them.

    Parameters
    ----------
    default_blocking : for queues that state no highest blocking of their own.
    """
    voice = [staffed for staffed in queues if staffed.queue.channel is Channel.VOICE]
    lines = [line_with_offers(staffed.queue, staffed.workload) for staffed in voice]
    held = [_line_erlangs(staffed, line) for staffed, line in zip(voice, lines, strict=True)]
    caps = [staffed.queue.max_blocking or default_blocking for staffed in voice]
    for staffed, line, erlangs, cap in zip(voice, lines, held, caps, strict=True):
        load = line.load if staffed.queue.call_back is None else staffed.expected.busy
        calls = _open_calls(staffed)
        for hour in _busiest(erlangs, staffed.workload.day, staffed.workload.interval_s):
            yield PeakHour(
                queue=staffed.queue.name,
                slot=int(hour[0]),
                calls=float(calls[hour].sum()),
                line_erlangs=float(erlangs[hour].mean()),
                max_blocking=cap,
                trunks=int(trunks.required_lines(erlangs[hour].mean(), cap)),
                agents=float(staffed.live[hour].max()),
                lines_with_agents=_lines_with_agents(load[hour], staffed.live[hour], cap),
            )
    if len(voice) > 1:
        together, calls = np.sum(held, axis=0), np.sum([_open_calls(staffed) for staffed in voice], axis=0)
        for hour in _busiest(together, voice[0].workload.day, voice[0].workload.interval_s):
            erlangs_in_all = float(together[hour].mean())
            yield PeakHour(
                queue=ALL_LINES,
                slot=int(hour[0]),
                calls=float(calls[hour].sum()),
                line_erlangs=erlangs_in_all,
                max_blocking=min(caps),
                trunks=int(trunks.required_lines(erlangs_in_all, min(caps))),
                agents=float("nan"),
                lines_with_agents=float("nan"),
            )


def _open_calls(staffed: StaffedQueue) -> Array:
    return np.where(staffed.workload.is_open, staffed.workload.offered, 0.0)


def _line_erlangs(staffed: StaffedQueue, line: Line) -> Array:
    """Lines held on average in each interval: one for each caller who waits and for each who talks.

    Counted by state rather than by call, so that who hangs up talks to nobody and who is called back waits on no line.
    """
    waiting = line.measures(staffed.live, staffed.queue.goal.threshold_s).queue_length
    talk_s = np.maximum(staffed.workload.aht_s - staffed.queue.after_call_s, 0.0)
    return waiting + staffed.expected.busy * talk_s / line.aht_s


def _busiest(erlangs: Array, day: NDArray[np.int64], interval_s: float) -> Iterator[NDArray[np.int64]]:
    """Intervals of the busiest hour of each day on which lines are busy."""
    width = max(1, round(3600 / interval_s))
    for number in np.unique(day[erlangs > 0]):
        slots = np.flatnonzero(day == number)
        means = np.convolve(erlangs[slots], np.ones(width) / width, mode="valid")
        first = int(np.argmax(means))
        yield slots[first : first + width]


def _lines_with_agents(load: Array, live: Array, max_blocking: float) -> float:
    found = limited_lines.required_lines(load, np.ceil(live), max_blocking, unreachable=-1)
    return float("nan") if (found < 0).any() else float(found.max())
