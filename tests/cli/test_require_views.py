"""``require --view`` and ``require --explain`` on a tiny centre."""

from __future__ import annotations

import csv
import io

import pytest
from tiny_project import edit

from staffplan.report.staffing_views import PAGES
from staffplan.staffing.views import VIEWS


@pytest.mark.parametrize("name", [view.name for view in VIEWS])
def test_a_view_is_a_table_with_a_page_beside_it(project, staffplan, name: str) -> None:
    edit(project / "centre.yaml", "aht: 300 s}", "aht: 300 s, value: {contact: 12, lost_if_late: 10 %}}")
    said = staffplan("require", "--view", name)
    assert said.code == 0, said.err
    view = next(view for view in VIEWS if view.name == name)
    rows = list(csv.reader(io.StringIO(said.out)))
    assert set(rows[0]) <= set(view.table.names)
    assert said.err


def test_every_view_is_named_by_the_help(staffplan) -> None:
    said = " ".join(staffplan("require", "--help").out.split())
    assert all(view.name in said for view in VIEWS)


def test_every_view_has_a_page() -> None:
    assert [view.name for view in VIEWS] == sorted(PAGES)


def test_a_view_that_is_not_there_is_refused_with_those_that_are(project, staffplan) -> None:
    said = staffplan("require", "--view", "queues", "--json")
    assert said.code == 2
    (error,) = said.document["errors"]
    assert error["code"] == "usage.unknown_view"
    assert "groups" in error["hint"]


def test_one_number_is_taken_apart(project, staffplan) -> None:
    table = list(csv.DictReader(io.StringIO(staffplan("require").out)))
    row = max(table, key=lambda row: float(row["agents"]))
    said = staffplan("require", "--explain", row["queue"], row["start"])
    assert said.code == 0, said.err
    assert "workload" in said.out
    result = staffplan("require", "--explain", row["queue"], row["start"][:16], "--json").document["result"]
    assert result["agents"] == float(row["agents"])
    assert result["binding_target"] == row["binding_target"]
    assert sum(step["change"] for step in result["steps"]) == pytest.approx(result["agents"], abs=1e-5)


@pytest.mark.parametrize(("option", "value"), [("--view", "lines"), ("-o", "one.txt")])
def test_a_table_beside_an_explanation_is_refused_and_not_forgotten(project, staffplan, option, value) -> None:
    said = staffplan("require", "--explain", "calls", "2026-12-01T10:00", option, value, "--json")
    assert said.code == 2
    assert said.document["errors"][0]["code"] == "usage.two_answers"


def test_people_rostered_follow_the_mix_that_is_stated(project, staffplan) -> None:
    edit(project / "centre.yaml", "sites: {hall: {seats: 3}}", "sites: {hall: {seats: 3}}\naht_factor: {home: 1.5}")
    edit(project / "centre.yaml", "opening_hours:", "staffing: {mix: {hall: {home: 100 %}}}\nopening_hours:")
    row = next(csv.DictReader(io.StringIO(staffplan("require", "--view", "gross").out)))
    assert float(row["gross"]) == pytest.approx(1.5 * float(row["agents"]))
    result = staffplan("require", "--explain", row["queue"], row["start"], "--json").document["result"]
    assert result["rostered"][-1]["agents"] == pytest.approx(float(row["gross"]))


@pytest.mark.parametrize(("queue", "start", "code"), [("x", "2026-12-01T10:00", 4), ("calls", "tomorrow", 2)])
def test_what_cannot_be_explained_is_said(project, staffplan, queue: str, start: str, code: int) -> None:
    assert staffplan("require", "--explain", queue, start, "--json").document["exit_code"] == code


def test_lines_are_counted_in_whole_ones(project, staffplan) -> None:
    page = staffplan("require", "--view", "lines", "-o", "lines.csv").err
    (row,) = [line.split() for line in page.splitlines() if line.startswith("calls ")]
    trunks, agents, with_agents = row[-4:-1]
    assert all(shown.isdigit() for shown in (trunks, agents, with_agents))


@pytest.mark.parametrize("share", ["50%", "99.9%"])
def test_the_ends_of_what_can_be_promised_with_a_confidence_are_inside(staffplan, share: str) -> None:
    forecast = "queue,start,offered_mean,cv2_day\na,2026-11-30T10:00,30,0.01\na,2026-11-30T10:30,30,0.01\n"
    assert staffplan("require", "-", "--confidence", share, stdin=forecast).code == 0
