"""Who works which blocks: contractors' days are paired in order of time and dealt out within everybody's hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.agent import Agent
from staffplan.domain.shift import Shift
from staffplan.domain.site import Mode
from staffplan.errors import Fault, SolverError
from staffplan.rules.resource import Measure
from staffplan.scheduling.limits import Limits
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.paired_blocks import BlockPair, FlexibleWeeks, gap_limits
from staffplan.scheduling.planned_duty import PlannedDuty
from staffplan.scheduling.pool import CONFLICT_PRICE, Pool
from staffplan.scheduling.starts import Start, Timetable
from staffplan.scheduling.team_days import days_without_home
from staffplan.scheduling.week_model import WeekModel
from staffplan.shifts.catalogue import catalogue
from staffplan.solve.living_model import LivingModel

_PEOPLE_AT_ONCE = 6
_LOST_COVER_PRICE = 60.0
_GAP = 0.01
_NODES = 400

Block = tuple[int, int]
"""Start minute of the day and length."""


@dataclass(frozen=True)
class DayOfBlocks:
    """One or two blocks of one day that somebody has to work."""

    day: int
    pair: BlockPair
    blocks: tuple[Block, ...]

    @property
    def paid_min(self) -> int:
        """Minutes on duty, by which days are dealt out evenly."""
        return sum(length for _, length in self.blocks)


@dataclass(frozen=True)
class Option:
    """A shift and start that would do for a day of blocks, with what it costs to differ from the plan."""

    wanted: int
    mode: Mode
    shift: Shift
    start: Start
    price: float


def name_blocks(
    model: WeekModel, weeks: FlexibleWeeks, values: NDArray[np.float64], timetable: Timetable
) -> Iterator[PlannedDuty]:
    """Duties of a contractors' crew.

    Each day of the plan goes to one person, as planned or with blocks a step shorter, longer or left out where hours,
    days and rest ask for it; nobody stays below the guaranteed hours. A small integer programme for every few people.
    """
    wanted = [planned for day in range(model.horizon.days) for planned in _days_of_blocks(weeks, values, day)]
    agents = [(agent, group.limits) for group in weeks.crew.groups for agent in group.agents]
    teams = [agents[first :: _team_count(len(agents))] for first in range(_team_count(len(agents)))]
    shares: list[list[DayOfBlocks]] = [[] for _ in teams]
    for number, planned in enumerate(sorted(wanted, key=lambda d: (d.day, -d.paid_min, d.blocks))):
        shares[number % len(teams)].append(planned)
    options = _Options(
        weeks, timetable, days_without_home(model.teams, weeks.crew, values), limited=model.is_limited(weeks.crew)
    )
    for team, share in zip(teams, shares, strict=True):
        yield from _deal(team, share, options, weeks, timetable)


def _team_count(people: int) -> int:
    return max(1, -(-people // _PEOPLE_AT_ONCE))


def _days_of_blocks(weeks: FlexibleWeeks, values: NDArray[np.float64], day: int) -> Iterator[DayOfBlocks]:
    """First and second blocks of a day paired first in, first out; the model's clock has made sure that it fits."""
    for pair in weeks.pairs:
        firsts = sorted(_blocks(pair.first, values, day), key=lambda block: (block[0] + block[1], block[0]))
        if not pair.second:
            yield from (DayOfBlocks(day, pair, (first,)) for first in firsts)
            continue
        least, greatest = gap_limits(pair.profile)
        for start, length in sorted(_blocks(pair.second, values, day)):
            while firsts and sum(firsts[0]) + greatest < start:
                yield DayOfBlocks(day, pair, (firsts.pop(0),))
            if firsts and sum(firsts[0]) + least <= start:
                yield DayOfBlocks(day, pair, (firsts.pop(0), (start, length)))
            else:
                yield DayOfBlocks(day, pair, ((start, length),))
        yield from (DayOfBlocks(day, pair, (first,)) for first in firsts)


def _blocks(pools: Sequence[Pool], values: NDArray[np.float64], day: int) -> Iterator[Block]:
    for pool in pools:
        for start, column in zip(pool.starts, pool.columns, strict=True):
            if start.day == day:
                yield from [(start.minute, pool.shift.elapsed_min)] * round(values[column])


