"""What a planner states about contracts: hours, days, pay and where the work is done."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from staffplan.config.centre_settings import Settings
from staffplan.config.values import Count, DaysBand, HoursBand, Money
from staffplan.domain.contract import Employment


class ContractSettings(Settings):
    """A kind of contract."""

    employment: Employment = Field(description="employed (contract hours are owed) or contractor (hours on offer)")
    weekly_hours: HoursBand = Field(description="paid hours a week")
    days: DaysBand = Field(description="working days a week")
    wage: Money = Field(description="money per paid hour")
    home_stipend: Money = Field(default=0.0, description="money per paid hour worked at home, beside the wage")
    profiles: tuple[str, ...] = Field(min_length=1, description="names of the shift profiles that may be worked")
    min_office_days: Count = Field(default=0, le=7, description="hybrid agents: days a week on site at least")
    max_office_days: Annotated[int, Field(ge=0, le=7)] | None = Field(
        default=None, description="hybrid agents: days a week on site at most; left out: any number"
    )
    mixed_lengths: bool = Field(
        default=False,
        description="whether duties of one week may differ in paid length; "
        "left out: only where equal ones cannot come to the hours",
    )
