"""What a planner states arrives in the nouns as it was meant."""

from datetime import date

import pytest

from staffplan.calendar.opening import OpeningHours
from staffplan.calendar.special_days import Event, Period
from staffplan.config.build import queue_opening
from staffplan.domain.contract import Employment
from staffplan.domain.queue import Channel
from staffplan.domain.service_goal import ServiceGoal
from staffplan.domain.shift import Activity, BreakPlan
from staffplan.domain.shrinkage import ShrinkageLedger
from staffplan.domain.site import Mode, Site

CHRISTMAS = date(2026, 12, 25)


def test_every_noun_carries_what_its_settings_say(small):
    configuration = small(
        centre="{name: N, time_zone: Europe/Lisbon, interval: 30 min, week_starts: Sun, currency: CHF}",
        sites="{here: {seats: 5}, there: {}}",
        queues="""
  talk: {channel: chat, goal: {service_level: 90 %, within: 1 min, asa: 30 s, max_occupancy: 0.85}, aht: 10 min,
         concurrency: 2, concurrency_stretch: 1.5, floor: 1, shortfall_weight: 2}
  out: {channel: outbound, daily_quota: 80, connect_rate: 40 %}
  mail: {channel: email, goal: {deadline: 4 h}}""",
        shrinkage="{on_site: 12 %, home: 0.09}",
        aht_factor="{home: 1.05}",
        contracts="""
  c: {employment: contractor, weekly_hours: 5-25 h, days: 1-5, wage: 19.5, home_stipend: 0.5, profiles: [p],
      min_office_days: 1}""",
        profiles="""
  p: {modes: [home], first_start: 9:00, last_start: 10:00, start_step: 60 min, lengths: [2 h, 3 h], gap: 1-2 h,
      gap_step: 30 min, split_only: true, spread: 8 h, allowance: 7.5,
      breaks: [{activity: meal, length: 30 min, paid: false, starts_after: 60-90 min, from_block: 3 h}]}""",
        prices="{shortfall: [{up_to: 20 %, price: 30}, {up_to: 100 %, price: 90}], surplus: 2}",
    )
    centre = configuration.centre
    talk, out, mail = centre.queues
    (contract,), (profile,) = centre.contracts, centre.profiles

    assert (centre.name, centre.zone, centre.interval_min, centre.week_start, centre.currency) == (
        "N",
        "Europe/Lisbon",
        30,
        6,
        "CHF",
    )
    assert centre.sites == (Site("here", 5), Site("there"))
    assert (talk.channel, talk.goal) == (Channel.CHAT, ServiceGoal(0.9, 60, 30, 0.85))
    assert (talk.aht_s, talk.concurrency, talk.concurrency_stretch, talk.floor, talk.shortfall_weight) == (
        600,
        2,
        1.5,
        1,
        2,
    )
    assert (out.daily_quota, out.connect_rate, mail.goal.deadline_s) == (80, 0.4, 14400)
    assert centre.shrinkage == ShrinkageLedger.by_mode({Mode.ON_SITE: 0.12, Mode.HOME: 0.09})
    assert centre.aht_factor == {
        ("here", Mode.ON_SITE): 1.0,
        ("here", Mode.HOME): 1.05,
        ("there", Mode.ON_SITE): 1.0,
        ("there", Mode.HOME): 1.05,
    }
    assert (contract.employment, contract.weekly_hours, contract.days_per_week) == (
        Employment.CONTRACTOR,
        (5, 25),
        (1, 5),
    )
    assert (contract.wage, contract.home_stipend, contract.profiles, contract.min_office_days) == (19.5, 0.5, ("p",), 1)
    assert (profile.modes, profile.first_start, profile.last_start, profile.start_step) == ({Mode.HOME}, 540, 600, 60)
    assert (profile.lengths, profile.gap, profile.gap_step, profile.split_only) == ((120, 180), (60, 120), 30, True)
    assert (profile.spread, profile.allowance) == (480, 7.5)
    assert profile.breaks == (BreakPlan(Activity.MEAL, 30, False, 60, 90, 180),)
    assert (centre.prices.shortfall, centre.prices.surplus) == (((0.2, 30), (1.0, 90)), 2)


