"""What a view of a requirement is: a table that answers one more question about the same queues and agents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from staffplan.domain.centre import Centre
from staffplan.staffing.interval_grid import IntervalGrid
from staffplan.staffing.settings import StaffingSettings
from staffplan.staffing.staffed import Staffing
from staffplan.tables.contract import Table


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around the queues.

    Attributes
    ----------
    centre : with its people where they are known; None without a configuration.
    """

    centre: Centre | None = None
    settings: StaffingSettings = field(default_factory=StaffingSettings)


@dataclass(frozen=True, slots=True)
class Seen:
    """A view's answer: rows of its table, and what had to be assumed for them."""

    frame: pd.DataFrame
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """A question about a requirement.

    Attributes
    ----------
    name : as planners ask for it (``require --view NAME``).
    question : in one sentence.
    table : the contract of its rows.
    look : the rows; raises DataError or UsageError where the centre does not say what the question needs.
    """

    name: str
    question: str
    table: Table
    look: Callable[[Staffing, Setting], Seen]


def gathered(parts: Sequence[pd.DataFrame], table: Table, grid: IntervalGrid) -> pd.DataFrame:
    """The rows of all parts; without any, a frame that has the table's columns all the same."""
    if parts:
        return pd.concat(parts, ignore_index=True)
    nothing = np.array([], dtype=np.int64)
    return pd.DataFrame({name: grid.starts(nothing) if name == "start" else [] for name in table.names})
