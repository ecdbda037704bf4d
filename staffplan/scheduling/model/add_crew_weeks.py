"""How a crew's weeks feed the shift pools: tours are counted by band, office days handed out, and starts filled."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from staffplan.calendar.weeks import DAYS_PER_WEEK
from staffplan.domain.site import Mode
from staffplan.errors import Fault, InfeasibleError
from staffplan.rules.resource import Measure
from staffplan.scheduling.linear_model import Columns, LinearModel
from staffplan.scheduling.model.crew_weeks import CrewWeeks, Flow, OfficeDays
from staffplan.scheduling.model.mixed_weeks import Cell, add_mixed_week
from staffplan.scheduling.model.pool import ShiftPools
from staffplan.scheduling.people.crew import Crew, WeekGroup
from staffplan.scheduling.people.offered_weeks import weeks_on_offer
from staffplan.scheduling.people.starts import Timetable
from staffplan.scheduling.people.tours import Band, Choice, Tour, bands, possible_days, starts_in

_MOVED_OFFICE_DAY = 15.0
"""Price of moving an office day to a day that is still to be planned; it only decides between plans of one day."""


class CrewWeeksBuilder:
    """Adds the weeks of one crew with contract hours to the model."""

    def __init__(self, model: LinearModel, pools: ShiftPools, timetable: Timetable, headcount: int) -> None:
        self._model = model
        self._pools = pools
        self._timetable = timetable
        self._headcount = headcount

    def add(self, crew: Crew, options: tuple[Choice, ...]) -> CrewWeeks:
        """Add tours, flows and office days.

        Raises
        ------
        InfeasibleError
            Where the rules leave some member no week at all.
        """
        days = possible_days(options)
        per_group = [weeks_on_offer(crew, group, days) for group in crew.groups]
        faults = [_no_week(crew, group, days) for group, n in zip(crew.groups, per_group, strict=True) if not n]
        if faults:
            raise InfeasibleError(*faults)
        kinds = tuple(sorted({tour for allowed in per_group for tour in allowed}, key=_order))
        weeks = CrewWeeks(crew, bands(options, self._timetable.horizon, crew.limits.rest_hours) or (Band(0, 0),), kinds)
        self._add_counts(weeks, options, per_group)
        self._add_mixed_weeks(weeks, options)
        on_site_rows = self._add_office_days(weeks)
        self._add_flows(weeks, options, on_site_rows)
        return weeks

    def _add_counts(self, weeks: CrewWeeks, options: tuple[Choice, ...], per_group: list[tuple[Tour, ...]]) -> None:
        crew, model = weeks.crew, self._model
        number = {tour: n for n, tour in enumerate(weeks.tours)}
        for band_number, band in enumerate(weeks.bands):
            covered = _cells(weeks, band, options)
            fitting = [
                n
                for n, tour in enumerate(weeks.tours)
                if all(any((day, paid) in covered for paid in tour.lengths) for day in tour.days)
            ]
            columns = model.columns(f"tours {crew.name} band {band_number}", len(fitting), high=crew.size, integer=True)
            weeks.counts.update({(band_number, n): int(c) for n, c in zip(fitting, columns, strict=True)})
        linked = model.rows(f"tours of {crew.name}", len(weeks.tours), "==")
        for (_, n), column in weeks.counts.items():
            model.put(linked[n], column)
        for group_number, (group, allowed) in enumerate(zip(crew.groups, per_group, strict=True)):
            size = len(group.agents)
            cost = [group.terms.price(tour.hours) for tour in allowed]
            columns = model.columns(f"tours {crew.name} group {group_number}", len(allowed), cost=cost, high=size)
            everyone = model.rows(f"everyone of {crew.name} group {group_number}", 1, "==", size)
            model.put(everyone, columns)
            for tour, column in zip(allowed, columns, strict=True):
                model.put(linked[number[tour]], column, -1.0)
                weeks.by_group[group_number, number[tour]] = int(column)

    def _add_mixed_weeks(self, weeks: CrewWeeks, options: tuple[Choice, ...]) -> None:
        covered = [_cells(weeks, band, options) for band in weeks.bands]
        for (band, n), count in weeks.counts.items():
            if weeks.tours[n].mix:
                label = f"{weeks.crew.name} band {band} tour {n}"
                place, counted = (band, n, count), _office_days_count(weeks.crew)
                added = add_mixed_week(self._model, label, place, weeks.tours[n], covered[band], with_office=counted)
                weeks.mixed.append(added)

    def _add_office_days(self, weeks: CrewWeeks) -> dict[tuple[int, int, int], int]:
        """Rows (band, paid length, day) whose on-site flow must equal the office days handed out."""
        crew, model = weeks.crew, self._model
        ranges = [group.limits.range(Measure.OFFICE_DAYS) for group in crew.groups]
        if not _office_days_count(crew):
            return {}
        rows: dict[tuple[int, int, int], int] = {}
        for week in weeks.mixed:
            for (day, paid_min), column in week.office.items():
                self._come_in(weeks, rows, (week.band, paid_min, day), column)
        for (band, n), count in weeks.counts.items():
            tour = weeks.tours[n]
            if not tour.days or tour.mix:
                continue
            own = [ranges[g] for g, tour_number in weeks.by_group if tour_number == n]
            wanted, most = max((low for low, _ in own), default=0.0), min((high for _, high in own), default=np.inf)
            columns = model.columns(f"office {crew.name} band {band} tour {n}", len(tour.days))
            model.put(model.rows(f"office cap {crew.name} band {band} tour {n}", len(columns), "<="), columns)
            model.put(np.arange(model.height - len(columns), model.height), count, -1.0)
            floor = model.rows(f"office floor {crew.name} band {band} tour {n}", 1, ">=")
            model.put(floor, columns)
            model.put(floor, count, -min(wanted, len(tour.days)))
            if most < len(tour.days):
                ceiling = model.rows(f"office ceiling {crew.name} band {band} tour {n}", 1, "<=")
                model.put(ceiling, columns)
                model.put(ceiling, count, -most)
            self._break_home_runs(crew, columns, count)
            weeks.office.append(OfficeDays(band, n, columns))
            for day, column in zip(tour.days, columns, strict=True):
                self._come_in(weeks, rows, (band, tour.paid_min, day), int(column))
        return rows

    def _break_home_runs(self, crew: Crew, office: Columns, count: int) -> None:
        """An office day in every run of a tour's days that is one longer than anybody may be at home.

        Office days are dealt out going round, so whoever works the tour gets their share in every run of days.
        """
        longest = min(group.limits.home_run for group in crew.groups)
        for first in range(max(0, len(office) - int(min(longest, len(office))))):
            row = self._model.rows(f"office day in a run {crew.name}", 1, ">=")
            self._model.put(row, office[first : first + int(longest) + 1])
            self._model.put(row, count, -1.0)

    def _come_in(
        self, weeks: CrewWeeks, rows: dict[tuple[int, int, int], int], key: tuple[int, int, int], column: int
    ) -> None:
        """Let an office day's column ask for as many people on site."""
        if key not in rows:
            rows[key] = self._on_site_row(weeks, key)
        self._model.put(rows[key], column, -1.0)

    def _on_site_row(self, weeks: CrewWeeks, key: tuple[int, int, int]) -> int:
        """A row for the people on site of one band, paid length and day, and the columns that may loosen it."""
        band, paid_min, day = key
        label = f"{weeks.crew.name} band {band} {paid_min} day {day}"
        row = self._model.rows(f"on site {label}", 1, "==")
        moved = self._model.columns(f"office days moved {label}", 2, cost=_MOVED_OFFICE_DAY, high=0.0)
        self._model.put(row, moved, [1.0, -1.0])
        weeks.moved.append((day, moved))
        return int(row[0])

    def _add_flows(
        self, weeks: CrewWeeks, options: tuple[Choice, ...], on_site_rows: dict[tuple[int, int, int], int]
    ) -> None:
        crew = weeks.crew
        at_work = self._add_day_rows(weeks)
        paid_lengths = sorted({paid for tour in weeks.tours if tour.days for paid in tour.lengths})
        for number, band in enumerate(weeks.bands):
            for paid_min in paid_lengths:
                for choice, inside in starts_in(band, options, paid_min):
                    usable = tuple(p for p in inside if (number, paid_min, choice.starts[p].day) in at_work)
                    if usable:
                        weeks.flows.append(self._flow(crew, number, choice, usable, at_work, on_site_rows))

    def _add_day_rows(self, weeks: CrewWeeks) -> dict[tuple[int, int, int], int]:
        """Rows (band, paid length, day): as many starts as members who work a tour with that day."""
        rows: dict[tuple[int, int, int], int] = {}
        for band, paid_min, day, column in _people_by_day(weeks):
            key = (band, paid_min, day)
            if key not in rows:
                name = f"at work {weeks.crew.name} band {band} {paid_min} day {day}"
                rows[key] = int(self._model.rows(name, 1, "==")[0])
            self._model.put(rows[key], column, -1.0)
        return rows

    def _flow(
        self,
        crew: Crew,
        band: int,
        choice: Choice,
        positions: tuple[int, ...],
        at_work: dict[tuple[int, int, int], int],
        on_site_rows: dict[tuple[int, int, int], int],
    ) -> Flow:
        model, shift = self._model, choice.shift
        pool = self._pools.pool(
            crew.cover[choice.mode],
            choice.mode,
            crew.site,
            shift,
            limit=self._headcount,
            savings=crew.pay.pause_savings,
        )
        columns = model.columns(
            f"flow {crew.name} band {band} {choice.mode} {shift.name}",
            len(positions),
            cost=crew.pay.duties(choice.mode, shift, [choice.starts[p].slot for p in positions]),
            high=crew.size,
        )
        keys = [(band, shift.paid_min, choice.starts[p].day) for p in positions]
        model.put([at_work[key] for key in keys], columns)
        if choice.mode is Mode.ON_SITE and on_site_rows:
            model.put([on_site_rows[key] for key in keys], columns)
        self._pools.feed(pool, positions, columns)
        return Flow(band, shift.paid_min, pool, positions, columns)


