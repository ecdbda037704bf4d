"""Who works which blocks: contractors' days are paired in order of time and dealt out within everybody's limits."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from staffplan.scheduling.model.paired_blocks import FlexibleWeeks
from staffplan.scheduling.model.team_days import days_without_home
from staffplan.scheduling.model.week_model import WeekModel
from staffplan.scheduling.naming.block_days import days_of_blocks
from staffplan.scheduling.naming.block_options import BlockOptions
from staffplan.scheduling.naming.deal_blocks import deal_blocks
from staffplan.scheduling.naming.lost_cover import LostCover
from staffplan.scheduling.naming.mend_blocks import Mender
from staffplan.scheduling.naming.planned_duty import PlannedDuty
from staffplan.scheduling.people.starts import Timetable


def name_blocks(
    model: WeekModel, weeks: FlexibleWeeks, values: NDArray[np.float64], timetable: Timetable
) -> Iterator[PlannedDuty]:
    """Duties of a contractors' crew.

    Each day of the plan goes to one person, as planned; where hours, days and rest do not work out that way, it is
    dealt anew among a few people, with blocks shorter, longer or left out. Nobody stays below the guaranteed hours.
    """
    crew, horizon = weeks.crew, model.horizon
    planned = [day for number in range(horizon.days) for day in days_of_blocks(weeks, values, number)]
    options = BlockOptions(
        weeks, timetable, days_without_home(model.teams, crew, values), limited=model.is_limited(crew)
    )
    exact = [options.as_planned(number, day) for number, day in enumerate(planned)]
    people = [(agent, group.limits) for group in crew.groups for agent in group.agents]
    hands, unfit = deal_blocks(people, [option for option in exact if option is not None], horizon)
    left = [number for number, option in enumerate(exact) if option is None] + [option.wanted for option in unfit]
    Mender(crew, planned, options, timetable, LostCover(model.cover, values)).mend(hands, sorted(left))
    for hand in hands:
        for option in hand.dealt:
            yield PlannedDuty(hand.agent, option.shift, option.start, option.mode, crew.cover[option.mode])
