"""Days of a real call history at half their volume; `benchmarks/forecast_update.py` measures three histories."""

import numpy as np
import pandas as pd
from shared_folder import SHARED, needs_shared

from staffplan import forecast
from staffplan.forecasting.intraday_update import update_forecast
from staffplan.forecasting.matched import Matched, match

FOLDER = "history"
NAME, COUNTRY = "bank_2003_5min_first_120_days.csv", "US"
ORIGINS = ("2003-06-09", "2003-07-07", "2003-08-04")


def _history() -> pd.DataFrame:
    frame = pd.read_csv(SHARED / FOLDER / NAME).rename(columns={"timestamp": "start", "calls": "offered"})
    frame["start"] = pd.to_datetime(frame["start"]).dt.floor("30min")
    return frame.assign(queue="calls").groupby(["queue", "start"], as_index=False)["offered"].sum()


def _errors(planned: pd.DataFrame, both: pd.DataFrame) -> np.ndarray:
    """Absolute errors of the rest of each day in all, before and after, summed over days and queues."""
    total = np.zeros(2)
    for (queue, _day), rows in both.groupby(["queue", "day"]):
        due = rows["expected"].cumsum() / rows["expected"].sum()
        count = int((due <= 0.5).sum())
        if not 0 < count < len(rows):
            continue
        now, rest = rows["start"].iloc[count], rows.iloc[count:]
        mine = both[(both["queue"] == queue) & (both["start"] < now)]
        after = update_forecast(planned[planned["queue"] == queue], Matched(mine, 30, ()), now, 30).frame
        corrected = rest.merge(after, on=["queue", "start"])["offered_mean"].sum()
        total += [abs(rest["expected"].sum() - rest["came"].sum()), abs(corrected - rest["came"].sum())]
    return total


@needs_shared(FOLDER)
def test_at_half_the_day_the_rest_is_off_by_a_tenth_less() -> None:
    history, errors = _history(), np.zeros(2)
    for origin in map(pd.Timestamp, ORIGINS):
        planned = forecast(history[history["start"] < origin], start=origin, holidays=COUNTRY)
        week = history[(history["start"] >= origin) & (history["start"] < origin + pd.Timedelta(days=7))]
        errors += _errors(planned, match(planned, 30, week, 30).frame)
    assert errors[1] < 0.9 * errors[0]
