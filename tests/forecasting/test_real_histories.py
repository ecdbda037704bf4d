"""Held-out weeks of real call histories: a few origins of each, against the mean of the last four same weekdays."""

import numpy as np
import pandas as pd
import pytest
from shared_folder import SHARED, needs_shared

from staffplan import forecast

FOLDER = "history"
SETS = {
    "bank_2003_5min_first_120_days.csv": ("US", ["2003-06-09", "2003-07-07", "2003-08-04"], 0.95),
    "anonymous_bank_1999_30min_jan_sep.csv": ("IL", ["1999-06-06", "1999-07-18", "1999-09-12"], 0.85),
    "assistance_6_queues_30min_2011_2012.csv.gz": ("FR", ["2012-05-07", "2012-09-10"], 0.92),
}


def _history(name: str) -> pd.DataFrame:
    frame = pd.read_csv(SHARED / FOLDER / name)
    frame = frame.rename(columns={"timestamp": "start", "calls": "offered"})
    frame["start"] = pd.to_datetime(frame["start"])
    if "queue" not in frame:
        frame["queue"] = "calls"
    if name.startswith("bank"):
        frame["start"] = frame["start"].dt.floor("30min")
        frame = frame.groupby(["queue", "start"], as_index=False)["offered"].sum()
    return frame


def _mean_of_four(known: pd.DataFrame, start: pd.Timestamp) -> pd.DataFrame:
    """The mean of the last four same weekdays that have rows, by queue and half-hour."""
    day = known["start"].dt.normalize()
    known = known.assign(day=day, weekday=day.dt.day_of_week, clock=known["start"] - day)
    rank = known.groupby(["queue", "weekday"])["day"].rank(method="dense", ascending=False)
    mean = (
        known[rank <= 4].groupby(["queue", "weekday", "clock"])["offered"].mean().rename("offered_mean").reset_index()
    )
    mean["start"] = start + pd.to_timedelta((mean["weekday"] - start.day_of_week) % 7, unit="D") + mean["clock"]
    return mean


def _error(forecasts: pd.DataFrame, actual: pd.DataFrame) -> float:
    both = actual.merge(forecasts[["queue", "start", "offered_mean"]], how="left", on=["queue", "start"])
    return float(np.abs(both["offered"] - both["offered_mean"].fillna(0)).sum())


@needs_shared(FOLDER)
@pytest.mark.parametrize("name", SETS)
def test_held_out_weeks_are_forecast_better_than_by_the_mean_of_four(name: str) -> None:
    country, origins, margin = SETS[name]
    history, ours, theirs = _history(name), 0.0, 0.0
    for origin in map(pd.Timestamp, origins):
        known = history[history["start"] < origin]
        actual = history[(history["start"] >= origin) & (history["start"] < origin + pd.Timedelta(days=7))]
        ours += _error(forecast(known, start=origin, holidays=country), actual)
        theirs += _error(_mean_of_four(known, origin), actual)
    assert ours < margin * theirs
