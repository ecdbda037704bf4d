"""Which inputs the calculator knows: names, units and limits, the same in a file and as options."""

from __future__ import annotations

from typing import Final

from staffplan.tables.contract import Column, Kind

SHARE: Final = "share"
"""Unit of the columns that may be written ``0.8`` or ``80%``."""

MOST_ERLANGS: Final = 1e8
"""More than all the world's contact centres together; a slip beyond, and slow to compute."""
_MOST_SECONDS: Final = 1e7


def _number(name: str, unit: str, meaning: str, low: float, high: float) -> Column:
    return Column(name, Kind.NUMBER, unit, meaning, required=False, low=low, high=high)


CALLS: Final = _number("calls", "contacts", "Contacts offered in an interval.", 0, 1e9)
INTERVAL_S: Final = _number("interval_s", "s", "Length of the interval.", 1, 31_622_400)
AHT_S: Final = _number("aht_s", "s", "Mean handle time.", 0, _MOST_SECONDS)
LOAD: Final = _number("load", "erlangs", "Offered load, instead of calls, interval and handle time.", 0, MOST_ERLANGS)
AGENTS: Final = _number("agents", "agents", "Agents at work.", 0, 1e9)
LINES: Final = Column("lines", Kind.INTEGER, "lines", "Lines in all, agents' lines included.", False, 0, 1e9)
WHOLE_AGENTS: Final = Column("agents", Kind.INTEGER, "agents", "Agents at work.", False, 0, 1e9)
THRESHOLD_S: Final = _number("threshold_s", "s", "What answered in time means; 0: at once.", 0, _MOST_SECONDS)
PATIENCE_S: Final = _number("patience_s", "s", "Mean time that callers would wait before giving up.", 0.001, 1e9)
SL_TARGET: Final = _number("sl_target", SHARE, "Least share answered in time.", 0, 1)
SL_TARGET_OFFERED: Final = _number("sl_target_offered", SHARE, "The same, by the name it has with patience.", 0, 1)
ASA_TARGET_S: Final = _number("asa_target_s", "s", "Highest mean wait of the answered.", 0.001, _MOST_SECONDS)
MAX_MEAN_WAIT: Final = _number("max_mean_wait_all_s", "s", "Highest mean wait of all callers.", 0.001, _MOST_SECONDS)
MAX_OCCUPANCY: Final = _number("max_occupancy", SHARE, "Highest share of time that agents are busy.", 0.0001, 1)
MAX_P_WAIT: Final = _number("max_p_wait", SHARE, "Highest chance of having to wait.", 1e-9, 1)
MAX_ABANDON: Final = _number("max_abandon", SHARE, "Highest share of callers who give up.", 1e-9, 1)
MAX_BLOCKING: Final = _number("max_blocking", SHARE, "Highest share of calls that find all lines busy.", 1e-12, 1)

INTERVAL_ASSUMED_S: Final = 1800.0
THRESHOLD_ASSUMED_S: Final = 20.0
SL_ASSUMED: Final = 0.8
