from datetime import date
from typing import Any

import pytest
from pydantic import ConfigDict, TypeAdapter, ValidationError

from staffplan.config import values


def read(kind: Any, value: Any) -> Any:
    return TypeAdapter(kind, config=ConfigDict(strict=True)).validate_python(value)


def refusal(kind: Any, value: Any) -> tuple[str, str | None]:
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    context = caught.value.errors()[0]["ctx"]
    return context["said"], context["hint"]


@pytest.mark.parametrize(
    ("kind", "written", "meant"),
    [
        (values.ClockTime, "9:00", 540),
        (values.ClockTime, "09:00", 540),
        (values.ClockTime, "24:00", 1440),
        (values.Spans, "08:00-24:00", ((480, 1440),)),
        (values.Spans, "22:00-06:00", ((1320, 1800),)),
        (values.Spans, "13:00-18:00, 8:00-12:00", ((480, 720), (780, 1080))),
        (values.Spans, ["8:00-12:00", "13:00-18:00"], ((480, 720), (780, 1080))),
        (values.Spans, {"open": "9:00", "close": "24:00"}, ((540, 1440),)),
        (values.Spans, "closed", ()),
        (values.OnHoliday, "as usual", None),
        (values.OnHoliday, "closed", ()),
        (values.OnHoliday, "10:00-16:00", ((600, 960),)),
        (values.Weekday, "Mon", 0),
        (values.Weekdays, "Mon-Fri", "Mon-Fri"),
        (values.Duration, "20 s", 20),
        (values.Duration, "1.5 h", 5400),
        (values.Duration, "1 min 30 s", 90),
        (values.Minutes, "8.5 h", 510),
        (values.Minutes, "8 h 30 min", 510),
        (values.MinuteRange, "1-3 h", (60, 180)),
        (values.MinuteRange, "30 min - 3 h", (30, 180)),
        (values.MinuteRange, "90 to 150 min", (90, 150)),
        (values.HoursBand, 40, (40, 40)),
        (values.HoursBand, 38.5, (38.5, 38.5)),
        (values.HoursBand, "20-25 h", (20, 25)),
        (values.HoursBand, "40 h", (40, 40)),
        (values.DaysBand, 5, (5, 5)),
        (values.DaysBand, "4-5", (4, 5)),
        (values.Share, "80 %", 0.8),
        (values.Share, "80%", 0.8),
        (values.Share, 0.8, 0.8),
        (values.Share, 1, 1),
        (values.Uplift, "+30 %", 1.3),
        (values.Uplift, "-45 %", 0.55),
        (values.Uplift, 1.3, 1.3),
        (values.Date, "2028-02-29", date(2028, 2, 29)),
        (values.DateRange, "2026-10-19 to 2026-10-30", (date(2026, 10, 19), date(2026, 10, 30))),
        (values.DateRange, "2026-10-19", (date(2026, 10, 19), date(2026, 10, 19))),
        (values.Name, "Süd 2", "Süd 2"),
    ],
)
def test_what_a_planner_writes_is_read_as_meant(kind, written, meant):
    assert read(kind, written) == pytest.approx(meant) if isinstance(meant, float) else read(kind, written) == meant


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        (values.ClockTime, "25:00"),
        (values.ClockTime, "9:60"),
        (values.ClockTime, 540),
        (values.ClockTime, True),
        (values.ClockTime, "-1:00"),
        (values.Spans, "24:00-25:00"),
        (values.Spans, "8:00-12:00, 11:00-13:00"),
        (values.Spans, []),
        (values.Spans, {"open": "9:00"}),
        (values.Spans, [["8:00-9:00"]]),
        (values.Spans, None),
        (values.Weekday, "Mon-Tue"),
        (values.Weekdays, "Funday"),
        (values.Duration, 20),
        (values.Duration, "20"),
        (values.Duration, "-20 s"),
        (values.Duration, "20 s and more"),
        (values.Minutes, "20 s"),
        (values.MinuteRange, "3-1 h"),
        (values.MinuteRange, "1-3"),
        (values.HoursBand, "25-20 h"),
        (values.HoursBand, 169),
        (values.HoursBand, True),
        (values.HoursBand, float("nan")),
        (values.DaysBand, 8),
        (values.DaysBand, 0),
        (values.DaysBand, 2.5),
        (values.Uplift, "-101 %"),
        (values.Uplift, "+20000 %"),
        (values.Share, 80),
        (values.Share, -0.1),
        (values.Share, "180 %"),
        (values.Share, float("nan")),
        (values.Share, float("inf")),
        (values.Share, True),
        (values.Share, "0.8"),
        (values.Uplift, "30 %"),
        (values.Uplift, float("nan")),
        (values.Uplift, -1),
        (values.Date, "2026-02-30"),
        (values.Date, "24.12.2026"),
        (values.Date, "2026-W49-1"),
        (values.DateRange, "2026-10-30 to 2026-10-19"),
        (values.Name, ""),
        (values.Name, " x"),
        (values.Name, "a|b"),
        (values.Name, "a\u202eb"),
        (values.Name, 5),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_hint(kind, written):
    message, hint = refusal(kind, written)
    assert message
    assert hint


def test_per_cent_lose_no_digit():
    assert read(values.Share, "99.9 %") == 0.999


def test_a_share_of_eighty_is_met_with_both_ways_to_write_it():
    assert refusal(values.Share, 80) == ("80 is not a share of one", "write 80 % or 0.8")


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (20, "20 s"), (320, "320 s"), (300, "5 min"), (3600, "1 h"), (30600, "8.5 h")]
)
def test_durations_are_written_back_as_they_are_read(seconds, text):
    assert values.duration_text(seconds) == text
    assert read(values.Duration, text) == seconds
