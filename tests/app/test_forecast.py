from datetime import date
from pathlib import Path

import holidays as holidays_package
import numpy as np
import pandas as pd
import pytest
from synthetic_history import counts, history, rates

import staffplan
from staffplan.app.stated_calendar import stated_day, stated_holidays, stated_opening
from staffplan.calendar.opening import ALWAYS_OPEN, OpeningHours
from staffplan.errors import DataError, StaffplanError, UsageError

MONDAY = date(2026, 1, 5)
KNOWN = counts(rates(MONDAY, 70), 1)
ROWS = history(MONDAY, KNOWN)


def test_a_frame_and_nothing_else_is_enough_and_twice_gives_the_same() -> None:
    pd.testing.assert_frame_equal(staffplan.forecast(ROWS), staffplan.forecast(ROWS), check_exact=True)


def test_what_was_assumed_comes_with_the_frame() -> None:
    notes = staffplan.forecast(ROWS).attrs["notes"]
    assert any("opening hours learnt" in note for note in notes)


def test_the_frame_handed_in_is_left_as_it_was() -> None:
    before = ROWS.copy()
    staffplan.forecast(ROWS)
    pd.testing.assert_frame_equal(ROWS, before)


@pytest.mark.parametrize("zone", [None, "Europe/Berlin", "UTC", "+02:00"])
def test_starts_are_zoned_exactly_as_they_came(zone: str | None) -> None:
    rows = ROWS.assign(start=ROWS["start"].dt.tz_localize(zone)) if zone else ROWS
    starts = staffplan.forecast(rows)["start"]
    assert starts.dt.tz == rows["start"].dt.tz
    assert starts.dt.tz_localize(None).iloc[0] == pd.Timestamp("2026-03-16T08:00")


def test_a_history_without_queues_is_one_queue() -> None:
    frame = staffplan.forecast(ROWS.drop(columns="queue"))
    assert set(frame["queue"]) == {"all"}


def test_a_history_of_handled_contacts_says_that_it_under_states() -> None:
    frame = staffplan.forecast(ROWS.rename(columns={"offered": "handled"}))
    assert frame["offered_mean"].sum() > 0
    assert any("only handled" in note for note in frame.attrs["notes"])


def test_a_blank_number_of_contacts_is_unknown_not_zero() -> None:
    blank = ROWS.copy()
    blank.loc[np.random.default_rng(1).random(len(blank)) < 0.1, "offered"] = np.nan
    frame = staffplan.forecast(blank)
    assert frame["offered_mean"].sum() == pytest.approx(staffplan.forecast(ROWS)["offered_mean"].sum(), rel=0.03)


def test_a_csv_file_is_read_like_a_frame(tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    ROWS.assign(start=ROWS["start"].dt.strftime("%Y-%m-%dT%H:%M")).to_csv(path, index=False)
    from_file, from_frame = staffplan.forecast(path), staffplan.forecast(ROWS)
    pd.testing.assert_frame_equal(from_file, from_frame)


@pytest.mark.parametrize(
    "start", ["2026-03-23", date(2026, 3, 23), pd.Timestamp("2026-03-23T05:00"), np.datetime64("2026-03-23")]
)
def test_the_first_day_may_be_any_kind_of_date(start: object) -> None:
    assert staffplan.forecast(ROWS, start=start)["start"].min() == pd.Timestamp("2026-03-23T08:00")


@pytest.mark.parametrize("weeks", [0, -1, 1.5, True, "2", 1000])
def test_a_number_of_weeks_that_is_none_is_refused(weeks: object) -> None:
    with pytest.raises(UsageError, match="number of weeks"):
        staffplan.forecast(ROWS, weeks)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"start": "soon"}, UsageError),
        ({"start": "2025-01-01"}, DataError),
        ({"opening": "nine to five"}, UsageError),
        ({"opening": ""}, UsageError),
        ({"holidays": "Atlantis"}, UsageError),
        ({"holidays": "DE-XX"}, UsageError),
        ({"holidays": ["not a day"]}, UsageError),
        ({"holidays": [pd.NaT]}, UsageError),
        ({"holidays": 5}, UsageError),
        ({"start": pd.NaT}, UsageError),
        ({"start": np.datetime64("NaT", "D")}, UsageError),
        ({"start": "9999-12-31"}, UsageError),
    ],
)
def test_an_argument_that_makes_no_sense_is_refused(arguments: dict[str, object], error: type[StaffplanError]) -> None:
    with pytest.raises(error):
        staffplan.forecast(ROWS, **arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize("history", [None, [1, 2], ROWS["offered"], 5])
def test_what_is_no_history_is_refused_in_words(history: object) -> None:
    with pytest.raises(UsageError, match="neither a table nor the path"):
        staffplan.forecast(history)  # type: ignore[arg-type]


def test_a_number_of_weeks_may_be_numpy_s() -> None:
    pd.testing.assert_frame_equal(staffplan.forecast(ROWS, np.int64(2)), staffplan.forecast(ROWS, 2))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "broken",
    [
        ROWS.iloc[:0],
        ROWS.drop(columns="start"),
        ROWS.drop(columns="offered"),
        pd.concat([ROWS, ROWS.iloc[:1]]),
        ROWS.assign(offered=-5.0),
        ROWS.assign(offered=np.nan),
        pd.DataFrame(),
        pd.concat([ROWS, ROWS[["offered"]]], axis=1),
    ],
    ids=["empty", "no start", "no offered", "doubled", "negative", "all blank", "no columns", "two of a name"],
)
def test_a_history_that_cannot_be_used_is_a_fault_with_words(broken: pd.DataFrame) -> None:
    with pytest.raises(DataError):
        staffplan.forecast(broken)


