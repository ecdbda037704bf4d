"""``forecast --explain`` on a tiny centre."""

import csv
import io

import pytest


def test_a_day_and_an_interval_are_taken_apart(project, staffplan) -> None:
    table = csv.DictReader(io.StringIO(staffplan("forecast").out))
    row = next(row for row in table if float(row["offered_mean"]) > 0)
    said = staffplan("forecast", "--explain", row["queue"], row["start"][:16])
    assert said.code == 0
    assert "level" in said.out
    assert "weekday" in said.out
    result = staffplan("forecast", "--explain", row["queue"], row["start"][:16], "--json").document["result"]
    assert result["interval"]["contacts"] == pytest.approx(float(row["offered_mean"]), abs=1e-6)
    assert result["interval"]["share"] * result["contacts"] == pytest.approx(result["interval"]["contacts"], rel=1e-6)
    assert result["steps"][-1]["contacts"] == pytest.approx(result["contacts"], abs=1e-3)
    assert sum(step["change"] for step in result["steps"]) == pytest.approx(result["contacts"], abs=1e-3)


def test_a_day_far_ahead_needs_no_week(project, staffplan) -> None:
    document = staffplan("forecast", "--explain", "calls", "2027-03-02", "--json").document
    assert document["result"]["day"] == "2027-03-02"
    assert document["result"]["interval"] is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("nobody", "2026-12-01"), "data.unknown_queue"),
        (("calls", "soon"), "usage.not_a_day"),
        (("calls", "2026-12-01", "-o", "x.csv"), "usage.two_answers"),
        (("calls", "2026-12-01", "--daily"), "usage.two_answers"),
        (("calls", "2026-12-20", "--week", "2026-W49"), "data.outside_horizon"),
    ],
)
def test_what_cannot_be_explained_is_refused(project, staffplan, arguments, code) -> None:
    said = staffplan("forecast", "--explain", *arguments, "--json")
    assert said.document["errors"][0]["code"] == code
