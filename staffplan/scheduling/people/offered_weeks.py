"""Weeks with more or fewer hours than agreed: overtime, extra hours and voluntary time off as further tours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from staffplan.rules.resource import Measure
from staffplan.scheduling.people.crew import Crew, WeekGroup
from staffplan.scheduling.people.length_mixes import weeks_of
from staffplan.scheduling.people.tours import Tour


def weeks_on_offer(crew: Crew, group: WeekGroup, possible_days: Mapping[int, frozenset[int]]) -> tuple[Tour, ...]:
    """Every week as agreed, then those that the contract offers beside; see `weeks_of`.

    Which weeks are agreed is settled without the offers, so that a contract that needs mixed lengths for its hours
    keeps them where equal ones would come to overtime.
    """
    if group.agreed is None:
        return weeks_of(crew, group, possible_days)
    agreed = weeks_of(crew, replace(group, limits=group.agreed), possible_days)
    least_in_office = group.limits.range(Measure.OFFICE_DAYS)[0]
    known = set(agreed)
    beside = (tour for tour in weeks_of(crew, group, possible_days) if tour not in known)
    return (*agreed, *(tour for tour in beside if len(tour.days) >= least_in_office))
