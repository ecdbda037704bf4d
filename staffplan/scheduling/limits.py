"""What the rule book allows one agent in one week, gathered for planning."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from staffplan.rules.resource import (
    Counter,
    DutyShape,
    DutyTest,
    ForbiddenDays,
    Measure,
    OneDutyADay,
    Resource,
    RestGap,
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
    """

    tests: tuple[DutyTest, ...]
    closed_days: frozenset[int]
    ranges: dict[Measure, tuple[float, float]]
    longest_run: int
    rest_hours: float

    def admits(self, shape: DutyShape) -> bool:
        """Whether every rule that judges single duties lets this one pass."""
        return all(test.admits(shape) for test in self.tests)

    def range(self, measure: Measure) -> tuple[float, float]:
        """Least and greatest value of a measure; (0, inf) where no rule counts it."""
        return self.ranges.get(measure, (0.0, _NO_LIMIT))

    @property
    def week_key(self) -> tuple[object, ...]:
        """What makes two agents of one crew different in a week; equal keys share their possible tours."""
        return (tuple(sorted(self.closed_days)), tuple(sorted(self.ranges.items())), self.longest_run)


def gather(resources: Iterable[Resource], day_number: dict[object, int]) -> Limits:
    """Combine the resources of all rules that apply to an agent: the tightest of each kind holds.

    Parameters
    ----------
    resources : the planner's halves of the rules.
    day_number : number of each local date in the horizon.
    """
    tests: list[DutyTest] = []
    closed: set[int] = set()
    ranges: dict[Measure, tuple[float, float]] = {}
    longest_run, rest_hours = len(day_number), 0.0
    for resource in resources:
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
            case OneDutyADay():
                pass  # a tour has at most one duty a day by construction
            case _:
                raise TypeError(f"{resource!r} is no limit on one agent")
    return Limits(tuple(tests), frozenset(closed), ranges, longest_run, rest_hours)