def test_public_holidays_of_the_region_close_the_centre(small):
    centre = small(
        public_holidays="{country: DE, subdivision: HH, remove: [Reformationstag], add: {2026-12-24: Heiligabend}}"
    ).centre

    assert centre.special_days.holidays[CHRISTMAS] == "Erster Weihnachtstag"
    assert centre.special_days.holidays[date(2026, 12, 24)] == "Heiligabend"
    assert date(2026, 10, 31) not in centre.special_days.holidays
    assert date(1999, 10, 3) in centre.special_days.holidays
    assert centre.opening.spans(CHRISTMAS) == ()
    assert centre.queues[0].opening.spans(CHRISTMAS) == ()


def test_a_holiday_can_be_removed_on_one_date_only(small):
    holidays = small(public_holidays="{country: DE, remove: ['2026-05-01']}").centre.special_days.holidays
    assert date(2026, 5, 1) not in holidays
    assert date(2027, 5, 1) in holidays


@pytest.mark.parametrize(("on_holiday", "spans"), [("as usual", ((480, 1200),)), ("10:00-14:00", ((600, 840),))])
def test_holidays_may_have_hours(small, on_holiday, spans):
    centre = small(public_holidays=f"{{country: DE, on_holiday: {on_holiday}}}").centre
    assert centre.opening.spans(CHRISTMAS) == spans


def test_single_days_win_over_holidays(small):
    assert small(public_holidays="{country: DE}", special_hours="{2026-12-25: 9:00-12:00}").centre.opening.spans(
        CHRISTMAS
    ) == ((540, 720),)


def test_a_queue_keeps_only_the_part_of_its_hours_that_an_unusual_day_leaves():
    usual = OpeningHours(
        (((480, 1200),),) * 7, frozenset({CHRISTMAS}), ((600, 840),), {date(2026, 12, 24): ((480, 720),)}
    )
    queue = queue_opening((((660, 1080),),) * 7, usual)

    assert queue.spans(date(2026, 12, 23)) == ((660, 1080),)
    assert queue.spans(date(2026, 12, 24)) == ((660, 720),)
    assert queue.spans(CHRISTMAS) == ((660, 840),)


def test_school_holidays_and_events_are_periods(small):
    days = small(
        school_holidays="[{name: autumn, dates: 2026-10-19 to 2026-10-30}]",
        events="[{name: sale, dates: 2026-11-27, queues: [calls], expected: +30 %}, {name: fair, dates: 2026-12-01}]",
    ).centre.special_days

    assert days.in_school_holidays(date(2026, 10, 30))
    assert not days.in_school_holidays(date(2026, 10, 31))
    black_friday, first = date(2026, 11, 27), date(2026, 12, 1)
    assert days.events == (
        Event(Period("sale", black_friday, black_friday), frozenset({"calls"}), 1.3),
        Event(Period("fair", first, first)),
    )


def test_left_out_rules_are_the_whole_book_and_an_empty_list_is_none(small):
    from staffplan.rules.book import RULES

    assert [type(rule) for rule in small().rules] == [rule for rule in RULES if rule.standard]
    assert small(rules="[]").rules == ()


def test_rules_keep_their_order_and_numbers(small):
    rules = small(rules="[{rule: seats}, {rule: daily_hours, max_hours: 9, applies_to: {mode: [home]}}]").rules
    assert [rule.rule for rule in rules] == ["seats", "daily_hours"]
    assert rules[1].applies_to.mode == (Mode.HOME,)


def test_tables_are_found_from_the_file_that_names_them(small, tmp_path):
    configuration = small(files="{history: ../h.csv, agents: a.csv}")
    assert configuration.history_path == tmp_path.parent / "h.csv"
    assert configuration.agents_path == tmp_path / "a.csv"
    assert configuration.time_off_path is None


def test_every_key_knows_its_place(small, tmp_path):
    configuration = small(rules="\n  - {rule: seats}\n  - rule: daily_hours\n    max_hours: 9")
    file = (tmp_path / "centre.yaml").as_posix()

    assert configuration.place("contracts.full.wage") == f"{file}:5"
    assert configuration.place("rules.daily_hours.max_hours") == f"{file}:10"
    assert configuration.place("contracts.full.home_stipend") == f"{file}:5"
    assert configuration.place("prices.surplus") == ""
