"""Who is at work in each interval: pools of shifts, their pauses, seats, and the price of too few and too many."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from math import floor
from typing import Any

from programme import Programme

DAY_MIN = 1440
Told = dict[str, Any]
Key = tuple[int, str, int, int]


class Cover:
    """Shifts and blocks of a week become cover; `finish` closes the programme.

    A pool is the number of people who work one shift in one mode from one start. Pauses are either counted beside the
    pools (implicit, Bechtold and Jacobs 1990), or each of their placements is a column (Dantzig 1954).
    """

    def __init__(self, told: Told, programme: Programme) -> None:
        self.told, self.programme = told, programme
        self.step: int = told["interval_min"]
        self.most = sum(group["people"] for contract in told["contracts"] for group in contract["groups"])
        self._fed: dict[Key, list[int]] = defaultdict(list)
        self._at_work: list[list[tuple[int, int]]] = [[] for _ in told["demand"]]
        self._on_site: list[list[tuple[int, int]]] = [[] for _ in told["demand"]]

    def feed(self, key: Key, column: int) -> None:
        """A column counts people who work shift number, mode, day and start."""
        self._fed[key].append(column)

    def block(self, column: int, day: int, start: int, minutes: int) -> None:
        """A column counts people at home who work without a pause."""
        for slot in self._slots(day, start, start + minutes):
            self._at_work[slot].append((column, 1))

    def finish(self, *, explicit: bool) -> None:
        """Pools, pauses, seats and the requirement."""
        windows: dict[tuple[int, int, int], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for key, fed in self._fed.items():
            pool = self.programme.column(self.most)
            self.programme.row([(column, 1) for column in fed] + [(pool, -1)], 0, 0)
            self._present(key, pool, at_work=not explicit)
            if explicit:
                self._placements(key, pool)
                continue
            number, _, day, start = key
            for minutes, earliest, latest in self.told["shifts"][number]["breaks"]:
                windows[day, minutes, latest - earliest][start + earliest].append(pool)
        for (day, minutes, width), opening in windows.items():
            self._pauses(day, minutes, width, opening)
        for taken in filter(None, self._on_site):
            self.programme.row(taken, None, self.told["seats"])
        for slot, agents in enumerate(self.told["demand"]):
            if self._at_work[slot]:
                self._require(slot, agents)

    def _slots(self, day: int, start: int, end: int) -> range:
        first = day * DAY_MIN
        return range((first + start) // self.step, (first + end) // self.step)

    def _present(self, key: Key, pool: int, *, at_work: bool) -> None:
        number, mode, day, start = key
        for begin, end in self.told["shifts"][number]["blocks"]:
            for slot in self._slots(day, start + begin, start + end):
                if at_work:
                    self._at_work[slot].append((pool, 1))
                if mode == "on_site":
                    self._on_site[slot].append((pool, 1))

    def _placements(self, key: Key, pool: int) -> None:
        """A column for each way to place the pauses of a pool."""
        number, _, day, start = key
        shift = self.told["shifts"][number]
        slots = {slot for begin, end in shift["blocks"] for slot in self._slots(day, start + begin, start + end)}
        ways = [range(earliest, latest + 1, self.step) for _, earliest, latest in shift["breaks"]]
        placed = []
        for begins in product(*ways):
            column = self.programme.column(self.most, 0.0, ("placed", number, day, start, *begins))
            placed.append((column, 1))
            away = {
                slot
                for (minutes, _, _), begin in zip(shift["breaks"], begins, strict=True)
                for slot in self._slots(day, start + begin, start + begin + minutes)
            }
            for slot in slots - away:
                self._at_work[slot].append((column, 1))
        self.programme.row([*placed, (pool, -1)], 0, 0)

    def _pauses(self, day: int, minutes: int, width: int, opening: dict[int, list[int]]) -> None:
        """Pauses begun stay between windows opened and windows closed, by two inventories."""
        programme = self.programme
        times = range(min(opening), max(opening) + width + 1, self.step)
        waiting = due = None
        for time in times:
            begun = programme.column(self.most, 0.0, ("pause", day, minutes, width, time))
            for slot in self._slots(day, time, time + minutes):
                self._at_work[slot].append((begun, -1))
            is_last = time == times[-1]
            before, ahead = waiting, due
            waiting = programme.column(0 if is_last else self.most)
            due = programme.column(0 if is_last else self.most)
            opened = [(pool, -1) for pool in opening.get(time, [])]
            closed = [(pool, 1) for pool in opening.get(time - width, [])]
            programme.row([(waiting, 1), (begun, 1), *([(before, -1)] if before is not None else []), *opened], 0, 0)
            programme.row([(due, 1), (begun, -1), *([(ahead, -1)] if ahead is not None else []), *closed], 0, 0)

    def _require(self, slot: int, agents: int) -> None:
        """Cover, people missing by the ladder, and people left over, come to the requirement."""
        hours, programme = self.step / 60, self.programme
        missing = [programme.column(width, hours * price) for width, price in whole_steps(agents, self.told)]
        over = programme.column(self.most, hours * self.told["surplus"])
        programme.row([*self._at_work[slot], *((column, 1) for column in missing), (over, -1)], agents, agents)


def whole_steps(agents: int, told: Told) -> list[tuple[int, float]]:
    """The ladder for whole people: how many, and the price of each; who crosses a step pays the mean."""
    (share, low), (_, high) = told["shortfall"]
    cheap = share * agents
    whole = floor(cheap + 1e-9)
    part = cheap - whole
    steps = [(whole, low), (min(1, agents - whole), part * low + (1 - part) * high), (max(0, agents - whole - 1), high)]
    return [(width, price) for width, price in steps if width]
