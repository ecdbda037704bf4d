"""What it costs that targets hold with a chance of 50, 60 ... 95 %, and what each further point costs."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from staffplan.staffing.confidence import CONFIDENCES, Assurance, assurances
from staffplan.staffing.loaded_wage import loaded_wage
from staffplan.staffing.staffed import Staffing
from staffplan.staffing.views.view import Seen, Setting, View
from staffplan.tables.staffing import CONFIDENCE

POINTS: Final = 100.0
"""Points of confidence in certainty."""


def look(staffing: Staffing, setting: Setting) -> Seen:
    """A row for each live queue and confidence; money where it is known what an hour at work costs."""
    found = assurances(staffing, setting.settings.rounding)
    if not found:
        return Seen(pd.DataFrame({name: [] for name in CONFIDENCE.names}), ("No queue is live.",))
    wage, note = loaded_wage(setting.centre, setting.settings, staffing.grid)
    frame = pd.concat([_rows(queue, np.nan if wage is None else wage) for queue in found], ignore_index=True)
    return Seen(frame.astype({"queue": "str"}), (note,))


def _rows(found: Assurance, wage: float) -> pd.DataFrame:
    more = np.diff(found.hours, prepend=np.nan)
    a_point = more / (np.diff(CONFIDENCES, prepend=np.nan) * POINTS)
    columns = {
        "queue": found.queue,
        "confidence": CONFIDENCES,
        "agent_hours": found.hours,
        "extra_hours": found.hours - found.for_the_mean,
        "extra_money": (found.hours - found.for_the_mean) * wage,
        "point_hours": a_point,
        "point_money": a_point * wage,
    }
    return pd.DataFrame(columns)


CONFIDENCE_VIEW: Final = View("confidence", "What does it cost to be sure?", CONFIDENCE, look)
