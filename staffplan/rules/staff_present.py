"""Whether enough people are there while the centre is open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal, override
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator, model_validator

from staffplan.domain.breach import Breach
from staffplan.domain.centre import Centre
from staffplan.domain.roster import Roster
from staffplan.domain.site import Mode
from staffplan.rules.base import AppliesTo, CentreRule, Weekdays
from staffplan.rules.people_present import comings, stretches, worst_moments
from staffplan.rules.resource import PresenceFloor

_WEEK = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class StaffPresent(CentreRule):
    """At least `least` of the people whom the rule counts are present at every moment while the centre is open.

    `applies_to` says whom it counts: everybody, or those of some sites, contracts or skills. `place` is anywhere,
    on_site or home. The rule may be kept to hours of the centre's clock (`first_hour`, `last_hour`) and to weekdays
    (`days`). Somebody on a break or at a meal is present; in the gap of a split shift nobody is.

    Example    {rule: staff_present, least: 2, place: on_site, applies_to: {site: [hall]}, first_hour: 8}
    Source     nobody opens, closes or waits for the fire brigade alone
    """

    rule: Literal["staff_present"] = "staff_present"
    least: Annotated[int, Field(ge=1, le=10_000)] = 1
    place: Literal["anywhere", "on_site", "home"] = "anywhere"
    first_hour: Annotated[int, Field(ge=0, le=23)] = 0
    last_hour: Annotated[int, Field(ge=1, le=24)] = 24
    days: Weekdays = ()

    standard = False

    @field_validator("applies_to")
    @classmethod
    def _names_sites_only(cls, applies_to: AppliesTo) -> AppliesTo:
        if applies_to.agent or applies_to.mode:
            raise ValueError("staff_present counts people of sites, contracts and skills; where they are is its place")
        return applies_to

    @model_validator(mode="after")
    def _hours_last(self) -> StaffPresent:
        if self.first_hour >= self.last_hour:
            raise ValueError(f"there is no time from {self.first_hour}:00 to {self.last_hour}:00")
        return self

    @override
    def explain(self) -> str:
        """The rule with its numbers, as a sentence."""
        when = f" on {', '.join(self.days)}" if self.days else ""
        return (
            f"At least {self.least} people are present, {self.place}, while the centre is open between "
            f"{self.first_hour}:00 and {self.last_hour}:00{when}."
        )

    @override
    def limits(self, centre: Centre) -> tuple[PresenceFloor, ...]:
        """One floor under all people counted."""
        return (
            PresenceFloor(
                self.rule,
                frozenset(agent.id for agent in centre.agents if self.applies_to.matches(agent)),
                None if self.place == "anywhere" else Mode(self.place),
                centre.opening,
                (self.first_hour * 60, self.last_hour * 60),
                frozenset(_WEEK.index(day) for day in self.days or _WEEK),
                least=self.least,
            ),
        )

    @override
    def check(self, centre: Centre, roster: Roster) -> Iterator[Breach]:
        """Count people in and out; the emptiest moment of a day is reported."""
        counted = {agent.id for agent in centre.agents if self.applies_to.matches(agent)}
        there = comings(roster, counted, "" if self.place == "anywhere" else self.place)
        weekdays = [number for number, day in enumerate(_WEEK) if not self.days or day in self.days]
        span = (roster.first_day, roster.last_day)
        times = stretches(centre.opening, centre.zone, span, (self.first_hour, self.last_hour), weekdays)
        for day, (lacking, moment) in worst_moments(times, [there], lambda at: self.least - there.present(at)).items():
            local = moment.astimezone(ZoneInfo(centre.zone))
            yield self.breach(
                f"{self.least - lacking} of the people counted are present at {local:%Y-%m-%d %H:%M}; "
                f"{self.least} must be.",
                day=day,
                excess=float(lacking),
                unit="people",
            )
