"""Which shifts may exist: every shape that the profiles allow, without a day or a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

from staffplan.domain.shift import BreakPlan, BreakWindow, Shift, ShiftProfile


def catalogue(profiles: Iterable[ShiftProfile]) -> tuple[Shift, ...]:
    """Every shift of the profiles: unsplit shifts of each length, split shifts of each pair of blocks and each gap.

    Split shifts longer than the profile's spread are left out. Order follows the profiles, then length, then gap, so
    that the same configuration gives the same catalogue.
    """
    return tuple(shift for profile in profiles for shift in _shifts(profile))


def single_blocks(profile: ShiftProfile) -> tuple[Shift, ...]:
    """The profile's blocks as shifts of their own, whether or not it also splits."""
    return tuple(_shift(profile, ((0, length),)) for length in profile.lengths)


def _shifts(profile: ShiftProfile) -> Iterator[Shift]:
    if not profile.split_only:
        yield from single_blocks(profile)
    if profile.gap is not None:
        gaps = range(profile.gap[0], profile.gap[1] + 1, profile.gap_step)
        for first, second, gap in product(profile.lengths, profile.lengths, gaps):
            end = first + gap + second
            if end <= profile.spread:
                yield _shift(profile, ((0, first), (first + gap, end)))


def _shift(profile: ShiftProfile, blocks: tuple[tuple[int, int], ...]) -> Shift:
    breaks = tuple(window for block in blocks for window in _break_windows(profile.breaks, block))
    last_start = min(profile.last_start, profile.first_start + 1440 - 1)
    return Shift(
        name=f"{profile.name} {_shape(blocks)}",
        profile=profile.name,
        blocks=blocks,
        breaks=breaks,
        starts=tuple(range(profile.first_start, last_start + 1, profile.start_step)),
        modes=profile.modes,
        allowance=profile.allowance,
    )


def _break_windows(plans: tuple[BreakPlan, ...], block: tuple[int, int]) -> Iterator[BreakWindow]:
    start, end = block
    for plan in plans:
        if plan.from_min <= end - start <= plan.to_min:
            yield BreakWindow(plan.activity, plan.minutes, plan.paid, start + plan.earliest, start + plan.latest)


def _shape(blocks: tuple[tuple[int, int], ...]) -> str:
    """``8h30`` for one block, ``4h+1h+4h`` for two blocks around a gap."""
    pieces = [end - start for start, end in blocks]
    if len(blocks) > 1:
        pieces = [pieces[0], blocks[1][0] - blocks[0][1], pieces[1]]
    return "+".join(f"{minutes // 60}h" + (f"{minutes % 60:02d}" if minutes % 60 else "") for minutes in pieces)
