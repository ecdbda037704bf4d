"""The whole week as one linear model: cover, pools, crews with contract hours and crews with an hours band."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.domain.contract import Employment
from staffplan.domain.shift import Shift, ShiftProfile
from staffplan.errors import Fault, InfeasibleError
from staffplan.rules.resource import PresenceFloor, TeamLimit
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.model.add_crew_weeks import CrewWeeksBuilder
from staffplan.scheduling.model.crew_weeks import CrewWeeks
from staffplan.scheduling.model.group_limits import Excess, GroupLimit, add_group_limits
from staffplan.scheduling.model.paired_blocks import FlexibleWeeks, FlexibleWeeksBuilder, can_pair
from staffplan.scheduling.model.pool import Pool, ShiftPools
from staffplan.scheduling.model.presence_floors import Missing, add_presence_floors, days_of
from staffplan.scheduling.model.team_days import TeamWeek, add_team_days
from staffplan.scheduling.need.cover import Cover
from staffplan.scheduling.need.demand import Demand
from staffplan.scheduling.people.carried_in import CarriedIn
from staffplan.scheduling.people.crew import Crew
from staffplan.scheduling.people.starts import Timetable
from staffplan.scheduling.people.tours import choices

NO_DAY = -1


@dataclass(frozen=True)
class WeekModel:
    """The model and where its parts lie.

    Attributes
    ----------
    day_of_column : day number of each column that belongs to one day; NO_DAY for those of the whole week.
    cover_day : the same for the columns of the cover alone; NO_DAY for all others.
    crosses_midnight : whether any duty may reach into the day after its own.
    excesses : by how much limits on kinds of people are exceeded.
    """

    linear: LinearModel
    horizon: Horizon
    demand: Demand
    cover: Cover
    pools: ShiftPools
    fixed: tuple[CrewWeeks, ...]
    flexible: tuple[FlexibleWeeks, ...]
    day_of_column: NDArray[np.int64]
    cover_day: NDArray[np.int64]
    crosses_midnight: bool
    teams: tuple[TeamWeek, ...] = ()
    excesses: tuple[Excess, ...] = ()
    missing: tuple[Missing, ...] = ()

    def of_day(self, day: int) -> NDArray[np.bool_]:
        """Columns that a day's plan may change: its own, and the next day's cover where duties or work reach it."""
        mine: NDArray[np.bool_] = self.day_of_column == day
        reaches = self.crosses_midnight or self.demand.stocks
        return mine | (self.cover_day == day + 1) if reaches else mine

    def tour_columns(self) -> NDArray[np.int64]:
        """Columns that count tours by band."""
        return np.array([column for weeks in self.fixed for column in weeks.counts.values()], dtype=np.int64)

    def moved_after(self, day: int) -> NDArray[np.int64]:
        """Columns that move office days to days after `day`."""
        later = [columns for weeks in self.fixed for when, columns in weeks.moved if when > day]
        return np.concatenate([np.empty(0, dtype=np.int64), *later])

    def conflict_columns(self) -> NDArray[np.int64]:
        """Columns that a lawful plan leaves at zero: people over seats, or missing; guaranteed hours nobody gets."""
        missing = np.array([weeks.missing_hours for weeks in self.flexible], dtype=np.int64)
        excesses = (excess.columns for excess in self.excesses)
        absent = (one.columns for one in self.missing)
        return np.concatenate([missing, *self.pools.crowding.values(), *excesses, *absent])

    def is_limited(self, crew: Crew) -> bool:
        """Whether a rule limits how many of the crew's kind work at once, or their hours together."""
        return any(crew.agents[0].id in excess.limit.agents for excess in self.excesses)

    def pool_columns(self) -> NDArray[np.int64]:
        """Columns that count duties by start."""
        none = np.empty(0, dtype=np.int64)
        return np.concatenate([none, *(pool.columns for pool in self.pools.pools.values())])


