"""The shrinkage ledger, factors by site and tenure in YAML: what they mean, and hours that are counted twice."""

import re
from datetime import date
from pathlib import Path

import pytest

from staffplan.config.cover_build import USUAL
from staffplan.domain.shrinkage import ShrinkageEntry, ShrinkageType
from staffplan.domain.site import Mode
from staffplan.domain.tenure import TenureStep

PROFILE = """
  day: {modes: [on_site], first_start: 8:00, last_start: 12:00, lengths: [8 h],
        breaks: [{length: 15 min, paid: true, starts_after: 1-2 h}]}"""


def lines(*texts):
    return "".join(f"\n  - {{{text}}}" for text in texts)


def test_a_line_says_what_it_means_and_the_rest_is_as_usual_for_its_type(small):
    first, second = small(
        shrinkage=lines(
            "type: sickness, share: 4 %, modes: [home], weekdays: 'Mon,Fri', weeks: [W52 to W1, 2026-W49]",
            "type: no_show, share: 0.01, paid: true, planned: true, in_office: true, sites: [here], "
            "dates: [2026-12-24]",
        )
    ).centre.shrinkage.entries
    assert first == ShrinkageEntry(
        ShrinkageType.SICKNESS,
        0.04,
        paid=True,
        planned=False,
        in_office=False,
        modes=frozenset({Mode.HOME}),
        weekdays=frozenset({0, 4}),
        weeks=frozenset({52, 53, 1}),
        dates=((date(2026, 11, 30), date(2026, 12, 6)),),
    )
    assert (second.paid, second.planned, second.in_office) == (True, True, True)
    assert (second.sites, second.dates) == ({"here"}, ((date(2026, 12, 24), date(2026, 12, 24)),))


def test_the_page_on_shrinkage_says_what_is_usual_for_each_type():
    page = (Path(__file__).resolve().parents[2] / "docs/shrinkage.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \| [^|]+ \| (yes|no) \| (yes|no) \| (yes|no) \|$", page, re.MULTILINE)
    assert {kind: tuple(word == "yes" for word in usual) for kind, *usual in told} == USUAL


