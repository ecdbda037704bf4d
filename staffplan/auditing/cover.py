"""What a roster covers of a requirement, recomputed from its work segments interval by interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.auditing.group_cover import Group, group_split, groups
from staffplan.auditing.least_cost_split import least_cost_split
from staffplan.auditing.presence import Presence, presence, queue_names
from staffplan.auditing.promised_split import Terms, promised_split
from staffplan.auditing.promises import Kept, Promise, promises
from staffplan.auditing.waiting_work import Lot, lots
from staffplan.auditing.week_split import week_split
from staffplan.calendar.horizon import Horizon
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty
from staffplan.domain.site import Mode
from staffplan.tables.requirement import COVERAGE

_DECIMALS = 9
_WRITTEN = 6
"""Decimals of a requirement's agents; what is left of a difference of two of them is nobody."""

Grid = NDArray[np.float64]
"""Net agents by queue and interval; shape (queues, intervals)."""


@dataclass(frozen=True)
class Cover:
    """Requirement and what is served of it; all grids have the same shape.

    Attributes
    ----------
    queues : in the order of the grids' rows.
    listed : where the requirement has a row, also one of nothing.
    required : agents for callers, and for all work where it has its fixed place.
    surplus : net agents that nobody needs, shared out over the queues that they serve.
    done, missed : work that may be done at any time before its deadline: net agents at it, and what of it missed its
        deadline, in the interval of the deadline; None where there is no such work.
        Agents beyond the fewest of an interval, for a promise over a day or a week, are among those done.
    kept : what becomes of promises over a day or a week.
    given : agents given to each queue where queues that share agents are counted together, and `required` is what each
        would need alone; None where they are not.
    lots : queue, agent-hours and missed agent-hours of such work, by queue, kind and day of the deadline.
    """

    queues: tuple[str, ...]
    horizon: Horizon
    listed: NDArray[np.bool_]
    required: Grid
    shortfall: Grid
    surplus: Grid
    heads: dict[Mode, Grid]
    done: Grid | None = None
    missed: Grid | None = None
    lots: tuple[tuple[str, float, float], ...] = ()
    kept: tuple[Kept, ...] = ()
    given: Grid | None = None

    @property
    def interval_h(self) -> float:
        """Hours of an interval."""
        return self.horizon.interval_min / 60

    @property
    def all_required(self) -> Grid:
        """Agents for callers, those at work that may wait, and those for what missed its deadline."""
        if self.given is not None:
            return self.given + self.shortfall
        return self.required if self.done is None or self.missed is None else self.required + self.done + self.missed

    @property
    def all_short(self) -> Grid:
        """Agents missing for callers, and for work in the interval of its deadline."""
        return self.shortfall if self.missed is None else self.shortfall + self.missed

    def agent_hours(self) -> tuple[float, float, float]:
        """Agent-hours required, short and left over."""
        required, short, over = (float(grid.sum()) for grid in (self.all_required, self.all_short, self.surplus))
        return required * self.interval_h, short * self.interval_h, over * self.interval_h

    def frame(self) -> pd.DataFrame:
        """The COVERAGE frame: the intervals of the requirement, and those where somebody is left over."""
        required, short = self.all_required, self.all_short
        rows, slots = np.nonzero(self.listed | (self.surplus > 0) | (required > 0))
        starts = pd.Series(self.horizon.slot_starts[slots].astype("datetime64[us]"))
        cells = {
            "required": required,
            "cover": required - short + self.surplus,
            "shortfall": short,
            "surplus": self.surplus,
            "on_site": self.heads[Mode.ON_SITE],
            "home": self.heads[Mode.HOME],
        }
        columns: dict[str, object] = {
            "queue": pd.Series(np.array(self.queues, dtype=object)[rows], dtype="str"),
            "start": starts.dt.tz_localize("UTC").dt.tz_convert(self.horizon.zone),
        }
        columns |= {name: np.round(grid[rows, slots], _DECIMALS) + 0.0 for name, grid in cells.items()}
        columns["reason"] = pd.Series([""] * len(rows), dtype="str")
        columns["price"] = pd.Series([np.nan] * len(rows), dtype="float64")
        return pd.DataFrame(columns)[list(COVERAGE.names)]


