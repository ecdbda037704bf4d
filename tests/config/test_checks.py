"""Values that are right by themselves and wrong together."""

import pytest
from small_configuration import SMALL

from staffplan.shifts.catalogue import catalogue


def queue(text):
    return f"{{calls: {text}}}"


CONTRACT = "{full: {employment: employed, weekly_hours: 5-50 h, days: 1-5, wage: 18, profiles: [day]}}"


def profile(**keys):
    known = {"modes": "[home]", "first_start": "8:00", "last_start": "12:00", "lengths": "[8 h]", **keys}
    return "\n  day:" + "".join(f"\n    {key}: {value}" for key, value in known.items())


@pytest.mark.parametrize("section", ["sites", "queues", "contracts", "profiles"])
@pytest.mark.parametrize(("one", "other"), [("Day", "day"), ("caf\u00e9", "cafe\u0301")])
def test_names_that_nobody_can_tell_apart_are_refused(refused, section, one, other):
    settings = SMALL[section][SMALL[section].index(": ") + 2 : -1]
    faults = refused(**{section: f"{{{one}: {settings}, {other}: {settings}}}"})
    assert "config.ambiguous_name" in {fault.code for fault in faults}


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{channel: voice}", "queues.calls.goal"),
        ("{channel: chat, goal: {within: 20 s}}", "queues.calls.goal"),
        ("{channel: email}", "queues.calls.goal"),
        ("{channel: message, goal: {}}", "queues.calls.goal"),
        ("{channel: outbound}", "queues.calls"),
        ("{channel: email, goal: {deadline: 4 h, service_level: 80 %}}", "queues.calls.goal.service_level"),
        ("{channel: voice, goal: {asa: 20 s, deadline: 4 h}}", "queues.calls.goal.deadline"),
        ("{channel: voice, goal: {asa: 20 s}, concurrency: 2}", "queues.calls.concurrency"),
        ("{channel: voice, goal: {asa: 20 s}, daily_quota: 5}", "queues.calls.daily_quota"),
        ("{channel: voice, goal: {asa: 20 s}, opening_hours: {Mon: 7:00-9:00}}", "queues.calls.opening_hours.Mon"),
        ("{channel: voice, goal: {asa: 20 s}, opening_hours: {Sat: 9:00-10:00}}", "queues.calls.opening_hours.Sat"),
    ],
)
def test_a_queue_states_what_its_channel_needs_and_nothing_else(refusal, text, path):
    fault = refusal(queues=queue(text))
    assert (fault.code, fault.path) == ("config.contradiction", path)
    assert fault.hint


@pytest.mark.parametrize(
    "text",
    [
        "{channel: voice, goal: {asa: 20 s}}",
        "{channel: chat, goal: {max_occupancy: 80 %}, concurrency: 3, concurrency_stretch: 1.4}",
        "{channel: email, goal: {deadline: 1 d}}",
        "{channel: outbound, daily_quota: 100, connect_rate: 30 %}",
        "{channel: voice, goal: {asa: 20 s}, opening_hours: {Mon-Wed: '9:00-12:00, 13:00-20:00'}}",
    ],
)
def test_queues_that_state_what_they_need_are_taken(small, text):
    assert small(queues=queue(text)).centre.queues[0].name == "calls"


@pytest.mark.parametrize(
    ("keys", "path"),
    [
        ({"last_start": "7:00"}, "last_start"),
        ({"first_start": "8:10"}, "first_start"),
        ({"start_step": "20 min"}, "start_step"),
        ({"lengths": "[8 h, 7 h 50 min]"}, "lengths[2]"),
        ({"lengths": "[8 h, 480 min]"}, "lengths"),
        ({"split_only": "true", "lengths": "[4 h, 8 h]"}, "split_only"),
        ({"lengths": "[4 h]", "gap": "1-3 h", "gap_step": "20 min"}, "gap_step"),
        ({"lengths": "[4 h]", "gap": "70-180 min"}, "gap"),
        ({"lengths": "[4 h]", "gap": "0-3 h"}, "gap"),
        ({"lengths": "[4 h, 8 h]", "gap": "2-3 h", "spread": "9 h"}, "spread"),
        ({"breaks": "[{length: 10 min, paid: true, starts_after: 1-2 h}]"}, "breaks[1].length"),
        ({"breaks": "[{length: 15 min, paid: true, starts_after: 50-90 min}]"}, "breaks[1].starts_after"),
        ({"breaks": "[{length: 15 min, paid: true, starts_after: 0-2 h}]"}, "breaks[1].starts_after"),
        ({"breaks": "[{length: 15 min, paid: true, starts_after: 7-8 h}]"}, "breaks[1].starts_after"),
        ({"breaks": "[{length: 15 min, paid: true, starts_after: 1-2 h, from_block: 9 h}]"}, "breaks[1].from_block"),
    ],
)
def test_a_profile_that_cannot_be_worked_is_refused_at_the_key_to_change(refused, keys, path):
    faults = refused(profiles=profile(**keys))
    assert f"profiles.day.{path}" in [fault.path for fault in faults if fault.code == "config.contradiction"]


