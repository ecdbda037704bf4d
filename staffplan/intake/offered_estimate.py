"""How many contacts were offered, where a history tells only what became of them.

Staff are planned for the contacts that arrive. Handled and abandoned make up what was offered, apart from calls that
were turned away; handled alone is less than that, the more so the worse the service was, and a forecast of it repeats
yesterday's understaffing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def offered_known(history: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The history with `offered` in every row of which anything is known, and notes.

    A row without `offered` has `handled + abandoned`; where that is not known either, `handled`, with a warning that
    it is too few. Rows of which nothing is known are left out: unknown is not zero.

    Parameters
    ----------
    history : `handled` and `abandoned` where known, `offered` where known; `queue` for the notes where there is one.
    """
    columns = {
        name: pd.to_numeric(history[name], errors="coerce").to_numpy(dtype=np.float64)
        if name in history
        else np.full(len(history), np.nan)
        for name in ("offered", "handled", "abandoned")
    }
    blank = np.isnan(columns["offered"])
    if not blank.any():
        return history, ()
    both = columns["handled"] + columns["abandoned"]
    summed = blank & ~np.isnan(both)
    alone = blank & ~summed & ~np.isnan(columns["handled"])
    offered = np.where(summed, both, np.where(alone, columns["handled"], columns["offered"]))
    known = ~np.isnan(offered)
    filled = history.assign(offered=offered)
    return (filled if known.all() else filled[known]), tuple(_notes(history, summed, alone, ~known))


def _notes(
    history: pd.DataFrame, summed: NDArray[np.bool_], alone: NDArray[np.bool_], unknown: NDArray[np.bool_]
) -> Iterator[str]:
    rows = len(history)
    if summed.any():
        yield (
            f"{_part(summed, rows)} no number offered: handled and abandoned together stand in for it; "
            "contacts that were turned away are not in the forecast."
        )
    if alone.any():
        short = " (none of them has a number abandoned)" if "abandoned" in history else ""
        yield (
            f"only handled contacts are known in {_of(alone, rows)}{short}: those that were given up or turned away "
            "are not in the forecast, which is too low where waits were long. Export offered, or abandoned beside "
            "handled."
        )
    if unknown.any():
        yield f"{int(unknown.sum())} rows without a number of contacts are taken as unknown."


def _part(chosen: NDArray[np.bool_], rows: int) -> str:
    return "the history has" if chosen.all() else f"{int(chosen.sum()):,} of {rows:,} rows have"


def _of(chosen: NDArray[np.bool_], rows: int) -> str:
    return "the history" if chosen.all() else f"{int(chosen.sum()):,} of {rows:,} rows"
