"""What is stated about volume, made into the values that a forecast is made with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from staffplan.config.sections import Sections
from staffplan.config.volume_settings import SeasonSettings, month_set
from staffplan.forecasting.stated_volume import Inheritance, StatedSeason, StatedVolume
from staffplan.units import clock_span, weekday_set


def stated_volume(sections: Sections) -> StatedVolume:
    """Seasons, groups and pasts that are stated; patience is what makes callers try again."""
    return StatedVolume(
        seasons={name: _season(season) for name, season in sections.seasonality.items()},
        groups=dict(sections.groups),
        inherited={
            name: Inheritance(tuple(queue.history_from.items()), queue.history_until)
            for name, queue in sections.queues.items()
            if queue.history_from
        },
        retry_shares={
            name: queue.calls_again
            for name, queue in sections.queues.items()
            if queue.calls_again and queue.patience is not None
        },
        queues=frozenset(sections.queues),
    )


def _season(season: SeasonSettings) -> StatedSeason:
    return StatedSeason(
        daily=season.daily,
        weekdays=_by_number(season.weekdays, weekday_set, 7),
        day=tuple((clock_span(hours), factor) for hours, factor in season.day.items()),
        months=_by_number(season.months, month_set, 12),
        worth_weeks=season.worth,
    )


def _by_number(written: Mapping[str, float], read: Callable[[str], frozenset[int]], count: int) -> tuple[float, ...]:
    factors = [1.0] * count
    for key, factor in written.items():
        for number in read(key):
            factors[number] = factor
    return tuple(factors)
