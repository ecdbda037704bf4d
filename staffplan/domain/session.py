"""Meetings and trainings that people attend in groups, inside their hours of work."""

from __future__ import annotations

from dataclasses import dataclass

from staffplan.domain.agent import Agent
from staffplan.domain.shift import Activity
from staffplan.domain.site import Mode


@dataclass(frozen=True, slots=True)
class Session:
    """What every member attends once a week, together with others.

    Attributes
    ----------
    activity : MEETING or TRAINING; together with `minutes` it tells sessions apart in a roster.
    minutes : length.
    window : wall-clock minutes of the centre between which it lies.
    weekdays : on which it may be held; Monday is 0.
    group : fewest and most people in one group.
    contracts, sites, modes, skills, teams : whom it is for, each empty for everybody; modes and skills are had by those
        who have one of them.
    """

    name: str
    activity: Activity
    minutes: int
    window: tuple[int, int]
    weekdays: frozenset[int]
    group: tuple[int, int]
    contracts: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    modes: frozenset[Mode] = frozenset()
    skills: frozenset[str] = frozenset()
    teams: frozenset[str] = frozenset()

    def invites(self, agent: Agent) -> bool:
        """Whether the agent is a member."""
        named = ((self.contracts, agent.contract), (self.sites, agent.site), (self.teams, agent.team))
        return (
            all(not wanted or name in wanted for wanted, name in named)
            and (not self.modes or not agent.modes.isdisjoint(self.modes))
            and (not self.skills or not agent.skills.isdisjoint(self.skills))
        )

    def groups_fit(self, people: int) -> bool:
        """Whether so many people can be parted into groups."""
        fewest, most = self.group
        return -(-people // most) * fewest <= people
