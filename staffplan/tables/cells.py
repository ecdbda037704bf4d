"""What one cell of text says: a number, an instant, a day, a flag; or why it says nothing of the kind."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from staffplan.tables.contract import Column, Kind
from staffplan.units import PLANNABLE_YEARS


class CellError(ValueError):
    """A cell that does not hold what its column promises: the fault's code, the sentence, and what to try."""

    def __init__(self, code: str, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True, slots=True)
class WrittenInstant:
    """An instant as it was written: the wall clock, and how far it is ahead of UTC where the text says so."""

    wall: datetime
    offset: timedelta | None

    @property
    def utc(self) -> datetime:
        """The naive UTC instant; only where there is an offset."""
        assert self.offset is not None
        return self.wall - self.offset


_NUMBER: Final = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_INSTANT: Final = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(Z|[+-]\d{2}(?::?\d{2})?)?", re.ASCII
)
_SLASHED: Final = re.compile(r"\d{1,4}[./]\d{1,2}[./]\d{1,4}.*", re.ASCII | re.DOTALL)
_FLAGS: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_FARTHEST_OFFSET: Final = timedelta(hours=15)
_DAY_HINT: Final = "write year, month and day, such as 2026-11-30."
_CLOCK_HINT: Final = "the clock runs from 00:00 to 23:59; midnight is 00:00 of the next day."


def shown(text: str) -> str:
    """`text` in quotes for a message, cut where it is long; control characters written out."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def number(text: str, column: Column) -> float:
    """A finite number within the column's limits; CellError otherwise."""
    if _NUMBER.fullmatch(text) is None:
        raise CellError("data.not_a_number", f"{shown(text)} is not a number.", _number_hint(text))
    value = float(text)
    if not math.isfinite(value):
        raise CellError("data.not_a_number", f"{shown(text)} is too large a number.", "check the cell.")
    check_limits(value, column)
    return value + 0.0  # -0.0 would be written as such


def _number_hint(text: str) -> str:
    if "," in text:
        return "write a point for decimals and nothing between thousands, such as 1234.5."
    if text.lower().lstrip("+-") in {"nan", "inf", "infinity", "null", "na", "n/a", "-"}:
        return "leave out the row, or the cell of an optional column, where nothing is known."
    return "write digits, such as 12 or 12.5."


def check_limits(value: float, column: Column) -> None:
    """Raise CellError where `value` lies outside the column's limits."""
    if column.low is not None and value < column.low:
        message = f"{_plain(value)} is below {_plain(column.low)}, the least that {column.name} can be."
        raise CellError("data.out_of_range", message, _range_hint(column))
    if column.high is not None and value > column.high:
        message = f"{_plain(value)} is above {_plain(column.high)}, the most that {column.name} can be."
        raise CellError("data.out_of_range", message, _range_hint(column))


def _range_hint(column: Column) -> str:
    """Both limits, where a cell has broken one."""
    if column.low is None:
        return f"a number up to {_plain(column.high or 0.0)}."
    return f"a number from {_plain(column.low)} " + ("up." if column.high is None else f"to {_plain(column.high)}.")


def _plain(value: float) -> str:
    """The number with all its digits, so that a little above a limit does not read like the limit."""
    return f"{value:,.15g}"


def integer(text: str, column: Column) -> int:
    """A whole number within the column's limits; CellError otherwise."""
    value = number(text, column)
    if value != int(value) or abs(value) > 2**53:
        raise CellError("data.not_a_number", f"{shown(text)} is not a whole number.", "write digits, such as 12.")
    return int(value)


def day(text: str, _column: Column | None = None) -> date:
    """A date written ``2026-11-30``; CellError otherwise, also for dates that could be read two ways."""
    if _DAY.fullmatch(text) is None:
        raise _not_iso(text, "a date", "2026-11-30", "data.not_a_day")
    return _calendar_day(text)


def _calendar_day(text: str) -> date:
    try:
        value = date.fromisoformat(text)
    except ValueError:
        raise CellError("data.not_on_calendar", f"{shown(text)} is not a day of the calendar.", _DAY_HINT) from None
    check_year(value, text)
    return value


def check_year(value: date, text: str) -> None:
    """Raise CellError for a year in which no contact centre has worked or will."""
    if value.year not in PLANNABLE_YEARS:
        raise CellError("data.not_on_calendar", f"{shown(text)} is not in a year that can be planned.", _DAY_HINT)


def instant(text: str, _column: Column | None = None) -> WrittenInstant:
    """An instant written ``2026-11-30T08:00``, with seconds and offset where there are any; CellError otherwise."""
    match = _INSTANT.fullmatch(text)
    if match is None:
        raise _not_iso(text, "a date and time", "2026-11-30T08:00", "data.not_an_instant")
    day_text, clock, offset = match.groups()
    _calendar_day(day_text)
    try:
        wall = datetime.fromisoformat(f"{day_text}T{clock}")
    except ValueError:
        raise CellError(
            "data.not_on_calendar", f"{shown(text)} shows a time that no clock shows.", _CLOCK_HINT
        ) from None
    if clock.startswith("24:"):  # later Pythons read it as the next day's midnight
        raise CellError("data.not_on_calendar", f"{shown(text)} shows a time that no clock shows.", _CLOCK_HINT)
    return WrittenInstant(wall, None if offset is None else _offset(offset, text))


def _offset(text: str, whole: str) -> timedelta:
    if text == "Z":
        return timedelta()
    digits = text[1:].replace(":", "").ljust(4, "0")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if int(digits[2:]) > 59 or ahead > _FARTHEST_OFFSET:
        raise CellError(
            "data.not_an_instant",
            f"{shown(whole)} has an offset from UTC that no place on earth has.",
            "write it as +02:00.",
        )
    return -ahead if text[0] == "-" else ahead


def _not_iso(text: str, thing: str, example: str, code: str) -> CellError:
    if _SLASHED.fullmatch(text):
        return CellError(
            "data.ambiguous_date",
            f"{shown(text)} is a date of which the order of day and month is not known.",
            f"write {thing} as {example}, or state the file's format with a column map.",
        )
    hint = f"write {thing} as {example}."
    if _DAY.fullmatch(text):
        hint = f"add the time of day: {text}T08:00."
    return CellError(code, f"{shown(text)} is not {thing}.", hint)


def flag(text: str, _column: Column | None = None) -> bool:
    """``yes`` or ``no``; CellError otherwise."""
    try:
        return _FLAGS[text.lower()]
    except KeyError:
        raise CellError("data.not_a_flag", f"{shown(text)} is neither yes nor no.", "write yes or no.") from None


def words(text: str, column: Column) -> str:
    """The text itself; CellError where the column allows only some texts and this is none of them."""
    if column.choices and text not in column.choices:
        raise CellError(
            "data.unknown_value", f"{shown(text)} is not a {column.name}.", f"one of {', '.join(column.choices)}."
        )
    return text


READERS: Final[dict[Kind, Callable[[str, Column], object]]] = {
    Kind.TEXT: words,
    Kind.INSTANT: instant,
    Kind.DAY: day,
    Kind.NUMBER: number,
    Kind.INTEGER: integer,
    Kind.FLAG: flag,
}
"""How the text of a cell is read, by kind."""
