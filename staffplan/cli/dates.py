"""How days and weeks are written on the command line."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Final

import typer

from staffplan.units import PLANNABLE_YEARS

_WEEK: Final = re.compile(r"\d{4}-W\d{2}", re.IGNORECASE)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def parse_date(text: str | date) -> date:
    """A day written as 2026-11-30; raises a usage fault otherwise."""
    if isinstance(text, date):
        return text
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return _plannable(date.fromisoformat(text))
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day such as 2026-11-30.") from None


def parse_week(text: str) -> str:
    """A week written as 2026-W49 or by its first day, checked and returned as it was written."""
    try:
        if not (_WEEK.fullmatch(text) or _DAY.fullmatch(text)):
            raise ValueError
        _plannable(date.fromisoformat(text.upper()))
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a week such as 2026-W49, nor its first day.") from None
    return text.upper()


def parse_instant(text: str) -> datetime:
    """A start written as 2026-11-30T10:00, with or without an offset; raises a usage fault otherwise."""
    try:
        instant = datetime.fromisoformat(text)
        _plannable(instant.date())
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a start such as 2026-11-30T10:00.") from None
    return instant


def _plannable(day: date) -> date:
    if day.year not in PLANNABLE_YEARS:
        raise ValueError
    return day