def test_a_contract_that_mixes_too_many_lengths_is_told_at_its_place(refusal, small):
    terms = "employment: employed, weekly_hours: 10-35 h, days: 3-5, wage: 18, profiles: [day]"
    mixed = f"{{full: {{{terms}, mixed_lengths: true}}}}"
    fault = refusal(profiles=profile(lengths="[3 h, 4 h, 5 h, 6 h]"), contracts=mixed)
    assert fault.path == "contracts.full.mixed_lengths"
    assert "more than 24 ways" in fault.message
    assert small(profiles=profile(lengths="[3 h, 4 h, 5 h, 6 h]"), contracts=mixed.replace(", mixed_lengths: true", ""))


LAW = "[{rule: breaks_after}]"


def test_a_length_whose_pauses_break_the_rule_on_pauses_is_told_at_its_place(refusal):
    pause = "[{length: 15 min, paid: true, starts_after: 3-4 h}]"
    fault = refusal(profiles=profile(lengths="[6 h, 8 h]", breaks=pause), contracts=CONTRACT, rules=LAW)
    assert fault.path == "profiles.day.lengths[2]"
    assert "8 h with 15 min of pauses can never be worked: More than 6 h of work need 30 min" in fault.message
    assert "by_law" in fault.hint


@pytest.mark.parametrize(
    "rules",
    [
        "[]",
        "[{rule: breaks_after, applies_to: {contract: [other]}}]",
        "[{rule: breaks_after, after_hours: 9, unbroken_hours: 9}]",
    ],
)
def test_pauses_are_held_against_rules_that_are_written_for_the_contract(small, rules):
    other = "other: {employment: contractor, weekly_hours: 0-9, days: 0-5, wage: 9, profiles: [b]}"
    more = profile(lengths="[8 h]") + "\n  b: {modes: [home], first_start: 8:00, last_start: 9:00, lengths: [4 h]}"
    assert small(profiles=more, contracts=f"{CONTRACT[:-1]}, {other}}}", rules=rules)


def test_pauses_by_law_follow_from_the_rule_for_each_length(small):
    loaded = small(profiles=profile(lengths="[6 h, 8.5 h, 10 h]", breaks="by_law"), contracts=CONTRACT, rules=LAW)
    (found,) = loaded.centre.profiles
    assert [(plan.from_min, plan.to_min, plan.minutes, plan.paid) for plan in found.breaks] == [
        (510, 510, 30, False),
        (600, 600, 45, False),
    ]
    assert {shift.paid_min for shift in catalogue([found])} == {360, 480, 555}


def test_pauses_by_law_need_the_law(refusal):
    fault = refusal(profiles=profile(breaks="by_law"), contracts=CONTRACT, rules="[]")
    assert (fault.path, fault.code) == ("profiles.day.breaks", "config.contradiction")


@pytest.mark.parametrize("text", ["by law", "null", "3"])
def test_breaks_are_a_list_or_by_law(refused, text):
    assert "profiles.day.breaks" in {fault.path for fault in refused(profiles=profile(breaks=text))}


def test_overlapping_break_windows_are_named_with_the_line_of_the_later(refusal):
    breaks = """
      - {length: 15 min, paid: true, starts_after: 1-2 h}
      - {length: 15 min, paid: true, starts_after: 120-180 min}"""
    fault = refusal(profiles=profile(breaks=breaks))

    assert (fault.path, fault.line) == ("profiles.day.breaks[2].starts_after", 14)
    assert "1 h to 2.25 h" in fault.message


def test_break_windows_that_touch_are_taken(small):
    breaks = (
        "[{length: 15 min, paid: true, starts_after: 1-2 h}, {length: 15 min, paid: true, starts_after: 135-180 min}]"
    )
    assert len(small(profiles=profile(breaks=breaks)).centre.profiles[0].breaks) == 2


def test_breaks_out_of_order_are_refused(refusal):
    breaks = "[{length: 15 min, paid: true, starts_after: 4-5 h}, {length: 15 min, paid: true, starts_after: 1-2 h}]"
    assert "before the one above" in refusal(profiles=profile(breaks=breaks)).message


def test_a_pause_due_only_in_long_blocks_need_not_fit_into_short_ones(small, refused):
    pause = "[{{length: 15 min, paid: true, starts_after: 3-4 h{}}}]"
    lengths = "[4 h, 8 h]"
    assert small(profiles=profile(lengths=lengths, breaks=pause.format(", from_block: 5 h")))
    assert refused(profiles=profile(lengths=lengths, breaks=pause.format("")))


