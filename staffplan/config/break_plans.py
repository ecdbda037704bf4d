"""The pauses of a profile: those stated, or those that the rule on pauses asks for; and whether these are enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from staffplan.config.draft import Draft, Mistake
from staffplan.config.shift_settings import BreakSettings, ProfileSettings
from staffplan.config.values import minutes_text
from staffplan.config.workforce_settings import ContractSettings
from staffplan.domain.shift import Activity, BreakPlan, Shift, ShiftProfile
from staffplan.rules.base import AppliesTo
from staffplan.rules.breaks_after import BreaksAfter
from staffplan.rules.resource import DutyShape
from staffplan.shifts.catalogue import catalogue
from staffplan.shifts.lawful_pauses import PauseLaw, lawful_pauses

_SOME_DAY = datetime(2026, 1, 5, tzinfo=UTC)

Contracts = Mapping[str, ContractSettings]


def break_plans(
    name: str, profile: ProfileSettings, contracts: Contracts, rules: Sequence[object], interval: int
) -> tuple[BreakPlan, ...]:
    """The pauses of a profile; by law they follow from every rule ``breaks_after`` for a contract that uses it."""
    if profile.breaks is not None:
        return tuple(_stated(pause) for pause in profile.breaks)
    law = _law([rule for rule in rules if isinstance(rule, BreaksAfter) and _concerns(rule, _users(name, contracts))])
    plans = (lawful_pauses(length, law, interval) for length in profile.lengths) if law else ()
    return tuple(plan for of_length in plans for plan in of_length or ())


def pause_mistakes(draft: Draft) -> Iterator[Mistake]:
    """Lengths whose pauses break the rule on pauses for everybody who could work them: they would never be planned.

    Only a rule that is written is held against them, not the book that holds where no rules are.
    """
    contracts, centre, rules = dict(draft.items("contracts")), draft.get("centre"), draft.get("rules") or ()
    laws = [rule for rule in rules if isinstance(rule, BreaksAfter)]
    written = laws if draft.numbers.get("rules") else []
    for name, profile in draft.items("profiles"):
        users = _users(name, contracts)
        if profile.breaks is None and not any(_concerns(law, users) for law in laws):
            message = "pauses by law need the rule breaks_after for a contract that uses the profile"
            yield Mistake(("profiles", name, "breaks"), message, "add the rule, or write the pauses here")
        elif centre is not None and users and not any(minutes % centre.interval for minutes in profile.lengths):
            plans = break_plans(name, profile, contracts, rules, centre.interval)
            yield from _forbidden(name, profile, plans, [_of(written, user) for user in users])


def _forbidden(
    name: str, profile: ProfileSettings, plans: tuple[BreakPlan, ...], laws: Sequence[Sequence[BreaksAfter]]
) -> Iterator[Mistake]:
    """A mistake for each length of which no shift is lawful under any contract's laws."""
    shifts = catalogue([_bare(name, profile, plans)])
    for number, length in enumerate(profile.lengths):
        own = [shift for shift in shifts if any(end - start == length for start, end in shift.blocks)]
        if own and all(_breaks_one(shift, of_contract) for shift in own for of_contract in laws):
            paused = sum(plan.minutes for plan in plans if plan.from_min <= length <= plan.to_min)
            rule = next(law for of_contract in laws for law in of_contract)
            yield Mistake(
                ("profiles", name, "lengths", number),
                f"{minutes_text(length)} with {minutes_text(paused)} of pauses can never be worked: {rule.explain()}",
                "state pauses with windows that keep the rule, or breaks: by_law",
            )


def _breaks_one(shift: Shift, laws: Sequence[BreaksAfter]) -> bool:
    shape = DutyShape(
        day=_SOME_DAY.date(),
        mode=min(shift.modes),
        profile=shift.profile,
        blocks=tuple((_after(start), _after(end)) for start, end in shift.blocks),
        pauses=tuple((_after(pause.earliest), _after(pause.latest), pause.minutes) for pause in shift.breaks),
        paid_min=shift.paid_min,
    )
    return any(not law.admits(shape) for law in laws)


def _after(minutes: int) -> datetime:
    return _SOME_DAY + timedelta(minutes=minutes)


def _bare(name: str, profile: ProfileSettings, plans: tuple[BreakPlan, ...]) -> ShiftProfile:
    """The profile's shapes, with a single start."""
    return ShiftProfile(
        name,
        frozenset(profile.modes),
        0,
        0,
        1,
        profile.lengths,
        plans,
        profile.gap,
        profile.gap_step,
        profile.split_only,
        profile.spread,
    )


def _users(name: str, contracts: Contracts) -> list[str]:
    return [contract for contract, settings in contracts.items() if name in settings.profiles]


def _concerns(rule: BreaksAfter, users: Sequence[str]) -> bool:
    """Whether the rule is for everybody with one of the contracts; who else it is for is not known here."""
    named = rule.applies_to.contract
    return rule.applies_to == AppliesTo(contract=named) and (not named or not set(named).isdisjoint(users))


def _of(laws: Sequence[BreaksAfter], contract: str) -> list[BreaksAfter]:
    return [law for law in laws if _concerns(law, [contract])]


def _law(rules: Sequence[BreaksAfter]) -> PauseLaw | None:
    """The strictest of all rules; None where there is none."""
    if not rules:
        return None
    steps = [
        (round(hours * 60), pause)
        for rule in rules
        for hours, pause in ((rule.after_hours, rule.pause_min), (rule.long_after_hours, rule.long_pause_min))
    ]
    unbroken, shortest = min(rule.unbroken_hours for rule in rules), max(rule.shortest_min for rule in rules)
    return PauseLaw(tuple(sorted(steps)), int(unbroken * 60), shortest)


def _stated(pause: BreakSettings) -> BreakPlan:
    earliest, latest = pause.starts_after
    return BreakPlan(Activity(pause.activity), pause.length, pause.paid, earliest, latest, pause.from_block)
