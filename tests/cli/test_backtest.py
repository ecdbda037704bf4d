"""``staffplan backtest`` on a tiny centre: which method would have done best, and what it says of it."""

import csv
import io

import pytest
from tiny_project import edit

from staffplan.forecasting.methods import METHODS


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_goes_to_standard_output_and_the_page_beside_it(project, staffplan) -> None:
    said = staffplan("backtest", "--origins", "2", "--lead", "1")
    assert said.code == 0
    rows = rows_of(said.out)
    assert {row["level"] for row in rows} == {"all", "queue", "weekday", "lead_week"}
    assert {method.name for method in METHODS} <= {row["method"] for row in rows}
    (whole,) = [row for row in rows if row["level"] == "queue" and row["method"] == "last_week"]
    assert (whole["queue"], whole["origins"], whole["contacts"]) == ("calls", "2", "404")
    assert float(whole["wape"]) == 0.0
    assert "noise floor" in said.err
    assert "The line to write (no file was changed): forecasting: {method: " in said.err
    assert all(len(line) <= 80 for line in said.err.splitlines())


def test_json_holds_the_choice_its_reason_and_the_line_to_write(project, staffplan) -> None:
    before = (project / "centre.yaml").read_bytes()
    document = staffplan(
        "backtest", "--json", "--weeks-back", "2", "--lead", "1", "--methods", "ewma, level_profile"
    ).document
    result = document["result"]
    assert (result["table"], result["rows"]) == ("BACKTEST", len(rows_of(result["csv"])))
    assert result["choice"]["method"] in {"ewma", "level_profile"}
    assert result["yaml"] == f"forecasting: {{method: {result['choice']['method']}}}"
    assert [choice["queue"] for choice in result["queues"]] == ["calls"]
    assert result["queues"][0]["why"].endswith(".")
    assert (result["first_day"], result["last_day"]) == ("2026-11-07", "2026-11-20")
    methods = {row["method"] for row in rows_of(result["csv"])}
    assert methods == {"ewma", "level_profile", "last_week", "mean_of_4", "mean_of_8"}
    assert (project / "centre.yaml").read_bytes() == before


def test_a_history_alone_needs_no_configuration(project, staffplan) -> None:
    (project / "centre.yaml").unlink()
    said = staffplan("backtest", "data/history.csv", "--zone", "Europe/Berlin", "--origins", "1", "-o", "b.csv")
    assert said.code == 0
    assert said.out == ""
    assert rows_of((project / "b.csv").read_text(encoding="utf-8"))[0]["queue"] == "(all queues)"
    assert "rows of BACKTEST written to b.csv" in said.err


def test_today_is_not_known_yet(project, staffplan) -> None:
    document = staffplan("backtest", "--json", "--origins", "1", "--lead", "1", "--as-of", "2026-11-16").document
    assert document["result"]["last_day"] == "2026-11-15"


def test_too_short_a_history_is_a_fault_of_the_data_that_says_how_much_is_missing(project, staffplan) -> None:
    said = staffplan("backtest", "--json", "--lead", "6")
    assert said.code == 4
    (fault,) = said.document["errors"]
    assert fault["code"] == "data.history_too_short"
    assert "takes 8 weeks of history; this one has 33 days: 4 weeks are missing" in fault["message"]
    assert "--lead 1" in fault["hint"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--methods", "prophet"], "usage.unknown_method"),
        (["--zone", "Europe/Berlin"], "usage.two_calendars"),
        (["-o", "data/history.csv"], "usage.output_is_input"),
        (["--origins", "0"], "usage.command_line"),
    ],
)
def test_what_makes_no_sense_is_a_usage_fault(project, staffplan, options: list[str], code: str) -> None:
    said = staffplan("backtest", "--json", *options)
    assert (said.code, said.document["errors"][0]["code"]) == (2, code)


def test_a_history_without_contacts_says_so(project, staffplan) -> None:
    text = (project / "data" / "history.csv").read_text(encoding="utf-8").splitlines()
    zeros = [text[0], *(",".join([*row.split(",")[:2], "0", "0", "0", ""]) for row in text[1:])]
    (project / "data" / "history.csv").write_text("\n".join(zeros) + "\n", encoding="utf-8")
    said = staffplan("backtest", "--origins", "1")
    assert said.code == 0
    assert "No contacts came in the weeks judged." in said.err
    assert staffplan("backtest", "--origins", "1", "--json").document["result"]["choice"] is None


def test_events_of_the_configuration_are_left_out(project, staffplan) -> None:
    edit(
        project / "centre.yaml",
        "queues:\n",
        "events:\n  - {name: sale, dates: 2026-11-16 to 2026-11-20, expected: +30 %}\nqueues:\n",
    )
    said = staffplan("backtest", "--origins", "1", "--lead", "1", "--methods", "ewma")
    assert said.code == 0
    # the event covers all but the Saturday and Sunday of the week judged
    assert {row["contacts"] for row in rows_of(said.out) if row["level"] == "queue"} == {"0"}
