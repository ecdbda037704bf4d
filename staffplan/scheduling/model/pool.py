"""How many of each shift: integer pools over days and starts, with pauses in prefix form and seats as a cap.

The implicit model of Bechtold and Jacobs (1990): a pause is not tied to a shift; per group of windows of equal width
and length it is enough that pauses begun so far never exceed the windows opened so far, and never fall behind the
windows closed. Windows of a group open and close in the same order, so that handing pauses out by earliest deadline
gives every duty its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from staffplan.domain.shift import BreakWindow, Shift
from staffplan.domain.site import Mode
from staffplan.scheduling.linear_model import Columns, LinearModel, Rows
from staffplan.scheduling.need.cover import Cover
from staffplan.scheduling.people.crew import CoverGroup
from staffplan.scheduling.people.starts import Start, Timetable, overlap, presence

PauseKey = tuple[CoverGroup, int, int, int, bool]
Savings = Callable[[NDArray[np.int64], int], NDArray[np.float64]]
"""Money that an unpaid pause of so many minutes saves, by the interval in which it begins."""

CONFLICT_PRICE = 10_000.0
"""Price of breaking a hard limit by one, so that a conflict of hard rules shows as a column and not as silence."""


@dataclass(frozen=True)
class Pool:
    """Counts of one shift, one column a start: who exactly works them is decided later."""

    cover: CoverGroup
    mode: Mode
    site: str
    shift: Shift
    starts: tuple[Start, ...]
    columns: Columns

    @property
    def label(self) -> str:
        """A name for columns and rows."""
        return f"{self.cover.label} {self.mode} {self.site} {self.shift.name}"

    @property
    def days(self) -> NDArray[np.int64]:
        """Day number of each start."""
        return np.array([start.day for start in self.starts], dtype=np.int64)


@dataclass(frozen=True)
class PauseGroup:
    """Pauses of one length whose windows have one width, on one day and in one cover group.

    `columns` counts pauses that begin in each interval of `slots`; `flow` holds the two inventories; `saves` says
    whether each saves premiums.
    """

    cover: CoverGroup
    day: int
    minutes: int
    width: int
    slots: NDArray[np.int64]
    columns: Columns
    flow: tuple[Columns, Columns]
    saves: bool = False

    @property
    def key(self) -> PauseKey:
        """See `pause_key`."""
        return self.cover, self.day, self.minutes, self.width, self.saves


def pause_key(cover: CoverGroup, day: int, pause: BreakWindow, interval_min: int) -> PauseKey:
    """Cover group, day, minutes, width of the window in intervals, and whether the pause saves premiums.

    Pauses with one key may be exchanged for each other.
    """
    opening, closing = -(-pause.earliest // interval_min), pause.latest // interval_min
    return cover, day, pause.minutes, closing - opening, bool(cover.pay) and not pause.paid


@dataclass
class _Windows:
    """Windows of a pause group while pools are being added: interval of opening, and the pool's column."""

    opening: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)


