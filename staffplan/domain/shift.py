"""What a shift looks like before anybody works it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from staffplan.domain.site import Mode
from staffplan.units import MINUTES_PER_DAY


class Activity(StrEnum):
    """What a person does in a piece of a shift; only WORK serves customers."""

    WORK = "work"
    BREAK = "break"
    MEAL = "meal"
    TRAINING = "training"
    MEETING = "meeting"
    DOCUMENTATION = "documentation"
    LEAVE = "leave"
    SICKNESS = "sickness"
    STANDBY = "standby"


@dataclass(frozen=True, slots=True)
class BreakWindow:
    """A pause that must start within a window of the shift.

    `earliest` and `latest` are minutes from the shift's first start to the pause's start.
    """

    activity: Activity
    minutes: int
    paid: bool
    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift that may exist: its shape without a day or a person.

    Attributes
    ----------
    name : stable and readable, such as ``full_day 8h``; unique in a catalogue.
    profile : name of the shift profile it was cut from.
    blocks : (start, end) in minutes from the shift's first start; two blocks make a split shift.
    breaks : pauses inside the blocks, in order, their windows disjoint.
    starts : wall-clock minutes after midnight at which it may start.
    modes : where it may be worked.
    allowance : money paid once a duty beside the wage.
    """

    name: str
    profile: str
    blocks: tuple[tuple[int, int], ...]
    breaks: tuple[BreakWindow, ...]
    starts: tuple[int, ...]
    modes: frozenset[Mode]
    allowance: float = 0.0

    @property
    def elapsed_min(self) -> int:
        """Minutes from the first start to the last end."""
        return self.blocks[-1][1]

    @property
    def paid_min(self) -> int:
        """Paid minutes: the blocks less the unpaid pauses."""
        on_duty = sum(end - start for start, end in self.blocks)
        return on_duty - sum(pause.minutes for pause in self.breaks if not pause.paid)

    @property
    def is_split(self) -> bool:
        """Whether there is a gap between blocks."""
        return len(self.blocks) > 1


@dataclass(frozen=True, slots=True)
class BreakPlan:
    """A pause as the configuration states it, for every block of `from_min` to `to_min` minutes.

    `earliest` and `latest` are minutes from the block's start to the pause's start.
    """

    activity: Activity
    minutes: int
    paid: bool
    earliest: int
    latest: int
    from_min: int = 0
    to_min: int = 2 * MINUTES_PER_DAY


@dataclass(frozen=True, slots=True)
class ShiftProfile:
    """A family of shifts, as a planner describes it.

    Attributes
    ----------
    first_start, last_start : wall-clock minutes after midnight.
    start_step : minutes between possible starts.
    lengths : minutes on duty of a whole unsplit shift, pauses included; of each block when `gap` is set.
    gap : least and greatest minutes between the two blocks of a split shift; None: never split.
    gap_step : minutes between possible gaps.
    split_only : with `gap`: whether a single block is ruled out.
    spread : greatest minutes from first start to last end of a split shift.
    breaks : pauses, each with its window.
    """

    name: str
    modes: frozenset[Mode]
    first_start: int
    last_start: int
    start_step: int
    lengths: tuple[int, ...]
    breaks: tuple[BreakPlan, ...] = ()
    gap: tuple[int, int] | None = None
    gap_step: int = 60
    split_only: bool = False
    spread: int = 720
    allowance: float = 0.0
