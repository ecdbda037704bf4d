"""Which shift design a file of ``key = value;`` lines asks for.

The form is that of the public instances of minimum shift design (Musliu, Schaerf, Slany 2004)::

    interval = 60;                 minutes of an interval
    days = 7;
    demand = [0, 3, 11, ...];      days * 1440 / interval workers, from midnight of the first day
    minStart = [5, 9]; maxStart = [8, 11];         in intervals, one number for each family of shifts
    minLength = [7, 7]; maxLength = [9, 9];
    weightOverCover = 1; weightUnderCover = 1;     a minute of one worker
    weightShiftInstances = 60;                     a distinct shift

The week is cyclic. ``%``, ``#`` and ``//`` begin comments; keys of other variants (duties) are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

from staffplan.domain.shift import ShiftProfile
from staffplan.domain.shift_design import DesignPrices, DesignTask
from staffplan.domain.site import Mode
from staffplan.errors import DataError, Fault
from staffplan.intake.source import Source, read_text, source_name

_COMMENT = re.compile(r"(?:%|#|//).*")
_STATEMENT = re.compile(r"\s*([A-Za-z_]\w*)\s*=([^=]*)", re.DOTALL)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_FAMILY = ("minStart", "maxStart", "minLength", "maxLength")
_WEIGHTS = ("weightOverCover", "weightUnderCover", "weightShiftInstances")
_KEYS = ("interval", "days", "demand", *_FAMILY, *_WEIGHTS)
_MOST = 1_000_000
"""Beyond this a count is a slip, and the arrays of a design would no longer fit."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """The text of a value, and the line on which its key stands."""

    text: str
    line: int


def read_design_task(source: Source) -> DesignTask:
    """The task in a file; DataError with its faults, each with file and line, where it holds none."""
    name = source_name(source)
    return _Reading(name, read_text(source)).task()


class _Reading:
    """The statements of one file, and the faults found so far."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        self._faults: list[Fault] = []
        self._entries: dict[str, _Entry] = {}
        for line, statement in _statements(text):
            self._take(line, statement)

    def task(self) -> DesignTask:
        """What is asked."""
        self._faults += [
            Fault("data.missing_key", f"There is no `{key}`.", f"add a line `{key} = ...;`.", self._name)
            for key in _KEYS
            if key not in self._entries
        ]
        self._raise()
        interval, days = self._count("interval", 1440), self._count("days", 366)
        demand = self._counts("demand", 0)
        families = [self._counts(key, 0 if key.endswith("Start") else 1) for key in _FAMILY]
        prices = [self._weight(key) for key in _WEIGHTS]
        self._raise()
        self._judge(interval, days, demand, families)
        self._raise()
        profiles = tuple(
            ShiftProfile(
                name=f"family {number}",
                modes=frozenset({Mode.ON_SITE}),
                first_start=first * interval,
                last_start=last * interval,
                start_step=interval,
                lengths=tuple(range(short * interval, long * interval + 1, interval)),
            )
            for number, (first, last, short, long) in enumerate(zip(*families, strict=True), 1)
        )
        return DesignTask(interval, demand, profiles, DesignPrices(*prices))

    def _take(self, line: int, statement: str) -> None:
        found = _STATEMENT.fullmatch(statement)
        if found is None:
            hint = "write `key = value;`, a semicolon behind each."
            excerpt = " ".join(statement.split())[:60]
            self._fault("data.statement", f"This is no `key = value;`: {excerpt}", hint, line)
        elif found[1] in self._entries:
            first = self._entries[found[1]].line
            self._fault("data.statement", f"`{found[1]}` stands here again, after line {first}.", "keep one.", line)
        else:
            self._entries[found[1]] = _Entry(found[2].strip(), line)

    def _judge(self, interval: int, days: int, demand: tuple[int, ...], families: list[tuple[int, ...]]) -> None:
        """What is wrong although each value is readable by itself."""
        if 1440 % interval:
            self._wrong("interval", f"{interval} minutes do not divide a day.")
            return
        slots = days * 1440 // interval
        if len(demand) != slots:
            self._wrong(
                "demand", f"There are {len(demand)} numbers, and {days} days of {interval} minutes have {slots}."
            )
        if len({len(family) for family in families}) > 1 or not families[0]:
            counts = ", ".join(f"{key} has {len(family)}" for key, family in zip(_FAMILY, families, strict=True))
            self._wrong("minStart", f"Each family of shifts needs one number in each of four lists: {counts}.")
            return
        for number, (first, last, short, long) in enumerate(zip(*families, strict=True), 1):
            if last < first:
                self._wrong("maxStart", f"Family {number} starts at {first} at the earliest and {last} at the latest.")
            if long < short:
                self._wrong("maxLength", f"Family {number} is at least {short} and at most {long} long.")
            if long > slots:
                self._wrong("maxLength", f"Family {number} is {long} long, and the whole week only {slots}.")

    def _count(self, key: str, most: int) -> int:
        number = _number(self._entries[key].text)
        if number is None or number != int(number) or not 1 <= number <= most:
            self._wrong(
                key, f"`{key}` is a whole number from 1 to {most}, not {self._entries[key].text[:40] or 'blank'}."
            )
            return 1
        return int(number)

    def _counts(self, key: str, least: int) -> tuple[int, ...]:
        text = self._entries[key].text
        if not (text.startswith("[") and text.endswith("]")):
            self._wrong(key, f"`{key}` is a list of numbers in square brackets.")
            return ()
        cells = text[1:-1].strip().removesuffix(",").split(",")
        numbers = [_number(cell.strip()) for cell in cells] if cells != [""] else []
        for place, number in enumerate(numbers, 1):
            if number is None or number != int(number) or not least <= number <= _MOST:
                cell = cells[place - 1].strip()[:40] or "blank"
                self._wrong(key, f"Number {place} of `{key}` is {cell}; it is a whole number from {least} to {_MOST}.")
                return ()
        return tuple(int(number) for number in numbers if number is not None)

    def _weight(self, key: str) -> float:
        number = _number(self._entries[key].text)
        if number is None or number < 0:
            self._wrong(key, f"`{key}` is a number of at least zero, not {self._entries[key].text[:40] or 'blank'}.")
            return 0.0
        return number

    def _wrong(self, key: str, message: str) -> None:
        self._fault("data.design_value", message, f"correct `{key}`.", self._entries[key].line)

    def _fault(self, code: str, message: str, hint: str, line: int) -> None:
        self._faults.append(Fault(code, message, hint, self._name, line))

    def _raise(self) -> None:
        if self._faults:
            raise DataError(*self._faults)


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement without its semicolon and without comments, and the line on which it begins."""
    bare = "\n".join(_COMMENT.sub("", line) for line in text.splitlines())
    line = 1
    for statement in bare.split(";"):
        lead = len(statement) - len(statement.lstrip())
        if statement.strip():
            yield line + statement.count("\n", 0, lead), statement
        line += statement.count("\n")


def _number(text: str) -> float | None:
    """The finite number that a text holds, or None."""
    number = float(text) if _NUMBER.fullmatch(text) else None
    return number if number is not None and isfinite(number) else None