class ShiftPools:
    """All pools of a plan; each adds its presence to the cover and its people on site to the seats.

    Parameters
    ----------
    seats : most people on site at once by site, one number or one an interval; a person on a pause keeps the seat.
        `crowding` holds, by site, the
        columns by which people exceed them; a plan that uses one is not lawful.
    """

    def __init__(self, model: LinearModel, cover: Cover, timetable: Timetable, seats: Mapping[str, ArrayLike]) -> None:
        self.pools: dict[tuple[object, ...], Pool] = {}
        self.pause_groups: list[PauseGroup] = []
        self._model = model
        self._cover = cover
        self._timetable = timetable
        self._slots = cover.demand.slots
        self._interval = cover.demand.interval_min
        self._windows: dict[PauseKey, _Windows] = defaultdict(_Windows)
        self._savings: dict[CoverGroup, Savings] = {}
        self._fed: dict[int, Rows] = {}
        self.seat_rows: dict[str, Rows] = {}
        self.crowding: dict[str, Columns] = {}
        for site, high in sorted(seats.items()):
            self.seat_rows[site] = model.rows(f"seats {site}", self._slots, "<=", high)
            self.crowding[site] = model.columns(f"over seats {site}", self._slots, cost=CONFLICT_PRICE)
            model.put(self.seat_rows[site], self.crowding[site], -1.0)

    def pool(
        self,
        cover: CoverGroup,
        mode: Mode,
        site: str,
        shift: Shift,
        *,
        limit: ArrayLike,
        tag: str = "",
        cost: ArrayLike = 0.0,
        savings: Savings | None = None,
    ) -> Pool:
        """The pool of a shift, made on first use.

        Parameters
        ----------
        site : matters on site only, where seats are counted.
        limit : most duties a start.
        tag : keeps pools apart that are alike otherwise.
        cost : money a duty, where no crew pays it.
        savings : what an unpaid pause saves by where it begins; counts for groups with a `pay` of their own.
        """
        place = site if mode is Mode.ON_SITE else ""
        key = (cover, mode, place, shift, tag)
        if key not in self.pools:
            starts = self._timetable.starts(shift)
            columns = self._model.columns(
                f"pool {cover.label} {mode} {place} {shift.name} {tag}",
                len(starts),
                cost=cost,
                high=limit,
                integer=True,
            )
            self.pools[key] = Pool(cover, mode, place, shift, starts, columns)
            if savings is not None:
                self._savings[cover] = savings
            self._add_presence(self.pools[key])
        return self.pools[key]

    def feed(self, pool: Pool, positions: Sequence[int], columns: Columns) -> None:
        """Let flow columns fill starts of a pool; a fed pool holds exactly what flows into it."""
        if id(pool) not in self._fed:
            self._fed[id(pool)] = self._model.rows(f"fill of pool {pool.label}", len(pool.starts), "==")
            self._model.put(self._fed[id(pool)], pool.columns, -1.0)
        self._model.put(self._fed[id(pool)][list(positions)], columns)

    def _add_presence(self, pool: Pool) -> None:
        share = presence(pool.shift, self._interval)
        first = np.array([start.slot for start in pool.starts], dtype=np.int64)
        slot = first[:, None] + np.arange(len(share))[None, :]
        used = (slot >= 0) & (slot < self._slots) & (share > 0)[None, :]
        columns = np.broadcast_to(pool.columns[:, None], slot.shape)[used]
        shares = np.broadcast_to(share[None, :], slot.shape)[used]
        worth = np.broadcast_to(np.array(pool.cover.worth)[pool.days][:, None], slot.shape)[used]
        self._model.put(self._cover.balance[pool.cover.skills][slot[used]], columns, -worth * shares)
        if pool.mode is Mode.ON_SITE and pool.site in self.seat_rows:
            self._model.put(self.seat_rows[pool.site][slot[used]], columns, np.ceil(shares))
        for pause in pool.shift.breaks:
            opening = -(-pause.earliest // self._interval)
            for start, column in zip(pool.starts, pool.columns, strict=True):
                windows = self._windows[pause_key(pool.cover, start.day, pause, self._interval)]
                windows.opening.append(start.slot + opening)
                windows.column.append(int(column))

    def place_pauses(self) -> None:
        """Close the model: add the pauses of every pool made so far."""
        for key, windows in self._windows.items():
            cover, day, minutes, width, saves = key
            opening, column = np.array(windows.opening), np.array(windows.column)
            first, last = int(opening.min()), int(opening.max()) + width
            count = last - first + 1
            label = f"{cover.label} day {day} {minutes} min width {width}" + (" unpaid" if saves else "")
            slots = np.arange(first, last + 1)
            saved = self._savings[cover](slots, minutes) if saves else 0.0
            pauses = self._model.columns(f"pauses {label}", count, cost=-np.asarray(saved), integer=True)
            ends_empty = np.append(np.full(count - 1, np.inf), 0.0)
            waiting = self._model.columns(f"pauses waiting {label}", count, high=ends_empty)
            ahead = self._model.columns(f"pauses ahead {label}", count, high=ends_empty)
            # waiting[t] = waiting[t-1] + windows opened in t - pauses begun in t
            opened = self._model.rows(f"pause windows opened {label}", count, "==")
            self._carry(opened, waiting)
            self._model.put(opened, pauses)
            self._model.put(opened[opening - first], column, -1.0)
            # ahead[t] = ahead[t-1] + pauses begun in t - windows that close in t
            closed = self._model.rows(f"pause windows closed {label}", count, "==")
            self._carry(closed, ahead)
            self._model.put(closed, pauses, -1.0)
            self._model.put(closed[opening - first + width], column)
            self._take_from_cover(cover, day, minutes, slots, pauses)
            self.pause_groups.append(PauseGroup(cover, day, minutes, width, slots, pauses, (waiting, ahead), saves))

    def _carry(self, rows: Rows, inventory: Columns) -> None:
        self._model.put(rows, inventory)
        self._model.put(rows[1:], inventory[:-1], -1.0)

    def _take_from_cover(
        self, cover: CoverGroup, day: int, minutes: int, slots: NDArray[np.int64], pauses: Columns
    ) -> None:
        share = overlap(0, minutes, -(-minutes // self._interval), self._interval)
        slot = slots[:, None] + np.arange(len(share))[None, :]
        used = (slot >= 0) & (slot < self._slots)
        self._model.put(
            self._cover.balance[cover.skills][slot[used]],
            np.broadcast_to(pauses[:, None], slot.shape)[used],
            cover.worth[day] * np.broadcast_to(share[None, :], slot.shape)[used],
        )
