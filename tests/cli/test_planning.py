"""Planning a tiny centre's week from the command line."""

import os
import re
from pathlib import Path

import pytest
from tiny_project import AGENTS, WEEK, edit

HEADER = AGENTS.splitlines()[0]
OUTSIDE_OPENING = f"{HEADER},availability\nd4,free,hall,home,calls,Sun 09:00-12:00\n"


@pytest.fixture
def planned(project, staffplan) -> Path:
    """A published week."""
    assert staffplan("run", "--quiet").code == 0
    return project / "runs" / WEEK


def content(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_run_shows_the_plan_and_where_it_lies(project, staffplan) -> None:
    said = staffplan("run")
    assert said.code == 0
    for words in ("Week 2026-W49", "audited, no breach", "Cover", "bound", "at home", f"Published in runs/{WEEK}"):
        assert words in said.out
    quiet = staffplan("run", "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    document = staffplan("run", "--json").document
    assert document["result"]["folder"] == f"runs/{WEEK}"
    assert document["result"]["summary"]["breaches"] == 0


def test_a_week_scheduled_from_its_files_is_the_week_that_run_publishes(planned, staffplan) -> None:
    roster = (planned / "roster.csv").read_bytes()
    assert staffplan("schedule", "--quiet").out.encode() == roster
    assert staffplan("schedule", str(planned / "requirement.csv"), "--quiet").out.encode() == roster
    assert staffplan("schedule", str(planned / "requirement.csv"), "-o", "r.csv").code == 0
    assert Path("r.csv").read_bytes() == roster


def test_run_takes_a_history_from_the_command_line(planned, project, staffplan) -> None:
    roster = (planned / "roster.csv").read_bytes()
    (project / "data" / "history.csv").rename("elsewhere.csv")
    assert staffplan("run", "--quiet").code == 4
    assert staffplan("run", "--quiet", "--history", "elsewhere.csv").code == 0
    assert (planned / "roster.csv").read_bytes() == roster


def test_an_edited_requirement_changes_the_roster(planned, staffplan) -> None:
    header, *rows = (planned / "requirement.csv").read_text(encoding="utf-8").splitlines()
    at = header.split(",").index("agents")
    doubled = [",".join([*row.split(",")[:at], "1", *row.split(",")[at + 1 :]]) for row in rows]
    less = staffplan("schedule", "-", "--json", stdin="\n".join([header, *doubled])).document["result"]["summary"]
    assert less["cover"]["required_hours"] == 15.0
    assert less["cover"]["share"] == 1.0


def test_a_row_deleted_from_a_requirement_is_told_of(planned, staffplan) -> None:
    edit(planned / "requirement.csv", "calls,2026-12-01T10:00:00+01:00", "calls,2026-12-01T08:00:00+01:00")
    notes = staffplan("schedule", str(planned / "requirement.csv"), "--json").document["notes"]
    assert any("1 open intervals have no row, the first 2026-12-01T10:00:00+01:00" in note for note in notes)


def test_a_published_roster_passes_the_audit(planned, staffplan) -> None:
    said = staffplan("audit", str(planned / "roster.csv"), "-r", str(planned / "requirement.csv"))
    assert said.code == 0
    assert "No breach" in said.out
    summary = staffplan("run", "--json").document["result"]["summary"]
    audited = staffplan("audit", str(planned / "roster.csv"), "-r", str(planned / "requirement.csv"), "--json")
    assert sum(audited.document["result"]["cost"].values()) == pytest.approx(summary["cost"]["total"], abs=0.03)
    assert audited.document["result"]["cover"]["covered_hours"] == summary["cover"]["covered_hours"]


def test_either_table_of_an_audit_may_stand_on_standard_input_but_not_both(planned, staffplan) -> None:
    roster, requirement = planned / "roster.csv", planned / "requirement.csv"
    plain = staffplan("audit", str(roster), "-r", str(requirement), "--json").document["result"]
    piped = staffplan("audit", str(roster), "-r", "-", "--json", stdin=requirement.read_text("utf-8"))
    assert piped.document["result"] == plain
    assert staffplan("audit", "-", "-r", "-", stdin=roster.read_text("utf-8")).code == 2


def test_a_roster_that_breaks_rules_is_exit_10_with_every_breach(planned, project, staffplan) -> None:
    (project / "data" / "time_off.csv").write_text(
        "agent_id,first_day,last_day,kind\n00123,2026-11-30,2026-12-06,leave\n", encoding="utf-8"
    )
    said = staffplan("audit", str(planned / "roster.csv"))
    assert said.code == 10
    assert "time_off" in said.out
    document = staffplan("audit", str(planned / "roster.csv"), "--json").document
    assert (document["ok"], document["exit_code"]) == (False, 10)
    assert len(document["errors"]) == len(document["result"]["breaches"]) > 0
    assert {error["code"] for error in document["errors"]} == {"roster.breach"}
    assert {breach["agent_id"] for breach in document["result"]["breaches"]} == {"00123"}


def test_an_unreadable_roster_is_exit_4(planned, staffplan) -> None:
    edit(planned / "roster.csv", ",calls,on_site,", ",calls,on_the_moon,")
    said = staffplan("audit", str(planned / "roster.csv"), "--json")
    assert said.code == 4
    assert said.document["errors"][0]["path"] == "mode"


def test_a_crossed_limit_is_exit_10_with_complete_outputs(project, staffplan) -> None:
    fine = staffplan("run", "-q", "--fail-on", "cover<50%")
    assert fine.code == 0
    said = staffplan("run", "-q", "--fail-on", "cover<99.9%", "--fail-on", "cost>1", "-o", "others")
    assert said.code == 10
    assert said.err.count("gate.crossed") == 2
    assert content(project / "others" / WEEK) == content(project / "runs" / WEEK)
    assert staffplan("run", "--fail-on", "luck<1").code == 2


def test_no_agents_give_an_empty_roster_that_says_so(project, staffplan) -> None:
    (project / "data" / "agents.csv").write_text(AGENTS.splitlines()[0] + "\n", encoding="utf-8")
    (project / "data" / "time_off.csv").write_text("agent_id,first_day,last_day,kind\n", encoding="utf-8")
    document = staffplan("run", "--json").document
    assert document["ok"] is True
    assert document["result"]["summary"]["cover"]["share"] == 0.0
    assert any("the centre has no agents" in note for note in document["notes"])
    assert {run["reason"] for run in document["result"]["summary"]["shortfalls"]} == {"no one available"}


def test_a_search_cut_off_at_once_is_exit_6_and_leaves_the_earlier_run(planned, project, staffplan) -> None:
    before = content(planned)
    with (project / "centre.yaml").open("a", encoding="utf-8") as file:
        file.write("scheduling: {time_limit_s: 0.001}\n")
    said = staffplan("run", "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (6, "plan.no_solution")
    assert content(planned) == before


def test_rules_in_conflict_are_exit_5_in_words_and_leave_the_earlier_run(planned, project, staffplan) -> None:
    before = content(planned)
    edit(project / "centre.yaml", "employment: contractor", "employment: employed")
    edit(project / "centre.yaml", "weekly_hours: 0-25 h", "weekly_hours: 10-15 h")
    edit(project / "centre.yaml", "days: 0-5", "days: 5")
    edit(project / "centre.yaml", "seats: 3", "seats: 0")
    said = staffplan("run", "--json")
    assert said.code == 5
    assert all(error["code"].startswith("plan.") for error in said.document["errors"])
    assert content(planned) == before


def test_an_output_folder_that_is_a_file_is_exit_8(project, staffplan) -> None:
    Path("afile").touch()
    assert staffplan("run", "-o", "afile").code == 8
    assert Path("afile").read_bytes() == b""


def test_a_requirement_for_other_weeks_is_refused(planned, staffplan) -> None:
    said = staffplan("schedule", str(planned / "requirement.csv"), "--week", "2026-W51", "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (4, "data.outside_horizon")


def never_open_in_time(project: Path) -> None:
    edit(project / "centre.yaml", "9:00-12:00", "14:00-16:00")


def never_starting_in_time(project: Path) -> None:
    edit(
        project / "centre.yaml", "first_start: 9:00\n    last_start: 10:00", "first_start: 19:00\n    last_start: 20:00"
    )


def never_available(project: Path) -> None:
    (project / "data" / "agents.csv").write_text(OUTSIDE_OPENING, encoding="utf-8")


def nowhere_to_sit(project: Path) -> None:
    edit(project / "centre.yaml", "[on_site, home]", "[on_site]")
    edit(project / "centre.yaml", "seats: 3", "seats: 0")


def nobody_calls(project: Path) -> None:
    history = project / "data" / "history.csv"
    history.write_text(re.sub(r",\d+,\d+,0,300", ",0,0,0,", history.read_text("utf-8")), encoding="utf-8")


@pytest.mark.parametrize(
    "change", [never_open_in_time, never_starting_in_time, never_available, nowhere_to_sit, nobody_calls]
)
def test_a_week_in_which_nobody_can_or_need_work_is_an_empty_roster_that_says_so(project, staffplan, change) -> None:
    change(project)
    document = staffplan("run", "--json").document
    assert document["exit_code"] == 0
    assert document["result"]["summary"]["agents"] == 0
    assert any("The roster is empty" in note for note in document["notes"])


def test_full_weeks_that_just_fit_are_planned(project, staffplan) -> None:
    for old, new in (("contractor", "employed"), ("0-25 h", "15 h"), ("days: 0-5", "days: 5"), ("[2 h, 3 h]", "[3 h]")):
        edit(project / "centre.yaml", old, new)
    (project / "data" / "time_off.csv").write_text("agent_id,first_day,last_day,kind\n", encoding="utf-8")
    assert staffplan("schedule", "--json").document["result"]["rows"] == 20


def test_a_run_refuses_a_history_that_can_be_read_only_once(project, staffplan) -> None:
    os.mkfifo(project / "pipe")
    said = staffplan("run", "--history", "pipe", "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (4, "data.not_a_file")
    assert not (project / "runs").exists()
