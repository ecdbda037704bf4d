"""Weeks whose duties differ in paid length: 7 and 8 hours, or four times 8 and once 6.5."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, combinations_with_replacement, islice, product

from staffplan.calendar.weeks import DAYS_PER_WEEK
from staffplan.domain.contract import MOST_MIXES
from staffplan.domain.site import Mode
from staffplan.errors import Fault, InfeasibleError
from staffplan.rules.resource import Measure
from staffplan.scheduling.people.crew import Crew, WeekGroup
from staffplan.scheduling.people.limits import Limits
from staffplan.scheduling.people.tours import HOURS_TOLERANCE, Tour, tours

Mix = tuple[tuple[int, int], ...]
"""(paid minutes, number of days) for each length of duty in a week."""


def weeks_of(crew: Crew, group: WeekGroup, possible_days: Mapping[int, frozenset[int]]) -> tuple[Tour, ...]:
    """Every week of a group: of equal lengths, and of mixed ones where there are no others or the contract asks.

    Parameters
    ----------
    possible_days : for each paid length of duty in minutes, the day numbers on which the crew can work one.

    Raises
    ------
    InfeasibleError
        Where more kinds of mixes are possible than the model can carry.
    """
    equal = tours(group, dict(possible_days))
    if len({each.limits.range(Measure.OFFICE_DAYS) for each in crew.groups}) > 1:
        least, most = group.limits.range(Measure.OFFICE_DAYS)
        equal = tuple(replace(tour, office=((round(least), round(min(most, DAYS_PER_WEEK))),)) for tour in equal)
    if equal and not crew.contract.mixed_lengths:
        return equal
    limits = group.limits
    possible = (
        (mix, office) for mix in length_mixes(possible_days, limits) for office in _office_splits(mix, crew, limits)
    )
    kinds = list(islice(possible, MOST_MIXES + 1))
    if kinds and Mode.HOME in crew.modes and any(limits.home_run < sum(n for _, n in mix) for mix, _ in kinds):
        raise InfeasibleError(_no_home_runs(crew))
    if len(kinds) > MOST_MIXES:
        raise InfeasibleError(_too_many(crew, possible_days))
    return (*equal, *(tour for mix, office in kinds for tour in _placed(mix, office, limits, possible_days)))


def length_mixes(possible_days: Mapping[int, frozenset[int]], limits: Limits) -> Iterator[Mix]:
    """Mixes of two lengths or more that come to the week's days and hours."""
    least_days, most_days = limits.range(Measure.DAYS)
    least_h, most_h = limits.range(Measure.PAID_HOURS)
    lengths = [paid for paid, days in possible_days.items() if days - limits.closed_days]
    open_days = frozenset[int]().union(*possible_days.values()) - limits.closed_days
    for count in range(max(2, round(least_days)), int(min(most_days, len(open_days))) + 1):
        for chosen in combinations_with_replacement(sorted(lengths), count):
            hours = sum(chosen) / 60
            if chosen[0] != chosen[-1] and least_h - HOURS_TOLERANCE <= hours <= most_h + HOURS_TOLERANCE:
                yield tuple(sorted(Tally(chosen).items()))


def _office_splits(mix: Mix, crew: Crew, limits: Limits) -> Iterator[tuple[tuple[int, int], ...]]:
    """Least and most days on site at each length, so that together they keep the week's office days.

    Kept length by length, since only then can counts by day, length and place always be dealt out to people: the sets
    of days that are bounded lie inside each other or apart, which makes the counts a transportation problem.
    """
    if Mode.HOME not in crew.modes or Mode.ON_SITE not in crew.modes:
        yield ()
        return
    least, most = limits.range(Measure.OFFICE_DAYS)
    worked = sum(days for _, days in mix)
    bounded_above = most < worked
    for split in product(*(range(days + 1) for _, days in mix)):
        if bounded_above and min(least, worked) <= sum(split) <= most:
            yield tuple((days, days) for days in split)
        if not bounded_above and sum(split) == min(least, worked):
            yield tuple((days, most_of) for days, (_, most_of) in zip(split, mix, strict=True))


def _placed(
    mix: Mix, office: tuple[tuple[int, int], ...], limits: Limits, possible_days: Mapping[int, frozenset[int]]
) -> Iterator[Tour]:
    open_days = sorted(frozenset[int]().union(*possible_days.values()) - limits.closed_days)
    count = sum(days for _, days in mix)
    mean = sum(paid * days for paid, days in mix) // count
    for pattern in combinations(open_days, count):
        if limits.allow_runs(pattern) and _fits(pattern, dict(mix), possible_days):
            yield Tour(mean, pattern, mix, office)


def _fits(days: Sequence[int], left: Mapping[int, int], possible_days: Mapping[int, frozenset[int]]) -> bool:
    """Whether the lengths can be laid on the days."""
    if not days:
        return True
    return any(
        number and days[0] in possible_days[paid] and _fits(days[1:], {**left, paid: number - 1}, possible_days)
        for paid, number in left.items()
    )


def _no_home_runs(crew: Crew) -> Fault:
    return Fault(
        "plan.mixed_home_runs",
        f"contract {crew.contract.name} mixes lengths of duty in a week; runs of days at home cannot be planned then",
        "equal lengths that come to the weekly hours, or max_office_days and min_office_days for consecutive_home_days",
    )


def _too_many(crew: Crew, possible_days: Mapping[int, frozenset[int]]) -> Fault:
    lengths = ", ".join(f"{paid / 60:g}" for paid in possible_days)
    return Fault(
        "plan.too_many_mixes",
        f"a week of contract {crew.contract.name} can mix its duties of {lengths} paid hours in more than {MOST_MIXES} "
        "ways",
        "fewer lengths in its profiles, or narrower weekly_hours and days",
    )
