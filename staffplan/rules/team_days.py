"""Whether teams whose people may work at home meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Literal, override

from pydantic import Field

from staffplan.calendar.weeks import DAYS_PER_WEEK, first_day_of_week
from staffplan.domain.agent import Agent
from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Roster
from staffplan.domain.site import Mode
from staffplan.rules.base import CentreRule
from staffplan.rules.resource import TeamLimit


class TeamDays(CentreRule):
    """On `days` days of each schedule week a team's hybrid members who work are all on site.

    Which days these are is for the plan to find, team by team; a day counts when somebody of them works on it and
    nobody at home. A team that works on fewer days comes in on all of them. Agents of a team at one site are meant
    (column `team`), those without a team are not, and weeks planned in part are not judged.

    Example    {rule: team_days, days: 1}
    Source     an agreement on work at home
    """

    rule: Literal["team_days"] = "team_days"
    days: Annotated[int, Field(ge=1, le=7)] = 1

    standard = False

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return f"On {self.days} days of a week all hybrid members of a team who work are on site."

    @override
    def limits(self, centre: Centre) -> tuple[TeamLimit, ...]:
        """A limit for each team with hybrid members."""
        members: dict[tuple[str, str], list[str]] = defaultdict(list)
        for agent in centre.agents:
            if agent.team and len(agent.modes) > 1 and (not self.applies_to.site or agent.site in self.applies_to.site):
                members[agent.site, agent.team].append(agent.id)
        return tuple(
            TeamLimit(self.rule, site, team, frozenset(ids), self.days) for (site, team), ids in sorted(members.items())
        )

    @override
    def check(self, centre: Centre, roster: Roster) -> Iterator[Breach]:
        """Compare the days on which a team works with those on which somebody of it is at home."""
        week = first_day_of_week(roster.first_day, centre.week_start)
        if week < roster.first_day:
            week += timedelta(days=DAYS_PER_WEEK)
        while week + timedelta(days=DAYS_PER_WEEK - 1) <= roster.last_day:
            yield from self._week(centre, roster, week)
            week += timedelta(days=DAYS_PER_WEEK)

    def _week(self, centre: Centre, roster: Roster, week: date) -> Iterator[Breach]:
        people = {agent.id: agent for agent in centre.agents if self._is_meant(agent)}
        worked: dict[tuple[str, str], set[date]] = defaultdict(set)
        apart: dict[tuple[str, str], set[date]] = defaultdict(set)
        for duty in roster.duties:
            agent = people.get(duty.agent_id)
            if agent is None or not week <= duty.day < week + timedelta(days=DAYS_PER_WEEK):
                continue
            worked[agent.site, agent.team].add(duty.day)
            if duty.mode is Mode.HOME:
                apart[agent.site, agent.team].add(duty.day)
        for (site, team), days in sorted(worked.items()):
            due, met = min(self.days, len(days)), len(days - apart[site, team])
            if met < due:
                yield self.breach(
                    f"The hybrid members of team {team} in {site} are in on the same day on {met} days in the week of "
                    f"{week}; {due} are due.",
                    day=week,
                    excess=float(due - met),
                    unit="days",
                )

    def _is_meant(self, agent: Agent) -> bool:
        here = agent.site in self.applies_to.site or not self.applies_to.site
        return bool(agent.team) and here and {Mode.HOME, Mode.ON_SITE} <= agent.modes
