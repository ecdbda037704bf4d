"""Events and overrides as a planner writes them, and what is refused."""

from datetime import date

import pytest

from staffplan.calendar.special_days import Event, Override, Period

FIRST, SECOND = date(2026, 12, 1), date(2026, 12, 2)


def test_an_event_has_hours_and_a_certainty(small):
    text = "[{name: fair, dates: 2026-12-01, hours: 14:00-16:30, expected: +30 %, give_or_take: 10 %}]"
    (event,) = small(events=text).centre.special_days.events
    assert event == Event(Period("fair", FIRST, FIRST), frozenset(), 1.3, 0.1, (840, 990))


def test_an_event_without_a_number_is_to_be_learnt(small):
    (event,) = small(events="[{name: fair, dates: 2026-12-01}]").centre.special_days.events
    assert event.uplift is None


def test_overrides_are_numbers_of_contacts_or_changes(small):
    text = (
        "[{queue: calls, dates: 2026-12-01, contacts: 400, note: 'from  sales'},"
        " {queue: calls, dates: 2026-12-02, hours: 09:00-11:00, change: -20 %}]"
    )
    assert small(overrides=text).centre.special_days.overrides == (
        Override("calls", FIRST, FIRST, None, 400.0, None, "from sales"),
        Override("calls", SECOND, SECOND, (540, 660), None, 0.8),
    )


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("{queue: cals, dates: 2026-12-01, contacts: 4}", "config.unknown_name", "no queue called 'cals'"),
        ("{queue: calls, dates: 2026-12-01}", "config.contradiction", "neither contacts nor change"),
        ("{queue: calls, dates: 2026-12-01, contacts: 4, change: +1 %}", "config.contradiction", "exclude each other"),
        ("{queue: calls, dates: 2026-12-05 to 2026-12-06, contacts: 4}", "config.contradiction", "is closed then"),
        ("{queue: calls, dates: 2026-12-01, hours: 21:00-22:00, contacts: 4}", "config.contradiction", "closed then"),
        ("{queue: calls, dates: 2026-12-01, contacts: -4}", "config.value", "at least 0"),
        ("{queue: calls, dates: 2026-12-01, hours: closed, contacts: 4}", "config.value", "closed"),
    ],
)
def test_overrides_that_make_no_sense_are_refused(refusal, text: str, code: str, said: str):
    fault = refusal(overrides=f"[{text}]")
    assert fault.code == code
    assert said in fault.message
    assert fault.line is not None


@pytest.mark.parametrize(("contacts", "limit"), [("-4", "at least 0"), ("2e9", "at most 1,000,000,000")])
def test_contacts_out_of_range_are_refused_with_the_limit_in_full_and_a_hint(refusal, contacts: str, limit: str):
    fault = refusal(overrides=f"[{{queue: calls, dates: 2026-12-01, contacts: {contacts}}}]")
    assert fault.message.endswith(f"it must be {limit}.")
    assert limit in (fault.hint or "")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("dates: 2026-12-01 to 2026-12-04", "dates: 2026-12-03"),
        ("dates: 2026-12-01, hours: 08:00-12:00", "dates: 2026-12-01, hours: 11:30-13:00"),
        ("dates: 2026-12-01, hours: 19:00-09:00", "dates: 2026-12-02, hours: 08:30-10:00"),
    ],
)
def test_overlapping_overrides_are_named_with_both_places(refusal, first: str, second: str):
    text = f"\n  - {{queue: calls, {first}, contacts: 4}}\n  - {{queue: calls, {second}, change: +5 %}}"
    fault = refusal(overrides=text)
    assert "overlaps" in fault.message
    assert f"centre.yaml:{fault.line - 1}" in fault.message


def test_overrides_side_by_side_are_none_of_each_other_s(small):
    text = (
        "[{queue: calls, dates: 2026-12-01, hours: 08:00-12:00, contacts: 4},"
        " {queue: calls, dates: 2026-12-01, hours: 12:00-20:00, contacts: 4}]"
    )
    assert len(small(overrides=text).centre.special_days.overrides) == 2


def test_a_certainty_needs_a_number_to_be_certain_of(refusal):
    fault = refusal(events="[{name: fair, dates: 2026-12-01, give_or_take: 10 %}]")
    assert "nothing to give or take" in fault.message


def test_an_event_that_stands_twice_is_refused_but_not_at_other_hours(refusal, small):
    day = "name: fair, dates: 2026-12-01"
    assert "a second time" in refusal(events=f"[{{{day}}}, {{{day}}}]").message
    assert (
        len(small(events=f"[{{{day}, hours: 08:00-09:00}}, {{{day}, hours: 10:00-11:00}}]").centre.special_days.events)
        == 2
    )