def test_weeks_of_a_year_may_run_into_the_next(small):
    (entry,) = small(shrinkage=lines("type: other, share: 4 %, weeks: [2026-W53 to 2027-W1]")).centre.shrinkage.entries
    assert entry.dates == ((date(2026, 12, 28), date(2027, 1, 10)),)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("type: sick, share: 1 %", "shrinkage[2].type"),
        ("type: other, share: 100 %", "shrinkage[2].share"),
        ("type: other, share: 4", "shrinkage[2].share"),
        ("type: other, share: 1 %, modes: [office]", "shrinkage[2].modes[1]"),
        ("type: other, share: 1 %, weekdays: Funday", "shrinkage[2].weekdays"),
        ("type: other, share: 1 %, weeks: [W54]", "shrinkage[2].weeks[1]"),
        ("type: other, share: 1 %, weeks: [2027-W53]", "shrinkage[2].weeks[1]"),
        ("type: other, share: 1 %, weeks: [2026-W49 to W51]", "shrinkage[2].weeks[1]"),
        ("type: other, share: 1 %, weeks: [2026-W49 to 2026-W48]", "shrinkage[2].weeks[1]"),
        ("type: other, share: 1 %, weeks: [49]", "shrinkage[2].weeks[1]"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_with_its_number_and_line(refusal, text, path):
    fault = refusal(shrinkage=lines("type: sickness, share: 2 %", text))
    assert (fault.code, fault.path, fault.line) == ("config.value", path, 9)
    assert fault.hint or "not one of" in fault.message


def test_keys_of_both_forms_are_known(refusal):
    assert refusal(shrinkage="{onsite: 3 %}").hint == "did you mean on_site?"
    assert refusal(shrinkage=lines("type: other, share: 1 %, weekday: Mon")).hint == "did you mean weekdays?"
    assert refusal(shrinkage=lines("type: other")).path == "shrinkage[1].share"
    assert refusal(shrinkage="5 %").path == "shrinkage"


def test_lines_of_one_type_that_meet_are_refused_and_both_places_named(refusal, tmp_path):
    file = (tmp_path / "centre.yaml").as_posix()
    fault = refusal(
        shrinkage=lines(
            "type: sickness, share: 2 %, weekdays: Mon-Wed",
            "type: coaching, share: 2 %",
            "type: sickness, share: 3 %, modes: [home], weekdays: Wed-Fri",
        )
    )
    assert (fault.code, fault.file, fault.line) == ("config.counted_twice", file, 10)
    assert fault.message.startswith("sickness at home on Wed is counted twice")
    assert f"{file}:8 " in fault.message


@pytest.mark.parametrize(
    "restricted",
    [
        ("modes: [home]", "modes: [on_site]"),
        ("weekdays: Mon-Wed", "weekdays: Thu-Sun"),
        ("weeks: [W49]", "weeks: [W50 to W48]"),
        ("dates: [2026-12-01 to 2026-12-24]", "dates: [2026-12-25]"),
    ],
)
def test_lines_of_one_type_that_never_meet_are_taken(small, restricted):
    assert small(shrinkage=lines(*(f"type: sickness, share: 2 %, {where}" for where in restricted)))


def test_every_pair_that_meets_is_told(refused):
    faults = refused(shrinkage=lines(*["type: sickness, share: 2 %"] * 3))
    assert [fault.line for fault in faults] == [9, 10, 10]


def test_breaks_that_the_roster_shows_are_refused_with_the_place_of_the_pause(refusal, tmp_path):
    file = (tmp_path / "centre.yaml").as_posix()
    fault = refusal(profiles=PROFILE, shrinkage=lines("type: break, share: 6 %"))
    assert (fault.code, fault.line) == ("config.counted_twice", 10)
    assert f"counted twice: the roster leaves these hours out already, by {file}:8." in fault.message
    assert "rostered: true" in fault.hint


def test_breaks_may_stand_where_the_roster_has_none_or_marked_as_rostered(small):
    assert small(shrinkage=lines("type: break, share: 6 %"))
    assert small(profiles=PROFILE, shrinkage=lines("type: break, share: 6 %, modes: [home]"))
    assert small(profiles=PROFILE, shrinkage=lines("type: meal, share: 6 %"))
    assert small(profiles=PROFILE, shrinkage=lines("type: break, share: 6 %, rostered: true"))


@pytest.mark.parametrize(
    "line", ["type: vacation", "type: known_time_off", "type: training", "type: sickness, planned: true"]
)
def test_time_off_that_is_known_is_refused_with_the_place_that_names_the_table(refusal, small, tmp_path, line):
    file = (tmp_path / "centre.yaml").as_posix()
    fault = refusal(files="{time_off: away.csv}", shrinkage=lines(f"{line}, share: 9 %"))
    assert f"{file}:7." in fault.message
    assert "planned: false" in fault.hint
    assert small(shrinkage=lines(f"{line}, share: 9 %"))
    unplanned = line.removesuffix(", planned: true") + ", planned: false"
    assert small(files="{time_off: away.csv}", shrinkage=lines(f"{unplanned}, share: 9 %"))
    assert small(files="{time_off: away.csv}", shrinkage=lines(f"{line}, share: 9 %, rostered: true"))


@pytest.mark.parametrize("line", ["type: break", "type: vacation", "type: coaching"])
def test_hours_that_nothing_puts_into_the_roster_are_not_rostered(refusal, line):
    fault = refusal(shrinkage=lines(f"{line}, share: 5 %, rostered: true"))
    assert fault.path == "shrinkage[1].rostered"
    assert "counted nowhere" in fault.message


def test_a_ledger_that_leaves_nobody_names_all_its_lines(refusal, tmp_path):
    file = (tmp_path / "centre.yaml").as_posix()
    fault = refusal(
        sites="{here: {}, there: {}}",
        shrinkage=lines(
            "type: sickness, share: 40 %",
            "type: coaching, share: 35 %, sites: [there]",
            "type: meeting, share: 25 %, weekdays: Mon",
        ),
    )
    assert fault.line == 10
    assert "100 % in there on Mon leaves nobody" in fault.message
    for line, share in ((8, 40), (9, 35), (10, 25)):
        assert f"{share} % in {file}:{line}" in fault.message


def test_a_line_that_never_holds_is_refused(refusal):
    fault = refusal(shrinkage=lines("type: other, share: 1 %, weekdays: Mon, dates: [2026-12-01]"))
    assert "on no day" in fault.message


@pytest.mark.parametrize("key", ["sites", "modes", "weeks", "dates"])
def test_nobody_is_not_everybody(refusal, key):
    fault = refusal(shrinkage=lines(f"type: other, share: 1 %, {key}: []"))
    assert (fault.path, fault.message) == (f"shrinkage[1].{key}", "at least 1 is needed here.")


@pytest.mark.parametrize(
    ("section", "text", "path"),
    [
        ("shrinkage", lines("type: other, share: 1 %, sites: [her]"), "shrinkage[1].sites[1]"),
        ("aht_factor", "{her: {home: 1.1}}", "aht_factor.her"),
        ("staffing", "{mix: {her: {home: 100 %}}}", "staffing.mix.her"),
    ],
)
def test_sites_must_exist(refusal, section, text, path):
    fault = refusal(**{section: text})
    assert (fault.code, fault.path, fault.hint) == ("config.unknown_name", path, "did you mean here?")


def test_handle_time_factors_may_differ_by_site(small):
    where = small(sites="{here: {}, there: {}}", aht_factor="{there: {home: 1.1}}").centre
    assert where.aht_factor[("there", Mode.HOME)] == 1.1
    assert {factor for place, factor in where.aht_factor.items() if place != ("there", Mode.HOME)} == {1.0}


@pytest.mark.parametrize(
    ("text", "path"), [("{here: {home: 0}}", "aht_factor.here.home"), ("{here: {hom: 1}}", "aht_factor.here.hom")]
)
def test_a_factor_by_site_that_cannot_be_is_named(refusal, text, path):
    assert refusal(aht_factor=text).path == path


def test_tenure_is_a_list_of_steps(small):
    steps = "[{up_to: 4 weeks, proficiency: 60 %}, {up_to: 90 days, proficiency: 0.85, aht_factor: 1.1}]"
    assert small(tenure=steps).centre.tenure == (TenureStep(28, 0.6), TenureStep(90, 0.85, 1.1))


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ("[{up_to: 4}]", "tenure[1].up_to"),
        ("[{up_to: 0 weeks}]", "tenure[1].up_to"),
        ("[{up_to: 4 weeks, proficiency: 0}]", "tenure[1].proficiency"),
        ("[{up_to: 4 weeks}, {up_to: 28 days}]", "tenure[2].up_to"),
    ],
)
def test_steps_of_tenure_rise_and_leave_some_pace(refusal, steps, path):
    assert refusal(tenure=steps).path == path


def test_a_mix_adds_up_to_everything(small, refusal):
    mix = small(staffing="{mix: {here: {on_site: 60 %, home: 0.4}}}").staffing.site_mix()
    assert mix == {("here", Mode.ON_SITE): 0.6, ("here", Mode.HOME): 0.4}
    assert small().staffing.site_mix() is None
    fault = refusal(staffing="{mix: {here: {on_site: 60 %, home: 0.3}}}")
    assert (fault.path, "90 %" in fault.message) == ("staffing.mix", True)
