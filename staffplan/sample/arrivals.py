"""How many contacts of the sample centre are expected, and how many come."""

from __future__ import annotations

from datetime import date, datetime, time
from math import cos, pi
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

import numpy as np

from staffplan.calendar.horizon import Horizon
from staffplan.sample import almanac
from staffplan.sample.chance import stream
from staffplan.sample.inbound import InboundQueue

if TYPE_CHECKING:
    from numpy.typing import NDArray

SCHOOL_HOLIDAY_FACTOR: Final = 0.92
QUIET_DAY_FACTOR: Final = 0.55
_DAYS_A_YEAR: Final = 365.25


def horizon() -> Horizon:
    """All intervals of the history, around the clock."""
    return Horizon(almanac.FIRST_DAY, almanac.WEEKS * 7, almanac.ZONE, almanac.INTERVAL_MIN)


def open_slots(queue: InboundQueue, span: Horizon) -> NDArray[np.bool_]:
    """Whether contacts of the queue can arrive in each interval; shape (slots,)."""
    opening = almanac.AROUND_THE_CLOCK if queue.around_the_clock else almanac.OPENING
    return opening.mask(span)


def expected(queue: InboundQueue, span: Horizon) -> NDArray[np.float64]:
    """Contacts that the centre could expect in each interval; zero while closed; shape (slots,).

    Holidays, season and campaign are in it, the outage that nobody foresaw is not.
    """
    daily = np.array([_day_volume(queue, day) for day in span.dates])
    shares = np.array([_day_shape(queue, day) for day in span.dates])
    quarter = span.wall_minutes // span.interval_min
    mean: NDArray[np.float64] = daily[span.slot_day] * shares[span.slot_day, quarter] * open_slots(queue, span)
    return mean


def offered(queue: InboundQueue, mean: NDArray[np.float64], span: Horizon) -> NDArray[np.int64]:
    """Contacts that come in each interval: Poisson around the mean times gamma factors of the day and the interval.

    The counts are thus over-dispersed: a call centre's days differ by more than Poisson chance.
    """
    chance = stream(queue.name, "offered")
    of_day = chance.gamma(queue.cv_day**-2, queue.cv_day**2, span.days)
    of_interval = chance.gamma(queue.cv_interval**-2, queue.cv_interval**2, span.slots)
    rate = np.round(mean * _outage(queue, span) * of_day[span.slot_day] * of_interval, 9)
    return chance.poisson(rate).astype(np.int64)


def _day_volume(queue: InboundQueue, day: date) -> float:
    """Contacts expected on a whole day, the outage left out."""
    years = (day - almanac.PLAN_WEEK).days / _DAYS_A_YEAR
    volume = queue.monday * queue.weekdays[day.weekday()] * float((1 + queue.yearly_growth) ** years)
    volume *= _season(queue, day) / _season(queue, almanac.PLAN_WEEK)
    if any(day in period for period in almanac.SCHOOL_HOLIDAYS):
        volume *= SCHOOL_HOLIDAY_FACTOR
    if queue.name in almanac.SPRING_CAMPAIGN.queues and day in almanac.SPRING_CAMPAIGN.period:
        volume *= almanac.SPRING_CAMPAIGN.uplift or 1.0
    return volume * _holiday_factor(queue, day)


def _holiday_factor(queue: InboundQueue, day: date) -> float:
    if day in almanac.PUBLIC_HOLIDAYS:
        return queue.on_holiday
    if day in almanac.QUIET_DAYS:
        return QUIET_DAY_FACTOR
    return queue.rebound if almanac.after_a_holiday(day) else 1.0


def _season(queue: InboundQueue, day: date) -> float:
    share, peak = queue.season
    return 1 + share * cos(2 * pi * (day.timetuple().tm_yday - peak) / _DAYS_A_YEAR)


def _day_shape(queue: InboundQueue, day: date) -> NDArray[np.float64]:
    """Share of the day's volume in each quarter-hour of the wall clock; sums to 1 over the hours open."""
    quarters = np.arange(0, 24 * 60, almanac.INTERVAL_MIN)
    hours, weights = zip(*queue.hours, strict=True)
    shape = np.interp((quarters + almanac.INTERVAL_MIN / 2) / 60, hours, weights)
    if not queue.around_the_clock:
        spans = almanac.OPENING.spans(day)
        shape *= sum(((quarters >= start) & (quarters < end)).astype(float) for start, end in spans)
    total = shape.sum()
    result: NDArray[np.float64] = shape / total if total else shape
    return result


def _outage(queue: InboundQueue, span: Horizon) -> NDArray[np.float64]:
    """Factor on each interval: the outage's uplift within its hours, else 1."""
    factor = np.ones(span.slots)
    if queue.name in almanac.OUTAGE.queues:
        first, last = (local_slot(span, almanac.OUTAGE.period.first, hour) for hour in almanac.OUTAGE_HOURS)
        factor[first:last] = almanac.OUTAGE.uplift
    return factor


def local_slot(span: Horizon, day: date, clock: time) -> int:
    """Number of the interval that starts at a time of the wall clock."""
    return span.slot(datetime.combine(day, clock, tzinfo=ZoneInfo(span.zone)))
