"""What a planner states about shifts: where and when they may start, how long they are, when pauses are taken."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from staffplan.config.centre_settings import Settings
from staffplan.config.excerpt import quoted
from staffplan.config.values import ClockTime, MinuteRange, Minutes, Money, mistake
from staffplan.domain.site import Mode

BY_LAW: Final = "by_law"

PositiveMinutes = Annotated[Minutes, Field(gt=0)]


class BreakSettings(Settings):
    """A pause in every block of a shift that is long enough."""

    activity: Literal["break", "meal"] = Field(default="break", description="`break` or `meal`")
    length: PositiveMinutes = Field(description="length of the pause")
    paid: bool = Field(description="whether the pause is paid; an unpaid pause lies inside the time on duty")
    starts_after: MinuteRange = Field(description="earliest and latest start, counted from the start of the block")
    from_block: Minutes = Field(default=0, description="length of block from which on the pause is due; 0 min: always")


def _breaks(written: object) -> object:
    """A list of pauses, or None for ``by_law``."""
    if written == BY_LAW:
        return None
    if not isinstance(written, list | tuple):
        raise mistake(f"{quoted(written)} is not a list of pauses", "a list, or by_law")
    return tuple(written)


Breaks = Annotated[
    tuple[BreakSettings, ...] | None,
    BeforeValidator(_breaks),
    Field(json_schema_extra=lambda schema: schema["anyOf"].append({"const": BY_LAW})),
]
"""Pauses as stated; None: by law."""


class ProfileSettings(Settings):
    """A family of shifts."""

    modes: tuple[Mode, ...] = Field(min_length=1, description="where it may be worked: `on_site`, `home` or both")
    first_start: ClockTime = Field(description="earliest start, on the centre's clock")
    last_start: ClockTime = Field(description="latest start")
    start_step: PositiveMinutes = Field(default=30, description="time between possible starts")
    lengths: tuple[PositiveMinutes, ...] = Field(
        min_length=1, description="time on duty, pauses included, of the shift; with `gap`: of each block"
    )
    breaks: Breaks = Field(
        default=(),
        description="pauses, in order, in windows that do not overlap; "
        "`by_law`: those that the rule breaks_after asks for, unpaid, in windows around the middle",
    )
    gap: MinuteRange | None = Field(default=None, description="free time between the two blocks of a split shift")
    gap_step: PositiveMinutes = Field(default=60, description="time between possible gaps")
    split_only: bool = Field(default=False, description="with `gap`: whether a single block is ruled out")
    spread: PositiveMinutes = Field(default=720, description="split shift: greatest time from first start to last end")
    allowance: Money = Field(default=0.0, description="money paid for each such shift, beside the wage")
