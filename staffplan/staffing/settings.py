"""What a planner may say about turning a forecast into a requirement."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from staffplan.domain.site import Mode
from staffplan.units import share

PlanFor = Literal["mean", "p50", "p90", "p95"]
"""The volume of a forecast that is staffed."""

MixShare = Annotated[
    float,
    BeforeValidator(lambda value: share(value) if isinstance(value, str) else value),
    Field(ge=0, le=1),
    WithJsonSchema(
        {"title": "share", "anyOf": [{"type": "number", "minimum": 0, "maximum": 1}, {"type": "string"}]},
    ),
]
"""A share of one, ``60 %`` or ``0.6``."""


class Rounding(StrEnum):
    """What becomes of the fraction of an agent that live contacts need.

    UP : every queue is rounded up in every interval: each stands by itself.
    CARRIED : what one queue was rounded up by is taken off the next, and off the next interval of the day.
    NONE : fractions stay; whole people enter with the plan, once.
    """

    UP = "up"
    CARRIED = "carried"
    NONE = "none"


class StaffingSettings(BaseModel):
    """Choices of the staffing arithmetic that belong to no single queue."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    plan_for: PlanFor = Field(
        default="mean", description="which volume of the forecast is staffed: the mean, or a quantile for safety"
    )
    rounding: Rounding = Field(
        default=Rounding.UP,
        description="fractions of an agent: up (queue by queue), carried (to the next queue and interval) or none",
    )
    loaded_wage: float | None = Field(
        default=None, gt=0, description="what an hour at work costs with everything; left out: wages over time at work"
    )
    mix: dict[str, dict[Mode, MixShare]] = Field(
        default_factory=dict,
        description="where people work, for gross figures: shares by site and mode that add up to 100 %, "
        "`{hamburg: {on_site: 60 %, home: 10 %}, leipzig: {home: 30 %}}`; left out: as the agents' contract hours",
    )

    def site_mix(self) -> dict[tuple[str, Mode], float] | None:
        """The stated mix by site and mode; None where none is stated."""
        return {(site, mode): part for site, modes in self.mix.items() for mode, part in modes.items()} or None
