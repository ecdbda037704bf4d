"""Where the rows of a forecast lie among the intervals of its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.calendar.horizon import Horizon
from staffplan.errors import DataError, Fault


@dataclass(frozen=True, slots=True)
class IntervalGrid:
    """All intervals of the local days from the first to the last start.

    A clock without a zone (naive times, or a fixed offset) has no daylight saving: its wall clock is counted as UTC.

    Attributes
    ----------
    horizon : the intervals.
    clock : the zone of the starts; None for naive ones.
    is_zone : whether `clock` is a zone with rules, which `horizon` then follows.
    """

    horizon: Horizon
    clock: tzinfo | None
    is_zone: bool

    @classmethod
    def around(cls, starts: pd.Series, interval_min: int) -> IntervalGrid:
        """The grid of the days on which `starts` (at least one) lie."""
        clock = starts.dt.tz
        zone = _zone_name(clock)
        walls = starts.dt.tz_localize(None)
        first, last = walls.min().date(), walls.max().date()
        days = (last - first).days + 1
        return cls(Horizon(first, days, zone or "UTC", interval_min), clock, zone is not None)

    def slots(self, starts: pd.Series) -> NDArray[np.int64]:
        """Interval number of each start; DataError where one is not the start of an interval."""
        instants = starts.dt.tz_convert("UTC") if self.is_zone else starts
        elapsed = (instants.dt.tz_localize(None) - pd.Timestamp(self.horizon.slot_starts[0])) / pd.Timedelta(minutes=1)
        minutes = elapsed.to_numpy(np.float64)
        slots: NDArray[np.int64] = (minutes // self.horizon.interval_min).astype(np.int64)
        off = np.flatnonzero(slots * self.horizon.interval_min != minutes)
        if off.size:
            raise DataError(
                Fault(
                    "data.off_grid",
                    f"{starts.iloc[int(off[0])].isoformat()} is not the start of an interval of "
                    f"{self.horizon.interval_min} minutes (rows like this: {off.size}).",
                    "starts on the full hour and every interval from there.",
                    path="start",
                )
            )
        return slots

    def starts(self, slots: NDArray[np.int64]) -> pd.Series:
        """Starts of intervals on the clock of the forecast."""
        walls = pd.Series(self.horizon.slot_starts[slots].astype("datetime64[us]"))
        if self.is_zone:
            return walls.dt.tz_localize("UTC").dt.tz_convert(self.clock)
        return walls.dt.tz_localize(self.clock)


def _zone_name(clock: tzinfo | None) -> str | None:
    """IANA name of a clock, None where it has none (naive, or a fixed offset)."""
    if clock is None:
        return None
    try:
        return ZoneInfo(str(clock)).key
    except (ValueError, OSError, LookupError):
        return None
