"""What a planner states about the centre itself: its clock, its sites, its tables."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from staffplan.config.excerpt import quoted
from staffplan.config.names import nearest
from staffplan.config.values import Count, Form, Minutes, Money, Share, Weekday, minutes_text, mistake

INTERVALS_MIN = (5, 10, 15, 20, 30, 60)
"""Planning intervals that cut an hour evenly and that calls are counted in."""


class Settings(BaseModel):
    """Strict and frozen: no unknown keys, no silent conversions, no NaN."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


def _check_interval(minutes: int) -> int:
    if minutes not in INTERVALS_MIN:
        choices = ", ".join(str(choice) for choice in INTERVALS_MIN)
        raise mistake(f"an interval of {minutes_text(minutes)} does not cut an hour evenly", f"one of {choices} min")
    return minutes


def _check_zone(value: object) -> object:
    if isinstance(value, str) and value not in available_timezones():
        near = nearest(value, available_timezones())
        hint = f"did you mean {near}?" if near else "a name such as Europe/Berlin"
        raise mistake(f"{quoted(value)} is not a time zone", hint)
    return value


class CentreSettings(Settings):
    """The centre: its name, its clock and the grid that everything is planned on."""

    name: str = Field(min_length=1, description="how the centre is called in reports")
    time_zone: Annotated[str, BeforeValidator(_check_zone), Form("time zone, `Europe/Berlin`")] = Field(
        description="the zone of the centre's wall clock; opening hours and shift starts are read on it"
    )
    interval: Annotated[Minutes, AfterValidator(_check_interval)] = Field(
        default=15, description="length of a planning interval; 5, 10, 15, 20, 30 or 60 min"
    )
    week_starts: Weekday = Field(default=0, description="weekday on which a schedule week starts")
    currency: str = Field(
        default="EUR", pattern=r"^[A-Z]{3}$", description="currency of wages and prices, three letters"
    )


class FileSettings(Settings):
    """Where the tables lie, relative to the file that names them."""

    history: str | None = Field(default=None, min_length=1, description="past volume: table of contacts by interval")
    agents: str | None = Field(
        default=None, min_length=1, description="the people: contract, site, skills, availability"
    )
    time_off: str | None = Field(default=None, min_length=1, description="leave, sickness and training, by day")


class SeatCostSettings(Settings):
    """What somebody on site costs beside the pay."""

    per_hour: Money = Field(default=0.0, description="money for each hour from coming to leaving, pauses included")
    per_duty: Money = Field(default=0.0, description="money for each duty on site")


class SiteSettings(Settings):
    """A building, or a team that works from home altogether."""

    seats: Count | None = Field(default=None, description="most people working on site at once; left out: no limit")
    seat_cost: SeatCostSettings | None = Field(default=None, description="what somebody on site costs beside the pay")


class LineSettings(Settings):
    """The telephone lines into the centre."""

    max_blocking: Annotated[Share, Field(gt=0, lt=1)] | None = Field(
        default=None, description="highest share of calls that find no free line, unless a queue has its own"
    )
    installed: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="lines that the centre has, to be set beside what it needs"
    )


class ShortfallStep(Settings):
    """A step of the price ladder for missing agents."""

    up_to: Share = Field(
        description="missing share of the requirement up to which this price holds; the last step: 100 %"
    )
    price: Money = Field(description="price of a missing agent-hour on this step")


class PriceSettings(Settings):
    """What missing and superfluous agents cost, per agent-hour: this is how cover and cost are weighed."""

    shortfall: tuple[ShortfallStep, ...] = Field(
        default=(ShortfallStep(up_to=0.1, price=40.0), ShortfallStep(up_to=1.0, price=120.0)),
        min_length=1,
        description="ladder of prices for missing agents; prices must not fall",
    )
    surplus: Money = Field(default=0.5, description="price of an agent-hour beyond the requirement, besides the wage")
    late_contact: Annotated[Money, Field(gt=0)] = Field(
        default=20.0,
        description="price of a contact that is served too late for a promise over a day or a week "
        "(scheduling: period_targets: by_plan)",
    )
