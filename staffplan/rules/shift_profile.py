"""Whether each duty is a shift that the contract knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import product
from typing import Literal, override
from zoneinfo import ZoneInfo

from staffplan.domain.breach import Breach
from staffplan.domain.roster import Duty
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case, in_horizon
from staffplan.rules.duty_form import misfit
from staffplan.rules.resource import DutyShape, DutyTest

Offsets = tuple[tuple[int, int], ...]


class ShiftProfileKept(AgentRule):
    """Every duty is a shift of one of the contract's profiles.

    Mode, start, length of the blocks, gap and spread of a split shift, and every pause with its length, pay and
    window are those of one profile; starts are read on the centre's clock. It does not matter what the roster calls
    the shift: its form decides.

    Example    {rule: shift_profile}
    Source     the contract and the centre's shift profiles
    """

    rule: Literal["shift_profile"] = "shift_profile"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "Every duty is a shift of one of the contract's profiles."

    @override
    def resource(self, case: Case) -> DutyTest:
        """A test of membership in the list of a profile's possible shifts."""
        forms = {profile.name: _form(profile) for profile in case.profiles}
        zone = ZoneInfo(case.centre.zone)
        return DutyTest(self.rule, lambda shape: _belongs(shape, forms, zone))

    @override
    def check(self, case: Case, duties: Sequence[Duty]) -> Iterator[Breach]:
        """Measure each duty against each profile."""
        for duty in in_horizon(case, duties):
            misfits = [misfit(duty, profile, case.centre.zone) for profile in case.profiles]
            if None not in misfits:
                reasons = "; ".join(
                    f"{profile.name}: {reason}" for profile, reason in zip(case.profiles, misfits, strict=True)
                )
                yield self.breach(
                    f"{case.agent.id} has a duty on {duty.day} that fits no profile of contract {case.contract.name} "
                    f"({reasons or 'it has no profiles'}).",
                    agent_id=case.agent.id,
                    day=duty.day,
                    excess=1.0,
                    unit="duties",
                )


@dataclass(frozen=True, slots=True)
class _Form:
    """All shifts of a profile as sets to look a shape up in.

    `pauses` gives, for each list of blocks, the windows and minutes of the pauses it must have, and its paid minutes.
    """

    modes: frozenset[Mode]
    starts: frozenset[int]
    pauses: Mapping[Offsets, tuple[tuple[tuple[int, int, int], ...], int]]


@lru_cache(maxsize=256)
def _form(profile: ShiftProfile) -> _Form:
    blocks: list[Offsets] = [] if profile.split_only else [((0, length),) for length in profile.lengths]
    low, high = profile.gap or (1, 0)
    for first, second in product(profile.lengths, repeat=2):
        ends = ((gap, first + gap + second) for gap in range(low, high + 1, profile.gap_step))
        blocks.extend(((0, first), (first + gap, end)) for gap, end in ends if end <= profile.spread)
    return _Form(
        profile.modes,
        frozenset(range(profile.first_start, profile.last_start + 1, profile.start_step)),
        {offsets: _pauses(profile, offsets) for offsets in blocks},
    )


def _pauses(profile: ShiftProfile, blocks: Offsets) -> tuple[tuple[tuple[int, int, int], ...], int]:
    due = [
        (start, plan) for start, end in blocks for plan in profile.breaks if plan.from_min <= end - start <= plan.to_min
    ]
    windows = sorted((start + plan.earliest, start + plan.latest, plan.minutes) for start, plan in due)
    unpaid = sum(plan.minutes for _, plan in due if not plan.paid)
    return tuple(windows), sum(end - start for start, end in blocks) - unpaid


def _belongs(shape: DutyShape, forms: Mapping[str, _Form], zone: ZoneInfo) -> bool:
    form = forms.get(shape.profile)
    if form is None or shape.mode not in form.modes:
        return False
    begin = shape.blocks[0][0]
    local = begin.astimezone(zone)
    minute = (local.date() - shape.day).days * 1440 + local.hour * 60 + local.minute
    offsets = tuple((_minutes(begin, start), _minutes(begin, end)) for start, end in shape.blocks)
    if minute not in form.starts or offsets not in form.pauses:
        return False
    due, paid_min = form.pauses[offsets]
    planned = sorted((_minutes(begin, early), _minutes(begin, late), minutes) for early, late, minutes in shape.pauses)
    return (
        shape.paid_min == paid_min
        and len(planned) == len(due)
        and all(
            minutes == due_minutes and early >= earliest and late <= latest
            for (early, late, minutes), (earliest, latest, due_minutes) in zip(planned, due, strict=True)
        )
    )


def _minutes(begin: datetime, instant: datetime) -> int:
    return int((instant - begin).total_seconds() // 60)
