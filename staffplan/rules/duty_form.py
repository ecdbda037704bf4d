"""Why a duty is not a shift of a profile: the auditor's way, by measuring the duty."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from staffplan.domain.roster import Duty, Segment
from staffplan.domain.shift import Activity, BreakPlan, ShiftProfile

_PAUSES = (Activity.BREAK, Activity.MEAL)


def misfit(duty: Duty, profile: ShiftProfile, zone: str) -> str | None:
    """The first thing about a duty that the profile does not allow, in words; None where it fits."""
    return next(_misfits(duty, profile, zone), None)


def _misfits(duty: Duty, profile: ShiftProfile, zone: str) -> Iterator[str]:
    if duty.mode not in profile.modes:
        yield f"it is not worked {duty.mode}"
    yield from _start_misfits(duty, profile, zone)
    blocks = duty.blocks
    yield from _block_misfits([_minutes(end - start) for start, end in blocks], profile)
    if len(blocks) == 2:
        yield from _split_misfits(_minutes(blocks[1][0] - blocks[0][1]), _minutes(blocks[1][1] - blocks[0][0]), profile)
    for start, end in blocks:
        pauses = [segment for segment in duty.segments if start <= segment.start < end and segment.activity in _PAUSES]
        yield from _pause_misfits(start, _minutes(end - start), pauses, profile)
    yield from ("it has no unpaid time on duty beside its pauses" for segment in duty.segments if _unpaid_work(segment))


def _start_misfits(duty: Duty, profile: ShiftProfile, zone: str) -> Iterator[str]:
    local = duty.start.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    after_first = _minutes(local - datetime(duty.day.year, duty.day.month, duty.day.day)) - profile.first_start  # noqa: DTZ001 - a wall-clock reading has no zone
    latest = profile.last_start - profile.first_start
    if not 0 <= after_first <= latest or after_first % profile.start_step:
        yield f"it does not start at {local:%H:%M}"


def _block_misfits(lengths: list[float], profile: ShiftProfile) -> Iterator[str]:
    if len(lengths) > 2:
        yield f"it is not worked in {len(lengths)} blocks"
    if len(lengths) == 2 and profile.gap is None:
        yield "it is not split"
    if len(lengths) == 1 and profile.split_only and profile.gap is not None:
        yield "it is always split"
    yield from (f"it has no block of {length:g} min" for length in lengths if length not in profile.lengths)


def _split_misfits(gap: float, spread: float, profile: ShiftProfile) -> Iterator[str]:
    least, most = profile.gap or (0, 0)
    if not least <= gap <= most or (gap - least) % profile.gap_step:
        yield f"its gap is not {gap:g} min"
    if spread > profile.spread:
        yield f"its spread is not {spread:g} min"


def _pause_misfits(start: datetime, length: float, pauses: list[Segment], profile: ShiftProfile) -> Iterator[str]:
    """Compare the pauses of a block with the plans, both in order of time; windows of a block do not overlap."""
    plans = sorted(
        (plan for plan in profile.breaks if plan.from_min <= length <= plan.to_min), key=lambda plan: plan.earliest
    )
    if len(plans) != len(pauses):
        yield f"a block of {length:g} min has {len(plans)} pauses, not {len(pauses)}"
        return
    for pause, plan in zip(pauses, plans, strict=True):
        yield from _window_misfits(_minutes(pause.start - start), pause, plan)


def _window_misfits(after: float, pause: Segment, plan: BreakPlan) -> Iterator[str]:
    if pause.activity is not plan.activity or pause.paid is not plan.paid:
        yield f"a {'paid' if pause.paid else 'unpaid'} {pause.activity} stands where a {plan.activity} is due"
    if _minutes(pause.end - pause.start) != plan.minutes:
        yield f"its {plan.activity} does not last {_minutes(pause.end - pause.start):g} min"
    if not plan.earliest <= after <= plan.latest:
        yield f"its {plan.activity} does not start {after:g} min into the block"


def _unpaid_work(segment: Segment) -> bool:
    return segment.activity not in _PAUSES and not segment.paid


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60
