"""The weeks to come of a queue that has no history: what its stated season says, and nothing else."""

from __future__ import annotations

import numpy as np

from staffplan.calendar.opening import ALWAYS_OPEN, OpeningHours
from staffplan.calendar.special_days import SpecialDays
from staffplan.forecasting.dispersion import Dispersion
from staffplan.forecasting.events import PastVolume, event_effects
from staffplan.forecasting.opening_hours import slots_with_hours
from staffplan.forecasting.queue_forecast import QueueForecast
from staffplan.forecasting.stage import Stage, after_all
from staffplan.forecasting.stated_season import stated_rates
from staffplan.forecasting.stated_volume import StatedSeason
from staffplan.forecasting.wall_clock import Days, run_of_days
from staffplan.units import MINUTES_PER_DAY


def forecast_new_queue(
    queue: str,
    season: StatedSeason,
    target: Days,
    special_days: SpecialDays,
    opening: OpeningHours | None,
    interval_min: int,
) -> QueueForecast:
    """Forecast the days of `target` from a statement alone.

    Parameters
    ----------
    opening : hours as stated; None: the whole day, every day, which a note says.
    interval_min : length of a slot in minutes.
    """
    notes = ["no history: what is expected is what its seasonality states; a typical scatter is assumed."]
    if opening is None:
        notes.append("no opening hours are stated; contacts are spread over the whole day.")
    hours = opening or ALWAYS_OPEN
    is_open = slots_with_hours(hours, target, interval_min)
    rates = stated_rates(season, target, is_open)
    nothing = PastVolume(
        days=run_of_days(target[0], 1, after=-1),
        offered=np.full((1, MINUTES_PER_DAY // interval_min), np.nan),
        usual=np.full(1, np.nan),
        scatter=0.0,
    )
    events = event_effects(special_days.events, queue, nothing, target, np.zeros(1, dtype=bool), is_open)
    stages = (Stage("stated season", "no history", rates=rates), *events.stages)
    return QueueForecast(
        rates=after_all(stages),
        opening=hours,
        scatter=Dispersion(),
        aht_s=None,
        held_out=None,
        notes=(*notes, *events.notes),
        stages=stages,
        extra_cv2=events.extra_cv2,
    )
