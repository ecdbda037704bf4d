import pytest
from tiny_centre import BERLIN, centre

from staffplan.errors import DataError
from staffplan.intake import read_forecast, read_requirement

REQUIREMENT = "queue,start,agents"


def code(read) -> str:
    with pytest.raises(DataError) as caught:
        read()
    return caught.value.faults[0].code


def test_a_forecast_needs_only_its_mean(written):
    path = written("queue,start,offered_mean", "q,2026-11-30T08:00,1.5", "q,2026-11-30T08:30,2")
    read = read_forecast(path, zone=BERLIN)
    assert read.interval_min == 30
    assert list(read.frame.columns) == ["queue", "start", "offered_mean"]


def test_a_requirement_is_read_on_the_centres_clock_and_grid(written):
    rows = ("calls,2026-11-30T08:00,2.5", "calls,2026-11-30T07:30Z,3", "chat,2026-11-30T08:00,1")
    read = read_requirement(written(REQUIREMENT, *rows), centre())
    assert read.frame["start"].iloc[1].isoformat() == "2026-11-30T08:30:00+01:00"


def test_queues_the_centre_does_not_have_and_other_intervals_are_faults(written):
    unknown = written(REQUIREMENT, "call,2026-11-30T08:00,1", "calls,2026-11-30T08:00,1")
    assert code(lambda: read_requirement(unknown, centre())) == "data.unknown_name"
    hourly = written(REQUIREMENT, *(f"calls,2026-11-30T{hour:02d}:00,1" for hour in range(8, 18)))
    assert code(lambda: read_requirement(hourly, centre())) == "data.interval_length"
    crooked = written(REQUIREMENT, *(f"calls,2026-11-30T{clock},1" for clock in ("08:00", "08:30", "09:00", "09:37")))
    assert code(lambda: read_requirement(crooked, centre())) == "data.off_grid"
