"""`prices` on a tiny centre: the table where it was asked for, the page beside it, and what is refused."""

from pathlib import Path

from tiny_project import edit


def test_prices_writes_the_table_and_tells_what_changes_the_bound(project, staffplan) -> None:
    said = staffplan("prices", "-o", "p.csv", "--without", "seats", "--without", "splits")
    assert said.code == 0
    header, *rows = Path("p.csv").read_text(encoding="utf-8").splitlines()
    assert header == "kind,of,start,level,price,holds_from,holds_to"
    assert {row.split(",")[0] for row in rows} >= {"need"}
    shown = " ".join((said.out + said.err).split())
    assert "without seats" in shown
    assert "without splits" in shown
    document = staffplan("prices", "--json").document
    assert document["result"]["bound"] > 0
    assert document["result"]["changes"] == []


def test_a_rule_that_there_is_not_is_refused_with_its_option(project, staffplan) -> None:
    said = staffplan("prices", "--without", "seets", "--json")
    (error,) = said.document["errors"]
    assert (error["code"], error["path"], error["hint"]) == ("usage.unknown_change", "--without", "did you mean seats?")
    assert said.code == 2


def test_schedule_writes_cover_and_prices_beside_the_roster(project, staffplan) -> None:
    assert staffplan("schedule", "-o", "r.csv", "--coverage", "c.csv").code == 0
    header, *rows = Path("c.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("queue,start,required,cover,shortfall,surplus")
    assert header.endswith("price")
    assert any(row.rsplit(",", 1)[1] for row in rows)


def test_queues_counted_together_are_refused_and_not_priced_each_by_itself(project, staffplan) -> None:
    edit(project / "centre.yaml", "files:", "scheduling: {skill_groups: pooled}\nfiles:")
    said = staffplan("prices", "--json")
    (error,) = said.document["errors"]
    assert error["code"] == "usage.prices_of_groups"
    assert said.code == 2
