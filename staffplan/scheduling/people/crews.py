"""Which agents are alike for planning: a centre's people as crews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from staffplan.calendar.horizon import Horizon, wall_instant
from staffplan.domain.agent import Agent
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty
from staffplan.domain.site import Mode
from staffplan.rules.base import AgentRule, Case
from staffplan.scheduling.people.crew import CoverGroup, Crew, WeekGroup
from staffplan.scheduling.people.crew_pay import CrewPay, crew_pay
from staffplan.scheduling.people.limits import Limits, gather
from staffplan.scheduling.people.week_terms import week_terms

_NO_TAIL: Mapping[str, tuple[Duty, ...]] = {}


_NO_TEAMS: Mapping[str, str] = {}


_EXACT_GRADES = 8
"""Up to so many different proficiencies in a centre are planned exactly; more are rounded to a tenth."""


def crews(
    centre: Centre,
    rules: Sequence[AgentRule],
    horizon: Horizon,
    tail: Mapping[str, tuple[Duty, ...]] = _NO_TAIL,
    teams_apart: Mapping[str, str] = _NO_TEAMS,
) -> tuple[Crew, ...]:
    """The centre's agents as crews, ordered by their first member's id.

    Parameters
    ----------
    tail : duties before the horizon by agent id. Whose rest reaches into the horizon has starts, and so a crew, of
        their own; whose run of days goes on has a week group of their own.
    teams_apart : team of each agent id whose crew may not mix teams.
    """
    planned = grades(centre, horizon.dates)
    members: dict[Hashable, list[Agent]] = defaultdict(list)
    limits_of: dict[str, Limits] = {}
    for agent in sorted(centre.agents, key=lambda agent: agent.id):
        paces = tuple(planned[centre.proficiency(agent, day)] for day in horizon.dates)
        case = Case(agent, centre, horizon, tail.get(agent.id, ()))
        limits_of[agent.id] = _limits(case, rules)
        # Days off on another calendar close some starts of a day and not others.
        apart = (limits_of[agent.id].rested_by, teams_apart.get(agent.id), case.off_by_own_calendar)
        members[_likeness(agent, paces, rules), apart].append(agent)
    crew_list = []
    for number, alike in enumerate(members.values(), start=1):
        groups: dict[Hashable, tuple[list[Agent], WeekGroup]] = {}
        for agent in alike:
            week = _week_of(Case(agent, centre, horizon, tail.get(agent.id, ())), rules, limits_of[agent.id])
            groups.setdefault(week.key, ([], week))[0].append(agent)
        crew_list.append(_crew(number, centre, alike[0], planned, horizon, groups))
    return tuple(crew_list)


def _limits(case: Case, rules: Sequence[AgentRule]) -> Limits:
    """One agent's limits; the end of a rest is put off to the next start of a profile, so that few kinds are left."""
    horizon = case.horizon
    day_number: dict[object, int] = {day: number for number, day in enumerate(horizon.dates)}
    applying = (rule.resource(case) for rule in rules if rule.applies(case.agent))
    limits = gather((resource for resource in applying if resource is not None), day_number, horizon.start)
    if limits.rested_by is None:
        return limits
    starts = {
        wall_instant(day, minute, horizon.zone)
        for profile in case.profiles
        for minute in range(profile.first_start, profile.last_start + 1, profile.start_step)
        for day in horizon.dates
    }
    lost = any(start < limits.rested_by for start in starts)
    after = min((start for start in starts if start >= limits.rested_by), default=limits.rested_by)
    return replace(limits, rested_by=after if lost else None)


def _week_of(case: Case, rules: Sequence[AgentRule], limits: Limits) -> WeekGroup:
    """What an agent's week allows, with and without the hours on offer; a group that still has no members."""
    offered = bool(case.contract.offers_to(case.agent.id))
    return WeekGroup((), limits, _limits(case.agreed, rules) if offered else None, week_terms(case))


def _crew(
    number: int,
    centre: Centre,
    example: Agent,
    planned: dict[float, float],
    horizon: Horizon,
    groups: dict[Hashable, tuple[list[Agent], WeekGroup]],
) -> Crew:
    modes = tuple(sorted(example.modes))
    days, pay = horizon.dates, crew_pay(centre, example, horizon)
    on_site = next(iter(groups.values()))[1].limits.on_site_queues
    exact = [centre.proficiency(example, day) for day in days]
    worth = {
        mode: tuple(
            round(centre.cover(example, mode, day) * planned[pace] / pace, 9)
            for day, pace in zip(days, exact, strict=True)
        )
        for mode in modes
    }
    served = {mode: example.skills - on_site if mode is Mode.HOME else example.skills for mode in modes}
    return Crew(
        name=f"c{number:03d} {example.contract} {example.site}",
        contract=centre.contract(example),
        site=example.site,
        modes=modes,
        cover={mode: CoverGroup(served[mode], worth[mode], _pay_class(centre, example, pay)) for mode in modes},
        groups=tuple(replace(week, agents=tuple(agents)) for agents, week in groups.values()),
        pay=pay,
    )


def _pay_class(centre: Centre, agent: Agent, pay: CrewPay) -> str:
    """Contract and zone where an unpaid pause saves premiums: pauses are dealt out among those who save alike."""
    own = (profile for profile in centre.profiles if profile.name in centre.contract(agent).profiles)
    unpaid = any(not pause.paid for profile in own for pause in profile.breaks)
    return f"{agent.contract} {agent.zone}" if unpaid and pay.premium is not None else ""


def _likeness(agent: Agent, paces: tuple[float, ...], rules: Sequence[AgentRule]) -> Hashable:
    return (
        agent.contract,
        agent.site,
        agent.modes,
        agent.skills,
        agent.zone,
        agent.availability,
        agent.school_holiday_availability,
        paces,
        tuple(rule.applies(agent) for rule in rules),
    )


def grades(centre: Centre, days: Sequence[date]) -> dict[float, float]:
    """The proficiency planned for each proficiency that occurs on the days, tenure counted."""
    occurring = sorted({centre.proficiency(agent, day) for agent in centre.agents for day in days})
    if len(occurring) <= _EXACT_GRADES:
        return {value: value for value in occurring}
    return {value: max(0.1, round(value, 1)) for value in occurring}
