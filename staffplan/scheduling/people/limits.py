"""What the rule book allows one agent in one week, gathered for planning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from staffplan.domain.site import Mode
from staffplan.rules.resource import (
    Counter,
    DutyShape,
    DutyTest,
    ForbiddenDays,
    HomeRun,
    Measure,
    OneDutyADay,
    Resource,
    RestGap,
    ServedOnSite,
    WorkRun,
)

_NO_LIMIT = float("inf")


@dataclass(frozen=True)
class Limits:
    """One agent's limits over the horizon.

    Attributes
    ----------
    tests : judge a single duty.
    closed_days : day numbers without any duty.
    ranges : least and greatest value of each measure over the week.
    longest_run : most consecutive days with a duty.
    rest_hours : least hours between two duties.
    first_run : most consecutive days with a duty from the first day on; the roster before may have begun the run.
    rested_by : when the rest after the last duty of the roster before is over; None where it is over by the start.
    on_site_queues : queues that count for nothing at home.
    home_run : most duties at home before one on site.
    """

    tests: tuple[DutyTest, ...]
    closed_days: frozenset[int]
    ranges: dict[Measure, tuple[float, float]]
    longest_run: int
    rest_hours: float
    first_run: float = _NO_LIMIT
    rested_by: datetime | None = None
    on_site_queues: frozenset[str] = frozenset()
    home_run: float = _NO_LIMIT

    def admits(self, shape: DutyShape) -> bool:
        """Whether every rule that judges single duties lets this one pass, and the roster before has left the rest."""
        rested = self.rested_by is None or shape.blocks[0][0] >= self.rested_by
        return rested and all(test.admits(shape) for test in self.tests)

    @property
    def is_tied(self) -> bool:
        """Whether duties of the roster before bind the week."""
        return self.rested_by is not None or self.first_run < _NO_LIMIT

    def allow_runs(self, days: Sequence[int]) -> bool:
        """Whether no run of consecutive days is too long, `days` being day numbers in order."""
        longest = run = 0
        for place, day in enumerate(days):
            run = run + 1 if place and day == days[place - 1] + 1 else 1
            longest = max(longest, run)
        from_the_start = sum(day == number for number, day in enumerate(days))
        return longest <= self.longest_run and from_the_start <= self.first_run

    def range(self, measure: Measure) -> tuple[float, float]:
        """Least and greatest value of a measure; (0, inf) where no rule counts it."""
        return self.ranges.get(measure, (0.0, _NO_LIMIT))

    @property
    def week_key(self) -> tuple[object, ...]:
        """What makes two agents of one crew different in a week; equal keys share their possible tours."""
        return (
            tuple(sorted(self.closed_days)),
            tuple(sorted(self.ranges.items())),
            self.longest_run,
            self.first_run,
            self.home_run,
        )


def gather(resources: Iterable[Resource], day_number: dict[object, int], start: datetime) -> Limits:
    """Combine the resources of all rules that apply to an agent: the tightest of each kind holds.

    Parameters
    ----------
    resources : the planner's halves of the rules.
    day_number : number of each local date in the horizon.
    start : the horizon's first instant; a rest that is over by then binds nobody.
    """
    tests: list[DutyTest] = []
    closed: set[int] = set()
    ranges: dict[Measure, tuple[float, float]] = {}
    longest_run, rest_hours = len(day_number), 0.0
    known = tuple(resources)
    for resource in known:
        match resource:
            case DutyTest():
                tests.append(resource)
            case ForbiddenDays(days=days):
                closed.update(day_number[day] for day in days if day in day_number)
            case Counter(measure=measure, low=low, high=high):
                known_low, known_high = ranges.get(measure, (0.0, _NO_LIMIT))
                ranges[measure] = (max(low, known_low), min(high, known_high))
            case WorkRun(high=high):
                longest_run = min(longest_run, high)
            case RestGap(min_hours=hours):
                rest_hours = max(rest_hours, hours)
            case OneDutyADay() | HomeRun() | ServedOnSite():
                pass  # a tour has at most one duty a day by construction; places follow
            case _:
                raise TypeError(f"{resource!r} is no limit on one agent")
    tests += _never_home(known)
    limits = Limits(tuple(tests), frozenset(closed), ranges, longest_run, rest_hours)
    return _placed(_tied(limits, known, start), known)


def _placed(limits: Limits, resources: Sequence[Resource]) -> Limits:
    """The limits with those on places."""
    on_site = frozenset[str]().union(*(r.queues for r in resources if isinstance(r, ServedOnSite)))
    home_run = min((r.high for r in resources if isinstance(r, HomeRun)), default=_NO_LIMIT)
    return replace(limits, on_site_queues=on_site, home_run=home_run)


def _never_home(resources: Sequence[Resource]) -> list[DutyTest]:
    """A test that lets nobody be on duty at home, where nothing is left to serve there."""
    served = [resource for resource in resources if isinstance(resource, ServedOnSite)]
    on_site = frozenset[str]().union(*(resource.queues for resource in served))
    return [DutyTest(r.rule, lambda shape: shape.mode is Mode.ON_SITE) for r in served if r.skills <= on_site]


def _tied(limits: Limits, resources: Sequence[Resource], start: datetime) -> Limits:
    """The limits tied to the roster before."""
    first_run, closed = _first_run(resources), limits.closed_days
    if first_run <= 0:
        closed |= {0}
    # A run that nobody could make so long anyway binds as little as none: fewer kinds of people.
    binds = 0 not in closed and first_run < min(limits.range(Measure.DAYS)[1], limits.longest_run)
    rested_by = _rested_by(resources, start)
    return replace(limits, closed_days=closed, first_run=first_run if binds else _NO_LIMIT, rested_by=rested_by)


def _first_run(resources: Sequence[Resource]) -> float:
    """Days left of the runs that the roster before has begun; no limit where it has begun none."""
    return min((r.high - r.before for r in resources if isinstance(r, WorkRun) and r.before), default=_NO_LIMIT)


def _rested_by(resources: Sequence[Resource], start: datetime) -> datetime | None:
    """When every rest after the roster before is over; None where that is so at the start."""
    rests = (r.after + timedelta(hours=r.min_hours) for r in resources if isinstance(r, RestGap) and r.after)
    latest = max(rests, default=start)
    return latest if latest > start else None
