"""Every small roster: what one agent can do on a few days, as a planner's shapes and as an auditor's duties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import product

from staffplan.calendar.horizon import wall_instant
from staffplan.domain.roster import Duty, Segment
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode
from staffplan.rules.resource import DutyShape


@dataclass(frozen=True)
class Pause:
    """Minutes from the start of its block to the pause's earliest and latest start."""

    earliest: int
    latest: int
    minutes: int
    activity: Activity = Activity.MEAL
    paid: bool = False
    block: int = 0


@dataclass(frozen=True)
class Plan:
    """A duty that may be planned: first start on the wall clock and blocks in minutes from it."""

    name: str
    mode: Mode
    profile: str
    start: int
    blocks: tuple[tuple[int, int], ...]
    pauses: tuple[Pause, ...] = ()
    queues: frozenset[str] = frozenset({"calls"})

    @property
    def paid_min(self) -> int:
        presence = sum(end - start for start, end in self.blocks)
        return presence - sum(pause.minutes for pause in self.pauses if not pause.paid)


SHORT_BREAK = Pause(60, 120, 15, Activity.BREAK, paid=True)
MEAL = Pause(180, 300, 30)

EARLY = Plan("early", Mode.ON_SITE, "day", 6 * 60, ((0, 360),), (SHORT_BREAK,))
LATE = Plan("late", Mode.ON_SITE, "day", 13 * 60 + 30, ((0, 510),), (SHORT_BREAK, MEAL))
SPLIT = Plan("split", Mode.HOME, "split", 8 * 60, ((0, 180), (300, 480)))
AT_HOME = Plan("home", Mode.HOME, "day", 9 * 60, ((0, 510),), (SHORT_BREAK, MEAL))
NIGHT = Plan("night", Mode.ON_SITE, "night", 22 * 60, ((0, 480),), (MEAL,))

Option = tuple[Plan, ...]
"""What one day holds: nothing, a duty, or (as no plan should) two."""

DAYS: tuple[Option, ...] = ((), (EARLY,), (LATE,), (SPLIT,), (AT_HOME,), (NIGHT,))


@cache
def shape(plan: Plan, day: date, zone: str) -> DutyShape:
    begin = wall_instant(day, plan.start, zone)

    def after(minutes: int):
        return begin + timedelta(minutes=minutes)

    return DutyShape(
        day=day,
        mode=plan.mode,
        profile=plan.profile,
        blocks=tuple((after(start), after(end)) for start, end in plan.blocks),
        pauses=tuple(
            (after(plan.blocks[p.block][0] + p.earliest), after(plan.blocks[p.block][0] + p.latest), p.minutes)
            for p in plan.pauses
        ),
        paid_min=plan.paid_min,
        queues=plan.queues,
    )


@cache
def duties(plan: Plan, day: date, zone: str, number: int = 0) -> tuple[Duty, ...]:
    """The plan as duties, one for each way of moving every pause to an end of its window."""
    moves = product(*((pause.earliest, pause.latest) for pause in plan.pauses))
    return tuple(_duty(plan, day, zone, move, number) for move in dict.fromkeys(moves))


def _duty(plan: Plan, day: date, zone: str, move: tuple[int, ...], number: int) -> Duty:
    begin = wall_instant(day, plan.start, zone)
    placed = sorted(
        (plan.blocks[pause.block][0] + start, pause) for start, pause in zip(move, plan.pauses, strict=True)
    )
    segments: list[Segment] = []

    def put(activity: Activity, start: int, end: int, paid: bool) -> None:
        if end > start:
            queues = "|".join(sorted(plan.queues)) if activity is Activity.WORK else ""
            span = (begin + timedelta(minutes=start), begin + timedelta(minutes=end))
            segments.append(Segment(activity, *span, paid, queues))

    for open_, close in plan.blocks:
        moment = open_
        for start, pause in placed:
            if open_ <= start < close:
                put(Activity.WORK, moment, start, True)
                put(pause.activity, start, start + pause.minutes, pause.paid)
                moment = start + pause.minutes
        put(Activity.WORK, moment, close, True)
    return Duty(f"{day}-{plan.name}-{number}", "a1", day, plan.mode, tuple(segments))


@dataclass(frozen=True)
class SmallRoster:
    """The planner's tour and the duties it may become; `variants` differ in where the pauses are."""

    tour: tuple[DutyShape, ...]
    variants: tuple[tuple[Duty, ...], ...]


def small_rosters(
    options: Sequence[Option], days: Sequence[date], zone: str, *, move_pauses: bool
) -> Iterator[SmallRoster]:
    """Every choice of an option for each day."""
    for choice in product(options, repeat=len(days)):
        planned = [(plan, day, n) for option, day in zip(choice, days, strict=True) for n, plan in enumerate(option)]
        placed = [duties(plan, day, zone, n) for plan, day, n in planned]
        count = max((len(ways) for ways in placed), default=1) if move_pauses else 1
        variants = tuple(
            tuple(sorted((ways[way % len(ways)] for ways in placed), key=lambda duty: duty.start))
            for way in range(count)
        )
        yield SmallRoster(tuple(shape(plan, day, zone) for plan, day, _ in planned), variants)
