"""What a rule, or a way of working, costs: the same week without it, or with one more person."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.pay import PremiumBook
from staffplan.domain.shift import ShiftProfile
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, CentreRule

Rules = Sequence[AgentRule | CentreRule]
_SHORTER_MIN: Final = 60


def without_splits(centre: Centre) -> Centre:
    """Split shifts are gone: profiles that only split leave their contracts, the others keep single blocks."""
    gone = {profile.name for profile in centre.profiles if profile.split_only}
    contracts = tuple(
        replace(contract, profiles=tuple(name for name in contract.profiles if name not in gone))
        for contract in centre.contracts
    )
    profiles = tuple(replace(profile, gap=None) for profile in centre.profiles if profile.name not in gone)
    return replace(centre, contracts=contracts, profiles=profiles)


def without_home(centre: Centre) -> Centre:
    """Whoever may come on site does so always; those who work at home only stay there."""
    return replace(centre, agents=tuple(_on_site(agent) for agent in centre.agents))


def _on_site(agent: Agent) -> Agent:
    return replace(agent, modes=frozenset({Mode.ON_SITE})) if Mode.ON_SITE in agent.modes else agent


def with_shorter_shifts(centre: Centre) -> Centre:
    """Every profile may also be an hour shorter than its shortest, where its pauses leave room."""
    return replace(centre, profiles=tuple(_shorter(profile) for profile in centre.profiles))


def _shorter(profile: ShiftProfile) -> ShiftProfile:
    length = min(profile.lengths) - _SHORTER_MIN
    due = [pause for pause in profile.breaks if length >= pause.from_min]
    if length <= 0 or any(pause.latest + pause.minutes >= length for pause in due):
        return profile
    return replace(profile, lengths=(length, *profile.lengths))


def without_premiums(centre: Centre) -> Centre:
    """Work at any time costs the wage alone."""
    return replace(centre, premiums=PremiumBook())


def without_seat_cost(centre: Centre) -> Centre:
    """Being on site costs nothing beside the pay."""
    return replace(centre, sites=tuple(replace(site, seat_per_hour=0.0, seat_per_duty=0.0) for site in centre.sites))


def without_offers(centre: Centre) -> Centre:
    """No overtime, extra hours or voluntary time off."""
    contracts = tuple(replace(one, overtime=None, extra_hours=None, time_off=None) for one in centre.contracts)
    return replace(centre, contracts=contracts)


WAYS: Final[Mapping[str, Callable[[Centre], Centre]]] = {
    "splits": without_splits,
    "home": without_home,
    "shortest_shift": with_shorter_shifts,
    "premiums": without_premiums,
    "seat_cost": without_seat_cost,
    "offers": without_offers,
}
"""What a week can be planned without, beside rules."""


def without(name: str, centre: Centre, rules: Rules) -> tuple[Centre, Rules]:
    """Centre and rules without a way of working, or without all entries of a rule."""
    if name in WAYS:
        return WAYS[name](centre), rules
    return centre, [rule for rule in rules if rule.rule != name]


def known(rules: Rules) -> tuple[str, ...]:
    """All that a week can be planned without."""
    return (*WAYS, *dict.fromkeys(rule.rule for rule in rules))


def with_one_more(contract: str, centre: Centre) -> tuple[Centre, str] | None:
    """The centre with one more person of a contract, and whom that person is like; None where nobody has it.

    Like the first of the kind of which there are most: site, modes and skills.
    """
    people = [agent for agent in centre.agents if agent.contract == contract]
    if not people:
        return None
    kinds = Tally((agent.site, agent.modes, agent.skills) for agent in people)
    most = max(kinds.values())
    like = next(agent for agent in people if kinds[agent.site, agent.modes, agent.skills] == most)
    new = replace(like, id=f"{like.id}+1", days_off_wanted=frozenset())
    return replace(centre, agents=(*centre.agents, new)), like.id


def with_one_less(contract: str, centre: Centre) -> Centre:
    """The centre without the person whom `with_one_more` takes for a pattern."""
    found = with_one_more(contract, centre)
    assert found is not None
    return replace(centre, agents=tuple(agent for agent in centre.agents if agent.id != found[1]))