def nothing_covered(horizon: Horizon) -> pd.DataFrame:
    """A COVERAGE frame without rows."""
    empty = np.zeros((0, horizon.slots))
    return Cover((), horizon, empty.astype(bool), empty, empty, empty, dict.fromkeys(Mode, empty)).frame()


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
    """
    people = presence(duties, centre, horizon)
    skills = {queue for served, _ in people.groups for queue in served}
    queues = queue_names(centre, [*skills, *requirement["queue"]])
    listed, required = _required(requirement, queues, horizon)
    heads = {mode: np.array([people.heads(queue, mode) for queue in queues]) for mode in Mode}
    if together is not None:
        found = groups(together, centre, queues, required, _movable(requirement, queues, horizon, required), horizon)
        return _grouped(Cover(queues, horizon, listed, required, required, required, heads), people, centre, found)
    if pieces is not None:
        promised = promises(pieces, centre, queues, horizon)
        required = _fewest(requirement, queues, horizon, required, promised)
        return _promised(Cover(queues, horizon, listed, required, required, required, heads), people, centre, promised)
    if inventory is not None:
        required = _without_movable(requirement, centre, queues, horizon, required)
        waiting = lots(inventory, centre, queues, horizon)
        return _over_the_week(
            Cover(queues, horizon, listed, required, required, required, heads), people, centre, waiting
        )
    served, surplus = _shared_out(people, centre, queues, required)
    shortfall = np.round(np.maximum(required - served, 0.0), _DECIMALS) + 0.0
    return Cover(queues, horizon, listed, required, shortfall, surplus, heads)


def _movable(requirement: pd.DataFrame, queues: tuple[str, ...], horizon: Horizon, required: Grid) -> Grid:
    """Agents of the requirement for work that may wait; nobody where it does not say."""
    if "movable" not in requirement:
        return np.zeros_like(required)
    return _required(requirement.assign(agents=requirement["movable"].fillna(0.0)), queues, horizon)[1]


def _grouped(bare: Cover, people: Presence, centre: Centre, found: tuple[Group, ...]) -> Cover:
    """The cover with queues that share agents counted together."""
    queues, required, hours = bare.queues, bare.required, bare.interval_h
    serves, supply = _serving(people, queues)
    weight = {queue.name: queue.shortfall_weight for queue in centre.queues}
    steps = tuple(ladder_steps(centre.prices.shortfall))
    ladder = [[(share, price * weight.get(queue, 1.0) * hours) for share, price in steps] for queue in queues]
    split = group_split(serves, supply, required, found, ladder, centre.prices.surplus * hours)
    surplus = split.beyond.copy()
    for slot in np.flatnonzero(split.spare.sum(axis=0) > 0):
        _add_spare(surplus, serves, split.spare[:, slot].tolist(), required, int(slot))
    return replace(
        bare,
        shortfall=np.round(split.missing, _DECIMALS) + 0.0,
        surplus=np.round(surplus, _DECIMALS) + 0.0,
        given=split.served,
    )


def _fewest(
    requirement: pd.DataFrame,
    queues: tuple[str, ...],
    horizon: Horizon,
    required: Grid,
    promised: tuple[Promise, ...],
) -> Grid:
    """What is required, with the fewest agents of each promise in place of those that would keep it."""
    movable = _movable(requirement, queues, horizon, required)
    fewest = required.copy()
    for promise in promised:
        for slot, step in promise.steps.items():
            fewest[promise.queue, slot] = step.fewest + movable[promise.queue, slot]
    return fewest


def _promised(bare: Cover, people: Presence, centre: Centre, promised: tuple[Promise, ...]) -> Cover:
    """The cover with promises over a day or a week, which make one of all their intervals."""
    queues, required, hours = bare.queues, bare.required, bare.interval_h
    serves, supply = _serving(people, queues)
    weight = {queue.name: queue.shortfall_weight for queue in centre.queues}
    weights = [weight.get(queue, 1.0) for queue in queues]
    steps = tuple(ladder_steps(centre.prices.shortfall))
    ladder = [[(share, price * of * hours) for share, price in reversed(steps)] for of in weights]
    late = [centre.prices.late_contact * of for of in weights]
    terms = Terms(serves, supply, required, ladder, centre.prices.surplus * hours, late)
    served, spare = promised_split(terms, promised)
    surplus = np.zeros_like(required)
    for slot in np.flatnonzero(spare.sum(axis=0) > 0):
        _add_spare(surplus, serves, spare[:, slot].tolist(), np.maximum(required, served), int(slot))
    short, beyond = np.maximum(required - served, 0.0), np.maximum(served - required, 0.0)
    return replace(
        bare,
        shortfall=np.round(short, _DECIMALS) + 0.0,
        surplus=np.round(surplus, _DECIMALS) + 0.0,
        done=beyond,
        missed=np.zeros_like(required),
        kept=tuple(_kept(promise, queues, short, beyond) for promise in promised),
    )


def _kept(promise: Promise, queues: tuple[str, ...], short: Grid, beyond: Grid) -> Kept:
    row = promise.queue
    in_time = sum(
        step.served_in_time(float(short[row, slot]), float(beyond[row, slot])) for slot, step in promise.steps.items()
    )
    return Kept(queues[row], promise.first_day, promise.offered, promise.wanted, in_time)


def _without_movable(
    requirement: pd.DataFrame, centre: Centre, queues: tuple[str, ...], horizon: Horizon, required: Grid
) -> Grid:
    """What is required without the agents for work that may wait; the floor stays on its own."""
    _, movable = _required(requirement.assign(agents=requirement["movable"].fillna(0.0)), queues, horizon)
    floors = np.zeros_like(required)
    for queue in centre.queues:
        row = queues.index(queue.name)
        floors[row] = np.where((required[row] > 0) & queue.opening.mask(horizon), float(queue.floor), 0.0)
    return np.maximum(np.round(required - movable, _WRITTEN), floors) + 0.0


def _over_the_week(bare: Cover, people: Presence, centre: Centre, waiting: tuple[Lot, ...]) -> Cover:
    """The cover with the work that may wait, which makes one of all intervals."""
    queues, required = bare.queues, bare.required
    serves, supply = _serving(people, queues)
    split = week_split(serves, supply, required, waiting, tuple(_dearest_first(centre, queues)))
    surplus = np.zeros_like(required)
    for slot in np.flatnonzero(split.spare.sum(axis=0) > 0):
        _add_spare(surplus, serves, split.spare[:, slot].tolist(), required + split.done, int(slot))
    short = np.round(np.maximum(required - split.served, 0.0), _DECIMALS) + 0.0
    hours = bare.interval_h
    by_lot = (
        (queues[lot.queue], lot.amount * hours, of * hours) for lot, of in zip(waiting, split.missed_of, strict=True)
    )
    return replace(
        bare,
        shortfall=short,
        surplus=np.round(surplus, _DECIMALS) + 0.0,
        done=split.done,
        missed=split.missed,
        lots=tuple(by_lot),
    )


def _serving(people: Presence, queues: tuple[str, ...]) -> tuple[tuple[tuple[int, ...], ...], Grid]:
    """The numbers of the queues that each group serves, and its net agents by interval."""
    sets, supply = people.supply()
    number = {queue: row for row, queue in enumerate(queues)}
    return tuple(tuple(number[queue] for queue in sorted(one)) for one in sets), supply


def _add_spare(
    surplus: Grid, serves: Sequence[Sequence[int]], spares: Sequence[float], required: Grid, slot: int
) -> None:
    """Share out what groups have left over in an interval over the queues that they serve."""
    for group, spare in enumerate(spares):
        if serves[group]:
            of_group = list(serves[group])
            surplus[of_group, slot] += spare * _shares(required[of_group, slot])


def _required(requirement: pd.DataFrame, queues: tuple[str, ...], horizon: Horizon) -> tuple[NDArray[np.bool_], Grid]:
    starts = requirement["start"]
    if starts.dt.tz is None:
        starts = starts.dt.tz_localize(horizon.zone, ambiguous=True, nonexistent="shift_forward")
    utc = starts.dt.tz_convert("UTC").dt.tz_localize(None).to_numpy(dtype="datetime64[s]")
    slot = (utc - horizon.slot_starts[0]) // np.timedelta64(horizon.interval_min * 60, "s")
    row = pd.Index(queues).get_indexer(pd.Index(requirement["queue"]))
    inside = (slot >= 0) & (slot < horizon.slots)
    listed = np.zeros((len(queues), horizon.slots), dtype=bool)
    required = np.zeros(listed.shape)
    listed[row[inside], slot[inside]] = True
    required[row[inside], slot[inside]] = requirement["agents"].to_numpy(dtype=float)[inside]
    return listed, required


def _shared_out(people: Presence, centre: Centre, queues: tuple[str, ...], required: Grid) -> tuple[Grid, Grid]:
    """What each queue is served, and what is left over, by queue and interval."""
    serves, supply = _serving(people, queues)
    ladder = tuple(_dearest_first(centre, queues))
    served, surplus = np.zeros_like(required), np.zeros_like(required)
    for slot in np.flatnonzero(supply.sum(axis=0) > 0):
        demands = [(queue, width * required[queue, slot]) for queue, width in ladder]
        split = least_cost_split(serves, supply[:, slot].tolist(), demands, len(queues))
        served[:, slot] = split.served
        _add_spare(surplus, serves, split.spare, required, int(slot))
    return served, np.round(surplus, _DECIMALS) + 0.0


def _dearest_first(centre: Centre, queues: tuple[str, ...]) -> Iterator[tuple[int, float]]:
    """Queue and share of its requirement of each step of the price ladders, the dearest to miss first."""
    weight = {queue.name: queue.shortfall_weight for queue in centre.queues}
    steps = [
        (-price * weight.get(queue, 1.0), row, width)
        for row, queue in enumerate(queues)
        for width, price in ladder_steps(centre.prices.shortfall)
    ]
    yield from ((row, width) for _, row, width in sorted(steps))


def ladder_steps(ladder: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """(share of the requirement, price) of each step of a shortfall ladder; the last goes up to all of it."""
    reached = 0.0
    for step, (share, price) in enumerate(ladder):
        top = 1.0 if step == len(ladder) - 1 else share
        yield top - reached, price
        reached = top


def _shares(required: Grid) -> Grid:
    """How a group's time left over is shared out over its queues: by requirement, evenly where there is none."""
    total = required.sum()
    return required / total if total > 0 else np.full(len(required), 1 / len(required))
