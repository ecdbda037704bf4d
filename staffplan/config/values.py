"""How a planner writes times, spans, durations, shares and dates, and what the settings make of them.

Each type is an annotated type for pydantic: a reader of the written form, the form's JSON schema for editors, and a
`Form` that says in words how it is written and writes a default back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from staffplan.calendar.opening import Span
from staffplan.config.excerpt import printable, quoted
from staffplan.units import MINUTES_PER_DAY, clock_minutes, clock_span, clock_text, duration_s, weekday_set
from staffplan.units import WEEKDAYS as WEEKDAY_NAMES


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of value is written: in words, and as text."""

    words: str
    write: Callable[[Any], str] = str


def mistake(message: str, hint: str | None = None) -> PydanticCustomError:
    """An error that carries a hint through pydantic."""
    return PydanticCustomError("staffplan", "{said}", {"said": message, "hint": hint})


def _read(reader: Callable[[str], Any], kind: str, example: str) -> Callable[[Any], Any]:
    """A validator that reads text with `reader`, and explains what is expected where there is no text."""

    def validate(value: Any) -> Any:
        if not isinstance(value, str):
            raise mistake(f"{quoted(value)} is not {kind}", f"write it as {example}")
        try:
            return reader(value)
        except ValueError as error:
            raise mistake(printable(str(error))[:200], f"write it as {example}") from None

    return validate


def _text_schema(title: str, pattern: str | None = None, *examples: str) -> WithJsonSchema:
    schema: dict[str, Any] = {"type": "string", "title": title}
    if pattern:
        schema["pattern"] = pattern
    if examples:
        schema["examples"] = list(examples)
    return WithJsonSchema(schema)


