"""``staffplan erlang``: what goes where, and with which exit code."""

from __future__ import annotations

import csv
import inspect
import io
import json
from pathlib import Path

import pytest
from calculator_oracle import FILES, differences, oracle_file
from shared_folder import needs_shared

from staffplan.cli.commands.erlang import ERLANG
from staffplan.staffing.calculator import CALCULATIONS


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JSON", "QUIET", "DEBUG"):
        monkeypatch.delenv(f"STAFFPLAN_{name}", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)


@needs_shared("oracle")
@pytest.mark.parametrize("name", FILES)
def test_every_file_of_the_oracle_runs_through_the_command(staffplan, name: str) -> None:
    expected = oracle_file(name)
    said = staffplan("erlang", expected.calculation, "--input", "-", "-q", stdin=expected.inputs_alone)
    assert (said.code, said.err) == (0, "")
    assert differences(expected, list(csv.DictReader(io.StringIO(said.out)))) == []


def test_options_give_a_page_on_standard_output(staffplan) -> None:
    said = staffplan(
        "erlang", "required", "--calls", "100", "--interval-s", "1800", "--aht-s", "180", "--sl-target", "80%",
        "--threshold-s", "20", "--max-occupancy", "0.85",
    )  # fmt: skip
    assert (said.code, said.err) == (0, "")
    assert "10 erlangs: 100 calls of 180 s in 1,800 s" in said.out
    assert "14 agents: one fewer would miss the service level of 80% in 20 s" in said.out
    counted = [line.split() for line in said.out.splitlines() if line.split()[-1:] and line.split()[-1][:2] == "0."]
    assert [row[-6] for row in counted] == ["13", "14", "15"]
    assert counted[1] == [">", "14", "88.8%", "17.4%", "7.8", "71.4%", "0.44"]
    assert max(map(len, said.out.splitlines())) <= 80


PAGES = {
    ("b", "--load", "10", "--lines", "14"): ["13", "> 14", "15", "5.7%"],
    ("c", "--load", "10", "--agents", "14"): ["13", "> 14", "15", "17.4%"],
    ("c", "--load", "12", "--aht-s", "300", "--agents", "10"): ["no end", "100.0%"],
    ("c", "--load", "10", "--aht-s", "300", "--agents", "12.5"): ["11.5", "> 12.5", "13.5"],
    ("a", "--load", "10", "--aht-s", "180", "--patience-s", "120", "--agents", "9"): [
        "52.4%", "64.9%", "53.6%", "60.7%",
    ],
    ("lines", "--load", "158.333", "--max-blocking", "3%"): ["168 lines for a blocking of at most 3%", "> 168"],
    ("lines", "--lines", "15", "--max-blocking", "1%"): ["8.10804 erlangs may be offered", "> 15 8.11"],
    ("lines", "--load", "10", "--agents", "12", "--lines", "15"): ["> 15", "> 12"],
    ("lines", "--load", "10", "--aht-s", "300", "--agents", "12", "--lines", "15"): ["> 15", "> 12"],
    ("lines", "--load", "12", "--aht-s", "300", "--agents", "12", "--lines", "15", "--max-blocking", "1%"): [
        "no number of lines",
    ],
    ("required", "--load", "10", "--aht-s", "300", "--patience-s", "120", "--max-abandon", "3%"): ["would give up"],
    ("required", "--load", "10", "--aht-s", "300", "--max-p-wait", "20%"): ["more than 20% would have to wait"],
    ("required", "--load", "10", "--aht-s", "300", "--max-mean-wait-all-s", "15"): ["mean wait of 15 s"],
    ("required", "--load", "10", "--aht-s", "300", "--sl-target", "0"): ["one fewer could not keep up"],
    ("required", "--load", "10", "--max-occupancy", "80%"): ["busier than 80% of the time"],
    ("a", "--load", "10", "--aht-s", "1e-5", "--patience-s", "1e9", "--agents", "11"): ["> 11 >99.99%", "<0.01%"],
    ("required", "--calls", "0", "--aht-s", "300"): ["0 agents: nothing is offered"],
    ("required", "--load", "1e5", "--aht-s", "300", "--patience-s", "90", "--max-abandon", "0.5%"): ["100,"],
}  # fmt: skip


@pytest.mark.parametrize("words", PAGES)
def test_a_page_fits_a_terminal_and_says_what_was_asked(staffplan, words: tuple[str, ...]) -> None:
    said = staffplan("erlang", *words)
    assert said.code == 0
    text = " ".join(said.out.split())
    assert all(part in text for part in PAGES[words]), said.out
    assert max(map(len, said.out.splitlines())) <= 80
    assert "nan" not in said.out


