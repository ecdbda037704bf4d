"""A frame as it will be read back from its file, so that a step gives the same from memory and from disk."""

from __future__ import annotations

import pandas as pd

from staffplan.export.csv_text import DECIMALS


def as_written(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its numbers rounded as CSV files write them."""
    return frame.round(dict.fromkeys(frame.select_dtypes("float").columns, DECIMALS))
