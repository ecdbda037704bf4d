"""What a planner states about how much of a rostered hour serves contacts: shrinkage, handle times, tenure."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, PlainValidator, WithJsonSchema

from staffplan.config.centre_settings import Settings
from staffplan.config.excerpt import quoted
from staffplan.config.values import DateRange, Form, Share, Weekdays, mistake
from staffplan.domain.shrinkage import ShrinkageType
from staffplan.domain.site import Mode


def _check_lost(value: float) -> float:
    if value >= 1:
        raise mistake(f"a shrinkage of {value * 100:g} % leaves nobody at work", "write it as 12 % or 0.12")
    return value


LostShare = Annotated[Share, AfterValidator(_check_lost)]
"""A share below 1, since the rest is at work."""

WeekSpan = frozenset[int] | tuple[date, date]
"""ISO week numbers of every year, or the first and last day of weeks of one year."""

_WEEKS: Final = re.compile(r"\s*(?:(\d{4})-)?W(\d{1,2})\s*(?:to\s+(?:(\d{4})-)?W(\d{1,2})\s*)?")
_WEEK_EXAMPLE: Final = "2026-W49, 2026-W49 to 2026-W51, or W49 to W5 for every year"


def _read_week_span(value: Any) -> WeekSpan:
    match = _WEEKS.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise mistake(f"{quoted(value)} is not an ISO week", f"write it as {_WEEK_EXAMPLE}")
    first_year, first, last_year, last = match[1], int(match[2]), match[3], int(match[4] or match[2])
    if match[4] and (first_year is None) != (last_year is None):
        raise mistake(f"{quoted(value)} names a year at one end only", f"write it as {_WEEK_EXAMPLE}")
    try:
        if first_year is not None:
            start = date.fromisocalendar(int(first_year), first, 1)
            end = date.fromisocalendar(int(last_year or first_year), last, 7)
        elif not (1 <= first <= 53 and 1 <= last <= 53):
            raise ValueError
        else:
            return frozenset(range(first, last + 1) if first <= last else {*range(first, 54), *range(1, last + 1)})
    except ValueError:
        raise mistake(f"{quoted(value)} is not in the calendar", f"write it as {_WEEK_EXAMPLE}") from None
    if start > end:
        raise mistake(f"{quoted(value)} runs backwards", f"write it as {_WEEK_EXAMPLE}")
    return start, end


Weeks = Annotated[
    WeekSpan,
    PlainValidator(_read_week_span),
    WithJsonSchema({"title": "ISO weeks", "type": "string", "examples": ["2026-W49", "2026-W49 to 2026-W51", "W49"]}),
    Form("ISO weeks, `2026-W49 to 2026-W51`; of every year, `W49 to W5`"),
]


def _read_tenure(value: Any) -> int:
    match = re.fullmatch(r"\s*(\d+)\s*(weeks?|w|days?|d)\s*", value) if isinstance(value, str) else None
    if match is None or not int(match[1]):
        raise mistake(f"{quoted(value)} is not a number of weeks or days", "write it as 4 weeks or 30 days")
    return int(match[1]) * (7 if match[2].startswith("w") else 1)


Tenure = Annotated[
    int,
    BeforeValidator(_read_tenure),
    WithJsonSchema({"title": "time since hiring", "type": "string", "examples": ["4 weeks", "30 days"]}),
    Form("`4 weeks` or `30 days`"),
]


class ByModeShares(Settings):
    """In short: the share of hours rostered as work that is lost in each mode, all reasons together."""

    on_site: LostShare = Field(default=0.0, description="share lost on site")
    home: LostShare = Field(default=0.0, description="share lost at home")


class ShrinkageLine(Settings):
    """As a ledger: a list of lines, each with one reason and the share of hours that it takes."""

    type: ShrinkageType = Field(description="the reason")
    share: LostShare = Field(description="share of the hours rostered as work; if `rostered`, of the hours paid")
    paid: bool | None = Field(default=None, description="whether the lost hours are paid; left out: as usual")
    planned: bool | None = Field(
        default=None, description="whether they are known before the roster is made; left out: as usual"
    )
    in_office: bool | None = Field(
        default=None, description="whether people are at their place of work, only not free; left out: as usual"
    )
    rostered: bool = Field(
        default=False,
        description="true: the roster shows these hours itself (pauses, time off); they count in gross figures only",
    )
    sites: tuple[str, ...] = Field(default=(), min_length=1, description="sites concerned; left out: all")
    modes: tuple[Mode, ...] = Field(default=(), min_length=1, description="`on_site`, `home`; left out: both")
    weekdays: Weekdays | None = Field(default=None, description="weekdays on which it holds; left out: all")
    weeks: tuple[Weeks, ...] = Field(default=(), min_length=1, description="ISO weeks in which it holds")
    dates: tuple[DateRange, ...] = Field(
        default=(), min_length=1, description="days on which it holds, besides those of `weeks`; both left out: all"
    )


class ByModeFactors(Settings):
    """Handle time against the forecast's, by where the work is done."""

    on_site: float = Field(default=1.0, gt=0, le=10, description="factor on site; 1.05 means 5 % longer")
    home: float = Field(default=1.0, gt=0, le=10, description="factor at home")


class TenureSettings(Settings):
    """A step on the way of new people to their full pace."""

    up_to: Tenure = Field(description="time since the day of hiring up to which the step holds")
    proficiency: Annotated[Share, Field(gt=0)] = Field(
        default=1.0, description="contacts handled an hour against the same person settled in"
    )
    aht_factor: float = Field(default=1.0, gt=0, le=10, description="handle time against the same person settled in")
