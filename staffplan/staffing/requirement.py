"""How many agents each queue needs in each interval of a forecast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.opening import ALWAYS_OPEN
from staffplan.domain.queue import Queue
from staffplan.errors import DataError, Fault, UsageError
from staffplan.staffing.channels import arithmetic
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.workload import Array, Need, Workload
from staffplan.tables.faults import raise_faults
from staffplan.tables.requirement import REQUIREMENT

PlanFor = Literal["mean", "p50", "p90", "p95"]


@dataclass(frozen=True, slots=True)
class Requirement:
    """Agents needed, and what had to be assumed.

    Attributes
    ----------
    frame : the table REQUIREMENT, sorted by queue and start: a row for each row of the forecast, and for each further
        open interval of its days in which agents are needed (deferred work, campaigns, floors).
    notes : assumptions made and contacts not covered, in sentences.
    """

    frame: pd.DataFrame
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stream:
    """The forecast of one queue on the grid; `mean` is NaN where the forecast has no row."""

    queue: Queue
    mean: Array
    workload: Workload
    notes: tuple[str, ...]


def requirement(
    forecast: pd.DataFrame, queues: Mapping[str, Queue], *, interval_min: int, plan_for: PlanFor = "mean"
) -> Requirement:
    """Agents at work that each queue needs, net: shrinkage is not in it.

    What is lost to shrinkage, what home or site do to handle time and how proficient people are is known only once
    the plan says who works where; it enters there, as the cover that one rostered agent gives.

    Parameters
    ----------
    forecast : the table FORECAST, as reading or `check_frame` gives it, with naive or zoned starts; `queue`, `start`
        and `offered_mean` are enough.
    queues : the centre's queues by name. Those that the forecast does not name need agents, too, where they have a
        daily quota or a floor.
    interval_min : length of the forecast's intervals in minutes, a divisor of 60.
    plan_for : the volume to staff: the forecast's mean, or one of its quantiles.

    Raises
    ------
    DataError : the forecast is empty, names an unknown queue, or has a start off the grid, a handle time of 0 or no
        volume of the kind to plan for.
    UsageError : a target that no number of agents reaches.
    """
    if forecast.empty:
        raise DataError(Fault("data.no_rows", "The forecast has no rows.", "at least one interval of one queue."))
    raise_faults([*_unknown_queues(forecast, queues), *_unusable_rows(forecast, plan_for)])
    grid = IntervalGrid.around(forecast["start"], interval_min)
    rows = forecast.assign(slot=grid.slots(forecast["start"]))
    by_name = {str(name): part for name, part in rows.groupby("queue", sort=True)}
    frames: list[pd.DataFrame] = []
    notes: list[str] = []
    notes += [
        f"{name}: not in the forecast; nobody is planned for it."
        for name, queue in sorted(queues.items())
        if name not in by_name and not (queue.floor or queue.daily_quota)
    ]
    for name in sorted({*by_name, *(name for name, queue in queues.items() if queue.floor or queue.daily_quota)}):
        stream = _stream(queues[name], by_name.get(name, rows.iloc[:0]), grid, plan_for)
        need = _need(stream)
        frames.append(_table(stream, need, grid))
        notes += [*stream.notes, *need.notes]
    frame = pd.concat(frames, ignore_index=True)
    return Requirement(frame.astype({"queue": "str", "binding_target": "str"}), tuple(notes))


def _unknown_queues(rows: pd.DataFrame, queues: Mapping[str, Queue]) -> Iterator[Fault]:
    known = ", ".join(sorted(queues)) or "none"
    for name in sorted({str(name) for name in rows["queue"].unique()} - set(queues)):
        yield Fault(
            "data.unknown_queue",
            f"The forecast has a queue {name!r} that is not configured.",
            f"add it to the configuration, or use one of its queues: {known}.",
            path="queue",
        )


def _unusable_rows(rows: pd.DataFrame, plan_for: PlanFor) -> Iterator[Fault]:
    """Rows with contacts that cannot be staffed, one fault a kind, which names the first row."""
    busy = rows["offered_mean"] > 0
    if "aht_s" in rows:
        yield from _first_of(
            rows[busy & (rows["aht_s"] == 0)],
            Fault("data.out_of_range", "contacts handled in 0 seconds", "leave the cell empty where nothing is known."),
            "aht_s",
        )
    volume = f"offered_{plan_for}"
    if volume not in rows:
        yield Fault("data.missing_column", f"There is no column {volume!r} to plan for.", "plan for the mean.", None)
    else:
        yield from _first_of(
            rows[busy & rows[volume].isna()],
            Fault("data.blank", f"no {volume} to plan for", "plan for the mean, or fill the column."),
            volume,
        )


def _first_of(rows: pd.DataFrame, fault: Fault, path: str) -> Iterator[Fault]:
    if not rows.empty:
        first = rows.iloc[0]
        message = f"{first['queue']}, {first['start'].isoformat()}: {fault.message} (rows like this: {len(rows)})."
        yield Fault(fault.code, message, fault.hint, path=path)


def _stream(queue: Queue, rows: pd.DataFrame, grid: IntervalGrid, plan_for: PlanFor) -> _Stream:
    horizon = grid.horizon
    slot = rows["slot"].to_numpy(np.int64)
    mean = np.full(horizon.slots, np.nan)
    mean[slot] = rows["offered_mean"].to_numpy(np.float64)
    offered = np.zeros(horizon.slots)
    offered[slot] = rows[f"offered_{plan_for}"].fillna(0.0).to_numpy(np.float64)
    aht_s = np.full(horizon.slots, np.nan)
    if "aht_s" in rows:
        aht_s[slot] = rows["aht_s"].where(rows["aht_s"] > 0).to_numpy(np.float64)
    silent = np.isnan(aht_s)
    is_open = queue.opening.mask(horizon)
    workload = Workload(
        offered, np.where(silent, queue.aht_s, aht_s), is_open, horizon.slot_day, horizon.interval_min * 60.0
    )
    notes = []
    guessed = int((silent & (offered > 0)).sum())
    if guessed:
        busy = int((offered > 0).sum())
        where = "the forecast" if guessed == busy else f"{guessed} of {busy} intervals"
        notes.append(f"{queue.name}: no handle time in {where}; {queue.aht_s:g} s are taken.")
    notes += _gaps(queue, np.isnan(mean), is_open, grid)
    return _Stream(queue, mean, workload, tuple(notes))


def _gaps(queue: Queue, absent: NDArray[np.bool_], is_open: NDArray[np.bool_], grid: IntervalGrid) -> Iterator[str]:
    """A note where a live queue is open but has no forecast: an absent interval is unknown, not quiet."""
    gaps = np.flatnonzero(absent & is_open)
    if queue.channel.is_live and queue.opening is not ALWAYS_OPEN and gaps.size:
        first = grid.starts(gaps[:1]).iloc[0].isoformat()
        yield (
            f"{queue.name}: {gaps.size} open intervals have no forecast, the first {first}; "
            + (f"the floor of {queue.floor} is planned there." if queue.floor else "nobody is planned there.")
        )


def _need(stream: _Stream) -> Need:
    try:
        return arithmetic(stream.queue.channel).need(stream.queue, stream.workload)
    except ValueError as error:
        raise UsageError(Fault("require.impossible_target", f"{stream.queue.name}: {error}.")) from error


def _table(stream: _Stream, need: Need, grid: IntervalGrid) -> pd.DataFrame:
    shown = np.flatnonzero(~np.isnan(stream.mean) | (need.agents > 0))
    columns = {
        "queue": np.repeat(stream.queue.name, shown.size),
        "start": grid.starts(shown),
        "offered_mean": stream.mean[shown],
        "aht_s": stream.workload.aht_s[shown],
        "load_erlangs": np.where(np.isnan(stream.mean), np.nan, stream.workload.load)[shown],
        "agents": need.agents[shown],
        "binding_target": need.binding[shown],
        "service_level": need.service_level[shown],
        "asa_s": need.asa_s[shown],
        "occupancy": need.occupancy[shown],
    }
    return pd.DataFrame(columns)[list(REQUIREMENT.names)]