class _Options:
    """Admitted shifts by day and blocks, for one crew; `limited`: nothing beyond what was planned."""

    def __init__(
        self, weeks: FlexibleWeeks, timetable: Timetable, in_office: Collection[int], *, limited: bool
    ) -> None:
        self._crew = weeks.crew
        self._limited = limited
        self._admitted: dict[tuple[str, Mode, int, tuple[Block, ...]], tuple[Shift, Start]] = {}
        self._single_days: dict[int, list[tuple[Mode, Shift, Start]]] = defaultdict(list)
        for pair in weeks.pairs:
            for shift in catalogue((pair.profile,)):
                starts = timetable.starts(shift)
                for position in np.flatnonzero(timetable.admitted(weeks.crew, pair.mode, shift)):
                    start = starts[position]
                    if pair.mode is Mode.HOME and start.day in in_office:
                        continue
                    blocks = tuple((start.minute + begin, end - begin) for begin, end in shift.blocks)
                    self._admitted[pair.profile.name, pair.mode, start.day, blocks] = (shift, start)
                    if not shift.is_split:
                        self._single_days[start.day].append((pair.mode, shift, start))

    def for_share(self, share: Sequence[DayOfBlocks], days: int) -> list[Option]:
        """All that a team with this share of the week's days may be given."""
        instead = (option for number, wanted in enumerate(share) for option in self.instead_of(number, wanted))
        extra = (option for day in range(0 if self._limited else days) for option in self.extra(day))
        return [*instead, *extra]

    def instead_of(self, number: int, wanted: DayOfBlocks) -> Iterator[Option]:
        """The day as planned, and the days near it."""
        lengths = (*wanted.pair.profile.lengths, 0)
        for chosen in product(lengths, repeat=len(wanted.blocks)):
            if self._limited and any(n > planned for (_, planned), n in zip(wanted.blocks, chosen, strict=True)):
                continue
            blocks = tuple((start, n) for (start, _), n in zip(wanted.blocks, chosen, strict=True) if n)
            found = self._admitted.get((wanted.pair.profile.name, wanted.pair.mode, wanted.day, blocks))
            if found is not None:
                price = sum(self._difference(planned, n) for (_, planned), n in zip(wanted.blocks, chosen, strict=True))
                yield Option(number, wanted.pair.mode, *found, price)

    def extra(self, day: int) -> Iterator[Option]:
        """Single blocks that nobody asked for, to make up guaranteed hours: one start of each length."""
        seen: set[tuple[Mode, str]] = set()
        for mode, shift, start in self._single_days[day]:
            if (mode, shift.name) not in seen:
                seen.add((mode, shift.name))
                yield Option(-1, mode, shift, start, self._crew.pay.duty(mode, shift, start.slot))

    def _difference(self, planned: int, length: int) -> float:
        hours = (length - planned) / 60
        return self._crew.contract.wage * hours if hours > 0 else -_LOST_COVER_PRICE * hours


def _deal(
    team: Sequence[tuple[Agent, Limits]],
    share: Sequence[DayOfBlocks],
    options: _Options,
    weeks: FlexibleWeeks,
    timetable: Timetable,
) -> Iterator[PlannedDuty]:
    possible = options.for_share(share, timetable.horizon.days)
    if not possible:
        return
    model = LinearModel("blocks for people")
    price = [option.price for option in possible]
    takes = model.columns("takes", (len(team), len(possible)), cost=price, high=1.0, integer=True)
    _give_each_day_once(model, takes, share, possible)
    for row, (agent, limits) in enumerate(team):
        _keep_limits(model, takes[row], possible, limits, timetable.horizon.days)
        _close_unwanted(model, takes[row], possible, agent, limits, timetable)
    _keep_rest(model, takes, possible, weeks.crew.limits.rest_hours * 60, timetable)
    outcome = LivingModel(model.problem()).search(gap=_GAP, nodes=_NODES)
    if outcome.values is None:
        raise SolverError(Fault("solver.no_names", f"the blocks of {weeks.crew.name} found nobody ({outcome.ending})"))
    for row, number in zip(*np.nonzero(outcome.values[takes] > 0.5), strict=True):
        option = possible[number]
        yield PlannedDuty(team[row][0], option.shift, option.start, option.mode, weeks.crew.cover[option.mode])


def _give_each_day_once(
    model: LinearModel, takes: NDArray[np.int64], share: Sequence[DayOfBlocks], possible: Sequence[Option]
) -> None:
    """Every planned day goes to one person, in some form, or is dropped at the price of its cover."""
    taken = model.rows("taken", len(share), "==", 1.0)
    model.put(taken, model.columns("dropped", len(share), cost=[_LOST_COVER_PRICE * d.paid_min / 60 for d in share]))
    for number, option in enumerate(possible):
        if option.wanted >= 0:
            model.put(taken[option.wanted], takes[:, number])