@pytest.mark.parametrize(
    ("hours", "days", "possible"),
    [
        ("40", "5", True),
        ("38", "5", False),
        ("39-41 h", "5", True),
        ("32", "4-5", True),
        ("8-16 h", "1-2", True),
        ("4", "1", False),
    ],
)
def test_contract_hours_must_be_a_sum_of_what_the_profiles_give(small, refusal, hours, days, possible):
    contracts = f"{{c: {{employment: employed, weekly_hours: {hours}, days: {days}, wage: 1, profiles: [day]}}}}"
    if possible:
        assert small(contracts=contracts)
        return
    fault = refusal(contracts=contracts)
    assert fault.path == "contracts.c.weekly_hours"
    assert "8 paid hours a day" in fault.message


def test_an_unpaid_meal_takes_its_time_off_the_paid_hours(small, refusal):
    meal = "[{activity: meal, length: 30 min, paid: false, starts_after: 3-5 h}]"
    assert "7.5 paid hours" in refusal(profiles=profile(breaks=meal)).message
    assert small(profiles=profile(breaks=meal, lengths="[8.5 h]"))


def test_blocks_of_a_split_shift_add_up_as_far_as_the_spread_allows(small, refusal):
    split = {"lengths": "[4 h]", "gap": "1-3 h", "split_only": "true"}
    assert small(profiles=profile(**split))
    assert (
        "the spread allows 8 h"
        in refusal(
            profiles=profile(**split, spread="8 h"),
            contracts="{c: {employment: contractor, weekly_hours: 0-40, days: 0-5, wage: 1, profiles: [day]}}",
        ).message
    )


def test_office_days_cannot_outnumber_working_days(refusal):
    contract = "{employment: employed, weekly_hours: 24, days: 3, wage: 1, profiles: [day], min_office_days: 4}"
    assert refusal(contracts=f"{{c: {contract}}}").path == "contracts.c.min_office_days"


def test_names_are_checked_even_where_their_settings_are_wrong(refused):
    faults = refused(events="[{name: x, dates: 2026-01-01, queues: [call]}]", queues=queue("{channel: voyce}"))
    assert {fault.code for fault in faults} == {"config.value", "config.unknown_name"}
    assert "did you mean calls?" in [fault.hint for fault in faults]


@pytest.mark.parametrize(("key", "name"), [("contract", "ful"), ("site", "her"), ("skill", "cals")])
def test_whom_a_rule_applies_to_must_exist(refusal, key, name):
    fault = refusal(rules=f"[{{rule: daily_hours, applies_to: {{{key}: [{name}]}}}}]")
    assert fault.code == "config.unknown_name"
    assert fault.hint.startswith("did you mean")


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ("{Mon-Fri: 8:00-9:00, Wed: closed}", "already"),
        ("{Mon: 8:00-9:00, Monday: 9:00-10:00}", "already"),
        ("{Mon: 20:00-6:00, Tue: 5:00-12:00}", "run into"),
    ],
)
def test_a_weekday_has_its_hours_once(refusal, hours, message):
    assert message in refusal(opening_hours=hours).message


@pytest.mark.parametrize(
    ("ladder", "path"),
    [
        ("[{up_to: 10 %, price: 40}]", "prices.shortfall[1].up_to"),
        ("[{up_to: 50 %, price: 1}, {up_to: 20 %, price: 2}, {up_to: 1, price: 3}]", "prices.shortfall[2].up_to"),
        ("[{up_to: 10 %, price: 40}, {up_to: 100 %, price: 30}]", "prices.shortfall[2].price"),
    ],
)
def test_the_price_ladder_rises_to_the_whole_requirement(refusal, ladder, path):
    assert refusal(prices=f"{{shortfall: {ladder}}}").path == path


@pytest.mark.parametrize(
    ("holidays", "path", "hint"),
    [
        ("{country: XX}", "country", None),
        ("{country: DE, subdivision: HX}", "subdivision", None),
        ("{country: DE, remove: [Reformationtag]}", "remove[1]", None),
        ("{country: DE, subdivision: HH, remove: [Reformationtag]}", "remove[1]", "did you mean Reformationstag?"),
        ("{country: DE, remove: ['2026-10-04']}", "remove[1]", None),
        ("{subdivision: HH}", "subdivision", "country: DE"),
    ],
)
def test_holidays_that_nobody_keeps_are_refused(refusal, holidays, path, hint):
    fault = refusal(public_holidays=holidays)
    assert fault.path == f"public_holidays.{path}"
    assert hint is None or fault.hint == hint


def test_an_event_stands_once(refusal):
    event = "{name: x, dates: 2026-01-01}"
    assert "second time" in refusal(events=f"[{event}, {event}]").message


def test_a_pause_ends_before_its_block_does(small, refusal):
    pause = "[{{length: 15 min, paid: true, starts_after: {}}}]"
    assert "may end 8 h into a block of 8 h" in refusal(profiles=profile(breaks=pause.format("420-465 min"))).message
    assert small(profiles=profile(breaks=pause.format("420-450 min")))


@pytest.mark.parametrize("hours", ["{Mon-Sun: 00:00-24:00}", "{Mon: 22:00-6:00, Tue: 6:00-20:00}"])
def test_hours_may_touch_those_of_the_next_day(small, hours):
    assert small(opening_hours=hours)