def week_model(
    crews: Sequence[Crew],
    profiles: Sequence[ShiftProfile],
    shifts: Sequence[Shift],
    demand: Demand,
    horizon: Horizon,
    seats: Mapping[str, int],
    carried: CarriedIn | None = None,
    teams: Sequence[TeamLimit] = (),
    groups: Sequence[GroupLimit] = (),
    floors: Sequence[PresenceFloor] = (),
) -> WeekModel:
    """Write the model for the crews against the demand.

    People still at work from the roster before (`carried`) cover and have their seats; whoever comes must find another.
    Contractors whose profiles can be paired from pools of blocks are planned by hours; everybody else by tours.

    Raises
    ------
    InfeasibleError
        With everybody for whom the rules leave no week.
    """
    linear = LinearModel("week")
    timetable = Timetable(horizon)
    skill_sets = {group.skills for crew in crews for group in crew.cover.values()}
    carried = carried or CarriedIn()
    cover = Cover(linear, demand, skill_sets, carried.cover)
    pools = ShiftPools(linear, cover, timetable, carried.free_seats(seats))
    by_tours = CrewWeeksBuilder(linear, pools, timetable, sum(crew.size for crew in crews))
    by_hours = FlexibleWeeksBuilder(linear, pools, timetable)
    fixed: list[CrewWeeks] = []
    flexible: list[FlexibleWeeks] = []
    faults: list[Fault] = []
    for crew in crews:
        try:
            if works_by_hours(crew, profiles):
                flexible.append(by_hours.add(crew, profiles))
            else:
                fixed.append(by_tours.add(crew, choices(crew, shifts, timetable)))
        except InfeasibleError as impossible:
            faults.extend(impossible.faults)
    if faults:
        raise InfeasibleError(*faults)
    pools.place_pauses()
    excesses = add_group_limits(linear, groups, fixed, flexible, horizon)
    team_weeks = add_team_days(linear, teams, fixed, flexible, horizon)
    missing = add_presence_floors(linear, floors, fixed, flexible, horizon, carried)
    cover_day = np.full(linear.width, NO_DAY)
    for columns, slots in cover.columns_by_slot:
        cover_day[columns] = horizon.slot_day[slots]
    day_of = _days(cover_day, horizon, pools, fixed, flexible)
    for column, day in days_of(missing, horizon).items():
        day_of[column] = day
    return WeekModel(
        linear,
        horizon,
        demand,
        cover,
        pools,
        tuple(fixed),
        tuple(flexible),
        day_of,
        cover_day,
        any(_crosses_midnight(pool, horizon) for pool in pools.pools.values()),
        team_weeks,
        excesses,
        missing,
    )


def works_by_hours(crew: Crew, profiles: Sequence[ShiftProfile]) -> bool:
    """Whether the crew is planned from pools of blocks within an hours band."""
    own = [profile for profile in profiles if profile.name in crew.contract.profiles]
    return crew.contract.employment is Employment.CONTRACTOR and all(can_pair(profile) for profile in own)


def _days(
    cover_day: NDArray[np.int64],
    horizon: Horizon,
    pools: ShiftPools,
    fixed: Sequence[CrewWeeks],
    flexible: Sequence[FlexibleWeeks],
) -> NDArray[np.int64]:
    """Day number of each column, from the parts that know it."""
    day_of = cover_day.copy()
    for columns in pools.crowding.values():
        day_of[columns] = horizon.slot_day
    for pool in pools.pools.values():
        day_of[pool.columns] = pool.days
    for flow in (flow for weeks in fixed for flow in weeks.flows):
        day_of[flow.columns] = [flow.pool.starts[position].day for position in flow.positions]
    for group in pools.pause_groups:
        for columns in (group.columns, *group.flow):
            day_of[columns] = group.day
    for columns in (columns for weeks in flexible for pair in weeks.pairs for columns in pair.clock):
        day_of[columns] = np.arange(horizon.days)[:, None]
    return day_of


def _crosses_midnight(pool: Pool, horizon: Horizon) -> bool:
    length = -(-pool.shift.elapsed_min // horizon.interval_min)
    return any(start.slot + length > horizon.day_bounds[start.day + 1] for start in pool.starts)
