"""What a planner may say about how long and how closely a plan is sought."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

_MEGABYTE, _GIGABYTE = 10**6, 10**9


class SchedulingSettings(BaseModel):
    """Limits of the search; gaps and counts first, so that a rerun gives the same roster on any machine."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    seed: int = Field(default=1, ge=0, le=2**31 - 1, description="same inputs and same seed give the same roster")
    gap: float = Field(
        default=0.0003,
        gt=0,
        lt=1,
        description="the search ends where the week costs at most this share more than the least that it can cost",
    )
    node_limit: int = Field(
        default=60,
        ge=1,
        description="nodes that the search of a day may visit before it stops; days of more than 3,000 columns visit "
        "fewer, in proportion",
    )
    waiting_work: Literal["as_laid", "by_deadline"] = Field(
        default="as_laid",
        description="work that may wait is done where the requirement lays it (as_laid), or whenever that suits the "
        "plan before it is due (by_deadline)",
    )
    period_targets: Literal["as_required", "by_plan"] = Field(
        default="as_required",
        description="a service level over a day or a week is kept with the agents that the requirement has in each "
        "interval (as_required), or with more here and fewer there as shifts allow (by_plan)",
    )
    skill_groups: Literal["by_queue", "pooled"] = Field(
        default="by_queue",
        description="live queues that share agents: each with the agents it needs alone (by_queue), or together with "
        "those that a pool of them needs (pooled), which is fewer and may fall short",
    )
    memory_limit: str | None = Field(
        default=None,
        pattern=r"^\d+(\.\d+)? ?(MB|GB)$",
        description="a model that takes more is refused before it is built: 8 GB; left out, the memory of the machine",
    )
    time_limit_s: float = Field(
        default=120.0,
        gt=0,
        description="seconds after which the search is cut off; a safety net that says when it fires",
    )

    @property
    def memory_limit_bytes(self) -> int | None:
        """The limit on memory in bytes; None where none is set."""
        if self.memory_limit is None:
            return None
        return round(float(self.memory_limit[:-2]) * (_GIGABYTE if self.memory_limit.endswith("GB") else _MEGABYTE))


def memory_text(size: float) -> str:
    """Bytes as a person writes them: ``350 MB`` or ``4.2 GB``."""
    return f"{size / _GIGABYTE:,.1f} GB" if size >= _GIGABYTE else f"{size / _MEGABYTE:,.0f} MB"
