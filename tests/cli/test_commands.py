"""The commands on a tiny centre: what goes where, and with which exit code."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_project import edit

Run = Callable[..., object]


def test_check_counts_what_it_read(project, staffplan) -> None:
    said = staffplan("check")
    assert said.code == 0
    assert "agents             4\n" in said.out
    assert "data/agents.csv" in said.out
    assert "history rows     150\n" in said.out
    assert "Shrinkage: 0 % on site, 0 % at home." in said.out
    result = staffplan("check", "--json").document["result"]
    assert result["shrinkage"] == {"on_site": [0, 0], "home": [0, 0]}
    counts = result["counts"]
    assert (counts["agents"], counts["time_off"], counts["history_rows"]) == (4, 1, 150)


def test_check_lists_faults_of_configuration_and_tables_at_once_and_gives_the_lower_code(project, staffplan) -> None:
    edit(project / "data" / "history.csv", ",5,5,", ",-5,5,")
    said = staffplan("check", "--json")
    assert (said.code, said.document["exit_code"]) == (4, 4)
    edit(project / "centre.yaml", "wage: 20", "wagee: 20")
    said = staffplan("check", "--json")
    assert (said.code, said.document["exit_code"]) == (3, 3)
    codes = {error["code"] for error in said.document["errors"]}
    assert {"config.unknown_key", "data.out_of_range"} <= codes
    fault = next(error for error in said.document["errors"] if error["code"] == "data.out_of_range")
    assert (Path(fault["file"]).name, fault["line"], fault["path"]) == ("history.csv", 2, "offered")


def test_what_went_to_a_file_is_said_once_with_its_rows(project, staffplan) -> None:
    said = staffplan("forecast", "-o", "f.csv")
    rows = len((project / "f.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert said.err.count(f"{rows} rows of FORECAST written to f.csv\n") == 1
    assert "written" not in staffplan("forecast", "-o", "f.csv", "--quiet").err
    assert "written" not in staffplan("forecast", "-q").err
    assert staffplan("schema", "-o", "s.json").err == "Written to s.json\n"


def test_intake_shows_what_it_took_in_beside_the_table(project, staffplan) -> None:
    said = staffplan("intake", "data/history.csv", "--zone", "Europe/Berlin")
    assert said.out.startswith("queue,start,offered")
    (row,) = [line for line in said.err.splitlines() if line.startswith("calls ")]
    assert row.split()[1:4] == ["2026-10-19", "2026-11-20", "150"]


def test_pages_that_are_piped_end_no_line_in_spaces(project, staffplan) -> None:
    said = staffplan("check")
    assert all(line == line.rstrip() for line in (said.out + said.err).splitlines())
    assert all(line == line.rstrip() for line in staffplan("forecast", "-o", "f.csv").err.splitlines())


@pytest.mark.parametrize("other", ["NA", "na", "Na"])
def test_ids_that_differ_only_in_case_are_a_fault_of_the_configuration(project, staffplan, other: str) -> None:
    edit(project / "data" / "agents.csv", "d4,", f"{other},")
    assert staffplan("check").code == (4 if other == "NA" else 3)


@pytest.mark.parametrize("command", ["check", "run", "schedule"])
def test_no_configuration_is_a_usage_fault(tmp_path, monkeypatch, staffplan, command: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("STAFFPLAN_CONFIG", raising=False)
    said = staffplan(command, "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (2, "usage.no_configuration")


def test_a_configuration_can_be_named_by_the_environment(project, staffplan, monkeypatch, tmp_path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STAFFPLAN_CONFIG", str(project / "centre.yaml"))
    monkeypatch.setenv("STAFFPLAN_JSON", "1")
    assert staffplan("check").document["ok"] is True
    assert staffplan("check", "-c", "nowhere").document["exit_code"] == 3


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--nonsense"],
        ["nonsense"],
        ["run", "--week", "soon"],
        ["run", "--week", "2025-W53"],
        ["run", "--week", "9999-W52"],
        ["forecast", "--as-of", "05/01/2026"],
        ["forecast", "--as-of", "9999-12-31"],
    ],
)
def test_a_usage_fault_is_exit_2_and_one_json_document(project, staffplan, arguments: list[str]) -> None:
    said = staffplan(*arguments, "--json")
    assert said.code == 2
    assert said.err == ""
    assert set(said.document) == {"schema_version", "ok", "exit_code", "command", "errors"}
    assert set(said.document["errors"][0]) == {"code", "file", "line", "column", "path", "message", "hint"}
    plain = staffplan(*arguments)
    assert (plain.code, plain.out) == (2, "")
    assert said.document["errors"][0]["code"] in plain.err


def test_help_goes_to_standard_output(staffplan) -> None:
    asked, unasked = staffplan("--help"), staffplan()
    assert (asked.code, unasked.code) == (0, 2)
    for said in (asked, unasked):
        assert "schedule" in said.out


def test_a_forecast_is_a_table_on_standard_output_and_a_page_beside_it(project, staffplan) -> None:
    said = staffplan("forecast")
    assert said.code == 0
    assert said.out.startswith("queue,start,offered_mean,")
    assert "calls,2026-11-30T09:00:00+01:00," in said.out
    assert "Contacts expected" in said.err
    assert staffplan("forecast", "--quiet").err == ""


def test_a_file_holds_the_same_bytes_as_standard_output(project, staffplan) -> None:
    out = staffplan("forecast", "--quiet").out
    said = staffplan("forecast", "--quiet", "-o", "forecast.csv")
    assert said.out == ""
    assert Path("forecast.csv").read_text(encoding="utf-8") == out
    assert [entry.name for entry in project.iterdir() if entry.name.startswith(".")] == []


def test_json_holds_the_table_or_names_its_file(project, staffplan) -> None:
    table = staffplan("forecast", "--quiet").out
    beside = {"outliers": [], "groups": {}}
    told = staffplan("forecast", "--json").document["result"]
    assert told == {"table": "FORECAST", "rows": 30, "csv": table} | beside
    filed = staffplan("forecast", "--json", "-o", "f.csv").document["result"]
    assert filed == {"table": "FORECAST", "rows": 30, "file": "f.csv"} | beside


def test_steps_can_be_piped(project, staffplan) -> None:
    forecast = staffplan("forecast", "--quiet").out
    piped = staffplan("require", "-", "-c", ".", "--quiet", stdin=forecast).out
    assert piped == staffplan("require", "--quiet").out
    assert piped.startswith("queue,start,offered_mean,aht_s,load_erlangs,agents,")


def test_without_a_configuration_the_assumptions_are_told(project, staffplan) -> None:
    said = staffplan("forecast", "data/history.csv", "--zone", "Europe/Berlin")
    assert said.code == 0
    assert "opening hours learnt" in said.err
    required = staffplan("require", "-", stdin=said.out)
    assert required.code == 0
    assert "within 20 s" in re.sub(r"\s+", " ", required.err)
    stricter = staffplan("require", "-", "--service-level", "95%", "--aht", "300", stdin=said.out)
    assert total_agents(stricter.out) > total_agents(required.out)


def total_agents(table: str) -> float:
    header, *rows = (line.split(",") for line in table.splitlines())
    return sum(float(row[header.index("agents")]) for row in rows)


def test_a_service_level_of_80_is_refused_with_a_hint(project, staffplan) -> None:
    said = staffplan("require", "data/history.csv", "--service-level", "80")
    assert said.code == 2
    assert "0.8 or 80 %" in re.sub(r"\s+", " ", said.err)


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        ([], "2026-11-30"),
        (["--as-of", "2026-12-01"], "2026-12-14"),
        (["--week", "2026-W51"], "2026-12-14"),
        (["--week", "2026-12-14"], "2026-12-14"),
    ],
)
def test_which_week_is_forecast(project, staffplan, arguments: list[str], first: str) -> None:
    assert staffplan("forecast", "-q", *arguments).out.splitlines()[1].startswith(f"calls,{first}T09:00")


def test_a_week_that_starts_on_another_day_is_refused_with_the_right_one(project, staffplan) -> None:
    said = staffplan("forecast", "--week", "2026-12-02")
    assert said.code == 2
    assert "2026-11-30" in said.err


@pytest.mark.parametrize(
    ("name", "code"),
    [("folder", "output.is_folder"), ("missing/f.csv", "output.no_folder"), ("x" * 300, "output.long_name")],
)
def test_an_output_that_cannot_be_written_is_exit_8(project, staffplan, name: str, code: str) -> None:
    (project / "folder").mkdir()
    said = staffplan("forecast", "--json", "-o", name)
    assert (said.code, said.document["errors"][0]["code"]) == (8, code)


def test_a_history_that_is_not_there_is_exit_4(project, staffplan) -> None:
    said = staffplan("forecast", "nowhere.csv", "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (4, "data.missing_file")
    assert said.document["errors"][0]["file"] == "nowhere.csv"


def test_intake_reads_another_systems_file_through_a_column_map(project, staffplan) -> None:
    Path("theirs.csv").write_text("Interval;Calls\n30.11.2026 09:00;5\n30.11.2026 09:30;7\n", encoding="utf-8")
    arguments = ["intake", "theirs.csv", "--column", "start=Interval", "--column", "offered=Calls", "--queue", "calls"]
    said = staffplan(*arguments, "--time-format", "%d.%m.%Y %H:%M", "--zone", "Europe/Berlin", "-q")
    assert said.code == 0
    assert said.out.splitlines() == [
        "queue,start,offered",
        "calls,2026-11-30T09:00:00+01:00,5",
        "calls,2026-11-30T09:30:00+01:00,7",
    ]


@pytest.mark.parametrize("pair", ["start", "=Calls", "start=", "start=a"])
def test_a_column_map_is_pairs_each_once(project, staffplan, pair: str) -> None:
    said = staffplan("intake", "x.csv", "--column", pair, "--column", "start=b", "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (2, "usage.not_a_pair")


def test_the_schema_is_a_json_document(staffplan, tmp_path) -> None:
    schema = staffplan("schema").document
    assert "queues" in schema["properties"]
    assert staffplan("schema", "--json").document["result"]["schema"] == schema
    target = tmp_path / "schema.json"
    assert staffplan("schema", "-o", str(target)).out == ""
    assert "properties" in target.read_text(encoding="utf-8")


def test_explain_tells_meaning_and_remedy(staffplan) -> None:
    said = staffplan("explain", "data.duplicate_interval")
    assert "two rows for one interval" in re.sub(r"\s+", " ", said.out)
    listed = staffplan("explain", "--json").document["result"]["codes"]
    assert "data.duplicate_interval" in listed
    near = staffplan("explain", "data.duplicate_intervall")
    assert near.code == 2
    assert "staffplan explain data.duplicate_interval" in near.err


def test_init_writes_a_centre_that_passes_its_check(staffplan, tmp_path, monkeypatch) -> None:
    assert staffplan("init", str(tmp_path / "mine")).code == 0
    monkeypatch.chdir(tmp_path / "mine")
    assert staffplan("check", "--json").document["ok"] is True
    assert staffplan("init", ".").code == 8


def test_many_faults_are_cut_on_the_terminal_and_whole_in_json(project, staffplan) -> None:
    text = (project / "centre.yaml").read_text(encoding="utf-8")
    extra = "".join(f"nonsense_{number}: 1\n" for number in range(60))
    (project / "centre.yaml").write_text(text + extra, encoding="utf-8")
    plain, whole = staffplan("check"), staffplan("check", "--json")
    assert len(whole.document["errors"]) == 60
    assert plain.err.count("config.unknown_key") == 40
    assert "20 more" in plain.err


@pytest.mark.parametrize(
    ("arguments", "target"),
    [
        (["forecast", "data/history.csv"], "data/history.csv"),
        (["forecast", "data/history.csv"], "link.csv"),
        (["forecast"], "data/history.csv"),
        (["require"], "centre.yaml"),
        (["schedule"], "data/agents.csv"),
        (["schedule", "requirement.csv"], "./requirement.csv"),
        (["intake", "data/history.csv"], "data/../data/history.csv"),
    ],
)
def test_no_output_takes_the_place_of_what_it_is_made_from(project, staffplan, arguments, target: str) -> None:
    (project / "link.csv").symlink_to("data/history.csv")
    (project / "requirement.csv").write_text(staffplan("require", "-q").out, encoding="utf-8")
    before = Path(target).read_bytes()
    said = staffplan(*arguments, "-o", target, "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (2, "usage.output_is_input")
    assert Path(target).read_bytes() == before


def test_an_earlier_output_is_replaced(project, staffplan) -> None:
    assert staffplan("forecast", "-q", "-o", "forecast.csv").code == 0
    once = Path("forecast.csv").read_bytes()
    Path("forecast.csv").write_bytes(b"an earlier forecast")
    assert staffplan("forecast", "-q", "-o", "forecast.csv").code == 0
    assert Path("forecast.csv").read_bytes() == once


def other_queue(text: str) -> str:
    return text.replace("calls,", "cals,")


def by_the_hour(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if ":30:00" not in line)


def test_a_history_by_the_hour_is_split_into_the_centre_s_intervals(project, staffplan) -> None:
    history = project / "data" / "history.csv"
    history.write_text(by_the_hour(history.read_text("utf-8")), encoding="utf-8")
    said = staffplan("forecast", "--json").document
    assert said["result"]["rows"] == 30
    assert any("intervals of 60 minutes are split evenly into 30" in note for note in said["notes"])


@pytest.mark.parametrize("command", ["check", "forecast", "run"])
def test_a_history_that_does_not_fit_the_centre_is_refused_by_check_as_by_every_step(
    project, staffplan, command: str
) -> None:
    history = project / "data" / "history.csv"
    history.write_text(other_queue(history.read_text("utf-8")), encoding="utf-8")
    said = staffplan(command, "--json")
    assert (said.code, [error["code"] for error in said.document["errors"]]) == (4, ["data.unknown_name"])
    assert said.document["errors"][0]["file"] == "data/history.csv"


def test_check_tells_of_queues_without_history(project, staffplan) -> None:
    edit(project / "centre.yaml", "queues:", "queues:\n  mail: {channel: email, goal: {deadline: 4 h}, aht: 300 s}")
    said = staffplan("check", "--json")
    (note,) = [note for note in said.document["notes"] if note.startswith("mail: the history has no row")]
    assert note.endswith("nobody will be planned for it.")


def test_check_does_not_miss_the_history_of_queues_that_are_planned_without(project, staffplan) -> None:
    quota = "out: {channel: outbound, daily_quota: 5}"
    backlog = "desk: {channel: back_office, goal: {deadline: 4 h}, backlog: 3}"
    edit(project / "centre.yaml", "queues:", f"queues:\n  {quota}\n  {backlog}")
    notes = staffplan("check", "--json").document["notes"]
    assert not any(note.startswith("out: ") for note in notes)
    assert any(note.startswith("desk: ") and "its backlog" in note for note in notes)
