"""What a planner may say about forecasting."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class TrendAhead(StrEnum):
    """How volume is expected to go on changing beyond the next weeks."""

    DAMPED = "damped"
    NONE = "none"


class MethodName(StrEnum):
    """What volumes are forecast by."""

    AUTO = "auto"
    AUTO_ML = "auto+ml"
    DAY_PROCESS = "day_process"
    LEVEL_PROFILE = "level_profile"
    LOW_RANK = "low_rank"
    HOLT_WINTERS = "holt_winters"
    EWMA = "ewma"
    WEEKDAY_MEAN = "weekday_mean"
    WEEKDAY_MEDIAN = "weekday_median"
    SEASONAL_NAIVE = "seasonal_naive"
    GRADIENT_BOOSTING = "gradient_boosting"


class ForecastingSettings(BaseModel):
    """How fast a forecast follows what is new, and how much history it wants.

    Half-lives are in weeks: data that old counts half as much as the newest.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    method: MethodName = Field(
        default=MethodName.AUTO,
        description="what volumes are forecast by: `auto`, or a method named in forecast.md; "
        "`auto+ml` and `gradient_boosting` need the extra `[ml]`",
    )
    same_weekdays: int | None = Field(
        default=None,
        ge=1,
        le=104,
        description="how many same weekdays `weekday_mean` and `weekday_median` take; left out: 4 and 6",
    )
    level_half_life_weeks: float = Field(
        default=1.5, gt=0, le=104, description="age in weeks at which a day's volume counts half, for `level_profile`"
    )
    profile_half_life_weeks: float = Field(
        default=10.0, gt=0, le=104, description="age in weeks at which the shape of a day counts half"
    )
    aht_half_life_weeks: float = Field(
        default=6.0, gt=0, le=104, description="age in weeks at which a handle time counts half"
    )
    yearly: bool = Field(default=True, description="whether a season of the year is learnt, from two years on")
    trend: TrendAhead = Field(
        default=TrendAhead.DAMPED, description="how volume goes on changing beyond the next weeks: `damped` or `none`"
    )
    min_history_weeks: int = Field(
        default=3, ge=1, le=520, description="weeks of history below which a note warns of a guess"
    )