def _order(tour: Tour) -> tuple[object, ...]:
    return (tour.paid_min, tour.days, tour.mix, tour.office)


def _office_days_count(crew: Crew) -> bool:
    """Whether somebody of the crew may work in both places and has to come in on so many days."""
    limits = [group.limits for group in crew.groups]
    ranges = [each.range(Measure.OFFICE_DAYS) for each in limits]
    counted = any(low > 0 or high < DAYS_PER_WEEK for low, high in ranges)
    return len(crew.modes) > 1 and (counted or any(each.home_run < DAYS_PER_WEEK for each in limits))


def _cells(weeks: CrewWeeks, band: Band, options: tuple[Choice, ...]) -> frozenset[Cell]:
    """Days and paid lengths that have a start in the band."""
    return frozenset(
        (choice.starts[p].day, paid_min)
        for paid_min in {paid for tour in weeks.tours for paid in tour.lengths}
        for choice, inside in starts_in(band, options, paid_min)
        for p in inside
    )


def _people_by_day(weeks: CrewWeeks) -> Iterator[tuple[int, int, int, int]]:
    """Band, paid length, day and the column that counts people who work it."""
    for (band, n), count in weeks.counts.items():
        tour = weeks.tours[n]
        yield from ((band, tour.paid_min, day, count) for day in tour.days if not tour.mix)
    for week in weeks.mixed:
        yield from ((week.band, paid_min, day, column) for (day, paid_min), column in week.lengths.items())


def _no_week(crew: Crew, group: WeekGroup, days: dict[int, frozenset[int]]) -> Fault:
    """Why the group has no lawful week: what the contract asks for against what its shifts can give."""
    who = ", ".join(agent.id for agent in group.agents)
    tied = " after their duties of the week before" if group.limits.is_tied else ""
    (least_days, most_days), (least_h, most_h) = (
        group.limits.range(measure) for measure in (Measure.DAYS, Measure.PAID_HOURS)
    )
    possible = [f"{paid / 60:g} h on {len(when - group.limits.closed_days)} days" for paid, when in days.items()]
    return Fault(
        "plan.no_week",
        f"no lawful week exists for {who}{tied}: contract {crew.contract.name} asks for {least_days:g} to "
        f"{most_days:g} "
        f"days and {least_h:g} to {most_h:g} hours; duties can be of {', '.join(possible) or 'no length at all'}",
        "widen the contract's hours or days, the availability, the shift profiles of the contract or their pauses, "
        "or tolerance_h of the rule contract_hours",
    )
