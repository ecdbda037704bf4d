"""How a time zone is written on the command line."""

from __future__ import annotations

from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

import typer


def parse_zone(text: str) -> str:
    """An IANA zone such as Europe/Berlin, returned as it was written; raises a usage fault otherwise."""
    try:
        ZoneInfo(text)
    except (ValueError, OSError, LookupError):  # ZoneInfoNotFoundError is a KeyError; odd names give the others
        near = get_close_matches(text, sorted(available_timezones()), n=1, cutoff=0.7)
        meant = f"; did you mean {near[0]}?" if near else ", as Europe/Berlin is."
        raise typer.BadParameter(f"{text!r} is not a time zone{meant}") from None
    return text
