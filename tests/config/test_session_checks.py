"""Meetings and trainings as a planner states them."""

import pytest

from staffplan.domain.shift import Activity

TALK = "name: talk, length: 30 min, window: 9:00-16:00, group: 4-8"


def test_a_session_is_read_with_its_members_days_and_groups(small):
    text = f"[{{{TALK}, activity: training, weekdays: Tue-Thu, who: {{contract: [full], team: [blue]}}}}]"
    (session,) = small(sessions=text).centre.sessions
    assert (session.activity, session.minutes, session.window) == (Activity.TRAINING, 30, (540, 960))
    assert (session.weekdays, session.group) == ({1, 2, 3}, (4, 8))
    assert (session.contracts, session.teams) == ({"full"}, {"blue"})


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (TALK.replace("30 min", "20 min"), "sessions.talk.length"),
        (TALK.replace("16:00", "9:15"), "sessions.talk.window"),
        (TALK.replace("9:00", "9:10"), "sessions.talk.window"),
        (TALK.replace("4-8", "8-4"), "sessions.talk.group"),
        (TALK.replace("4-8", "0-4"), "sessions.talk.group"),
        (TALK.replace("4-8", "some"), "sessions.talk.group"),
        (f"{TALK}, who: {{site: [elsewhere]}}", "sessions.talk.who.site[1]"),
        (f"{TALK}, who: {{skill: [sale]}}", "sessions.talk.who.skill[1]"),
        (f"{TALK}, activity: party", "sessions.talk.activity"),
    ],
)
def test_a_session_that_cannot_be_held_is_refused_at_the_key_to_change(refused, text, path):
    assert path in {fault.path for fault in refused(sessions=f"[{{{text}}}]")}


def test_sessions_that_a_roster_could_not_tell_apart_are_refused(refusal):
    fault = refusal(sessions=f"[{{{TALK}}}, {{{TALK.replace('talk', 'sync')}}}]")
    assert fault.path == "sessions.sync.length"
    assert "cannot be told apart" in fault.message


def test_what_the_ledger_takes_off_for_meetings_is_not_planned_a_second_time(refusal, small):
    ledger = "[{type: meeting, share: 2 %}]"
    assert small(shrinkage=ledger)
    fault = refusal(shrinkage=ledger, sessions=f"[{{{TALK}}}]")
    assert "counted twice" in fault.message
    assert small(shrinkage=ledger.replace("}", ", rostered: true}"), sessions=f"[{{{TALK}}}]")


def test_a_meal_of_the_ledger_meets_the_meals_that_the_law_asks_for(refusal):
    profiles = "{day: {modes: [on_site], first_start: 8:00, last_start: 12:00, lengths: [8.5 h], breaks: by_law}}"
    fault = refusal(profiles=profiles, shrinkage="[{type: meal, share: 2 %}]")
    assert "counted twice" in fault.message
