"""Every mistake that a planner can make in a value, and what is said about it."""

import pytest

from staffplan.errors import Exit

QUEUE = "{{calls: {{channel: voice, goal: {{service_level: 80 %}}, {}}}}}"


@pytest.mark.parametrize("level", ["80", "0", "1", ".nan", ".inf", "0 %", "100 %", "-0.5", "yes", "'0.8'", "[0.8]"])
def test_a_service_level_that_cannot_be_promised_is_refused_with_a_hint(refusal, level):
    fault = refusal(queues=f"{{calls: {{channel: voice, goal: {{service_level: {level}}}}}}}")

    assert fault.code == "config.value"
    assert fault.path == "queues.calls.goal.service_level"
    assert "80 %" in fault.hint


@pytest.mark.parametrize("aht", ["0 s", "-5 s", "300", ".nan", "1e999", "fast", "null"])
def test_a_handle_time_that_cannot_be_is_refused_with_a_hint(refusal, aht):
    fault = refusal(queues=QUEUE.format(f"aht: {aht}"))
    assert (fault.path, bool(fault.hint)) == ("queues.calls.aht", True)


@pytest.mark.parametrize("share", ["1", "1.5", "100 %", "12", ".nan"])
@pytest.mark.parametrize("mode", ["home", "on_site"])
def test_a_shrinkage_that_leaves_nobody_is_refused_with_a_hint(refusal, share, mode):
    fault = refusal(shrinkage=f"{{{mode}: {share}}}")
    assert (fault.path, bool(fault.hint)) == (f"shrinkage.{mode}", True)


@pytest.mark.parametrize("interval", ["7 min", "0 min", "90 min", "12 min", "15", "15 s"])
def test_an_interval_that_does_not_cut_the_hour_is_refused_with_a_hint(refusal, interval):
    fault = refusal(centre=f"{{name: x, time_zone: Europe/Berlin, interval: {interval}}}")
    assert (fault.path, bool(fault.hint)) == ("centre.interval", True)


@pytest.mark.parametrize("interval", [5, 10, 15, 20, 30, 60])
def test_intervals_that_cut_the_hour_are_taken(small, interval):
    times = "{day: {modes: [on_site], first_start: 8:00, last_start: 12:00, start_step: 60 min, lengths: [8 h]}}"
    centre = f"{{name: x, time_zone: Europe/Berlin, interval: {interval} min}}"
    assert small(centre=centre, profiles=times).centre.interval_min == interval


@pytest.mark.parametrize("written", ["9:00", "09:00", '"9:00"', "'09:00'"])
def test_a_time_is_a_time_however_it_is_written(small, written):
    centre = small(opening_hours=f"{{Mon-Fri: {{open: {written}, close: 24:00}}}}").centre
    assert centre.opening.weekly[0] == ((540, 1440),)


@pytest.mark.parametrize("written", ["25:00", "9:75", "900", "9.00", "noon"])
def test_what_is_no_time_is_refused(refusal, written):
    profile = f"{{day: {{modes: [on_site], first_start: {written}, last_start: 12:00, lengths: [8 h]}}}}"
    fault = refusal(profiles=profile)
    assert (fault.path, fault.hint) == ("profiles.day.first_start", "write it as 09:00")


def test_an_unknown_key_gets_its_nearest_relative(refusal):
    fault = refusal(queues=QUEUE.format("aht_second: 300"))
    assert (fault.code, fault.hint, fault.column) == ("config.unknown_key", "did you mean aht?", 63)


def test_an_unknown_section_gets_its_nearest_relative(refusal):
    fault = refusal(price="{surplus: 1}")
    assert (fault.code, fault.path, fault.hint) == ("config.unknown_key", "price", "did you mean prices?")


def test_a_key_that_resembles_nothing_gets_the_list_of_keys(refusal):
    assert "seats" in refusal(sites="{here: {zzz: 1}}").hint


def test_a_missing_key_is_named_at_its_parents_line(refusal):
    contract = "\n  full:\n    employment: employed\n    weekly_hours: 40\n    days: 5\n    profiles: [day]"
    fault = refusal(contracts=contract)

    assert (fault.code, fault.path) == ("config.missing_key", "contracts.full.wage")
    assert (fault.line, fault.column) == (6, 3)


def test_a_missing_section_is_named(refusal):
    fault = refusal(queues=None, events=None)
    assert (fault.code, fault.path, fault.line) == ("config.missing_key", "queues", 1)


@pytest.mark.parametrize("section", ["sites", "opening_hours", "queues", "contracts", "profiles"])
def test_a_section_with_nothing_in_it_is_refused(refused, section):
    for empty in ("", "{}", "[]"):
        assert section in [fault.path for fault in refused(**{section: empty})]


