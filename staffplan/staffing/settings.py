"""What a planner may say about turning a forecast into a requirement."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class StaffingSettings(BaseModel):
    """Choices of the staffing arithmetic that belong to no single queue."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    plan_for: Literal["mean", "p50", "p90", "p95"] = Field(
        default="mean", description="which volume of the forecast is staffed: the mean, or a quantile for safety"
    )
