from datetime import date
from pathlib import Path

import pytest
from small_configuration import small_text

from staffplan.config import check, load
from staffplan.forecasting.stated_volume import Inheritance, StatedSeason


def _queues(calls: str = "floor: 0", b: str = "floor: 0") -> str:
    common = "channel: voice, goal: {service_level: 80 %}"
    return f"{{calls: {{{common}, {calls}}}, b: {{{common}, {b}}}}}"


def _folder(folder: Path, **changes: str) -> Path:
    (folder / "centre.yaml").write_text(small_text(dict(changes)))
    return folder


def test_what_is_stated_about_volume_is_read(tmp_path: Path) -> None:
    season = (
        "{daily: 200, weekdays: {Mon: 1.3, Sat: -40 %}, day: {08:00-10:00: 1.5}, months: {Jun-Aug: 0.8}, "
        "worth: 6 weeks}"
    )
    queues = _queues("history_from: {old: 60 %}, history_until: 2026-03-01", "history_from: {old: 40 %}")
    volume = load(_folder(tmp_path, queues=queues, groups="{tel: [calls, b]}", seasonality=f"{{b: {season}}}")).volume
    assert volume.groups == {"tel": ("calls", "b")}
    assert volume.inherited["calls"] == Inheritance((("old", 0.6),), date(2026, 3, 1))
    assert volume.former == {"old"}
    months = (1.0,) * 5 + (0.8,) * 3 + (1.0,) * 4
    weekdays = (1.3, 1.0, 1.0, 1.0, 1.0, 0.6, 1.0)
    assert volume.seasons == {"b": StatedSeason(200.0, weekdays, (((480, 600), 1.5),), months, 6.0)}


def test_a_past_event_may_name_a_queue_that_others_took_over(tmp_path: Path) -> None:
    queues = _queues("history_from: {old: 60 %}")
    folder = _folder(tmp_path, queues=queues, events="[{name: fair, dates: 2026-01-12, queues: [old]}]")
    (event,) = load(folder).centre.special_days.events
    assert event.queues == {"old"}


def test_callers_who_try_again_are_known_where_they_hang_up(tmp_path: Path) -> None:
    calls = "{channel: voice, patience: 60 s, calls_again: 20 %, goal: {max_abandonment: 3 %}}"
    assert load(_folder(tmp_path, queues=f"{{calls: {calls}}}")).volume.retry_shares == {"calls": 0.2}


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ({"queues": _queues("history_from: {old: 60 %}", "history_from: {old: 50 %}")}, "110 % of the history of old"),
        ({"queues": _queues("history_from: {calls: 60 %}")}, "a share of a queue's own history ends on a day"),
        ({"queues": _queues("history_until: 2026-03-01")}, "there is no history of others"),
        ({"queues": _queues(), "groups": "{tel: [calls, c]}"}, "there is no queue called 'c'"),
        ({"queues": _queues(), "groups": "{tel: [calls, b], all: [b, calls]}"}, "b is in the group tel already"),
        ({"queues": _queues(), "groups": "{tel: [b]}"}, "a group of one queue"),
        ({"seasonality": "{colls: {daily: 3}}"}, "there is no queue called 'colls'"),
        ({"seasonality": "{calls: {daily: 3, weekdays: {Mon: 2, Mon-Tue: 1}}}"}, "Mon is in 'Mon' already"),
        ({"seasonality": "{calls: {daily: 3, months: {Dec: 2, Nov-Jan: 1}}}"}, "Dec is in 'Dec' already"),
        ({"seasonality": "{calls: {daily: 3, day: {08:00-10:00: 2, 09:00-11:00: 1}}}"}, "09:00 is in '08:00-10:00'"),
        ({"seasonality": "{calls: {daily: 3, months: {Dez: 2}}}"}, "is not a month"),
        ({"seasonality": "{calls: {daily: 3, day: {morning: 2}}}"}, "is not a span"),
        ({"seasonality": "{calls: {daily: 3, worth: 4}}"}, "is not a number of weeks"),
        ({"seasonality": "{calls: {daily: -3}}"}, "out of range"),
        ({"seasonality": "{calls: {worth: 4 weeks}}"}, "has no 'daily'"),
    ],
)
def test_what_makes_no_sense_is_told(tmp_path: Path, sections: dict[str, str], said: str) -> None:
    assert any(said in fault.message for fault in check(_folder(tmp_path, **sections)))
