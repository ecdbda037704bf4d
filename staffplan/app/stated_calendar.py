"""Opening hours and holidays as a caller from Python states them: text, mappings, dates, a country's code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from staffplan.calendar.opening import OpeningHours, Span
from staffplan.errors import Fault, UsageError
from staffplan.units import clock_span, weekday_set

OpeningStated = OpeningHours | str | Mapping[str, Any] | None
HolidaysStated = str | tuple[str, str] | Mapping[Any, Any] | Iterable[Any] | None

_OPENING_HINT = "'08:00-20:00', 'Mon-Fri 08:00-20:00; Sat 09:00-17:00', or one of these for each queue in a mapping."
_HOLIDAYS_HINT = "a country such as 'FR', a country with its region such as 'DE-HH', or dates such as '2026-12-25'."


def stated_day(value: Any, argument: str) -> date:
    """A date from a date, datetime, pandas Timestamp or ISO text; UsageError otherwise."""
    try:
        day = _day(value)
    except (TypeError, ValueError):
        day = None
    if not isinstance(day, date) or day != day:
        raise UsageError(Fault("usage.not_a_day", f"{argument}={value!r} is not a date.", "2026-11-30.", path=argument))
    return day


def _day(value: Any) -> Any:
    """The date, or something else where there is none; pandas' NaT counts as a date, and is unlike itself."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if hasattr(value, "astype"):  # numpy's datetime64
        return value.astype("datetime64[D]").item()
    return datetime.fromisoformat(value).date()


def stated_opening(opening: OpeningStated, queues: Iterable[str]) -> dict[str, OpeningHours]:
    """Opening hours by queue; empty where nothing is stated.

    Parameters
    ----------
    opening : for all queues, or a mapping by queue. A mapping whose keys are weekdays (``{"Mon-Fri": "08:00-20:00"}``)
        is one week's hours; a weekday left out is closed.

    Raises UsageError for anything that cannot be read.
    """
    if opening is None:
        return {}
    if isinstance(opening, Mapping) and not _is_week(opening):
        return {str(queue): _hours(hours) for queue, hours in opening.items() if hours is not None}
    hours = _hours(opening)
    return {queue: hours for queue in queues}


def _is_week(opening: Mapping[str, Any]) -> bool:
    try:
        return bool(opening) and all(weekday_set(str(key)) for key in opening)
    except ValueError:
        return False


def _hours(stated: Any) -> OpeningHours:
    if isinstance(stated, OpeningHours):
        return stated
    try:
        if isinstance(stated, Mapping):
            parts = [(weekday_set(str(days)), _spans(spans)) for days, spans in stated.items()]
        else:
            parts = [_part(text) for text in str(stated).split(";") if text.strip()]
        if not parts:
            raise ValueError("no hours are stated")
    except ValueError as reason:
        fault = Fault("usage.opening", f"opening={stated!r}: {reason}.", _OPENING_HINT, path="opening")
        raise UsageError(fault) from None
    weekly: list[tuple[Span, ...]] = [()] * 7
    for days, spans in parts:
        for day in days:
            weekly[day] = (*weekly[day], *spans)
    return OpeningHours(weekly=tuple(weekly), on_holiday=None)


def _part(text: str) -> tuple[frozenset[int], tuple[Span, ...]]:
    """Weekdays and spans of ``Mon-Fri 08:00-12:00, 13:00-17:00``; all days where none are named."""
    days, _, clock = text.strip().rpartition(" ") if "," not in text else _split_at_digit(text.strip())
    return (weekday_set(days) if days.strip() else frozenset(range(7))), _spans(clock)


def _split_at_digit(text: str) -> tuple[str, str, str]:
    first = next((place for place, letter in enumerate(text) if letter.isdigit()), len(text))
    return text[:first].strip(" ,"), " ", text[first:]


def _spans(text: Any) -> tuple[Span, ...]:
    if isinstance(text, str) and text.strip().lower() in {"", "closed"}:
        return ()
    return tuple(clock_span(part.strip()) for part in str(text).split(","))


def stated_holidays(holidays: HolidaysStated, first: date, last: date) -> dict[date, str]:
    """Names of the holidays from `first` to `last` and a week beyond on both sides, by date.

    Parameters
    ----------
    holidays : a country's ISO code, with or without its region; dates; or a mapping of dates to names.

    Raises UsageError for a country that is not known, or something that is not a date.
    """
    if holidays is None:
        return {}
    if isinstance(holidays, str) or (isinstance(holidays, tuple) and _is_place(holidays)):
        code = holidays if isinstance(holidays, str) else "-".join(holidays)
        found = _official(code, range(first.year - 1, last.year + 2))
    elif isinstance(holidays, Mapping):
        days = (first + timedelta(days=offset) for offset in range(-7, (last - first).days + 8))
        # a calendar of the holidays package fills itself when asked for a day
        asked = {day: holidays[day] for day in days if day in holidays} if hasattr(holidays, "country") else holidays
        found = {stated_day(day, "holidays"): str(name or "holiday") for day, name in asked.items()}
    elif isinstance(holidays, Iterable):
        found = {stated_day(day, "holidays"): "holiday" for day in holidays}
    else:
        message = f"holidays={holidays!r} names no holidays."
        raise UsageError(Fault("usage.holidays", message, _HOLIDAYS_HINT, path="holidays"))
    return dict(sorted(found.items()))


def _is_place(holidays: tuple[Any, ...]) -> bool:
    """Whether a tuple is a country and its region rather than dates."""
    return len(holidays) == 2 and all(isinstance(part, str) and not part[:1].isdigit() for part in holidays)


def _official(code: str, years: range) -> dict[date, str]:
    import holidays

    country, _, region = code.strip().upper().replace("_", "-").partition("-")
    try:
        return dict(holidays.country_holidays(country, subdiv=region or None, years=years).items())
    except NotImplementedError:
        message = f"no public holidays are known for {code!r}."
        raise UsageError(Fault("usage.holidays", message, _HOLIDAYS_HINT, path="holidays")) from None
