"""The sample's 120 agents: groups of people who work alike, each person with an id and wishes of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from staffplan.sample.chance import stream
from staffplan.units import WEEKDAYS

if TYPE_CHECKING:
    from numpy.random import RandomState

HEADER: Final = (
    "agent_id,contract,site,mode,skills,proficiency,time_zone,availability,school_holiday_availability,"
    "days_off_wanted,team,hired"
)
WISHING_SHARE: Final = 0.6
"""Share of agents who would rather have certain weekdays off."""
TEAM_SIZE: Final = 12

NEW, TRAINED, SENIOR = 0.85, 1.0, 1.1

SUPPORT = "support"
CALLS = "support|sales"
OUTWARD = "sales|outreach"
WRITTEN = "chat|messages|email"
CALLS_AND_EMAIL = "support|email"

_MORNINGS: Final = "Mon-Fri 08:30-14:30"
_EARLY: Final = "Mon-Fri 08:00-13:00"
_LATE: Final = "Mon-Fri 16:00-20:00"
_FORENOON: Final = "Mon-Fri 08:00-12:00"
_EVENINGS: Final = "Mon-Fri 16:00-20:00; Sat 09:00-17:00"
_LISBON_DAY: Final = "Mon-Fri 08:00-19:00; Sat 08:00-16:00"
_LISBON_EVENING: Final = "Mon-Fri 14:00-19:00; Sat 08:00-16:00"


@dataclass(frozen=True, slots=True)
class Group:
    """`size` agents who differ in nothing that a plan can see but their wishes and their time off."""

    size: int
    contract: str
    site: str
    mode: str
    skills: str
    proficiency: float = TRAINED
    time_zone: str = "Europe/Berlin"
    availability: str = ""
    school_holiday_availability: str = ""


GROUPS: Final = (
    Group(5, "full_time", "hamburg", "on_site", SUPPORT),
    Group(6, "full_time", "hamburg", "on_site", SUPPORT, NEW),
    Group(3, "full_time", "leipzig", "on_site", SUPPORT),
    Group(4, "full_time", "leipzig", "on_site", SUPPORT, NEW),
    Group(4, "full_time", "hamburg", "on_site", CALLS),
    Group(3, "full_time", "leipzig", "on_site", CALLS),
    Group(3, "full_time", "hamburg", "on_site", WRITTEN),
    Group(5, "full_time", "hamburg", "hybrid", CALLS),
    Group(3, "full_time", "hamburg", "hybrid", CALLS, SENIOR),
    Group(4, "full_time", "leipzig", "hybrid", CALLS),
    Group(4, "full_time", "hamburg", "hybrid", WRITTEN),
    Group(2, "full_time", "leipzig", "hybrid", CALLS_AND_EMAIL),
    Group(4, "full_time", "hamburg", "home", SUPPORT),
    Group(4, "full_time", "leipzig", "home", OUTWARD),
    Group(4, "full_time", "hamburg", "home", WRITTEN),
    Group(4, "part_time", "hamburg", "on_site", SUPPORT),
    Group(2, "part_time", "hamburg", "on_site", SUPPORT, NEW),
    Group(4, "part_time", "leipzig", "on_site", CALLS_AND_EMAIL),
    Group(4, "part_time", "hamburg", "hybrid", CALLS),
    Group(2, "part_time", "leipzig", "hybrid", CALLS_AND_EMAIL),
    Group(3, "part_time", "hamburg", "home", WRITTEN),
    Group(3, "part_time", "leipzig", "home", CALLS_AND_EMAIL),
    Group(2, "part_time", "hamburg", "home", OUTWARD),
    Group(5, "school_hours", "hamburg", "home", SUPPORT, TRAINED, "Europe/Berlin", _MORNINGS, _LATE),
    Group(3, "school_hours", "hamburg", "home", CALLS, TRAINED, "Europe/Berlin", _MORNINGS, _LATE),
    Group(3, "school_hours", "hamburg", "home", WRITTEN, TRAINED, "Europe/Berlin", _MORNINGS, _LATE),
    Group(3, "school_hours", "leipzig", "home", SUPPORT, TRAINED, "Europe/Berlin", _EARLY, _FORENOON),
    Group(4, "school_hours", "leipzig", "home", CALLS_AND_EMAIL, TRAINED, "Europe/Berlin", _EARLY, _FORENOON),
    Group(4, "contractor", "hamburg", "home", SUPPORT, TRAINED, "Europe/Lisbon", _LISBON_DAY),
    Group(3, "contractor", "hamburg", "home", WRITTEN, TRAINED, "Europe/Lisbon", _LISBON_EVENING),
    Group(3, "contractor", "hamburg", "home", SUPPORT, TRAINED, "Europe/Berlin", _EVENINGS),
    Group(4, "contractor", "hamburg", "home", OUTWARD),
    Group(4, "contractor", "leipzig", "home", WRITTEN),
    Group(2, "contractor", "leipzig", "home", CALLS, SENIOR),
)


def agents_csv() -> str:
    """One row an agent, ids A001 and up in no order of group."""
    chance = stream("agents")
    return (
        "\n".join((HEADER, *(_row(agent_id, group, team, _wish(chance)) for agent_id, group, team in staff()))) + "\n"
    )


def staff() -> Iterator[tuple[str, Group, str]]:
    """Id, group and team of each agent, by id; a team has one site and at most a dozen people."""
    people = [group for group in GROUPS for _ in range(group.size)]
    seen: dict[str, int] = {}
    for number, place in enumerate(stream("ids").permutation(len(people)).tolist(), start=1):
        group = people[place]
        earlier = seen.get(group.site, 0)
        seen[group.site] = earlier + 1
        yield f"A{number:03d}", group, f"{group.site} {earlier // TEAM_SIZE + 1}"


def _wish(chance: RandomState) -> str:
    """Weekdays an agent would rather not work: none, one, or two in a row."""
    if chance.random_sample() >= WISHING_SHARE:
        return ""
    first = chance.choice(5, p=(0.1, 0.15, 0.35, 0.1, 0.3))
    days = (first, first + 1) if chance.random_sample() < 0.25 else (first,)
    return "|".join(WEEKDAYS[day] for day in days)


def _row(agent_id: str, group: Group, team: str, wish: str) -> str:
    head = (agent_id, group.contract, group.site, group.mode, group.skills, f"{group.proficiency:g}", group.time_zone)
    settled = ""  # the sample states no tenure, so that no day of hiring counts
    return ",".join((*head, group.availability, group.school_holiday_availability, wish, team, settled))
