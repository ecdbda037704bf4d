from datetime import date

import pytest

from staffplan.domain.agent import Absence
from staffplan.sample.people import GROUPS
from staffplan.units import clock_span, weekday_set

GROUP = [
    "contract",
    "site",
    "mode",
    "skills",
    "proficiency",
    "time_zone",
    "availability",
    "school_holiday_availability",
]


def test_there_are_120_agents_in_id_order(agents):
    assert list(agents["agent_id"]) == [f"A{number:03d}" for number in range(1, 121)]


@pytest.mark.parametrize(
    ("contract", "on_site", "hybrid", "home"),
    [("full_time", 28, 18, 12), ("part_time", 10, 6, 8), ("school_hours", 0, 0, 18), ("contractor", 0, 0, 20)],
)
def test_contracts_and_places_of_work_are_mixed(agents, contract, on_site, hybrid, home):
    modes = agents["mode"][agents["contract"] == contract].value_counts()
    assert [modes.get(mode, 0) for mode in ("on_site", "hybrid", "home")] == [on_site, hybrid, home]


def test_few_enough_groups_differ_in_what_a_plan_can_see(agents):
    assert agents[GROUP].drop_duplicates().shape[0] == len(GROUPS) <= 35


def test_somebody_can_serve_every_queue(agents):
    skills = agents["skills"].str.split("|").explode().value_counts()
    assert set(skills.index) == {"support", "sales", "chat", "email", "messages", "outreach"}
    assert skills.min() >= 10


def test_every_site_has_people_in_both_modes(agents):
    assert set(agents["site"]) == {"hamburg", "leipzig"}
    assert agents.groupby("site")["mode"].nunique().eq(3).all()


def test_one_group_lives_in_another_zone(agents):
    abroad = agents[agents["time_zone"] != "Europe/Berlin"]
    assert set(abroad["time_zone"]) == {"Europe/Lisbon"}
    assert 6 <= len(abroad) <= 8
    assert set(abroad["contract"]) == {"contractor"}


def test_new_hires_and_seniors_differ_in_proficiency(agents):
    assert agents["proficiency"].value_counts().to_dict() == {"1": 103, "0.85": 12, "1.1": 5}


def test_availability_is_written_as_windows_and_changes_in_school_holidays(agents):
    windows = set(agents["availability"]) | set(agents["school_holiday_availability"])
    for window in {part for text in windows if text for part in text.split(";")}:
        days, _, span = window.strip().partition(" ")
        assert weekday_set(days)
        start, end = clock_span(span)
        assert 0 < end - start < 24 * 60
    school = agents[agents["contract"] == "school_hours"]
    assert school[["availability", "school_holiday_availability"]].drop_duplicates().shape[0] == 2
    assert (school["availability"] != school["school_holiday_availability"]).all()
    assert (agents["school_holiday_availability"][agents["contract"] != "school_hours"] == "").all()


def test_some_sixty_per_cent_want_certain_days_off(agents):
    wishing = agents["days_off_wanted"] != ""
    assert 0.5 < wishing.mean() < 0.7
    assert agents["days_off_wanted"][wishing].map(weekday_set).map(len).isin([1, 2]).all()


def test_teams_stay_within_a_site_and_a_dozen(agents):
    teams = agents.groupby("team")
    assert teams["site"].nunique().eq(1).all()
    assert teams.size().max() <= 12


def test_time_off_is_for_known_people_and_runs_forward(agents, time_off):
    assert set(time_off["agent_id"]) <= set(agents["agent_id"])
    assert (time_off["first_day"] <= time_off["last_day"]).all()
    assert set(time_off["kind"]) == {kind.value for kind in Absence}
    assert time_off["first_day"].map(date.fromisoformat).between(date(2026, 11, 23), date(2026, 12, 13)).all()
    assert not time_off["agent_id"].duplicated().any()


def test_contractors_are_unavailable_and_employees_on_leave(agents, time_off):
    contract = agents.set_index("agent_id")["contract"]
    freelance = time_off["agent_id"].map(contract) == "contractor"
    assert (freelance == (time_off["kind"] == "unavailable")).all()


def test_six_to_eight_per_cent_are_on_leave_some_for_a_day_and_some_for_weeks(agents, time_off):
    leave = time_off[time_off["kind"] == "leave"]
    assert 0.06 <= len(leave) / len(agents) <= 0.08
    lengths = leave["last_day"].map(date.fromisoformat) - leave["first_day"].map(date.fromisoformat)
    assert {0, 4, 11} <= {length.days for length in lengths}
    assert time_off["kind"].value_counts()[["sickness", "training"]].to_dict() == {"sickness": 2, "training": 1}
