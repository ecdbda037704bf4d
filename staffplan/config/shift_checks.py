"""Whether the shifts can be worked, and can fill the contracts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement, islice, product

from staffplan.config.break_plans import break_plans
from staffplan.config.draft import Draft, Mistake
from staffplan.config.places import Path
from staffplan.config.shift_settings import BreakSettings, ProfileSettings
from staffplan.config.values import band_text, minutes_text
from staffplan.config.workforce_settings import ContractSettings
from staffplan.domain.contract import MOST_MIXES
from staffplan.domain.shift import BreakPlan
from staffplan.units import clock_text


def shift_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Contradictions in shift profiles, and contracts whose hours no profile gives."""
    centre = draft.get("centre")
    profiles = dict(draft.items("profiles"))
    for name, profile in profiles.items():
        path: Path = ("profiles", name)
        if centre is not None:
            yield from _grid_mistakes(profile, path, centre.interval)
        yield from _start_mistakes(profile, path)
        yield from _break_mistakes(profile, path)
    contracts, rules = dict(draft.items("contracts")), draft.get("rules") or ()
    interval = 1 if centre is None else centre.interval
    a_day = {
        name: day_minutes(profile, break_plans(name, profile, contracts, rules, interval))
        for name, profile in profiles.items()
    }
    for name, contract in contracts.items():
        yield from _contract_mistakes(contract, ("contracts", name), a_day)


def _grid_mistakes(profile: ProfileSettings, path: Path, interval: int) -> Iterator[Mistake]:
    """Times that do not fall on the planning grid."""
    times: list[tuple[Path, int]] = [
        (("first_start",), profile.first_start),
        (("last_start",), profile.last_start),
        (("start_step",), profile.start_step),
        (("gap_step",), profile.gap_step if profile.gap else 0),
        *((("lengths", number), length) for number, length in enumerate(profile.lengths)),
        *((("gap",), minutes) for minutes in profile.gap or ()),
    ]
    for number, pause in enumerate(profile.breaks or ()):
        times.append((("breaks", number, "length"), pause.length))
        times.extend((("breaks", number, "starts_after"), minutes) for minutes in pause.starts_after)
    for keys, minutes in times:
        if minutes % interval:
            shown = clock_text(minutes) if keys[0] in ("first_start", "last_start") else minutes_text(minutes)
            yield Mistake((*path, *keys), f"{shown} is not a multiple of the interval of {interval} min")


def _start_mistakes(profile: ProfileSettings, path: Path) -> Iterator[Mistake]:
    if profile.last_start < profile.first_start:
        first, last = clock_text(profile.first_start), clock_text(profile.last_start)
        yield Mistake((*path, "last_start"), f"the last start, {last}, is before the first start, {first}")
    if len(set(profile.lengths)) < len(profile.lengths):
        yield Mistake((*path, "lengths"), "a length stands here twice", "name each length once")
    if profile.split_only and profile.gap is None:
        yield Mistake((*path, "split_only"), "a split shift needs a gap between its blocks", "gap: 1-3 h")
    if profile.gap is not None:
        if profile.gap[0] == 0:
            yield Mistake((*path, "gap"), "a gap of 0 makes one block", "start at an interval or more")
        shortest = 2 * min(profile.lengths) + profile.gap[0]
        if shortest > profile.spread:
            needed, spread = minutes_text(shortest), minutes_text(profile.spread)
            where = "spread" if "spread" in profile.model_fields_set else "gap"
            yield Mistake((*path, where), f"the shortest split shift takes {needed}, the spread allows {spread}")