def test_a_file_gives_data_on_standard_output_and_one_row_a_page_beside_it(staffplan) -> None:
    one = staffplan("erlang", "c", "--input", "-", stdin="load,agents\n10,14\n")
    assert one.out.splitlines()[0] == "load,agents,erlang_b,erlang_c"
    assert "> 14" in one.err
    two = staffplan("erlang", "c", "--input", "-", stdin="load,agents\n10,14\n10,15\n")
    assert two.out.startswith(one.out)
    assert two.err == ""
    assert staffplan("erlang", "c", "--input", "-", "-q", stdin="load,agents\n10,14\n").err == ""


def test_a_row_may_leave_the_cap_blank_where_there_are_lines_and_agents(staffplan) -> None:
    said = staffplan("erlang", "lines", "--input", "-", stdin="load,agents,lines,max_blocking\n10,14,20,\n")
    assert said.code == 0
    assert next(csv.DictReader(io.StringIO(said.out)))["required_lines_for_max_blocking"] == ""
    assert "Required" not in said.err
    assert "> 20" in said.err


def test_an_output_holds_the_data_and_the_page_goes_beside(staffplan) -> None:
    piped = staffplan("erlang", "c", "--load", "10", "--agents", "14", "-o", "-")
    assert piped.out.splitlines()[0] == "load,agents,erlang_b,erlang_c"
    filed = staffplan("erlang", "c", "--load", "10", "--agents", "14", "-o", "c.csv")
    assert filed.out == ""
    assert "1 rows of ERLANG c written to c.csv" in filed.err
    assert "> 14" in filed.err
    assert Path("c.csv").read_text(encoding="utf-8") == piped.out


def test_json_is_one_document_without_infinity(staffplan) -> None:
    said = staffplan("erlang", "c", "--load", "12", "--aht-s", "300", "--agents", "11", "--json")
    document = json.loads(said.out, parse_constant=lambda name: pytest.fail(name))
    (row,) = document["result"]["answers"]
    assert (row["p_wait"], row["asa_s"], row["agents"]) == (1.0, None, 11.0)
    assert [beside["agents"] for beside in document["result"]["beside"][0]] == [10, 11, 12]
    assert len(document["notes"]) == 1
    filed = staffplan("erlang", "c", "--input", "-", "-o", "c.csv", "--json", stdin="load,agents\n10,14\n10,15\n")
    assert filed.document["result"] == {"table": "ERLANG c", "rows": 2, "file": "c.csv"}


def test_faults_of_a_file_are_exit_4_with_the_row_and_nothing_is_written(staffplan) -> None:
    Path("calls.csv").write_text("calls,aht_s,sl_target\n60,300,0.8\nnan,300,0.8\n60,300,80\n", encoding="utf-8")
    said = staffplan("erlang", "required", "--input", "calls.csv", "-o", "out.csv")
    assert (said.code, said.out) == (4, "")
    assert "calls.csv:3:1" in said.err
    assert "calls.csv:4:3" in said.err
    assert "write 0.8 or 80%" in said.err
    assert not Path("out.csv").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["required", "--calls", "-5", "--aht-s", "300"], "usage.option_value"),
        (["required", "--calls", "nan", "--aht-s", "300"], "usage.option_value"),
        (["required", "--calls", "60", "--aht-s", "300", "--sl-target", "80"], "usage.option_value"),
        (["required", "--calls", "60", "--aht-s", "300", "--sl-target", "100%"], "require.impossible_target"),
        (["required"], "usage.option_missing"),
        (["required", "--nonsense"], "usage.command_line"),
        (["nonsense"], "usage.command_line"),
        ([], "usage.command_line"),
        (["c", "--input", "c.csv", "-o", "c.csv"], "usage.output_is_input"),
    ],
)
def test_faults_of_the_command_line_are_exit_2(staffplan, words: list[str], code: str) -> None:
    Path("c.csv").write_text("load,agents\n10,14\n", encoding="utf-8")
    said = staffplan("erlang", *words, "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (2, code)


def test_each_command_has_the_calculation_s_inputs_as_options_and_no_others() -> None:
    assert [command.__name__ for command in ERLANG] == [calculation.name for calculation in CALCULATIONS]
    for command, calculation in zip(ERLANG, CALCULATIONS, strict=True):
        options = [name for name in inspect.signature(command).parameters if name not in ("manner", "input", "output")]
        assert sorted(options) == sorted(calculation.names)
