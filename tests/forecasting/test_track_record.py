from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from synthetic_history import counts, history, rates

from staffplan.errors import DataError
from staffplan.forecasting.method_choice import choose
from staffplan.forecasting.methods.ewma import SameWeekdayEwma
from staffplan.forecasting.methods.weekday_median import WeekdayMedian
from staffplan.forecasting.rolling_origins import BASELINES
from staffplan.forecasting.track_record import ALL_QUEUES, TrackRecord, track_record
from staffplan.tables.backtest import BACKTEST

MONDAY = date(2026, 1, 5)
FEW = (SameWeekdayEwma(), WeekdayMedian())


def two_queues(days: int = 98) -> pd.DataFrame:
    calls = counts(rates(MONDAY, days, volume=600.0), 1)
    return history(MONDAY, {"calls": calls, "chat": counts(rates(MONDAY, days, volume=200.0), 2)})


def recorded(frame: pd.DataFrame, **choices: object) -> TrackRecord:
    asked: dict[str, object] = {"origins": 4, "lead_weeks": 2} | choices
    return track_record(frame, FEW, **asked)  # type: ignore[arg-type]


def test_the_table_has_a_row_for_all_queues_each_queue_weekday_and_lead_of_every_method() -> None:
    frame = recorded(two_queues()).frame
    methods = {method.name for method in (*FEW, *BASELINES)}
    assert set(BACKTEST.names) == set(frame.columns)
    assert not frame.duplicated(list(BACKTEST.key)).any()
    sizes = frame.groupby("level").size().to_dict()
    assert sizes == {"all": 5, "queue": 10, "weekday": 5 * 3 * 7, "lead_week": 5 * 3 * 2}
    assert set(frame["method"]) == methods
    assert set(frame["queue"]) == {ALL_QUEUES, "calls", "chat"}
    assert set(frame.loc[frame["level"] == "weekday", "weekday"]) == {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
    assert set(frame.loc[frame["level"] != "weekday", "weekday"]) == {""}
    # nobody calls on Sundays
    assert frame.loc[frame["weekday"] == "Sun", "wape"].isna().all()


def test_contacts_are_those_that_came_in_the_weeks_judged_and_all_queues_are_their_sum() -> None:
    source = two_queues()
    record = recorded(source)
    last_weeks = source[source["start"] >= pd.Timestamp(record.first)]
    assert (record.last - record.first).days == 4 * 7 - 1
    came = last_weeks.groupby("queue")["offered"].sum()
    frame = record.frame[record.frame["method"] == "mean_of_4"].set_index(["level", "queue"])["contacts"]
    assert frame["queue"].to_dict() == came.to_dict()
    assert frame[("all", ALL_QUEUES)] == came.sum()


def test_rows_from_a_day_on_are_not_looked_at() -> None:
    source = two_queues()
    day = MONDAY + timedelta(days=80)
    cut = source[source["start"] < pd.Timestamp(day)]
    pd.testing.assert_frame_equal(recorded(source, until=day).frame, recorded(cut).frame)


def test_a_history_that_is_too_short_says_how_many_weeks_are_missing() -> None:
    with pytest.raises(
        DataError, match="takes 4 weeks of history; this one has 20 days: 2 weeks are missing"
    ) as raised:
        recorded(two_queues(20))
    assert raised.value.faults[0].code == "data.history_too_short"
    with pytest.raises(DataError, match="1 week is missing"):
        recorded(two_queues(27))
    record = recorded(two_queues(28))
    assert set(record.frame["origins"]) == {1}
    assert any("allows for 1 of 4 weeks" in note for note in record.notes)


def test_a_queue_that_has_just_begun_is_left_out_with_a_note() -> None:
    source = two_queues()
    young = source[(source["queue"] == "calls") | (source["start"] >= pd.Timestamp(MONDAY + timedelta(days=84)))]
    record = recorded(young)
    assert {choice.queue for choice in record.choices} == {"calls"}
    assert any(note.startswith("chat: its history of 14 days is too short") for note in record.notes)


def test_a_queue_in_which_nothing_came_has_no_choice() -> None:
    source = two_queues()
    source.loc[
        (source["queue"] == "chat") & (source["start"] >= pd.Timestamp(MONDAY + timedelta(days=60))), "offered"
    ] = 0.0
    record = recorded(source)
    assert [choice.queue for choice in record.choices] == ["calls"]
    assert any("no contacts came" in note for note in record.notes)


def judged(errors: dict[str, list[float]]) -> pd.DataFrame:
    """Judged days of one day a week."""
    return pd.concat(
        [
            pd.DataFrame({"method": name, "week": np.arange(len(weeks)), "error": weeks, "contacts": 1000.0})
            for name, weeks in errors.items()
        ]
    )


def test_the_usual_method_stays_where_another_is_ahead_by_chance_only() -> None:
    days = judged({"auto": [100, 120, 90, 110, 100, 95], "other": [100, 90, 95, 112, 104, 100]})
    found = choose(days, ["auto", "other"], "calls")
    assert found is not None
    assert (found.method, found.best) == ("auto", "other")
    assert found.wape == pytest.approx(615 / 6000)
    assert found.gain == pytest.approx(14 / 6000)
    assert "may be chance" in found.why
    assert found.yaml == "forecasting: {method: auto}"


def test_a_method_that_is_better_week_by_week_is_taken() -> None:
    days = judged({"auto": [100, 120, 90, 110, 100, 95], "other": [90, 108, 81, 97, 92, 84]})
    found = choose(days, ["other", "auto"], "calls")
    assert found is not None
    assert found.method == "other"
    assert found.gain > 2 * found.gain_error
    assert "more than chance" in found.why


def test_three_weeks_are_too_few_to_tell() -> None:
    found = choose(judged({"auto": [100, 100, 100], "other": [50, 50, 50]}), ["auto", "other"], "")
    assert found is not None
    assert found.method == "auto"
    assert "3 weeks are too few" in found.why


def test_the_usual_method_is_the_first_where_auto_is_not_compared() -> None:
    found = choose(judged({"one": [100.0] * 6, "two": [101.0] * 6}), ["one", "two"], "")
    assert found is not None
    assert (found.method, found.why) == ("one", "one errs least.")