@pytest.mark.parametrize(
    "stated",
    [
        "Mon-Fri 08:00-20:00; Sat 09:00-17:00",
        {"Mon-Fri": "08:00-20:00", "Sat": "09:00-17:00"},
        {"q": "Mon-Fri 08:00-20:00; Sat 09:00-17:00"},
    ],
)
def test_opening_hours_can_be_stated_as_planners_write_them(stated: object) -> None:
    weekly = stated_opening(stated, ["q"])["q"].weekly  # type: ignore[arg-type]
    assert weekly == (((480, 1200),),) * 5 + (((540, 1020),), ())


def test_opening_hours_may_have_several_spans_and_hold_every_day() -> None:
    assert stated_opening("08:00-12:00, 13:00-17:00", ["q"])["q"].weekly == (((480, 720), (780, 1020)),) * 7
    assert stated_opening("Mon, Wed 08:00-12:00", ["q"])["q"].weekly[2] == ((480, 720),)
    assert stated_opening({"a": ALWAYS_OPEN, "b": None}, ["a", "b"]) == {"a": ALWAYS_OPEN}


def test_stated_hours_reach_the_forecast() -> None:
    frame = staffplan.forecast(ROWS, opening="Mon-Fri 10:00-11:00")
    assert set(frame["start"].dt.strftime("%H:%M")) == {"10:00", "10:30"}
    assert isinstance(stated_opening(ALWAYS_OPEN, ["q"])["q"], OpeningHours)


@pytest.mark.parametrize(
    "stated",
    [
        "DE-HH",
        ("DE", "HH"),
        "de-hh",
        [date(2026, 10, 31), "2026-12-25"],
        {"2026-10-31": "Reformation", pd.Timestamp("2026-12-25"): "Christmas"},
        holidays_package.country_holidays("DE", subdiv="HH"),
    ],
)
def test_holidays_can_be_a_place_dates_or_names_by_date(stated: object) -> None:
    found = stated_holidays(stated, date(2026, 1, 5), date(2026, 12, 31))  # type: ignore[arg-type]
    assert {date(2026, 10, 31), date(2026, 12, 25)} <= set(found)


def test_a_region_s_own_holiday_needs_the_region() -> None:
    assert date(2026, 10, 31) not in stated_holidays("DE", date(2026, 1, 5), date(2026, 12, 31))


def test_a_day_that_is_none_names_its_argument() -> None:
    with pytest.raises(UsageError, match=r"start='31\.12\.2026'"):
        stated_day("31.12.2026", "start")


def test_times_of_several_offsets_are_not_read_as_utc_in_silence() -> None:
    starts = pd.date_range("2026-09-28", "2026-11-09", freq="30min", tz="Europe/Berlin", inclusive="left")
    texts = [start.isoformat() for start in starts]
    frame = pd.DataFrame({"start": texts, "offered": 1})
    notes = staffplan.forecast(frame).attrs["notes"]
    assert any("2 different offsets" in note and "read as UTC" in note for note in notes)
    zoned = staffplan.forecast(frame.assign(start=starts)).attrs["notes"]
    assert not any("offsets" in note for note in zoned)
