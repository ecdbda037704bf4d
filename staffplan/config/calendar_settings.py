"""What a planner states about days: public holidays, school holidays, events and the planner's own numbers."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import Field

from staffplan.config.centre_settings import Settings
from staffplan.config.values import Date, DateRange, Form, Hours, Name, OnHoliday, Share, Spans, Uplift, Weekdays

WeekHours = Annotated[dict[Weekdays, Spans], Field(min_length=1), Form("spans by weekday; a day left out is closed")]


_MOST_CONTACTS: Final = 1e9
"""As many as a FORECAST may hold; the tables' contracts are not read for it, since they load pandas."""
AddedDays = Annotated[dict[Date, Name], Form("name by date, `{2026-12-24: Heiligabend}`")]


class HolidaySettings(Settings):
    """Public holidays of a country, and what they do to opening hours."""

    country: str | None = Field(
        default=None, pattern=r"^[A-Z]{2}$", description="two-letter country code; left out: only the days under `add`"
    )
    subdivision: str | None = Field(default=None, description="state or region with holidays of its own, such as HH")
    add: AddedDays = Field(default_factory=dict, description="more holidays: name by date")
    remove: tuple[str, ...] = Field(default=(), description="holidays not kept, by name or by date")
    on_holiday: OnHoliday = Field(default=(), description="opening hours on public holidays")


class SchoolHolidaySettings(Settings):
    """A school holiday: agents with other availability in school holidays follow it."""

    name: Name = Field(description="how the holiday is called")
    dates: DateRange = Field(description="first and last day")


class EventSettings(Settings):
    """Something that moves volume for a time: a campaign, a bill run, an outage, a launch."""

    name: Name = Field(description="how the event is called; events of one name are the same thing happening again")
    dates: DateRange = Field(description="first and last day; past days are taken out of what is learnt")
    hours: Hours | None = Field(default=None, description="hours of each day concerned; left out: the whole day")
    queues: tuple[str, ...] = Field(default=(), description="queues concerned; left out: all")
    expected: Uplift | None = Field(
        default=None,
        description="how much more volume is expected on days to come; left out: learnt from past events of the name, "
        "and without any the event is only taken out of the history",
    )
    give_or_take: Share | None = Field(
        default=None,
        description="how uncertain `expected` is, as its relative standard deviation: past events of the name then "
        "count, too, and quantiles widen; left out: certain",
    )


class OverrideSettings(Settings):
    """A planner's own number for some days of a queue; it wins over whatever is forecast."""

    queue: str = Field(description="the queue")
    dates: DateRange = Field(description="first and last day")
    hours: Hours | None = Field(default=None, description="hours of each day concerned; left out: all opening hours")
    contacts: Annotated[float, Field(ge=0, le=_MOST_CONTACTS), Form("contacts", "{:g}".format)] | None = Field(
        default=None, description="contacts on each of the days within the hours, spread by the forecast's own shape"
    )
    change: Uplift | None = Field(
        default=None, description="how much more or less than forecast, instead of `contacts`"
    )
    note: str = Field(default="", max_length=200, description="the reason; it stands beside the forecast")
