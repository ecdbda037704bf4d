"""What a planner states about volume where history says nothing yet: seasons, as they are expected to be."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, Field, WithJsonSchema

from staffplan.config.centre_settings import Settings
from staffplan.config.excerpt import quoted
from staffplan.config.values import Form, Uplift, Weekdays, mistake
from staffplan.units import clock_span

_MOST_CONTACTS: Final = 1e6
"""As many as a HISTORY may hold; the tables' contracts are not read for it, since they load pandas."""
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month_set(text: str) -> frozenset[int]:
    """Months (January is 0) of ``Dec``, ``Jun-Aug``, ``Nov-Jan`` or ``Mar,Oct``; ValueError with the reason."""
    names = {name.lower(): number for number, name in enumerate(MONTHS)}
    months: set[int] = set()
    for part in re.split(r"[,|\s]+", text.strip()):
        first, _, last = part.partition("-")
        try:
            start, end = names[first[:3].lower()], names[(last or first)[:3].lower()]
        except KeyError:
            raise ValueError(f"{part!r} is not a month or a span of months such as Jun-Aug") from None
        months.update((start + step) % 12 for step in range((end - start) % 12 + 1))
    return frozenset(months)


def _check_months(value: Any) -> Any:
    if isinstance(value, str):
        try:
            month_set(value)
        except ValueError as error:
            raise mistake(str(error), "write it as Dec, Jun-Aug or Mar,Oct") from None
    return value


def _check_span(value: Any) -> Any:
    if isinstance(value, str):
        try:
            clock_span(value)
        except ValueError as error:
            raise mistake(str(error), "write it as 08:00-10:00") from None
    return value


def _read_worth(value: Any) -> float:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*(?:weeks?|w)\s*", value) if isinstance(value, str) else None
    if match is None or not 0 < float(match[1]) <= 520:
        raise mistake(f"{quoted(value)} is not a number of weeks", "write it as 4 weeks, up to 520")
    return float(match[1])


Months = Annotated[
    str,
    BeforeValidator(_check_months),
    WithJsonSchema({"type": "string", "title": "months", "examples": ["Dec", "Jun-Aug"]}),
    Form("months, `Dec` or `Jun-Aug`"),
]
HoursOfDay = Annotated[
    str,
    BeforeValidator(_check_span),
    WithJsonSchema({"type": "string", "title": "hours", "examples": ["08:00-10:00"]}),
    Form("span, `08:00-10:00`"),
]
Worth = Annotated[
    float,
    BeforeValidator(_read_worth),
    WithJsonSchema({"type": "string", "title": "weeks", "pattern": r"^\d+(\.\d+)?\s*(weeks?|w)$"}),
    Form("weeks, `4 weeks`", lambda weeks: f"{weeks:g} weeks"),
]


class SeasonSettings(Settings):
    """The volume of a queue as it is expected to be, for a new one or beside a short history."""

    daily: Annotated[float, Field(ge=0, le=_MOST_CONTACTS), Form("contacts", "{:g}".format)] = Field(
        description="contacts of an ordinary open day, before the factors"
    )
    weekdays: Annotated[dict[Weekdays, Uplift], Form("factor by weekday, `{Mon: 1.3, Sat: -40 %}`")] = Field(
        default_factory=dict, description="factors of weekdays on `daily`; a day left out: 1"
    )
    day: Annotated[dict[HoursOfDay, Uplift], Form("factor by hours, `{08:00-10:00: 1.5}`")] = Field(
        default_factory=dict, description="weight of hours against the others of the day; hours left out: 1"
    )
    months: Annotated[dict[Months, Uplift], Form("factor by month, `{Dec: 1.2}`")] = Field(
        default_factory=dict, description="factors of months on `daily`, kept until two years of history show them"
    )
    worth: Worth = Field(
        default=4.0, description="weeks of history that the statement counts as: after as many, both count half"
    )
