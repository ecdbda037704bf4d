"""Whether everybody on site has a seat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal, override
from zoneinfo import ZoneInfo

from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Roster
from staffplan.domain.site import Mode
from staffplan.rules.base import CentreRule
from staffplan.rules.resource import SeatLimit

Changes = list[tuple[datetime, int, bool]]
"""Moment, people more or less, and whether they are of the roster that is judged."""


class Seats(CentreRule):
    """At most as many agents of a site are present on site at once as it has `seats`.

    Somebody on a break or at a meal keeps the seat; in the gap of a split shift it is free. A seat that one agent
    leaves at 14:00 can be taken at 14:00. Sites without a number of seats have no limit. Who is still there from a
    duty of the roster before has a seat, too; whoever comes must find another.

    Example    {rule: seats}
    Source     the floor plan
    """

    rule: Literal["seats"] = "seats"

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        return "At no time are more agents present on a site than it has seats."

    @override
    def limits(self, centre: Centre) -> tuple[SeatLimit, ...]:
        """A limit for each site that has one."""
        chosen = self.applies_to.site
        return tuple(
            SeatLimit(self.rule, site.name, site.seats)
            for site in centre.sites
            if site.seats is not None and (not chosen or site.name in chosen)
        )

    @override
    def check(self, centre: Centre, roster: Roster) -> Iterator[Breach]:
        """Count people in and out; the fullest moment of a day is reported."""
        changes = _comings_and_goings(centre, roster)
        for site in centre.sites:
            if site.seats is None or (self.applies_to.site and site.name not in self.applies_to.site):
                continue
            for day, (people, moment) in _fullest_moments(changes[site.name], centre.zone).items():
                if people > site.seats:
                    yield self.breach(
                        f"{people} agents are on site in {site.name} at {moment:%Y-%m-%d %H:%M}; it has {site.seats} "
                        "seats.",
                        day=day,
                        excess=float(people - site.seats),
                        unit="seats",
                    )


def _comings_and_goings(centre: Centre, roster: Roster) -> dict[str, Changes]:
    """Each site's changes of people present, in order of time, goings before comings."""
    site_of = {agent.id: agent.site for agent in centre.agents}
    changes: dict[str, Changes] = defaultdict(list)
    for duties, judged in ((roster.tail, False), (roster.duties, True)):
        for duty in duties:
            if duty.mode is Mode.ON_SITE and duty.agent_id in site_of:
                for start, end in duty.blocks:
                    changes[site_of[duty.agent_id]] += [(start, 1, judged), (end, -1, judged)]
    for of_site in changes.values():
        of_site.sort()
    return changes


def _fullest_moments(changes: Changes, zone: str) -> dict[date, tuple[int, datetime]]:
    """The most people present on each local date on which somebody comes, and when that is first so.

    Moments at which nobody of the judged roster is there are the roster before's own matter.
    """
    present = judged_present = 0
    fullest: dict[date, tuple[int, datetime]] = {}
    for moment, change, judged in changes:
        present += change
        judged_present += change if judged else 0
        local = moment.astimezone(ZoneInfo(zone))
        if judged_present and change > 0 and present > fullest.get(local.date(), (0, local))[0]:
            fullest[local.date()] = (present, local)
    return fullest
