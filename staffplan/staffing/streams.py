"""What reaches each queue: a forecast laid on the intervals of its days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.opening import ALWAYS_OPEN
from staffplan.domain.queue import Queue
from staffplan.errors import DataError, Fault
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.safe_volume import rate_cv2, safe_volume, volume_faults
from staffplan.staffing.settings import PlanFor
from staffplan.staffing.transfers import transferred
from staffplan.staffing.workload import Array, Step, Workload
from staffplan.tables.faults import raise_faults


@dataclass(frozen=True, slots=True)
class Stream:
    """The forecast of one queue on the grid.

    Attributes
    ----------
    mean : contacts that the forecast gives; NaN where it has no row; shape (intervals,).
    workload : the same, ready to be staffed.
    notes : what had to be assumed, in sentences.
    """

    queue: Queue
    mean: Array
    workload: Workload
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Streams:
    """All queues of a forecast on one grid.

    Attributes
    ----------
    queues : sorted by name.
    notes : queues that are left out, in sentences.
    """

    grid: IntervalGrid
    queues: tuple[Stream, ...]
    notes: tuple[str, ...]


def streams(
    forecast: pd.DataFrame, queues: Mapping[str, Queue], *, interval_min: int, plan_for: PlanFor, week_start: int
) -> Streams:
    """The forecast's contacts by queue and interval, safety for their uncertainty and transfers included.

    Parameters and errors as in `staffplan.staffing.requirement.requirement`.
    """
    if forecast.empty:
        raise DataError(Fault("data.no_rows", "The forecast has no rows.", "at least one interval of one queue."))
    raise_faults(
        [*_unknown_queues(forecast, queues), *_unusable_rows(forecast), *volume_faults(forecast, queues, plan_for)]
    )
    grid = IntervalGrid.around(forecast["start"], interval_min)
    rows = forecast.assign(slot=grid.slots(forecast["start"]))
    by_name = {str(name): part for name, part in rows.groupby("queue", sort=True)}
    received = {other for queue in queues.values() for other, _ in queue.transfers}
    needed = {
        name for name, queue in queues.items() if queue.floor or queue.daily_quota or queue.backlog or name in received
    }
    notes = tuple(
        f"{name}: not in the forecast; nobody is planned for it."
        for name in sorted(queues)
        if name not in by_name and name not in needed
    )
    own = {name: by_name.get(name, rows.iloc[:0]) for name in sorted({*by_name, *needed})}
    found = tuple(_stream(queues[name], part, grid, plan_for, week_start) for name, part in own.items())
    told = tuple(replace(stream, notes=tuple(_told(stream, own, grid))) for stream in _transfers_followed(found))
    return Streams(grid, told, notes)


def _transfers_followed(found: tuple[Stream, ...]) -> tuple[Stream, ...]:
    """The streams with the contacts that other queues hand on to them."""
    shares = {stream.queue.name: dict(stream.queue.transfers) for stream in found}
    if not any(shares.values()):
        return found
    followed = transferred({stream.queue.name: stream.workload for stream in found}, shares)
    return tuple(replace(stream, workload=followed[stream.queue.name]) for stream in found)


def _unknown_queues(rows: pd.DataFrame, queues: Mapping[str, Queue]) -> Iterator[Fault]:
    known = ", ".join(sorted(queues)) or "none"
    for name in sorted({str(name) for name in rows["queue"].unique()} - set(queues)):
        yield Fault(
            "data.unknown_queue",
            f"The forecast has a queue {name!r} that is not configured.",
            f"add it to the configuration, or use one of its queues: {known}.",
            path="queue",
        )


def _unusable_rows(rows: pd.DataFrame) -> Iterator[Fault]:
    """A fault where contacts would be handled in no time, which names the first row."""
    if "aht_s" in rows:
        idle = rows[(rows["offered_mean"] > 0) & (rows["aht_s"] == 0)]
        if not idle.empty:
            first = idle.iloc[0]
            message = (
                f"{first['queue']}, {first['start'].isoformat()}: contacts handled in 0 seconds "
                f"(rows like this: {len(idle)})."
            )
            yield Fault("data.out_of_range", message, "leave the cell empty where nothing is known.", path="aht_s")


def _stream(queue: Queue, rows: pd.DataFrame, grid: IntervalGrid, plan_for: PlanFor, week_start: int) -> Stream:
    horizon = grid.horizon
    slot = rows["slot"].to_numpy(np.int64)
    mean = np.full(horizon.slots, np.nan)
    mean[slot] = rows["offered_mean"].to_numpy(np.float64)
    offered = np.zeros(horizon.slots)
    offered[slot] = safe_volume(rows, queue, plan_for)
    spread = rate_cv2(rows)
    aht_s = np.full(horizon.slots, np.nan)
    if "aht_s" in rows:
        aht_s[slot] = rows["aht_s"].where(rows["aht_s"] > 0).to_numpy(np.float64)
    workload = Workload(
        expected=np.nan_to_num(mean),
        offered=offered,
        aht_s=np.where(np.isnan(aht_s), queue.aht_s, aht_s),
        is_open=queue.opening.mask(horizon),
        day=horizon.slot_day,
        week=_week(grid, week_start),
        interval_s=horizon.interval_min * 60.0,
        rate_cv2=None if spread is None else _laid(spread, slot, horizon.slots),
    )
    return Stream(queue, mean, replace(workload, steps=_first_steps(workload, queue, plan_for)), ())


def _laid(values: Array, slot: NDArray[np.int64], slots: int) -> Array:
    """Values of rows on all intervals, 0 where there is no row."""
    laid = np.zeros(slots)
    laid[slot] = values
    return laid


def _week(grid: IntervalGrid, week_start: int) -> NDArray[np.int64]:
    """Number of the week in which each interval lies, weeks beginning on the weekday `week_start`."""
    skipped = (grid.horizon.first_day.weekday() - week_start) % 7
    return (grid.horizon.slot_day + skipped) // 7


def _first_steps(workload: Workload, queue: Queue, plan_for: PlanFor) -> tuple[Step, ...]:
    steps = [Step("workload", workload.expected_load, "Contacts expected, times their handle time.")]
    if queue.goal.confidence is not None:
        why = f"Volume that is exceeded with a chance of {100 - 100 * queue.goal.confidence:g} %."
        steps.append(Step("confidence", workload.load, why))
    elif plan_for != "mean":
        steps.append(Step("confidence", workload.load, f"The volume planned for is the forecast's {plan_for}."))
    return tuple(steps)


def _told(stream: Stream, rows: Mapping[str, pd.DataFrame], grid: IntervalGrid) -> Iterator[str]:
    """What had to be assumed about the contacts of a queue, handed ones included."""
    queue, own = stream.queue, rows[stream.queue.name]
    busy = stream.workload.offered > 0
    known = np.zeros(busy.size, dtype=bool)
    if "aht_s" in own:
        known[own["slot"].to_numpy(np.int64)] = (own["aht_s"] > 0).to_numpy()
    guessed = int((busy & ~known).sum())
    if guessed:
        where = "the forecast" if guessed == busy.sum() else f"{guessed} of {busy.sum()} intervals"
        yield f"{queue.name}: no handle time in {where}; {queue.aht_s:g} s are taken."
    yield from _gaps(queue, np.isnan(stream.mean) & ~busy, stream.workload.is_open, grid)


def _gaps(queue: Queue, absent: NDArray[np.bool_], is_open: NDArray[np.bool_], grid: IntervalGrid) -> Iterator[str]:
    """A note where a live queue is open but nothing is known of contacts: such an interval is unknown, not quiet."""
    gaps = np.flatnonzero(absent & is_open)
    if queue.channel.is_live and queue.opening is not ALWAYS_OPEN and gaps.size:
        first = grid.starts(gaps[:1]).iloc[0].isoformat()
        yield (
            f"{queue.name}: {gaps.size} open intervals have no forecast, the first {first}; "
            + (f"the floor of {queue.floor} is planned there." if queue.floor else "nobody is planned there.")
        )
