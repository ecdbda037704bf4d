"""What a planner states about days: public holidays, school holidays, single days and events."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from staffplan.config.centre_settings import Settings
from staffplan.config.values import Date, DateRange, Form, Name, OnHoliday, Spans, Uplift, Weekdays

WeekHours = Annotated[dict[Weekdays, Spans], Field(min_length=1), Form("spans by weekday; a day left out is closed")]


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
    """Something that moves volume for some days: a campaign, a bill run, an outage."""

    name: Name = Field(description="how the event is called")
    dates: DateRange = Field(description="first and last day; past days are taken out of what is learnt")
    queues: tuple[str, ...] = Field(default=(), description="queues concerned; left out: all")
    expected: Uplift = Field(default=1.0, description="how much more volume is expected on days to come")