def _break_mistakes(profile: ProfileSettings, path: Path) -> Iterator[Mistake]:
    """Pauses that leave their block, or whose windows overlap: then their order, and with it cover, is unclear."""
    stated = profile.breaks or ()
    for number, pause in enumerate(stated):
        here: Path = (*path, "breaks", number)
        blocks = [length for length in profile.lengths if length >= pause.from_block]
        if not blocks:
            longest = minutes_text(max(profile.lengths))
            yield Mistake((*here, "from_block"), f"no block is that long; the longest has {longest}")
        elif _end(pause) >= min(blocks):
            block, end = minutes_text(min(blocks)), minutes_text(_end(pause))
            hint = f"end the window earlier, or ask for a longer block: from_block: {minutes_text(_end(pause) + 15)}"
            yield Mistake((*here, "starts_after"), f"the pause may end {end} into a block of {block}", hint)
        if pause.starts_after[0] == 0:
            yield Mistake(
                (*here, "starts_after"), "a pause cannot begin with the shift", "start at an interval or more"
            )
        for earlier in stated[:number]:
            if pause.starts_after[0] < _end(earlier) and earlier.starts_after[0] < _end(pause):
                first, last = (minutes_text(minutes) for minutes in (earlier.starts_after[0], _end(earlier)))
                message = f"this window overlaps the one before, which takes {first} to {last} of the block"
                yield Mistake((*here, "starts_after"), message, f"start after {last}")
            elif pause.starts_after[0] < earlier.starts_after[0]:
                yield Mistake((*here, "starts_after"), "this pause comes before the one above", "list pauses in order")


def _end(pause: BreakSettings) -> int:
    return pause.starts_after[1] + pause.length


def day_minutes(profile: ProfileSettings, plans: tuple[BreakPlan, ...]) -> set[int]:
    """Paid minutes that a day of a profile with these pauses may have."""
    paid = {
        length: length - sum(p.minutes for p in plans if not p.paid and p.from_min <= length <= p.to_min)
        for length in profile.lengths
    }
    possible = set() if profile.split_only else set(paid.values())
    if profile.gap is not None:
        shortest_gap = profile.gap[0]
        pairs = product(profile.lengths, repeat=2)
        possible |= {paid[a] + paid[b] for a, b in pairs if a + b + shortest_gap <= profile.spread}
    return possible


def _contract_mistakes(contract: ContractSettings, path: Path, by_profile: Mapping[str, set[int]]) -> Iterator[Mistake]:
    if contract.min_office_days > contract.days[1]:
        most = contract.days[1]
        yield Mistake((*path, "min_office_days"), f"{contract.min_office_days} office days in {most} working days")
    if contract.max_office_days is not None and contract.max_office_days < contract.min_office_days:
        message = f"at most {contract.max_office_days} office days, and at least {contract.min_office_days}"
        yield Mistake((*path, "max_office_days"), message)
    if not all(name in by_profile for name in contract.profiles):
        return
    a_day = set().union(*(by_profile[name] for name in contract.profiles))
    yield from _mix_mistakes(contract, path, a_day)
    least, most_minutes = (hours * 60 for hours in contract.weekly_hours)
    sums = _week_minutes(a_day, contract.days)
    if a_day and not any(least <= total <= most_minutes for total in sums):
        given = ", ".join(f"{minutes / 60:g}" for minutes in sorted(a_day))
        reach = band_text((min(sums) / 60, max(sums) / 60))
        yield Mistake(
            (*path, "weekly_hours"),
            f"{band_text(contract.weekly_hours)} h in {band_text(contract.days)} days cannot be worked: "
            f"the profiles give {given} paid hours a day, {reach} a week",
            "change the hours, the days, or the lengths and unpaid pauses of its profiles",
        )


def _mix_mistakes(contract: ContractSettings, path: Path, a_day: set[int]) -> Iterator[Mistake]:
    """A contract whose days may differ in length in more ways than the plan can carry."""
    least, most = (hours * 60 for hours in contract.weekly_hours)
    fewest, most_days = contract.days
    mixes = (
        chosen
        for count in range(max(2, fewest), most_days + 1)
        for chosen in combinations_with_replacement(sorted(a_day), count)
        if chosen[0] != chosen[-1] and least <= sum(chosen) <= most
    )
    if contract.mixed_lengths and len(list(islice(mixes, MOST_MIXES + 1))) > MOST_MIXES:
        yield Mistake(
            (*path, "mixed_lengths"),
            f"days of {', '.join(f'{minutes / 60:g}' for minutes in sorted(a_day))} h can be mixed in more than "
            f"{MOST_MIXES} ways",
            "fewer lengths in its profiles, or narrower weekly_hours and days",
        )


def _week_minutes(a_day: set[int], days: tuple[int, int]) -> set[int]:
    """Paid minutes that a week of so many days may have."""
    reached, sums = {0}, set()
    for count in range(1, days[1] + 1):
        reached = {total + minutes for total in reached for minutes in a_day}
        if count >= days[0]:
            sums |= reached
    return sums | ({0} if days[0] == 0 else set())
