"""How many callers there were, where a history counts their attempts.

Callers who hang up and try again stand in `offered` once an attempt. A requirement made with patience adds the
attempts that its own abandonment leads to (`calls_again`), so that a forecast of attempts would count them twice, and
would carry the bad service of the past into the plan. What is forecast is therefore first attempts: of ``r`` times the
abandoned, each came once more, so that ``first = offered - r * abandoned``.

References
----------
The balance of attempts is that of a retrial queue: ``offered = first + r * abandoned`` (Aguir, Karaesmen, Aksin and
Chauvet 2004, "The impact of retrials on call center performance", OR Spectrum 26, 353-376).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd


def first_attempts(history: pd.DataFrame, retry_shares: Mapping[str, float]) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The history with first attempts as `offered`, for the queues of which callers are said to try again, and notes.

    An attempt counts in the interval of the hang-up that it follows; both lie minutes apart. Rows without a number
    abandoned are left as they are, which a note says.

    Parameters
    ----------
    retry_shares : share of those who hang up that try again, in [0, 1), by queue.
    """
    concerned = {queue: share for queue, share in retry_shares.items() if share > 0}
    if not concerned:
        return history, ()
    share = history["queue"].map(concerned).astype("float64").fillna(0.0).to_numpy()
    offered = history["offered"].to_numpy(dtype=np.float64)
    abandoned = (
        history["abandoned"].to_numpy(dtype=np.float64) if "abandoned" in history else np.full(len(history), np.nan)
    )
    known = (share > 0) & ~np.isnan(abandoned)
    again = np.where(known, share * np.nan_to_num(abandoned), 0.0)
    counts = pd.DataFrame(
        {
            "queue": history["queue"].to_numpy(),
            "offered": np.where(known, np.nan_to_num(offered), 0.0),
            "abandoned": np.where(known, np.nan_to_num(abandoned), 0.0),
            "unknown": (share > 0) & ~known,
        }
    )[share > 0]
    return history.assign(offered=np.maximum(offered - again, 0.0)), tuple(_notes(counts, concerned))


def _notes(counts: pd.DataFrame, shares: Mapping[str, float]) -> Iterator[str]:
    for queue, sums in counts.groupby("queue", sort=True).sum().iterrows():
        if sums["offered"] > 0:
            gave_up, again = sums["abandoned"] / sums["offered"], shares[str(queue)]
            yield (
                f"{queue}: the history counts attempts; {100 * gave_up:.1f} % hung up and {100 * again:g} % of these "
                f"tried again, so that {100 * (1 - again * gave_up):.1f} % of the attempts were first ones. First "
                "attempts are forecast; the requirement adds those that follow a hang-up."
            )
        if sums["unknown"]:
            yield (
                f"{queue}: {int(sums['unknown']):,} rows have no number abandoned: their attempts are all taken as "
                "first ones, and those that follow a hang-up count twice in the requirement."
            )
