"""How much more or less comes on a day than its weekday and season would bring, for reasons the calendar knows.

The logarithm of the day total is regressed, around a smoothed local level, on weekday, public holiday (all together
and by name), the days before and after one, bridge days, school holidays and the time of the month. Ridge penalties
keep effects small that few days support, harder below half a year of history; Huber weights keep odd days from
counting; days of few contacts count less, since their logarithm scatters more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from staffplan.forecasting.day_facts import DayFacts
from staffplan.forecasting.lasting import lasting
from staffplan.forecasting.wall_clock import Days, Slots, age_weeks, weekdays

Vector = NDArray[np.float64]
Matrix = NDArray[np.float64]

_SMOOTHING_WEEKS = 4.0
_MEMORY_WEEKS = 52.0
_ENOUGH_WEEKS = 26.0
_ROUNDS = 6
_HUBER = 2.5
_HOLIDAY_PATIENCE = 4.0
PUBLIC_HOLIDAY: Final = "public holiday"
_REASONS = (
    "day before a holiday",
    "day after a holiday",
    "bridge day",
    "school holidays",
    "days 1 to 3 of the month",
    "days 4 to 7 of the month",
    "days 14 to 17 of the month",
    "last two days of the month",
    "third to sixth last day of the month",
)
"""Why a day may be unlike others without being a holiday, in the order of the features."""
_NOT_THE_DAY = len(_REASONS)
_THIN_WEEKDAY = 0.5
_WEEKDAY_RIDGE, _HOLIDAY_RIDGE, _NAMED_RIDGE, _DAY_RIDGE = 0.1, 0.15, 0.5, 2.0
_ODD_SPREADS, _ODD_LOG = 5.0, 0.25
_FEWEST_SAME = 4


@dataclass(frozen=True, slots=True)
class CalendarEffects:
    """What was found, in logarithms; 0 for an ordinary day.

    Attributes
    ----------
    past, future : effect of each day, its weekday apart.
    odd : past days whose volume neither level nor calendar explains.
    ratio : volume of each past day over what was expected of it, 1 where unknown.
    parts : what `future` is the sum of, by name.
    usual : contacts that level and calendar expect on each past day, of events too; NaN where nothing is known.
    cleaned : logarithm of each past day's total without weekday and effects; NaN where unknown or an event's.
    scatter : usual spread of a day's logarithm around it.
    """

    past: Vector
    future: Vector
    odd: NDArray[np.bool_]
    ratio: Vector
    parts: tuple[tuple[str, Vector], ...]
    usual: Vector
    cleaned: Vector
    scatter: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """Coefficients; each usable day's level, weight in its neighbours' level, and spread to be expected of it."""

    effect: Vector
    level: Vector
    weight: Vector
    spread: Vector
    usual_spread: float


def calendar_effects(totals: Vector, past: DayFacts, future: DayFacts) -> CalendarEffects:
    """Estimate the effects from the day totals of the past.

    Parameters
    ----------
    totals : of each past day; NaN where unknown.
    """
    usable = ~np.isnan(totals) & ~past.event
    if usable.sum() < 2 or not totals[usable].any():
        return _nothing(len(totals), len(future.days))
    thin = _thin_weekdays(totals[usable], weekdays(past.days[usable]))
    names = sorted(set(past.holiday[usable]) & set(future.holiday) - {""})
    seen, ahead = _features(past, thin, names), _features(future, thin, names)
    weeks = float((past.days[-1] - past.days[0]).astype(np.int64) + 1) / 7.0
    age = age_weeks(past.days, future.days[0])
    log_total = np.log1p(totals)
    fit = _regression(log_total[usable], seen[usable], _ridge(len(names), weeks), age[usable])
    cleaned = np.where(usable, log_total - seen @ fit.effect, np.nan)
    surprise = cleaned[usable] - fit.level
    odd, ratio = np.zeros(len(totals), dtype=bool), np.ones(len(totals))
    odd[usable] = odd_days(surprise, fit.spread, (past.holiday != "")[usable], weekdays(past.days[usable]))
    ratio[usable] = np.exp(surprise)
    near = 0.5 ** (np.abs(age[:, None] - age[None, usable]) / _SMOOTHING_WEEKS) * fit.weight
    level = near @ cleaned[usable] / near.sum(axis=1)
    return CalendarEffects(
        past=seen[:, 7:] @ fit.effect[7:],
        future=ahead[:, 7:] @ fit.effect[7:],
        odd=odd,
        ratio=ratio,
        parts=_parts(ahead, fit.effect, len(names)),
        usual=np.expm1(np.clip(level + seen @ fit.effect, 0.0, 700.0)),
        cleaned=cleaned,
        scatter=fit.usual_spread,
    )


def _nothing(days: int, days_to_come: int) -> CalendarEffects:
    unknown = np.full(days, np.nan)
    none = np.zeros(days_to_come)
    return CalendarEffects(np.zeros(days), none, np.zeros(days, dtype=bool), np.ones(days), (), unknown, unknown, 0.0)


def _parts(ahead: Matrix, effect: Vector, names: int) -> tuple[tuple[str, Vector], ...]:
    """What each reason adds to the logarithm of the days to come; all that is a holiday's own is one reason."""
    added = ahead * effect
    holidays, rest = added[:, 7 : 9 + names].sum(axis=1), added[:, 9 + names :].T
    return ((PUBLIC_HOLIDAY, holidays), *zip(_REASONS, rest, strict=True))