def _read_share(value: Any) -> float:
    number = value
    if isinstance(value, str) and (match := re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*%\s*", value)):
        number = float(f"{match[1]}e-2")  # 99.9 / 100 is not quite 0.999
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise mistake(f"{quoted(value)} is not a share", "write it as 0.8 or 80 %")
    if 1 < number <= 100 and not isinstance(value, str):
        raise mistake(f"{quoted(value)} is not a share of one", f"write {number:g} % or {number / 100:g}")
    if not 0 <= number <= 1:
        raise mistake(f"{quoted(value)} is not between 0 and 1", "write it as 0.8 or 80 %")
    return float(number)


def _read_minutes(text: str) -> int:
    minutes = duration_s(text) / 60
    if minutes != int(minutes):
        raise ValueError(f"{text!r} is not a whole number of minutes")
    return int(minutes)


_RANGE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*")  # noqa: RUF001


def _read_minute_range(text: str) -> tuple[int, int]:
    match = _RANGE.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a range of durations")
    low, high = _read_minutes(f"{match[1]} {match[2] or match[4]}"), _read_minutes(f"{match[3]} {match[4]}")
    if low > high:
        raise ValueError(f"{text!r} runs backwards: {match[1]} is more than {match[3]}")
    return low, high


def _band(value: Any, unit: str, example: str) -> tuple[float, float]:
    """(least, greatest) of a number, ``20-25`` or ``20-25 h``."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value), float(value)
    ends = re.fullmatch(rf"\s*(\d+(?:\.\d+)?)\s*(?:(?:-|–|to)\s*(\d+(?:\.\d+)?)\s*)?(?:{unit})?\s*", str(value))  # noqa: RUF001
    if ends is None or not isinstance(value, str):
        raise mistake(f"{quoted(value)} is neither a number nor a range", f"write it as {example}")
    low, high = float(ends[1]), float(ends[2] or ends[1])
    if low > high:
        raise mistake(f"{quoted(value)} runs backwards: {low:g} is more than {high:g}", f"write it as {example}")
    return low, high


def _read_hours_band(value: Any) -> tuple[float, float]:
    low, high = _band(value, "h|hours", "40 or 20-25 h")
    if not 0 <= low <= high <= 168:
        raise mistake(f"{quoted(value)} does not fit into a week of 168 hours", "write it as 40 or 20-25 h")
    return low, high


def _read_days_band(value: Any) -> tuple[int, int]:
    low, high = _band(value, "d|days", "5 or 4-5")
    if not (0 <= low <= high <= 7 and high >= 1 and low == int(low) and high == int(high)):
        raise mistake(f"{quoted(value)} is not a number of days in a week", "write it as 5 or 4-5")
    return int(low), int(high)


def band_text(band: tuple[float, float]) -> str:
    """``40`` or ``20-25``."""
    return f"{band[0]:g}" if band[0] == band[1] else f"{band[0]:g}-{band[1]:g}"


def duration_text(seconds: float) -> str:
    """The shortest way to write a duration, such as ``15 min``."""
    for unit, size, step in (("h", 3600, 900), ("min", 60, 60)):
        if seconds >= size and seconds % step == 0:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"


def minutes_text(minutes: float) -> str:
    """The shortest way to write a number of minutes, such as ``8.5 h``."""
    return duration_text(minutes * 60) if minutes else "0 min"


def _read_date(value: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value.strip()):
        raise ValueError(f"{value!r} is not a date such as 2026-12-24")
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError(f"{value!r} is not in the calendar") from None


def _read_dates(value: str) -> tuple[date, date]:
    first, _, last = value.partition(" to ")
    start, end = _read_date(first), _read_date(last or first)
    if start > end:
        raise ValueError(f"{value!r} runs backwards")
    return start, end


def _check_weekdays(text: str) -> str:
    weekday_set(text)
    return text


def _read_weekday(text: str) -> int:
    days = weekday_set(text)
    if len(days) != 1:
        raise ValueError(f"{text!r} is more than one day")
    return min(days)


def read_spans(value: Any) -> tuple[Span, ...]:
    """Opening spans of a day: ``08:00-20:00``, two of them with a comma or as a list, ``closed``, or open and close."""
    if isinstance(value, dict) and set(value) == {"open", "close"}:
        return read_spans(f"{value['open']}-{value['close']}")
    example = "08:00-20:00, or closed"
    parts = value.split(",") if isinstance(value, str) else value
    if not isinstance(parts, list) or not parts or not all(isinstance(part, str) for part in parts):
        raise mistake(f"{quoted(value)} is not a span of opening hours", f"write it as {example}")
    if [part.strip().lower() for part in parts] == ["closed"]:
        return ()
    spans = sorted(_read(clock_span, "a span", example)(part) for part in parts)
    if any(end > start for (_, end), (start, _) in pairwise(spans)):
        raise mistake(f"the spans of {quoted(value)} overlap", f"write them as {example}")
    return tuple(spans)


def _read_on_holiday(value: Any) -> tuple[Span, ...] | None:
    return None if isinstance(value, str) and value.strip() == "as usual" else read_spans(value)


def spans_text(spans: tuple[Span, ...] | None) -> str:
    """Opening spans as they are written."""
    if spans is None:
        return "as usual"
    return (
        ", ".join(f"{clock_text(start)}-{clock_text(end % MINUTES_PER_DAY or end)}" for start, end in spans) or "closed"
    )


def _read_uplift(value: Any) -> float:
    if isinstance(value, str) and (match := re.fullmatch(r"\s*([+-]\d+(?:\.\d+)?)\s*%\s*", value)):
        factor: Any = 1 + float(match[1]) / 100
    else:
        factor = value
    if isinstance(factor, bool) or not isinstance(factor, int | float) or not 0 <= factor <= 100:
        raise mistake(f"{quoted(value)} does not say how volume changes", "write it as +30 %, -10 % or a factor of 1.3")
    return float(factor)


def _uplift_text(value: float) -> str:
    return "+0 %" if value == 1 else f"{(value - 1) * 100:+g} %"


def _check_name(value: Any) -> str:
    if not isinstance(value, str):
        raise mistake(f"{quoted(value)} is not a name", f"put it in quotation marks: '{quoted(value)}'")
    if not value.strip() or value != value.strip() or len(value) > 80:
        raise mistake(f"{quoted(value)} is not a name", "1 to 80 characters, no space at either end")
    if not value.isprintable() or any(sign in value for sign in "|,;"):
        raise mistake(f"the name {quoted(value)} holds a sign that separates names in tables", "leave out | , ;")
    return value


_CLOCK: Final = r"\d{1,2}:[0-5]\d"
_LENGTH: Final = r"^\d+(\.\d+)?\s*(sec|s|min|m|h|d)(\s+\d+(\.\d+)?\s*(sec|s|min|m|h))*$"

Name = Annotated[str, BeforeValidator(_check_name), _text_schema("name"), Form("name")]
ClockTime = Annotated[
    int,
    BeforeValidator(_read(clock_minutes, "a clock time", "09:00")),
    _text_schema("clock time", f"^{_CLOCK}$", "09:00"),
    Form("clock time, `09:00`", clock_text),
]
Spans = Annotated[
    tuple[Span, ...],
    BeforeValidator(read_spans),
    WithJsonSchema(
        {
            "title": "opening spans",
            "anyOf": [
                {"type": "string", "examples": ["08:00-20:00", "08:00-12:00, 13:00-18:00", "closed"]},
                {"type": "array", "items": {"type": "string"}},
                {
                    "type": "object",
                    "properties": {"open": {"type": "string"}, "close": {"type": "string"}},
                    "required": ["open", "close"],
                    "additionalProperties": False,
                },
            ],
        }
    ),
    Form("spans, `08:00-20:00` or `08:00-12:00, 13:00-18:00`, or `closed`", spans_text),
]
Hours = Annotated[
    Span,
    BeforeValidator(_read(clock_span, "a span of hours", "14:00-16:30, or leave it out for the whole day")),
    _text_schema("hours", None, "14:00-16:30"),
    Form("span, `14:00-16:30`", lambda span: spans_text((span,))),
]
OnHoliday = Annotated[
    tuple[Span, ...] | None,
    BeforeValidator(_read_on_holiday),
    _text_schema("hours on public holidays", None, "closed", "as usual", "10:00-16:00"),
    Form("`closed`, `as usual`, or spans", spans_text),
]
Weekdays = Annotated[
    str,
    BeforeValidator(_read(_check_weekdays, "a weekday", "Mon, Mon-Fri or Mon,Wed-Fri")),
    _text_schema("weekdays", None, "Mon-Fri", "Sat"),
    Form("weekdays, `Mon-Fri` or `Mon,Wed`"),
]
Weekday = Annotated[
    int,
    BeforeValidator(_read(_read_weekday, "a weekday", "Mon")),
    _text_schema("weekday", None, *WEEKDAY_NAMES),
    Form("weekday, `Mon`", lambda day: WEEKDAY_NAMES[day]),
]
Duration = Annotated[
    float,
    BeforeValidator(_read(duration_s, "a duration with its unit", "20 s, 15 min or 4 h")),
    _text_schema("duration", _LENGTH, "20 s", "15 min", "4 h"),
    Form("duration, `20 s`, `15 min`, `4 h`", duration_text),
]
Minutes = Annotated[
    int,
    BeforeValidator(_read(_read_minutes, "a duration with its unit", "15 min or 8.5 h")),
    _text_schema("duration in whole minutes", _LENGTH, "15 min", "8.5 h"),
    Form("duration, `15 min`, `8.5 h`", minutes_text),
]
MinuteRange = Annotated[
    tuple[int, int],
    BeforeValidator(_read(_read_minute_range, "a range of durations", "1-3 h or 30-90 min")),
    _text_schema("range of durations", None, "1-3 h", "30-90 min"),
    Form("range of durations, `1-3 h`", lambda ends: f"{ends[0]}-{ends[1]} min"),
]
HoursBand = Annotated[
    tuple[float, float],
    BeforeValidator(_read_hours_band),
    WithJsonSchema({"title": "hours", "anyOf": [{"type": "number"}, {"type": "string", "examples": ["20-25 h"]}]}),
    Form("hours, `40` or `20-25 h`", band_text),
]
DaysBand = Annotated[
    tuple[int, int],
    BeforeValidator(_read_days_band),
    WithJsonSchema({"title": "days", "anyOf": [{"type": "integer"}, {"type": "string", "examples": ["4-5"]}]}),
    Form("days, `5` or `4-5`", band_text),
]
Share = Annotated[
    float,
    BeforeValidator(_read_share),
    WithJsonSchema(
        {
            "title": "share",
            "anyOf": [
                {"type": "number", "minimum": 0, "maximum": 1},
                {"type": "string", "pattern": r"^\d+(\.\d+)?\s*%$", "examples": ["80 %"]},
            ],
        }
    ),
    Form("share, `80 %` or `0.8`", lambda value: f"{value * 100:g} %"),
]
Uplift = Annotated[
    float,
    BeforeValidator(_read_uplift),
    WithJsonSchema({"title": "change", "anyOf": [{"type": "number"}, {"type": "string", "examples": ["+30 %"]}]}),
    Form("change, `+30 %`, or factor, `1.3`", _uplift_text),
]
Date = Annotated[
    date,
    BeforeValidator(_read(_read_date, "a date", "2026-12-24")),
    _text_schema("date", r"^\d{4}-\d{2}-\d{2}$", "2026-12-24"),
    Form("date, `2026-12-24`"),
]
DateRange = Annotated[
    tuple[date, date],
    BeforeValidator(_read(_read_dates, "a date or a range of dates", "2026-10-19 to 2026-10-30")),
    _text_schema("dates", r"^\d{4}-\d{2}-\d{2}( to \d{4}-\d{2}-\d{2})?$", "2026-10-19 to 2026-10-30"),
    Form("dates, `2026-10-19 to 2026-10-30`, both included"),
]
Count = Annotated[int, Field(ge=0), Form("whole number")]
Money = Annotated[float, Field(ge=0), Form("money", "{:g}".format)]
