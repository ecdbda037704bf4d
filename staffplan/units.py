"""What a number means: clock times, spans of a day, durations and shares, read from the way planners write them."""

from __future__ import annotations

import re
from typing import Final

MINUTES_PER_DAY: Final = 1440
PLANNABLE_YEARS: Final = range(1900, 2200)
"""Years in which a contact centre has worked or will."""
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(sec|s|min|m|h|d)")
_SECONDS: Final = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86400}


def clock_minutes(text: str) -> int:
    """Minutes after midnight of a clock time such as ``9:00``, ``09:00`` or ``24:00`` (the end of the day).

    Raises ValueError with the reason for anything else.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{text!r} is not a clock time such as 09:00")
    hours, minutes = int(match[1]), int(match[2])
    if minutes > 59 or hours * 60 + minutes > MINUTES_PER_DAY:
        raise ValueError(f"{text!r} is not on the clock: the day ends at 24:00")
    return hours * 60 + minutes


def clock_text(minutes: int) -> str:
    """``HH:MM`` of minutes after midnight; past midnight it goes on counting from 00:00 with ``+1``."""
    day, rest = divmod(minutes, MINUTES_PER_DAY)
    if day == 1 and rest == 0:
        return "24:00"
    return f"{rest // 60:02d}:{rest % 60:02d}" + (f"+{day}" if day else "")


def clock_span(text: str) -> tuple[int, int]:
    """``(start, end)`` in minutes of ``08:00-20:00``; an end at or before the start lies on the next day.

    Raises ValueError with the reason.
    """
    start_text, dash, end_text = text.replace("–", "-").partition("-")  # noqa: RUF001 - planners paste en dashes
    if not dash:
        raise ValueError(f"{text!r} is not a span such as 08:00-20:00")
    start, end = clock_minutes(start_text), clock_minutes(end_text)
    if start == MINUTES_PER_DAY:
        raise ValueError(f"{text!r} starts at 24:00; write 00:00 of the next day")
    return start, end if end > start else end + MINUTES_PER_DAY


def weekday_set(text: str) -> frozenset[int]:
    """Weekdays (Monday is 0) of ``Mon-Fri``, ``Sat``, ``Mon,Wed-Fri`` or ``Sun-Thu``; ValueError with the reason."""
    names = {name.lower(): number for number, name in enumerate(WEEKDAYS)}
    days: set[int] = set()
    for part in re.split(r"[,|\s]+", text.strip()):
        first, _, last = part.partition("-")
        try:
            start, end = names[first[:3].lower()], names[(last or first)[:3].lower()]
        except KeyError:
            raise ValueError(f"{part!r} is not a weekday or a span of weekdays such as Mon-Fri") from None
        days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(days)


def duration_s(text: str) -> float:
    """Seconds of a duration with its units: ``20 s``, ``4 h``, ``8 h 30 min``, ``2 d``; ValueError otherwise."""
    parts = _DURATION.findall(text)
    if not parts or _DURATION.sub("", text).strip():
        raise ValueError(f"{text!r} is not a duration with its unit, such as 20 s, 15 min or 4 h")
    return sum(float(number) * _SECONDS[unit] for number, unit in parts)


def share(text: str) -> float:
    """A share of one from ``0.8`` or ``80 %``; ValueError for anything else, including a bare 80."""
    stripped = text.strip()
    try:
        value = float(stripped.removesuffix("%"))
        if stripped.endswith("%"):
            value = float(f"{value / 100:.15g}")  # 99.9 / 100 is not quite 0.999
    except ValueError:
        raise ValueError(f"{text!r} is not a share such as 0.8 or 80 %") from None
    if not 0 <= value <= 1:
        raise ValueError(f"{text!r} is not between 0 and 1; write 0.8 or 80 %")
    return value