def _keep_limits(
    model: LinearModel, takes: NDArray[np.int64], possible: Sequence[Option], limits: Limits, days: int
) -> None:
    day = np.array([option.start.day for option in possible])
    hours = np.array([option.shift.paid_min / 60 for option in possible])
    model.put(model.rows("one duty a day", days, "<=", 1.0)[day], takes)
    least, most = limits.range(Measure.PAID_HOURS)
    enough = model.rows("least hours", 1, ">=", least)
    model.put(enough, takes, hours)
    model.put(enough, model.columns("missing hours", 1, cost=CONFLICT_PRICE))
    model.put(model.rows("most hours", 1, "<=", min(most, 168.0)), takes, hours)
    model.put(model.rows("most days", 1, "<=", min(limits.range(Measure.DAYS)[1], days)), takes)
    fewest = model.rows("fewest days", 1, ">=", limits.range(Measure.DAYS)[0])
    model.put(fewest, takes)
    model.put(fewest, model.columns("missing days", 1, cost=CONFLICT_PRICE))
    _keep_places(model, takes, possible, limits, days)
    for first in range(days - limits.longest_run):
        inside = (day >= first) & (day <= first + limits.longest_run)
        model.put(model.rows("longest run", 1, "<=", limits.longest_run), takes[inside])
    if limits.first_run < days:
        model.put(model.rows("run from before", 1, "<=", limits.first_run), takes[day <= limits.first_run])


def _keep_places(
    model: LinearModel, takes: NDArray[np.int64], possible: Sequence[Option], limits: Limits, days: int
) -> None:
    """Days on site within their bounds, and one between any two runs at home."""
    day = np.array([option.start.day for option in possible])
    on_site = np.array([option.mode is Mode.ON_SITE for option in possible])
    least, most = limits.range(Measure.OFFICE_DAYS)
    if least > 0:
        enough = model.rows("least office days", 1, ">=", least)
        model.put(enough, takes[on_site])
        model.put(enough, model.columns("missing office days", 1, cost=CONFLICT_PRICE))
    if most < days:
        model.put(model.rows("most office days", 1, "<=", most), takes[on_site])
    for first in range(days):
        for last in range(first + int(min(limits.home_run, days)), days):
            inside = (day >= first) & (day <= last)
            row = model.rows("run at home", 1, "<=", limits.home_run)
            model.put(row, takes[inside & ~on_site])
            model.put(row, takes[inside & on_site], -float(days))


def _close_unwanted(
    model: LinearModel,
    takes: NDArray[np.int64],
    possible: Sequence[Option],
    agent: Agent,
    limits: Limits,
    timetable: Timetable,
) -> None:
    """No duty on days off; a small price on days that the person would rather have free."""
    day = np.array([option.start.day for option in possible])
    away = np.isin(day, sorted(limits.closed_days))
    if away.any():
        model.put(model.rows("days off", 1, "<=", 0.0), takes[away])
    weekday = np.array([date.weekday() for date in timetable.horizon.dates])[day]
    unwanted = np.isin(weekday, sorted(agent.days_off_wanted))
    if unwanted.any():
        wish = model.rows("wishes", 1, "==", 0.0)
        model.put(wish, takes[unwanted])
        model.put(wish, model.columns("unwanted days", 1, cost=1.0), -1.0)


def _keep_rest(
    model: LinearModel, takes: NDArray[np.int64], possible: Sequence[Option], rest_min: float, timetable: Timetable
) -> None:
    """Forbid pairs of duties on consecutive days that leave too little rest: one row a person and evening."""
    interval = timetable.horizon.interval_min
    begin = np.array([option.start.slot * interval for option in possible])
    end = begin + np.array([option.shift.elapsed_min for option in possible])
    day = np.array([option.start.day for option in possible])
    for today in range(timetable.horizon.days - 1):
        tonight, tomorrow = np.flatnonzero(day == today), np.flatnonzero(day == today + 1)
        for late in np.unique(end[tonight]):
            early = tomorrow[begin[tomorrow] < late + rest_min]
            if len(early):
                clash = np.concatenate([tonight[end[tonight] >= late], early])
                rows = model.rows("rest", len(takes), "<=", 1.0)
                model.put(rows[:, None], takes[:, clash])
