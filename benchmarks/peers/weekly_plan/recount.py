"""What a solver's shift counts cost and whether they are lawful, recounted from the told week alone.

Runs in staffplan's environment and shares nothing with the solvers' models: it lays shifts, pauses and blocks on the
intervals, prices what is there, and says which rule is broken.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import Any

import numpy as np

DAY_MIN, DAYS = 1440, 7
Told = dict[str, Any]


class Recount:
    """Reads the rows of an answer one by one; `money` and `faults` say what they come to."""

    def __init__(self, told: Told) -> None:
        self.told, self.step = told, told["interval_min"]
        self.at_work = np.zeros(len(told["demand"]), dtype=int)
        self.on_site = np.zeros(len(told["demand"]), dtype=int)
        self.pay, self.faults = 0.0, list[str]()
        self._duties: Counter[tuple[int, int, int]] = Counter()  # contract, band (-1: named), day
        self._tours: Counter[tuple[int, int, int]] = Counter()
        self._kinds: dict[tuple[int, int], Counter[tuple[int, ...]]] = defaultdict(Counter)
        self._given: Counter[tuple[int, int]] = Counter()
        self._people: dict[tuple[int, int, int], list[tuple[int, int, int, str, int]]] = defaultdict(list)
        self._starts: Counter[tuple[int, int, int]] = Counter()
        self._placed: Counter[tuple[int, int, int]] = Counter()
        self._windows: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        self._pauses: dict[tuple[int, int, int], list[int]] = defaultdict(list)
        self._blocks: dict[tuple[int, int, str], list[tuple[int, int]]] = defaultdict(list)
        self._site_days: Counter[tuple[int, int, int]] = Counter()

    def read(self, row: list[Any]) -> None:
        """A label of a column, and its value."""
        kind, *what, count = row
        if count < 0 or count != int(count):
            self.faults.append(f"{count} people of {kind}")
        getattr(self, f"_{kind.replace(' ', '_')}")(what, int(count))

    def _whole(self, what: list[int], count: int) -> None:
        minutes, day, start = what
        self.pay += count * minutes / 60 * self.told["contracts"][0]["wage"]
        self.at_work[self._slots(day, start, start + minutes)] += count

    def _flow(self, what: list[Any], count: int) -> None:
        contract, band, mode, shift, day, start = what
        self._duties[contract, band, day] += count
        self._site_days[contract, band, day] += count * (mode == "on_site")
        first = self.told["opens"] + 60 * band  # bands begin an hour apart, as wide as a day less the rest
        if not first <= start <= start + self._ends(shift) <= first + DAY_MIN - self.told["rest_min"]:
            self.faults.append("a duty outside its band")
        self._duty((contract, mode, shift, day, start), count)

    def _person(self, what: list[Any], count: int) -> None:
        contract, group, copy, mode, shift, day, start = what
        self._people[contract, group, copy].append((day, start, start + self._ends(shift), mode, 0))
        self._duty((contract, mode, shift, day, start), count)

    def _duty(self, duty: tuple[int, str, int, int, int], count: int) -> None:
        contract, mode, number, day, start = duty
        terms, shift = self.told["contracts"][contract], self.told["shifts"][number]
        allowed = number in terms["shifts"] and mode in terms["modes"] and mode in shift["modes"]
        if not allowed or start not in shift["starts"]:
            self.faults.append("a shift that the contract does not know")
        self.pay += count * self._wage(terms, mode) * shift["paid_min"] / 60
        self._starts[number, day, start] += count
        for begin, end in shift["blocks"]:
            slots = self._slots(day, start + begin, start + end)
            self.at_work[slots] += count
            self.on_site[slots] += count * (mode == "on_site")
        for minutes, earliest, latest in shift["breaks"]:
            self._windows[day, minutes, latest - earliest] += [start + earliest] * count

    def _tour(self, what: list[Any], count: int) -> None:
        contract, band, days = what
        self._kinds[contract, 0][tuple(days)] += count
        for day in days:
            self._tours[contract, band, day] += count

    def _given_row(self, what: list[Any], count: int) -> None:
        contract, group, days = what
        self._kinds[contract, 1][tuple(days)] += count
        self._given[contract, group] += count
        terms = self.told["contracts"][contract]
        if set(days) & set(terms["groups"][group]["days_off"]) or len(days) != terms["days"][0]:
            self.faults.append("a tour on a day off")

    def _pause(self, what: list[int], count: int) -> None:
        day, minutes, width, start = what
        self.at_work[self._slots(day, start, start + minutes)] -= count
        self._pauses[day, minutes, width] += [start] * count

    def _placed_row(self, what: list[int], count: int) -> None:
        number, day, start, *begins = what
        self._placed[number, day, start] += count
        for (minutes, earliest, latest), begin in zip(self.told["shifts"][number]["breaks"], begins, strict=True):
            self._pause([day, minutes, latest - earliest, start + begin], count)

    def _block(self, what: list[Any], count: int) -> None:
        contract, kind, day, start, minutes = what
        self._blocks[contract, day, kind] += [(start, minutes)] * count
        self._block_at_work(contract, day, start, minutes, count)

    def _person_block(self, what: list[Any], count: int) -> None:
        contract, group, copy, kind, day, start, minutes = what
        self._people[contract, group, copy].append((day, start, start + minutes, kind, minutes))
        self._blocks[contract, day, kind] += [(start, minutes)] * count
        self._block_at_work(contract, day, start, minutes, count)

    def _block_at_work(self, contract: int, day: int, start: int, minutes: int, count: int) -> None:
        terms = self.told["contracts"][contract]
        inside = self.told["opens"] <= start and start + minutes <= self.told["closes"]
        if not inside or minutes not in terms["blocks"]["lengths"]:
            self.faults.append("a block that the contract does not know")
        self.pay += count * self._wage(terms, "home") * minutes / 60
        self.at_work[self._slots(day, start, start + minutes)] += count

    def money(self) -> float:
        """Pay, people missing by the ladder, and people left over."""
        demand = np.array(self.told["demand"])
        missing, over = np.maximum(demand - self.at_work, 0), np.maximum(self.at_work - demand, 0)
        (share, low), (_, high) = self.told["shortfall"]
        cheap = np.minimum(missing, share * demand)
        priced = (low * cheap + high * (missing - cheap)).sum() + self.told["surplus"] * over.sum()
        return float(self.pay + priced * self.step / 60)

    def check(self) -> list[str]:
        """Every fault of a whole week."""
        faults = self.faults
        if (self.on_site > self.told["seats"]).any():
            faults.append("more people than seats")
        if self._placed and +self._placed != +self._starts:
            faults.append("pauses placed for other shifts")
        self._check_pauses()
        for number, terms in enumerate(self.told["contracts"]):
            if terms["blocks"]:
                self._check_blocks(number, terms)
            elif not self._people:
                self._check_tours(number, terms)
        if self._people:
            self._check_people()
        return sorted(set(faults))

    def _check_pauses(self) -> None:
        """Pauses and windows of one kind, first in, first out."""
        for group in self._windows.keys() | self._pauses.keys():
            pairs = zip(sorted(self._windows[group]), sorted(self._pauses[group]), strict=False)
            same = len(self._windows[group]) == len(self._pauses[group])
            if not same or any(not opens <= pause <= opens + group[2] for opens, pause in pairs):
                self.faults.append("a pause outside its window")

    def _check_tours(self, number: int, terms: Told) -> None:
        keys = [key for key in self._duties.keys() | self._tours.keys() if key[0] == number]
        if any(self._duties[key] != self._tours[key] for key in keys):
            self.faults.append("duties that are no tours")
        if +self._kinds[number, 0] != +self._kinds[number, 1]:
            self.faults.append("tours that are given to nobody")
        if any(self._given[number, which] != group["people"] for which, group in enumerate(terms["groups"])):
            self.faults.append("people without a tour")
        if terms["office_days"]:
            people = sum(group["people"] for group in terms["groups"])
            if sum(self._site_days[key] for key in keys) < terms["office_days"] * people:
                self.faults.append("too few office days in all")

    def _check_blocks(self, number: int, terms: Told) -> None:
        people = sum(group["people"] for group in terms["groups"])
        worked, begun = 0, 0
        for day in range(DAYS):
            single, first, second = (sorted(self._blocks[number, day, kind]) for kind in ("single", "first", "second"))
            present = sum(group["people"] for group in terms["groups"] if day not in group["days_off"])
            worked += sum(minutes for _, minutes in single + first + second)
            begun += len(single) + len(first)
            ends = sorted(start + minutes for start, minutes in first)
            least, greatest = terms["blocks"]["gap"]
            gaps = [start - end for end, (start, _) in zip(ends, second, strict=False)]
            if len(ends) != len(second) or any(not least <= gap <= greatest for gap in gaps):
                self.faults.append("blocks that cannot be paired")
            if len(single) + len(first) > present:
                self.faults.append("more contractors than are present")
        least_min, most_min = terms["minutes"]
        if not people * least_min <= worked <= people * most_min or begun > people * terms["days"][1]:
            self.faults.append("contractors' hours or days")

    def _check_people(self) -> None:
        """Named people: days, days off, rest, office days, hours of contractors."""
        for number, terms in enumerate(self.told["contracts"]):
            for which, group in enumerate(terms["groups"]):
                for copy in range(group["people"]):
                    self._check_person(terms, group, sorted(self._people[number, which, copy]))

    def _check_person(self, terms: Told, group: Told, duties: list[tuple[int, int, int, str, int]]) -> None:
        days = sorted({duty[0] for duty in duties})
        least, most = terms["days"]
        if not least <= len(days) <= most or set(days) & set(group["days_off"]):
            self.faults.append("days of a person")
        if sum(duty[3] == "on_site" for duty in duties) < terms["office_days"]:
            self.faults.append("office days of a person")
        minutes = sum(duty[4] for duty in duties)
        if terms["blocks"] and not terms["minutes"][0] <= minutes <= terms["minutes"][1]:
            self.faults.append("hours of a contractor")
        for (day, _, end, _, _), (later, start, _, _, _) in pairwise(duties):
            least_gap = terms["blocks"]["gap"][0] if day == later and terms["blocks"] else self.told["rest_min"]
            if (later - day) * DAY_MIN + start - end < least_gap:
                self.faults.append("rest of a person")

    def _ends(self, shift: int) -> int:
        return int(self.told["shifts"][shift]["blocks"][-1][1])

    def _wage(self, terms: Told, mode: str) -> float:
        return float(terms["wage"] + (terms["stipend"] if mode == "home" else 0.0))

    def _slots(self, day: int, start: int, end: int) -> slice:
        return slice((day * DAY_MIN + start) // self.step, (day * DAY_MIN + end) // self.step)


def recounted(told: Told, rows: list[list[Any]], *, is_week: bool = True) -> tuple[float, list[str]]:
    """Money of an answer's rows, and the rules that they break; without `is_week` they are shifts and nothing else."""
    count = Recount(told)
    for row in rows:
        count.read([{"given": "given row", "placed": "placed row"}.get(row[0], row[0]), *row[1:]])
    return count.money(), count.check() if is_week else count.faults
