"""Why a number is what it is: the steps that lead to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Explained:
    """One step: the erlangs or agents after it, and what it changed."""

    name: str
    level: float
    change: float
    why: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """One number of a requirement, taken apart.

    Attributes
    ----------
    start : of the interval, on the clock of the forecast.
    agents : net agents needed.
    binding : what asks for the last of them.
    steps : from the work that is expected to the agents needed.
    rostered : from there to the people rostered, loss by loss, at the mix of sites and modes; for information,
        and empty where no centre tells what is lost.
    sentence : the same in words.
    """

    queue: str
    start: datetime
    agents: float
    binding: str
    steps: tuple[Explained, ...]
    rostered: tuple[Explained, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class IntervalForecast:
    """What of a day's contacts falls on one interval.

    Attributes
    ----------
    start : of the interval, on the clock of the forecast.
    share : of the day's contacts.
    contacts : expected; `share` times the day's.
    quantiles : numbers of contacts; `p95` is exceeded with a chance of 5 %.
    aht_s : expected handle time in seconds; None where unknown.
    """

    start: datetime
    share: float
    contacts: float
    quantiles: Mapping[str, float]
    aht_s: float | None


@dataclass(frozen=True, slots=True)
class ForecastExplanation:
    """The forecast of one day of a queue, taken apart.

    Attributes
    ----------
    contacts : expected on the day.
    steps : from the level to the day's contacts; empty on a day on which the queue is closed.
    interval : what falls on one interval; None where only the day is asked for.
    overrides : the planner's reasons for numbers of their own on that day.
    sentence : the same in words.
    """

    queue: str
    day: date
    contacts: float
    steps: tuple[Explained, ...]
    interval: IntervalForecast | None
    overrides: tuple[str, ...]
    sentence: str
