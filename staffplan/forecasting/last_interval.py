"""Whether the last interval of the actuals looks cut off: an export in the middle of it counts a part of it only."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from staffplan.forecasting.matched import MINUTES, clumping

_HALF: Final = 0.6
"""An export near the end of an interval misses little, and what it misses does no harm."""
_SPREADS: Final = 3.0


def looks_cut_off(matched: pd.DataFrame) -> bool:
    """Whether the last interval has far less than those of its day before it lead to expect, in all queues together.

    Far less: below `_HALF` of it, and more than three standard deviations. A true collapse is taken for one, too, for
    one interval: with the next row it is no longer the last.

    Parameters
    ----------
    matched : `staffplan.forecasting.matched.Matched.frame`.
    """
    last = matched["start"] == matched["start"].max()
    before = matched[~last & (matched["day"] == matched["day"].max())]
    if before.empty or not before["expected"].sum() > 0:
        return False
    expected = matched.loc[last, "expected"].to_numpy()
    level = float(before["came"].sum() / before["expected"].sum())
    # there is one interval only: nothing for what makes it busy to last into
    scatter = clumping(expected, matched.loc[last, "cv2_interval"].to_numpy(), int(MINUTES))
    mean, came = level * float(expected.sum()), float(matched.loc[last, "came"].sum())
    return bool(came < _HALF * mean and mean - came > _SPREADS * np.sqrt(mean * scatter))
