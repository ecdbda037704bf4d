"""The variants of a week: one thing changed, and whether that leaves more freedom or less."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from staffplan.config import Configuration
from staffplan.domain.centre import Centre
from staffplan.domain.service_goal import Over
from staffplan.scheduling.what_if import with_one_less, without_home, without_splits

Change = Callable[[Configuration], Configuration]


def of_centre(change: Callable[[Centre], Centre]) -> Change:
    """A change of the centre as one of the configuration."""
    return lambda whole: replace(whole, centre=change(whole.centre))


def choosing(**choices: str) -> Change:
    """Other choices in section `scheduling`."""
    return lambda whole: replace(whole, scheduling=whole.scheduling.model_copy(update=choices))


def over_a_day(at_least: float | None = None) -> Change:
    """Service levels hold over each day; every interval keeps `at_least` and all other targets."""

    def change(centre: Centre) -> Centre:
        queues = tuple(
            replace(queue, goal=replace(queue.goal, over=Over.DAY, at_least=at_least))
            if queue.goal.service_level is not None
            else queue
            for queue in centre.queues
        )
        return replace(centre, queues=queues)

    return of_centre(change)


def more_seats(number: int) -> Change:
    """So many more seats on every site that has a limit."""
    return of_centre(
        lambda centre: replace(
            centre,
            sites=tuple(replace(s, seats=None if s.seats is None else s.seats + number) for s in centre.sites),
        )
    )


def without_split_shifts(centre: Centre) -> Centre:
    """Employed people work in one block; contractors may still work two. Who could only split works short days."""
    gone = {profile.name for profile in centre.profiles if profile.split_only}
    contracts = tuple(
        replace(one, profiles=tuple(name for name in one.profiles if name not in gone) or ("short_day",))
        for one in centre.contracts
    )
    profiles = tuple(profile for profile in centre.profiles if profile.name not in gone)
    return replace(centre, contracts=contracts, profiles=profiles)


def with_one_block(centre: Centre) -> Centre:
    """Who can only split may also work short days, in one block."""
    splitting = {profile.name for profile in centre.profiles if profile.split_only}
    contracts = tuple(
        replace(one, profiles=(*one.profiles, "short_day")) if set(one.profiles) <= splitting else one
        for one in centre.contracts
    )
    return replace(centre, contracts=contracts)


def both(first: Change, second: Change) -> Change:
    """One change after the other."""
    return lambda whole: second(first(whole))


@dataclass(frozen=True)
class Variant:
    """One thing changed.

    `freer`: every roster of the base is one of the variant (True), or the other way round (False); None: neither.
    """

    change: Change
    freer: bool | None
    named_only: bool = False


by_plan = both(over_a_day(), choosing(period_targets="by_plan"))
by_deadline = choosing(waiting_work="by_deadline")
one_less = of_centre(lambda centre: with_one_less("full_time", centre))
VARIANTS: Final[Mapping[str, Variant]] = {
    "base": Variant(lambda whole: whole, freer=None),
    "day_as_required": Variant(over_a_day(), freer=True),
    "day_by_plan": Variant(by_plan, freer=True),
    "day_at_least_60": Variant(both(by_plan, over_a_day(0.6)), freer=True),
    "by_deadline": Variant(by_deadline, freer=True),
    "pooled": Variant(choosing(skill_groups="pooled"), freer=True, named_only=True),
    "seat_more": Variant(more_seats(1), freer=True),
    "seat_less": Variant(more_seats(-1), freer=False),
    "one_or_two_blocks": Variant(of_centre(with_one_block), freer=True),
    "no_split_shifts": Variant(of_centre(without_split_shifts), freer=None),  # may give short days to who had none
    "no_splits": Variant(of_centre(lambda centre: without_splits(without_split_shifts(centre))), freer=False),
    "no_home": Variant(of_centre(without_home), freer=False),
    "one_less": Variant(one_less, freer=None),
    "one_less_day_by_plan": Variant(both(by_plan, one_less), freer=None),
    "one_less_by_deadline": Variant(both(by_deadline, one_less), freer=None),
}
EVERY: Final = {
    "sample": [name for name in VARIANTS if name not in ("base", "one_or_two_blocks")],
    "bank": [
        name for name in VARIANTS if name not in ("base", "by_deadline", "pooled", "no_splits", "one_less_by_deadline")
    ],
}
"""Variants that change something: the bank has one queue, of calls alone, and contractors in one block."""
NAMED: Final = {
    "sample": ("day_as_required", "day_by_plan", "day_at_least_60", "by_deadline", "pooled"),
    "bank": tuple(name for name in EVERY["bank"] if not name.startswith("one_less")),
}
"""Variants that are planned to the last name unless told otherwise."""
SHORT: Final = {"sample": ("no_split_shifts",), "bank": ("day_by_plan",)}
