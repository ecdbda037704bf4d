"""What of a forecast is shown: intervals or days, which quantiles, or courses drawn at random."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Final

import pandas as pd

from staffplan.errors import Fault, UsageError
from staffplan.forecasting.forecast_rows import day_rows, interval_rows
from staffplan.forecasting.quantile_choice import USUAL, chosen_quantiles
from staffplan.forecasting.scenarios import scenarios as draw_scenarios
from staffplan.forecasting.volume_ahead import VolumeAhead
from staffplan.tables.contract import Table
from staffplan.tables.forecast import FORECAST, FORECAST_DAYS, SCENARIOS, with_quantiles

_MOST_SCENARIOS: Final = 100_000
_LARGEST_SEED: Final = 2**32 - 1


@dataclass(frozen=True, slots=True)
class Shown:
    """What is wanted of a forecast.

    Attributes
    ----------
    percents : quantiles, in %, ascending.
    daily : days in place of intervals.
    scenarios : how many courses to draw in place of means and quantiles; None for none.
    seed : of the draw.
    """

    percents: tuple[float, ...] = USUAL
    daily: bool = False
    scenarios: int | None = None
    seed: int = 0

    @property
    def table(self) -> Table:
        """The contract of `frame`."""
        if self.scenarios is not None:
            return SCENARIOS
        return with_quantiles(FORECAST_DAYS if self.daily else FORECAST, self.percents)

    def frame(self, volumes: Sequence[VolumeAhead], common: float) -> pd.DataFrame:
        """The rows of all queues; `common` is the correlation of two queues' day factors."""
        if self.scenarios is not None:
            return draw_scenarios(volumes, self.scenarios, seed=self.seed, common=common, daily=self.daily)
        rows = day_rows if self.daily else interval_rows
        return pd.concat([rows(volume, self.percents) for volume in volumes], ignore_index=True)


def shown(
    quantiles: str | Iterable[Any] | None = None, *, daily: bool = False, scenarios: int | None = None, seed: int = 0
) -> Shown:
    """What a planner asked for.

    Parameters
    ----------
    quantiles : ``"5,50,97.5"`` or numbers in %; None: 5, 10, 50, 90 and 95.
    daily : days in place of intervals.
    scenarios : 1 to 100,000 courses to draw; None for none.
    seed : 0 or more.

    Raises
    ------
    UsageError for what makes no sense.
    """
    if scenarios is not None and not _whole(scenarios, 1, _MOST_SCENARIOS):
        message = f"{scenarios!r} is no number of scenarios."
        raise UsageError(Fault("usage.scenarios", message, f"1 to {_MOST_SCENARIOS:,}.", path="--scenarios"))
    if scenarios is not None and quantiles is not None:
        message = "Scenarios are single courses; they have no quantiles."
        raise UsageError(Fault("usage.two_answers", message, "ask for one after the other.", path="--quantiles"))
    if not _whole(seed, 0, _LARGEST_SEED):
        message = f"{seed!r} is no seed."
        raise UsageError(Fault("usage.scenarios", message, "a whole number, 0 or more.", path="--seed"))
    number = None if scenarios is None else int(scenarios)
    return Shown(chosen_quantiles(quantiles), bool(daily), number, int(seed))


def _whole(value: Any, least: int, most: int) -> bool:
    return not isinstance(value, bool) and isinstance(value, Integral) and least <= int(value) <= most
