"""Days, quantiles and scenarios from the command line."""

import csv

import pytest


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def test_quantiles_asked_for_stand_in_columns_of_their_own(project, staffplan) -> None:
    rows = _rows(staffplan("forecast", "--quiet", "--quantiles", "97.5,5").out)
    names = [name for name in rows[0] if name.startswith("offered_p")]
    assert names == ["offered_p05", "offered_p97_5"]
    assert all(float(row["offered_p05"]) <= float(row["offered_p97_5"]) for row in rows)


def test_sixty_four_weeks_of_days_from_one_command(project, staffplan) -> None:
    rows = _rows(staffplan("forecast", "--quiet", "--daily", "--weeks", "64").out)
    assert len(rows) == 64 * 5
    assert all("T00:00:00" in row["start"] for row in rows)
    widths = [(float(row["offered_p95"]) - float(row["offered_p05"])) / float(row["offered_mean"]) for row in rows]
    assert widths[-1] > widths[0]


def test_days_are_the_sums_of_the_intervals(project, staffplan) -> None:
    days = _rows(staffplan("forecast", "--quiet", "--daily").out)
    intervals = _rows(staffplan("forecast", "--quiet").out)
    for row in days:
        parts = [float(part["offered_mean"]) for part in intervals if part["start"][:10] == row["start"][:10]]
        assert sum(parts) == pytest.approx(float(row["offered_mean"]), abs=1e-4)


def test_scenarios_are_whole_numbers_that_a_seed_gives_again(project, staffplan) -> None:
    once, again, other = (staffplan("forecast", "--scenarios", "3", "--seed", seed) for seed in ("7", "7", "8"))
    assert once.out == again.out != other.out
    rows = _rows(once.out)
    assert list(rows[0]) == ["queue", "scenario", "start", "offered"]
    assert {row["scenario"] for row in rows} == {"1", "2", "3"}
    assert all(row["offered"].isdigit() for row in rows)
    assert "Contacts in 3 scenarios" in once.err


def test_scenarios_of_days(project, staffplan) -> None:
    told = staffplan("forecast", "--scenarios", "4", "--daily", "--json").document["result"]
    assert (told["table"], told["rows"]) == ("SCENARIOS", 4 * 5)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--quantiles", "5,abc"], "usage.quantiles"),
        (["--scenarios", "0"], "usage.scenarios"),
        (["--scenarios", "2", "--seed", "-1"], "usage.scenarios"),
        (["--scenarios", "2", "--quantiles", "5"], "usage.two_answers"),
    ],
)
def test_what_makes_no_sense_is_refused(project, staffplan, arguments: list[str], code: str) -> None:
    said = staffplan("forecast", "--json", *arguments)
    assert said.code == 2
    assert [error["code"] for error in said.document["errors"]] == [code]
