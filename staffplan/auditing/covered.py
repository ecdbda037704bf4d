"""What a requirement asks for and what of it is served, interval by interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.auditing.promises import Kept
from staffplan.calendar.horizon import Horizon
from staffplan.domain.site import Mode
from staffplan.tables.requirement import COVERAGE

_DECIMALS = 9

Grid = NDArray[np.float64]
"""Net agents by queue and interval; shape (queues, intervals)."""


@dataclass(frozen=True)
class Cover:
    """Requirement and what is served of it; all grids have the same shape.

    Attributes
    ----------
    queues : in the order of the grids' rows.
    listed : where the requirement has a row, also one of nothing.
    required : agents for callers, and for all work where it has its fixed place.
    surplus : net agents that nobody needs, shared out over the queues that they serve.
    done, missed : work that may be done at any time before its deadline: net agents at it, and what of it missed its
        deadline, in the interval of the deadline; None where there is no such work.
        Agents beyond the fewest of an interval, for a promise over a day or a week, are among those done.
    kept : what becomes of promises over a day or a week.
    given : agents given to each queue where queues that share agents are counted together, and `required` is what each
        would need alone; None where they are not.
    lots : queue, agent-hours and missed agent-hours of such work, by queue, kind and day of the deadline.
    """

    queues: tuple[str, ...]
    horizon: Horizon
    listed: NDArray[np.bool_]
    required: Grid
    shortfall: Grid
    surplus: Grid
    heads: dict[Mode, Grid]
    done: Grid | None = None
    missed: Grid | None = None
    lots: tuple[tuple[str, float, float], ...] = ()
    kept: tuple[Kept, ...] = ()
    given: Grid | None = None

    @property
    def interval_h(self) -> float:
        """Hours of an interval."""
        return self.horizon.interval_min / 60

    @property
    def all_required(self) -> Grid:
        """Agents for callers, those at work that may wait, and those for what missed its deadline."""
        if self.given is not None:
            return self.given + self.shortfall
        return self.required if self.done is None or self.missed is None else self.required + self.done + self.missed

    @property
    def all_short(self) -> Grid:
        """Agents missing for callers, and for work in the interval of its deadline."""
        return self.shortfall if self.missed is None else self.shortfall + self.missed

    def agent_hours(self) -> tuple[float, float, float]:
        """Agent-hours required, short and left over."""
        required, short, over = (float(grid.sum()) for grid in (self.all_required, self.all_short, self.surplus))
        return required * self.interval_h, short * self.interval_h, over * self.interval_h

    def frame(self) -> pd.DataFrame:
        """The COVERAGE frame: the intervals of the requirement, and those where somebody is left over."""
        required, short = self.all_required, self.all_short
        rows, slots = np.nonzero(self.listed | (self.surplus > 0) | (required > 0))
        starts = pd.Series(self.horizon.slot_starts[slots].astype("datetime64[us]"))
        cells = {
            "required": required,
            "cover": required - short + self.surplus,
            "shortfall": short,
            "surplus": self.surplus,
            "on_site": self.heads[Mode.ON_SITE],
            "home": self.heads[Mode.HOME],
        }
        columns: dict[str, object] = {
            "queue": pd.Series(np.array(self.queues, dtype=object)[rows], dtype="str"),
            "start": starts.dt.tz_localize("UTC").dt.tz_convert(self.horizon.zone),
        }
        columns |= {name: np.round(grid[rows, slots], _DECIMALS) + 0.0 for name, grid in cells.items()}
        columns["reason"] = pd.Series([""] * len(rows), dtype="str")
        columns["price"] = pd.Series([np.nan] * len(rows), dtype="float64")
        return pd.DataFrame(columns)[list(COVERAGE.names)]


def nothing_covered(horizon: Horizon) -> pd.DataFrame:
    """A COVERAGE frame without rows."""
    empty = np.zeros((0, horizon.slots))
    return Cover((), horizon, empty.astype(bool), empty, empty, empty, dict.fromkeys(Mode, empty)).frame()
