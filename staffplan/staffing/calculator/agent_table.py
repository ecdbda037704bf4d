"""What one agent fewer and one more would do to the callers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from staffplan.staffing.calculator.calculation import Beside, Given, around, counts
from staffplan.staffing.calculator.waiting import measures_by_row


def agent_table(given: Given, chosen: float, *, patience_s: float = np.nan) -> Beside:
    """Measures of one agent fewer, of the agents chosen, and of one more, for a single row.

    Parameters
    ----------
    patience_s : NaN for Erlang C. With patience a column ``abandonment`` and one ``mean_wait_s`` (of all) are added.
    """
    patient = np.isnan(patience_s)
    agents = around(chosen)
    if not patient:
        agents = agents[agents >= 1]  # without agents everybody gives up: nothing to compare with
    repeated = {name: np.repeat(column, agents.size) for name, column in given.items()}
    found = measures_by_row(repeated, agents, np.full(agents.size, patience_s))
    columns: dict[str, NDArray[Any]] = {
        "agents": counts(agents),
        "service_level": found.served_of_offered,
        "p_wait": found.waiting,
    }
    if not patient:
        columns |= {"abandonment": found.abandonment, "mean_wait_s": found.mean_wait_s}
    columns |= {"asa_s": found.asa_s, "occupancy": found.occupancy, "mean_queue_len": found.queue_length}
    return Beside(pd.DataFrame(columns), chosen)
