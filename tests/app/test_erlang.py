"""The calculator's use case: files of rows, the oracle's and hand-made ones, and what is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from calculator_oracle import FILES, agrees, differences, oracle_file
from shared_folder import SHARED, needs_shared

import staffplan
from staffplan.app.erlang import Answered, answer
from staffplan.errors import DataError, UsageError
from staffplan.export.answers_csv import answers_csv, answers_records


def answered(name: str, text: str, **options: str) -> Answered:
    return answer(name, io.BytesIO(text.encode()), options)


def rows_of(found: Answered) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answers_csv(found.columns))))


def rows(name: str, text: str, **options: str) -> list[dict[str, str]]:
    return rows_of(answered(name, text, **options))


def refused(name: str, text: str, **options: str) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(DataError) as caught:
        answered(name, text, **options)
    return [(fault.code, fault.line, fault.path) for fault in caught.value.faults]


@needs_shared("oracle")
@pytest.mark.parametrize("name", FILES)
def test_a_file_of_the_oracle_s_inputs_alone_comes_back_with_its_answers(name: str) -> None:
    expected = oracle_file(name)
    assert differences(expected, rows(expected.calculation, expected.inputs_alone)) == []


@needs_shared("oracle")
def test_fractional_agents_work_through_erlang_b_as_well() -> None:
    expected = oracle_file("public_erlang_bc_fractional.csv")
    assert differences(expected, rows("b", expected.inputs_alone)) == []


@needs_shared("oracle")
@pytest.mark.parametrize("name", FILES)
def test_a_whole_file_of_the_oracle_comes_back_with_its_answers_replaced_in_their_places(name: str) -> None:
    expected = oracle_file(name)
    text = (SHARED / "oracle" / name).read_text()
    found = answered(expected.calculation, text)
    header = text.splitlines()[0].split(",")
    assert [column for column, _ in found.columns][: len(header)] == header
    assert differences(expected, rows_of(found)) == []
    replaced = [column for column in expected.answers if not (column == "load" and "calls" not in header)]
    assert any("replaced" in note and all(column in note for column in replaced[1:]) for note in found.notes)


@needs_shared("oracle")
def test_rows_with_and_without_patience_stand_in_one_file() -> None:
    patient, impatient = oracle_file("public_required_erlang_c.csv"), oracle_file("public_required_erlang_a.csv")
    mixed = [row for pair in zip(patient.rows[:40], impatient.rows[:40], strict=True) for row in pair]
    inputs = sorted({name for row in mixed for name in row} - {*patient.answers, *impatient.answers})
    text = io.StringIO()
    writer = csv.DictWriter(text, inputs, restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(mixed)
    for row, found in zip(mixed, rows("required", text.getvalue()), strict=True):
        for name in row:
            assert name in inputs or agrees(row[name], found[name], 1e-10), name


@needs_shared("oracle")
def test_the_edge_cases_are_decided() -> None:
    with (SHARED / "oracle" / "edge_cases.csv").open(newline="") as lines:
        cases = list(csv.DictReader(lines))
    header = ",".join(cases[0])
    decided = {}
    for case in cases:
        text = io.StringIO()
        csv.writer(text).writerow(case.values())
        try:
            (row,) = rows("required", f"{header}\n{text.getvalue()}")
            decided[case["case"]] = row["required_agents"]
        except DataError as error:
            decided[case["case"]] = "" if [fault.line for fault in error.faults] == [2] else str(error)
    assert decided == {case["case"]: case["expected_agents"] for case in cases} | {"zero AHT": "0"}


INPUTS = {
    "erlang_b": ("b", {"load": "load", "agents": "agents"}),
    "erlang_c": ("c", {"calls": "calls", "interval_s": "interval_s", "aht_s": "aht_s", "agents": "agents"}),
    "erlang_a": ("a", {"patience_s": "patience_s"}),
    "required": ("required", {"sl": "sl_target", "max_occ": "max_occupancy"}),
    "trunks": ("lines", {"blocking": "max_blocking"}),
    "erlang_b_inverse": ("lines", {"blocking": "max_blocking"}),
}
QUANTITIES = {"agents": "required_agents", "lines": "required_trunks", "p_block": "erlang_b"}


@needs_shared("oracle")
def test_published_figures_are_met() -> None:
    met = 0
    with (SHARED / "oracle" / "published.csv").open(newline="") as lines:
        published = [row for row in csv.DictReader(lines) if row["model"] in INPUTS]
    for row in published:
        name, renamed = INPUTS[row["model"]]
        given = dict(part.split("=") for part in row["inputs"].replace("(default assumed)", "").split(";"))
        per_second = given.pop("rate_per_s", None)
        per_minute = given.pop("calls_per_min", None)
        if per_second or per_minute:
            given |= {"calls": per_second or per_minute, "interval_s": "1" if per_second else "60"}
        options = {renamed.get(key, {"T": "threshold_s"}.get(key, key)): text for key, text in given.items()}
        if name == "c" and "aht_s" not in options and row["quantity"] == "p_wait":
            row["quantity"] = "erlang_c"
        found = answer(name, None, options).single
        quantity = QUANTITIES.get(row["quantity"], row["quantity"])
        value = 1 - float(found["p_wait"]) if quantity == "p_immediate" else float(found[quantity])
        assert value == pytest.approx(float(row["oracle_value_20_digits"]), rel=1e-10), row
        met += 1
    assert met == len(published) == 29


ERLANG_C = """calls,interval_s,aht_s,agents,threshold_s
100,1800,180,14,20
100,1800,180,10,20
0,1800,180,0,20
"""


def test_erlang_c_of_hand_made_rows() -> None:
    usual, overloaded, idle = rows("c", ERLANG_C)
    assert float(usual["p_wait"]) == pytest.approx(0.17413193359504984, rel=1e-12)
    assert float(usual["service_level"]) == pytest.approx(0.88835001917946689, rel=1e-12)
    assert [overloaded[key] for key in ("load", "p_wait", "service_level", "asa_s", "occupancy", "mean_queue_len")] == [
        "10.0", "1.0", "0.0", "inf", "1.0", "inf",
    ]  # fmt: skip
    assert [idle[key] for key in ("load", "p_wait", "service_level", "asa_s", "occupancy")] == [
        "0.0", "0.0", "1.0", "0.0", "0.0",
    ]  # fmt: skip


# Barely enough agents: 50-digit values of the decimals as written, which no double holds.
BARELY = """calls,interval_s,aht_s,agents,threshold_s,service_level,asa_s
112736.1,900,698.6,87508.4,60,0.011997435532978481028,5213.0713313370962036
40280,300,120,16112.21,0,0.0020676109202085796465,570.24707947416652592
"""


def test_decimals_of_load_and_agents_count_as_written_where_agents_barely_suffice() -> None:
    for exact, found in zip(csv.DictReader(io.StringIO(BARELY)), rows("c", BARELY), strict=True):
        for name in ("service_level", "asa_s"):
            assert agrees(exact[name], found[name], 1e-12), name


REQUIRED = """case,calls,aht_s,patience_s,sl_target,sl_target_offered,max_abandon
none,0,300,,80%,,
integer load,60,300,,0.8,,
lowest,60,300,,0,,
other name,60,300,,,80 %,
both alike,60,300,,0.8,80%,
patient,60,300,120,0.8,,
lowest patient,60,300,120,0,,
no target patient,60,300,120,,,
abandonment,60,300,120,,,3%
nobody gives up,60,300,,0.8,,0.001
no target,60,300,,,,
"""


def test_required_agents_of_hand_made_rows() -> None:
    found = {row["case"]: row for row in rows("required", REQUIRED)}
    agents = {case: int(row["required_agents"]) for case, row in found.items()}
    assert {case: agents[case] for case in ("none", "integer load", "lowest", "no target")} == {
        "none": 0, "integer load": 14, "lowest": 11, "no target": 11,
    }  # fmt: skip
    assert agents["other name"] == agents["both alike"] == agents["nobody gives up"] == 14
    assert agents["lowest patient"] == agents["no target patient"] == 1
    assert 10 < agents["patient"] < 14
    assert float(found["patient"]["sl_at_n"]) >= 0.8 > float(found["patient"]["sl_at_n_minus_1"])
    assert float(found["abandonment"]["p_abandon_at_n"]) <= 0.03 < float(found["abandonment"]["p_abandon_at_n_minus_1"])
    assert found["abandonment"]["binding_target"] == "abandonment"
    assert found["none"]["sl_at_n_minus_1"] == found["lowest patient"]["sl_at_n_minus_1"] == ""
    assert [found["none"][key] for key in ("sl_at_n", "asa_at_n", "occ_at_n")] == ["1.0", "0.0", "0.0"]
    assert found["lowest"]["occ_at_n_minus_1"] == "1.0"


def test_one_agent_fewer_than_one_is_offered_endless_work_each() -> None:
    (row,) = rows("required", "load,aht_s\n0.1,300\n")
    assert (row["required_agents"], row["occ_at_n_minus_1"], row["sl_at_n_minus_1"]) == ("1", "inf", "0.0")


def test_every_row_s_faults_are_told_with_its_row() -> None:
    text = (
        "note,calls,interval_s,aht_s,threshold_s,sl_target,sl_target_offered\n"
        "good,60,1800,300,20,0.8,\n"
        "hundred,60,1800,300,20,100%,\n"
        "eighty,60,1800,300,20,80,\n"
        "negative,-5,1800,300,20,0.8,\n"
        "nan,nan,1800,300,20,0.8,\n"
        "blank,,1800,300,20,0.8,\n"
        "no time,60,1800,,20,0.8,\n"
        "two targets,60,1800,300,20,0.8,0.9\n"
        "endless,60,1800,300,inf,0.8,\n"
        '"thousands","1,000",1800,300,20,0.8,\n'
        "too much,1e9,1,1e7,20,0.8,\n"
        "short,60\n"
    )
    assert refused("required", text) == [
        ("require.impossible_target", 3, "sl_target"),
        ("data.out_of_range", 4, "sl_target"),
        ("data.out_of_range", 5, "calls"),
        ("data.not_a_number", 6, "calls"),
        ("data.blank", 7, "calls"),
        ("data.blank", 8, "aht_s"),
        ("data.contradiction", 9, "sl_target_offered"),
        ("data.not_a_number", 10, "threshold_s"),
        ("data.not_a_number", 11, "calls"),
        ("data.out_of_range", 12, "calls"),
        ("data.short_row", 13, None),
    ]


def test_a_hundred_bad_rows_are_a_hundred_faults() -> None:
    text = "calls,aht_s\n" + "".join(f"-{number},300\n" for number in range(1, 101))
    assert [line for _, line, _ in refused("required", text)] == list(range(2, 102))


def test_a_target_of_100_percent_is_refused_with_what_can_be_reached() -> None:
    with pytest.raises(DataError) as caught:
        answered("required", "calls,aht_s,sl_target\n60,300,1.0\n")
    (fault,) = caught.value.faults
    (nearest,) = rows("required", "calls,aht_s,sl_target\n60,300,99.99%\n")
    assert f"takes {nearest['required_agents']} agents" in str(fault.hint)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("b", "load,agents,lines\n10,12,13\n", ("data.contradiction", 2, "lines")),
        ("a", "load,aht_s,patience_s,agents\n10,300,60,0\n", ("data.out_of_range", 2, "agents")),
        ("a", "load,aht_s,patience_s,agents\n10,300,,5\n", ("data.blank", 2, "patience_s")),
        ("lines", "load,aht_s,agents,lines\n10,300,12,11\n", ("data.contradiction", 2, "lines")),
        ("lines", "load,aht_s,agents,lines\n10,300,12.5,14\n", ("data.not_a_number", 2, "agents")),
        ("lines", "load,max_blocking\n10,0\n", ("data.out_of_range", 2, "max_blocking")),
        ("lines", "load,max_blocking\n10,\n", ("data.blank", 2, "max_blocking")),
        ("lines", "lines,max_blocking\n10,\n", ("data.blank", 2, "load")),
        ("lines", "lines,max_blocking\n10,100%\n", ("data.out_of_range", 2, "max_blocking")),
        ("lines", "lines,agents\n10,5\n", ("data.blank", 2, "load")),
        ("required", "load,sl_target,aht_s\n10,0.8,\n", ("data.blank", 2, "aht_s")),
        ("required", "calls,calls,aht_s\n10,10,5\n", ("data.doubled_column", 1, "calls")),
        ("required", "cals,aht_s\n10,5\n", ("data.missing_column", 1, "calls")),
        ("c", "load\n10\n", ("data.missing_column", 1, "agents")),
        ("c", "load,agents\n", ("data.no_rows", 1, None)),
        ("c", "load,agents\n1e9,5\n", ("data.out_of_range", 2, "load")),
    ],
)
def test_what_cannot_be_answered_is_refused(name: str, text: str, expected: tuple[str, int, str | None]) -> None:
    assert refused(name, text) == [expected]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"calls": "-5", "aht_s": "nan"}, {"--calls": "usage.option_value", "--aht-s": "usage.option_value"}),
        ({"calls": "60"}, {"--aht-s": "data.blank"}),
        ({"aht_s": "300"}, {"--calls": "usage.option_missing"}),
        ({}, {"--calls": "usage.option_missing"}),
        ({"load": "10", "aht_s": "300", "sl_target": "1"}, {"--sl-target": "require.impossible_target"}),
        ({"load": "10", "aht_s": "300", "sl_target": "80"}, {"--sl-target": "usage.option_value"}),
    ],
)
def test_faults_of_options_name_the_option(options: dict[str, str], expected: dict[str, str]) -> None:
    with pytest.raises(UsageError) as caught:
        answer("required", None, options)
    assert {fault.path: fault.code for fault in caught.value.faults} == expected


def test_what_a_number_should_be_is_said_of_the_kind_that_is_needed() -> None:
    with pytest.raises(UsageError) as caught:
        answer("lines", None, {"load": "ten", "agents": "9.5", "lines": "12", "max_blocking": "%"})
    assert {fault.path: (fault.message, fault.hint) for fault in caught.value.faults} == {
        "--load": ("'ten' is not a number.", "a number with a point for decimals."),
        "--agents": ("'9.5' is not a whole number.", "a whole number."),
        "--max-blocking": ("'%' is not a number.", "a number with a point for decimals."),
    }


def test_columns_that_are_not_inputs_pass_through_in_place_and_guarded() -> None:
    text = '"a ",load,=b,agents,x,x\n00123,5,=1+1,7,-5,"one, two"\n\'-1,5,\'=2,7,@x,"quo""te"\n'
    lines = answers_csv(answered("c", text).columns).splitlines()
    assert lines[0] == "a,load,'=b,agents,x,x,erlang_b,erlang_c"
    assert lines[1].startswith('00123,5,\'=1+1,7,-5,"one, two",0.')
    assert lines[2].startswith('\'-1,5,\'=2,7,\'@x,"quo""te",0.')


def test_a_semicolon_and_a_byte_order_mark_are_read_as_elsewhere() -> None:
    found = answered("c", "\ufeffload;agents\r\n5;7\r\n")
    assert rows_of(found)[0]["agents"] == "7"
    assert any("semicolon" in note for note in found.notes)


def test_what_is_assumed_is_told_and_blank_cells_get_it_too() -> None:
    found = answered("c", "calls,interval_s,aht_s,agents\n100,1800,180,14\n100,,180,14\n")
    assert rows_of(found)[0]["service_level"] == rows_of(found)[1]["service_level"]
    assert [note.split(" is")[0] for note in found.notes] == ["interval_s", "threshold_s"]
    assert "in 1 row:" in found.notes[0]
    (note,) = [note for note in answered("required", "load,aht_s\n10,300\n").notes if note.startswith("sl_target")]
    assert "80%" in note


def test_a_column_called_nearly_like_an_input_is_told() -> None:
    found = answered("required", "load,aht_s,sl_traget,max_occupancy\n10,300,0.8,0.9\n")
    assert any("'sl_target'" in note for note in found.notes)


def test_an_option_stands_in_all_rows_of_a_file_unless_the_file_has_it() -> None:
    found = rows("required", "calls\n60\n30\n", aht_s="300", sl_target="80%")
    assert [row["required_agents"] for row in found] == ["14", "8"]
    assert [row["aht_s"] for row in found] == ["300", "300"]
    with pytest.raises(UsageError) as caught:
        answered("required", "calls,aht_s\n60,300\n", aht_s="300")
    assert [fault.code for fault in caught.value.faults] == ["usage.option_and_column"]


@pytest.mark.parametrize("missing", ["interval_s", "aht_s"])
def test_a_load_is_taken_as_stated_where_it_cannot_be_computed(missing: str) -> None:
    cells = {"calls": "100", "interval_s": "3600", "aht_s": "180", "load": "7", "agents": "9"}
    del cells[missing]
    found = answered("c", f"{','.join(cells)}\n{','.join(cells.values())}\n")
    assert rows_of(found)[0]["load"] == "7"
    assert found.single["erlang_b"] == answer("b", None, {"load": "7", "agents": "9"}).single["erlang_b"]
    assert any("as stated" in note for note in found.notes)


def test_the_load_alone_is_enough_for_targets_without_a_time() -> None:
    (row,) = rows("required", "load,max_occupancy,max_p_wait\n10,0.8,0.2\n")
    assert (row["required_agents"], row["sl_at_n"], row["asa_at_n"]) == ("14", "", "")
    assert float(row["p_wait_at_n"]) == pytest.approx(0.17413193359504984, rel=1e-12)


def test_numbers_survive_the_file_with_every_digit() -> None:
    found = answered("required", REQUIRED)
    for name, column in found.columns:
        if isinstance(column, np.ndarray) and column.dtype.kind == "f":
            read = [float(row[name]) if row[name] else np.nan for row in rows_of(found)]
            np.testing.assert_array_equal(np.array(read), column)


def test_json_has_numbers_and_null() -> None:
    found = answered("c", ERLANG_C + "1,1800,180,2,20\n")
    records = answers_records(found.columns, found.given)
    assert records[1]["asa_s"] is None
    assert records[0]["calls"] == 100.0


def test_lines_with_agents_need_no_lines_where_there_is_a_cap() -> None:
    capped, overloaded = rows("lines", "load,aht_s,agents,max_blocking\n10,300,12,1%\n12,300,12,1%\n")
    required = int(capped["required_lines_for_max_blocking"])
    (stated,) = rows("lines", f"load,aht_s,agents,lines,max_blocking\n10,300,12,{required},1%\n")
    assert {key: capped[key] for key in ("p_block", "sl_of_offered")} == {
        key: stated[key] for key in ("p_block", "sl_of_offered")
    }
    assert float(capped["p_block"]) <= 0.01
    assert (overloaded["required_lines_for_max_blocking"], overloaded["p_block"]) == ("", "")
    (mixed, queue) = rows("lines", "load,aht_s,agents,lines,max_blocking\n10,300,,,1%\n10,300,12,20,\n")
    assert (mixed["required_trunks"], mixed["p_block"], queue["required_trunks"]) == ("18", "", "")


def test_a_hundred_thousand_rows_are_answered_at_once(tmp_path: Path) -> None:
    text = "calls,aht_s,sl_target\n" + "".join(f"{number % 300},{number % 97 + 60},0.8\n" for number in range(100_000))
    (tmp_path / "many.csv").write_text(text)
    found = answer("required", tmp_path / "many.csv", {})
    assert found.rows == 100_000
    assert found.single == {}
    one = answer("required", None, {"calls": "299", "aht_s": str(599 % 97 + 60), "sl_target": "0.8"})
    assert dict(found.columns)["required_agents"][599] == one.single["required_agents"]


def test_a_crash_is_never_the_answer_to_extreme_numbers() -> None:
    extremes = ("0", "1e-9", "1e-3", "1", "1e5")
    for load in extremes:
        for agents in ("1", "1e4", "1e9"):
            answer("c", None, {"load": load, "aht_s": "1e-9", "agents": agents, "threshold_s": "1e7"})
            answer("b", None, {"load": load, "agents": agents})
        for target in ({"asa_target_s": "0.001"}, {"max_p_wait": "1e-9"}, {"max_occupancy": "0.0001"}):
            found = answer("required", None, {"load": load, "aht_s": "300", **target}).single
            assert float(found["required_agents"]) >= (load != "0")


def test_a_frame_comes_back_with_its_answers_behind_its_columns() -> None:
    rows = pd.DataFrame(
        {
            "calls": [60, 30, 0],
            "aht_s": [300.0] * 3,
            "sl_target": [0.8] * 3,
            "site": ["a", "b", "c"],
            "load": [1, 2, 3],
        },
        index=["x", "y", "z"],
    ).assign(interval_s=1800)
    before = rows.copy()
    found = staffplan.erlang("required", rows)
    pd.testing.assert_frame_equal(rows, before)
    assert found["required_agents"].tolist() == [14, 8, 0]
    assert found["load"].tolist() == [10.0, 5.0, 0.0]
    assert list(found.columns[:6]) == list(rows.columns)
    assert found["site"].tolist() == ["a", "b", "c"]
    assert list(found.index) == ["x", "y", "z"]
    assert len(found.attrs["notes"]) == 2
    numbers = staffplan.erlang("lines", pd.DataFrame({"load": [10.0], "max_blocking": [0.01]}))
    assert numbers["required_trunks"].tolist() == [18]


def test_a_frame_s_faults_are_told_by_label() -> None:
    rows = pd.DataFrame(
        {"calls": [60, -1, 60], "aht_s": [300, 300, np.nan], "sl_target": [80, 0.8, 0.8]}, index=list("xyz")
    )
    with pytest.raises(DataError) as caught:
        staffplan.erlang("required", rows)
    told = sorted((fault.path, fault.message[-2]) for fault in caught.value.faults)
    assert told == [("aht_s", "z"), ("calls", "y"), ("sl_target", "x")]
    with pytest.raises(DataError, match="no column 'calls' or 'load'"):
        staffplan.erlang("required", pd.DataFrame({"aht_s": [300]}))
    with pytest.raises(DataError, match="no rows"):
        staffplan.erlang("required", pd.DataFrame({"load": []}))
    with pytest.raises(UsageError, match="no calculation 'd'"):
        staffplan.erlang("d", rows)
