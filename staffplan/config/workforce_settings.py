"""What a planner states about contracts: hours, days, pay and where the work is done."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from staffplan.config.centre_settings import Settings
from staffplan.config.pay_settings import ShareOfWage
from staffplan.config.values import Count, DaysBand, HoursBand, Minutes, Money, Share
from staffplan.domain.contract import Employment


class OfferSettings(Settings):
    """Extra hours at the normal wage, in whole weeks without leave."""

    up_to: Annotated[Minutes, Field(gt=0)] = Field(description="most such hours a week")
    days: Count = Field(default=1, le=6, description="most working days a week that they may add, or take away")
    agents: tuple[str, ...] = Field(default=(), min_length=1, description="who may have them, by id; left out: all")


class OvertimeSettings(OfferSettings):
    """Hours beyond the contract's most and beyond `extra_hours`, in whole weeks without leave."""

    premium: ShareOfWage | None = Field(default=None, description="of the wage, for each such hour, beside it")


class TimeOffOfferSettings(OfferSettings):
    """Voluntary time off: hours below the contract's least, in whole weeks without leave."""

    paid: Share = Field(default=0.0, description="share of the wage paid for each such hour")


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
    overtime: OvertimeSettings | None = Field(default=None, description="overtime on offer; left out: none")
    extra_hours: OfferSettings | None = Field(
        default=None, description="hours beyond the contract's at the normal wage, before overtime; left out: none"
    )
    time_off: TimeOffOfferSettings | None = Field(default=None, description="voluntary time off; left out: none")
