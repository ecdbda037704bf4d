"""Contractors' weeks that dealing left too short, and days it left over: dealt anew among a few people at a time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from staffplan.domain.site import Mode
from staffplan.errors import Fault, SolverError
from staffplan.rules.resource import Measure
from staffplan.scheduling.linear_model import LinearModel
from staffplan.scheduling.model.pool import CONFLICT_PRICE
from staffplan.scheduling.naming.block_days import Block, DayOfBlocks
from staffplan.scheduling.naming.block_options import BlockOptions, Option
from staffplan.scheduling.naming.deal_blocks import Hand
from staffplan.scheduling.naming.lost_cover import LostCover
from staffplan.scheduling.people.crew import Crew
from staffplan.scheduling.people.limits import Limits
from staffplan.scheduling.people.starts import Timetable
from staffplan.solve.living_model import LivingModel

_PEOPLE_AT_ONCE = 6
_NEEDY_AT_ONCE = 3
_WITHIN = 1.0
_NODES = 60


class Mender:
    """Deals days anew among teams of people, as planned or with blocks shorter, longer or left out.

    Parameters
    ----------
    planned : the planned days, which `Option.wanted` numbers.
    """

    def __init__(
        self,
        crew: Crew,
        planned: Sequence[DayOfBlocks],
        options: BlockOptions,
        timetable: Timetable,
        lost: LostCover,
    ) -> None:
        self._crew = crew
        self._planned = planned
        self._options = options
        self._timetable = timetable
        self._horizon = timetable.horizon
        self._lost = lost

    def mend(self, hands: Sequence[Hand], left: Sequence[int]) -> None:
        """Make every hand lawful and find somebody for the days left over, or drop these at the price of their cover.

        Parameters
        ----------
        left : numbers of planned days that nobody has.
        """
        for team, share in _teams(hands, left):
            mine = [option.wanted for hand in team for option in hand.dealt if option.wanted >= 0]
            self._deal(team, sorted([*mine, *share]))

    def _deal(self, team: Sequence[Hand], share: Sequence[int]) -> None:
        possible = [option for number in share for option in self._options.instead_of(number, self._planned[number])]
        possible += [option for day in range(self._horizon.days) for option in self._options.extra(day)]
        if not possible:
            return
        model = LinearModel("blocks for people")
        price = [self._price(option) for option in possible]
        takes = model.columns("takes", (len(team), len(possible)), cost=price, high=1.0, integer=True)
        self._give_each_day_once(model, takes, share, possible)
        for row, hand in enumerate(team):
            _keep_limits(model, takes[row], possible, hand.limits, self._horizon.days)
            self._close_unwanted(model, takes[row], possible, hand)
        self._keep_rest(model, takes, possible)
        outcome = LivingModel(model.problem()).search(gap=0.0, within=_WITHIN, nodes=_NODES)
        if outcome.values is None:
            raise SolverError(
                Fault("solver.no_names", f"the blocks of {self._crew.name} found nobody ({outcome.ending})")
            )
        taken = outcome.values[takes] > 0.5
        for hand, row in zip(team, taken, strict=True):
            hand.dealt = sorted((possible[n] for n in np.flatnonzero(row)), key=lambda option: option.start.slot)
        self._note_cover(team, share)

    def _note_cover(self, team: Sequence[Hand], share: Sequence[int]) -> None:
        """What the next team finds is without what this one left out, and with what it added."""
        cover = self._crew.cover
        for number in share:
            day = self._planned[number]
            self._lost.change(cover[day.pair.mode], day.day, self._slots(day.day, day.blocks), -1)
        for option in (option for hand in team for option in hand.dealt):
            blocks = _blocks(option)
            self._lost.change(cover[option.mode], option.start.day, self._slots(option.start.day, blocks), 1)

    def _price(self, option: Option) -> float:
        """Pay, and the cover that is lost of the day it stands in for."""
        pay = self._crew.pay.duty(option.mode, option.shift, option.start.slot)
        if option.wanted < 0:
            return pay
        wanted = self._planned[option.wanted]
        return pay + self._cover_lost(wanted, _blocks(option))

    def _cover_lost(self, wanted: DayOfBlocks, instead: Sequence[Block]) -> float:
        kept = set(self._slots(wanted.day, instead))
        lost = [slot for slot in self._slots(wanted.day, wanted.blocks) if slot not in kept]
        return self._lost.without(self._crew.cover[wanted.pair.mode], wanted.day, lost)

    def _slots(self, day: int, blocks: Sequence[Block]) -> list[int]:
        interval = self._horizon.interval_min
        found: list[int] = []
        for start, length in blocks:
            first = self._horizon.wall_slot(day, start)
            found += range(first, first + -(-length // interval))
        return found

    def _give_each_day_once(
        self, model: LinearModel, takes: NDArray[np.int64], share: Sequence[int], possible: Sequence[Option]
    ) -> None:
        """Every planned day goes to one person, in some form, or is dropped at the price of its cover."""
        row_of = {number: row for row, number in enumerate(share)}
        taken = model.rows("taken", len(share), "==", 1.0)
        dropped = [self._cover_lost(self._planned[number], ()) for number in share]
        model.put(taken, model.columns("dropped", len(share), cost=dropped))
        for number, option in enumerate(possible):
            if option.wanted >= 0:
                model.put(taken[row_of[option.wanted]], takes[:, number])

    def _close_unwanted(
        self, model: LinearModel, takes: NDArray[np.int64], possible: Sequence[Option], hand: Hand
    ) -> None:
        """No duty on days off; a small price on days that the person would rather have free."""
        day = np.array([option.start.day for option in possible])
        away = np.isin(day, sorted(hand.limits.closed_days))
        if away.any():
            model.put(model.rows("days off", 1, "<=", 0.0), takes[away])
        weekday = np.array([date.weekday() for date in self._horizon.dates])[day]
        unwanted = np.isin(weekday, sorted(hand.agent.days_off_wanted))
        if unwanted.any():
            wish = model.rows("wishes", 1, "==", 0.0)
            model.put(wish, takes[unwanted])
            model.put(wish, model.columns("unwanted days", 1, cost=1.0), -1.0)

    def _keep_rest(self, model: LinearModel, takes: NDArray[np.int64], possible: Sequence[Option]) -> None:
        """Forbid pairs of duties on consecutive days that leave too little rest: one row a person and evening."""
        interval, rest_min = self._horizon.interval_min, self._crew.limits.rest_hours * 60
        begin = np.array([option.start.slot * interval for option in possible])
        end = begin + np.array([option.shift.elapsed_min for option in possible])
        day = np.array([option.start.day for option in possible])
        for today in range(self._horizon.days - 1):
            tonight, tomorrow = np.flatnonzero(day == today), np.flatnonzero(day == today + 1)
            for late in np.unique(end[tonight]):
                early = tomorrow[begin[tomorrow] < late + rest_min]
                if len(early):
                    clash = np.concatenate([tonight[end[tonight] >= late], early])
                    rows = model.rows("rest", len(takes), "<=", 1.0)
                    model.put(rows[:, None], takes[:, clash])


def _blocks(option: Option) -> tuple[Block, ...]:
    return tuple((option.start.minute + begin, end - begin) for begin, end in option.shift.blocks)


def _teams(hands: Sequence[Hand], left: Sequence[int]) -> list[tuple[list[Hand], list[int]]]:
    """Those with too short a week, each time a few together with people who have much, and a share of what is left."""
    needy = [hand for hand in hands if not hand.is_lawful]
    donors = sorted((hand for hand in hands if hand.is_lawful), key=lambda hand: -hand.hours)
    count = max(-(-len(needy) // _NEEDY_AT_ONCE), -(-len(left) // _PEOPLE_AT_ONCE))
    count = min(count, -(-len(hands) // _PEOPLE_AT_ONCE)) if count else 0
    if not count:
        return []
    if not needy:
        donors.reverse()  # those with most room take what is left over
    teams: list[list[Hand]] = [[] for _ in range(count)]
    for number, hand in enumerate(needy):
        teams[number % count].append(hand)
    spare = iter(donors)
    for team in teams:
        team.extend(islice(spare, _PEOPLE_AT_ONCE - len(team)))
    return [(team, list(left[number::count])) for number, team in enumerate(teams)]


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