@pytest.mark.parametrize(
    ("section", "text", "path"),
    [
        ("sites", "{here: {seats: -1}}", "sites.here.seats"),
        ("sites", "{here: {seats: 2.5}}", "sites.here.seats"),
        ("sites", "{here: {seats: true}}", "sites.here.seats"),
        ("sites", "{'a|b': {}}", "sites.a|b.[key]"),
        ("centre", "{name: x, time_zone: Europe/Berln}", "centre.time_zone"),
        ("centre", "{name: x, time_zone: ../../etc/passwd}", "centre.time_zone"),
        ("centre", "{name: 5, time_zone: UTC}", "centre.name"),
        ("centre", "{name: x, time_zone: UTC, currency: euro}", "centre.currency"),
        ("opening_hours", "{Funday: 8:00-9:00}", "opening_hours.Funday"),
        ("opening_hours", "{Mon: 8:00-25:00}", "opening_hours.Mon"),
        ("special_hours", "{2026-02-30: closed}", "special_hours.2026-02-30"),
        ("public_holidays", "{add: {24.12.: x}}", "public_holidays.add.24.12."),
        ("school_holidays", "[{name: x, dates: 2026-02-30}]", "school_holidays.x.dates"),
        ("events", "[{name: x, dates: 2026-01-01, expected: more}]", "events.x.expected"),
        ("events", "{name: x}", "events"),
        ("prices", "{surplus: -1}", "prices.surplus"),
        ("prices", "{surplus: .nan}", "prices.surplus"),
        ("scheduling", "{seed: x}", "scheduling.seed"),
        ("scheduling", "{time_limit_s: 0}", "scheduling.time_limit_s"),
        ("staffing", "{plan_for: p99}", "staffing.plan_for"),
        ("aht_factor", "{home: 0}", "aht_factor.home"),
    ],
)
def test_a_value_out_of_range_or_kind_is_named_with_its_path(refusal, section, text, path):
    fault = refusal(**{section: text})
    assert fault.code == "config.value"
    assert fault.path.removesuffix(".[key]") == path.removesuffix(".[key]")
    assert fault.line
    assert fault.frame


def test_a_rule_that_the_book_does_not_have_gets_its_nearest_relative(refusal):
    fault = refusal(rules="[{rule: rest_betwen_shifts}]")
    assert (fault.code, fault.hint) == ("config.unknown_rule", "did you mean rest_between_shifts?")


def test_a_rule_without_its_name_and_one_that_is_no_rule_are_refused(refused):
    codes = [fault.code for fault in refused(rules="[{max_hours: 5}, daily_hours]")]
    assert codes == ["config.missing_key", "config.value"]


def test_mistakes_in_several_rules_keep_their_own_lines(refused):
    rules = """
  - {rule: daily_hours, max_hours: forty}
  - {rule: seats}
  - {rule: consecutive_days, max_day: 6}
  - {rule: seats, applies_to: {site: [her]}}"""
    found = [(fault.line, fault.path) for fault in refused(rules=rules)]

    assert found == [
        (8, "rules.daily_hours.max_hours"),
        (10, "rules.consecutive_days.max_day"),
        (11, "rules.seats.applies_to.site[1]"),
    ]


def test_an_alias_is_told_once_and_not_again_as_a_missing_value(refused):
    faults = refused(sites="{a: &x {seats: 5}, b: *x}")
    assert {fault.code for fault in faults} == {"config.alias"}


def test_no_in_place_of_false_is_refused(refusal):
    profile = "{day: {modes: [on_site], first_start: 8:00, last_start: 9:00, lengths: [8 h], split_only: no}}"
    assert refusal(profiles=profile).hint == "write true or false"


def test_an_object_tag_is_refused_and_nothing_runs(refused, tmp_path):
    victim = tmp_path / "made"
    faults = refused(f"centre: !!python/object/apply:os.mkdir ['{victim}']\n")

    assert "config.tag" in {fault.code for fault in faults}
    assert not victim.exists()


def test_a_message_shows_place_reason_excerpt_and_hint(refusal):
    fault = refusal(
        rules="""
  - rule: daily_hours
    max_hours: forty"""
    )
    assert str(fault).replace(fault.file, "centre.yaml") == (
        "centre.yaml:9:16  rules.daily_hours.max_hours\n"
        "  'forty' is not a number.\n"
        "    8 |   - rule: daily_hours\n"
        "  > 9 |     max_hours: forty\n"
        "      |                ^^^^^"
    )


def test_a_message_about_a_name_offers_the_name_that_was_meant(refusal):
    fault = refusal(
        contracts="""
  full:
    employment: employed
    weekly_hours: 40
    days: 5
    wage: 18
    profiles: [dya]"""
    )
    assert str(fault).replace(fault.file, "centre.yaml") == (
        "centre.yaml:11:16  contracts.full.profiles[1]\n"
        "  there is no shift profile called 'dya'.\n"
        "    10 |     wage: 18\n"
        "  > 11 |     profiles: [dya]\n"
        "       |                ^^^\n"
        "  Try: did you mean day?"
    )


def test_a_refused_configuration_exits_with_three(tmp_path):
    from staffplan.config import check, load
    from staffplan.errors import ConfigError

    (tmp_path / "centre.yaml").write_text("")
    with pytest.raises(ConfigError) as caught:
        load(tmp_path)
    assert caught.value.exit_code == Exit.CONFIG == 3
    assert check(tmp_path) == caught.value.faults
