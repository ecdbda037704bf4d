"""Which rules a roster breaks, and where it contradicts itself."""

from __future__ import annotations

from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from staffplan.auditing.sessions import session_breaches
from staffplan.calendar.horizon import Horizon
from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Duty, Roster
from staffplan.domain.shift import Activity
from staffplan.rules.base import AgentRule, Case, CentreRule
from staffplan.units import MINUTES_PER_DAY

UNIQUE_IDS: Final = "roster.unique_ids"
KNOWN_AGENTS: Final = "roster.known_agents"
PLANNED_DAYS: Final = "roster.planned_days"
SEGMENTS: Final = "roster.segments"
INTERVAL_GRID: Final = "roster.interval_grid"

ABSENCES: Final = frozenset({Activity.LEAVE, Activity.SICKNESS})


def at_work(duties: Iterable[Duty]) -> Iterator[Duty]:
    """Duties on which somebody works; rows that only write down an absence are none."""
    for duty in duties:
        if not duty.segments or any(segment.activity not in ABSENCES for segment in duty.segments):
            yield duty


def judged(duties: Iterable[Duty], centre: Centre) -> tuple[Duty, ...]:
    """The duties that can be judged at all, ordered by agent and start: of known agents, with segments."""
    known = {agent.id for agent in centre.agents}
    sound = (duty for duty in at_work(duties) if duty.segments and duty.agent_id in known)
    return tuple(sorted(sound, key=lambda duty: (duty.agent_id, duty.start, duty.id)))


def contradictions(roster: Roster, centre: Centre) -> Iterator[Breach]:
    """What no roster may contain, whatever the rules say."""
    duties = tuple(at_work(roster.duties))
    for duty_id, count in sorted(Tally(duty.id for duty in duties).items()):
        if count > 1:
            yield Breach(UNIQUE_IDS, f"{count} duties are called {duty_id}.", excess=float(count - 1), unit="duties")
    known = {agent.id for agent in centre.agents}
    unknown = {duty.agent_id: duty.day for duty in reversed(duties) if duty.agent_id not in known}
    for agent_id, day in sorted(unknown.items()):
        yield Breach(KNOWN_AGENTS, f"{agent_id} has duties and is not an agent of the centre.", agent_id, day)
    horizon = Horizon(roster.first_day, 1, centre.zone, centre.interval_min)
    starts_after_midnight = any(profile.last_start >= MINUTES_PER_DAY for profile in centre.profiles)
    for duty in duties:
        if not duty.segments:
            yield Breach(SEGMENTS, f"duty {duty.id} has no segments.", duty.agent_id, duty.day)
            continue
        yield from _wrong_day(duty, roster, centre.zone, starts_after_midnight)
        yield from _wrong_segments(duty)
        yield from _off_grid(duty, horizon)


def _wrong_day(duty: Duty, roster: Roster, zone: str, starts_after_midnight: bool) -> Iterator[Breach]:
    if not roster.first_day <= duty.day <= roster.last_day:
        message = f"duty {duty.id} is on {duty.day}; planned are {roster.first_day} to {roster.last_day}."
        yield Breach(PLANNED_DAYS, message, duty.agent_id, duty.day)
    days_late = (duty.start.astimezone(ZoneInfo(zone)).date() - duty.day).days
    if days_late != 0 and not (days_late == 1 and starts_after_midnight):
        message = f"duty {duty.id} of {duty.day} starts on another day."
        yield Breach(PLANNED_DAYS, message, duty.agent_id, duty.day, float(abs(days_late)), "days")


def _wrong_segments(duty: Duty) -> Iterator[Breach]:
    if any(segment.end <= segment.start for segment in duty.segments):
        yield Breach(SEGMENTS, f"duty {duty.id} has a segment that does not last.", duty.agent_id, duty.day)
    elif any(later.start < earlier.end for earlier, later in pairwise(duty.segments)):
        message = f"duty {duty.id} has segments that overlap or stand out of order."
        yield Breach(SEGMENTS, message, duty.agent_id, duty.day)


def _off_grid(duty: Duty, horizon: Horizon) -> Iterator[Breach]:
    step_s, first = horizon.interval_min * 60, horizon.start
    # A quarter-hour's pause on a half-hour grid is no fault: its share of the interval is taken out of the cover.
    if any((edge - first).total_seconds() % step_s for block in duty.blocks for edge in block):
        message = f"duty {duty.id} starts or ends inside an interval of {horizon.interval_min} min."
        yield Breach(INTERVAL_GRID, message, duty.agent_id, duty.day)


def broken_rules(
    roster: Roster, centre: Centre, rules: Sequence[AgentRule | CentreRule], tail: Sequence[Duty] = ()
) -> Iterator[Breach]:
    """Breaches of every rule; each agent of the centre is judged, also those without a duty."""
    judged_duties = judged(roster.duties, centre)
    tours: dict[str, list[Duty]] = defaultdict(list)
    before = judged(tail, centre)
    for duty in (*before, *judged_duties):
        tours[duty.agent_id].append(duty)
    agent_rules = [rule for rule in rules if isinstance(rule, AgentRule)]
    horizon = centre.horizon(roster.first_day, (roster.last_day - roster.first_day).days + 1)
    for agent in centre.agents:
        case, tour = Case(agent, centre, horizon), sorted(tours[agent.id], key=lambda duty: duty.start)
        for rule in agent_rules:
            if rule.applies(agent):
                yield from rule.check(case, tour)
    everybody = Roster(roster.first_day, roster.last_day, judged_duties, before)
    for centre_rule in (rule for rule in rules if isinstance(rule, CentreRule)):
        yield from centre_rule.check(centre, everybody)


def all_breaches(
    roster: Roster, centre: Centre, rules: Sequence[AgentRule | CentreRule], tail: Sequence[Duty] = ()
) -> tuple[Breach, ...]:
    """Contradictions and broken rules, by day, agent and rule."""
    attended = session_breaches(roster, centre, judged(roster.duties, centre))
    found = (*contradictions(roster, centre), *attended, *broken_rules(roster, centre, rules, tail))
    return tuple(sorted(found, key=lambda b: (b.day or date.min, b.agent_id, b.rule, b.message)))