def _thin_weekdays(totals: Vector, weekday: Slots) -> NDArray[np.bool_]:
    """Weekdays with less than half the volume of the median weekday, or none at all; shape (7,)."""
    mean = np.array([totals[weekday == number].mean() if (weekday == number).any() else 0.0 for number in range(7)])
    return np.asarray(mean < _THIN_WEEKDAY * float(np.median(mean[mean > 0])) if (mean > 0).any() else mean > 0)


def _features(facts: DayFacts, thin: NDArray[np.bool_], names: list[str]) -> Matrix:
    """Weekdays, then what the effects are made of; shape (days, 7 + effects)."""
    weekday = weekdays(facts.days)
    rest_day = thin[weekday]
    holiday = facts.holiday != ""
    working = ~holiday & ~rest_day
    before = facts.holiday_at(_step(weekday, thin, 1)) & working
    after = facts.holiday_at(_step(weekday, thin, -1)) & working
    bridge = working & _bridge(facts, weekday, thin)
    named = [(facts.holiday == name) & ~rest_day for name in names]
    columns = [
        holiday & ~rest_day,
        holiday & rest_day,
        *named,
        before,
        after,
        bridge,
        facts.school,
        *_month(facts.days),
    ]
    return np.column_stack([weekday[:, None] == np.arange(7), *columns]).astype(np.float64)


def _bridge(facts: DayFacts, weekday: Slots, thin: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Days between a holiday and a day of rest: who takes one day off has four."""
    one = np.ones(len(weekday), dtype=np.int64)
    before, after = facts.holiday_at(-one), facts.holiday_at(one)
    return np.asarray((before & (after | thin[(weekday + 1) % 7])) | (after & thin[(weekday - 1) % 7]))


def _step(weekday: Slots, thin: NDArray[np.bool_], direction: int) -> Slots:
    """Days to the next day, or the last, that is no rest day: the Friday before a Monday's holiday is before it."""
    offset = np.full(len(weekday), direction)
    for _ in range(2):
        offset = np.where(thin[(weekday + offset) % 7], offset + direction, offset)
    return offset


def _month(days: Days) -> list[NDArray[np.bool_]]:
    """The parts of a month at which bills, wages and pensions come."""
    month = days.astype("datetime64[M]")
    day = (days - month.astype("datetime64[D]")).astype(np.int64) + 1
    left = ((month + np.timedelta64(1, "M")).astype("datetime64[D]") - days).astype(np.int64) - 1
    return [day <= 3, (day > 3) & (day <= 7), (day >= 14) & (day <= 17), left <= 1, (left > 1) & (left <= 5)]


def _ridge(names: int, weeks: float) -> Vector:
    """Penalty of each coefficient; a history below half a year shows the time of the month too few times."""
    short = max(1.0, _ENOUGH_WEEKS / weeks)
    rest = [_DAY_RIDGE * short] * _NOT_THE_DAY
    return np.array([_WEEKDAY_RIDGE] * 7 + [_HOLIDAY_RIDGE] * 2 + [_NAMED_RIDGE] * names + rest)


def _regression(log_total: Vector, features: Matrix, ridge: Vector, age: Vector) -> _Fit:
    recency = 0.5 ** (age / _MEMORY_WEEKS)
    kernel = 0.5 ** (np.abs(age[:, None] - age[None, :]) / _SMOOTHING_WEEKS)
    # holidays differ from each other more than days do from their like: what is odd elsewhere is not odd there
    patience = np.where(features[:, 7:-_NOT_THE_DAY].any(axis=1), _HOLIDAY_PATIENCE, 1.0)
    level = np.full(len(log_total), np.average(log_total, weights=recency))
    effect, trust = np.zeros(features.shape[1]), np.ones(len(log_total))
    sureness = np.ones(len(log_total))
    for turn in range(_ROUNDS):
        fitted = level + features @ effect
        surprise = log_total - fitted
        if turn:
            usual = 1.4826 * float(np.median(np.abs(surprise - np.median(surprise)))) + 1e-3
            spread = np.sqrt(usual**2 + np.exp(-np.clip(fitted, 0.0, 20.0)))
            trust, sureness = _huber(surprise, spread * patience), (usual / spread) ** 2
        weighted = features * (recency * trust * sureness)[:, None]
        effect = np.linalg.solve(weighted.T @ features + np.diag(ridge), weighted.T @ (log_total - level))
        adjusted = log_total - features @ effect
        if turn:
            trust = _huber(adjusted - level, spread)
        near = kernel * (trust * sureness)
        level = near @ adjusted / near.sum(axis=1)
    return _Fit(effect, level, trust * sureness, spread, usual)


def _huber(surprise: Vector, spread: Vector) -> Vector:
    return np.minimum(1.0, _HUBER * spread / np.maximum(np.abs(surprise), 1e-9))


def odd_days(surprise: Vector, spread: Vector, holiday: NDArray[np.bool_], weekday: Slots) -> NDArray[np.bool_]:
    """Days far off what their weekday usually has.

    Days off the same way in an unbroken run are a new level, and a weekday of which few are known, or many are off,
    has no usual: none of these is odd.
    """
    sign = np.where(np.abs(surprise) > np.maximum(_ODD_SPREADS * spread, _ODD_LOG), np.sign(surprise), 0.0)
    odd = (sign != 0) & ~lasting(sign) & ~holiday
    count = np.bincount(weekday, minlength=7)
    usual = (count >= _FEWEST_SAME) & (np.bincount(weekday, weights=odd, minlength=7) <= count / 3)
    return np.asarray(odd & usual[weekday])
