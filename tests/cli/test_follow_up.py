"""`update` and `drift` on a tiny centre: what goes where, and with which exit code."""

import csv
import io
from pathlib import Path

import pytest
from tiny_project import edit

TODAY = "2026-11-30"


@pytest.fixture
def planned(project, staffplan) -> Path:
    assert staffplan("forecast", "-o", "f.csv").code == 0
    return project


def actuals(factor: float, first: str = TODAY, until: str = f"{TODAY}T10:30", name: str = "a.csv") -> str:
    rows = csv.DictReader(Path("f.csv").read_text(encoding="utf-8").splitlines())
    chosen = [row for row in rows if first <= row["start"] < until]
    lines = [f"{row['queue']},{row['start']},{round(float(row['offered_mean']) * factor)}" for row in chosen]
    Path(name).write_text("\n".join(["queue,start,offered", *lines, ""]), encoding="utf-8")
    return name


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_corrected_forecast_can_be_staffed(planned, staffplan) -> None:
    said = staffplan("update", actuals(2.0), "-f", "f.csv", "-o", "u.csv")
    assert said.code == 0
    assert "So far on Mon 30 Nov 2026" in said.err
    assert all(len(line) <= 80 for line in said.err.splitlines())
    rows = table(Path("u.csv").read_text(encoding="utf-8"))
    factors = [float(row["factor"]) for row in rows]
    assert factors[:3] == [1, 1, 1]
    assert factors[3] > 1
    assert factors[3] > factors[6] > 1
    assert [row["actual"] != "" for row in rows[:4]] == [True, True, True, False]
    required = staffplan("require", "u.csv", "-o", "r.csv")
    assert required.code == 0
    assert "factor" not in required.err


def test_a_forecast_is_corrected_once(planned, staffplan) -> None:
    staffplan("update", actuals(2.0), "-f", "f.csv", "-o", "u.csv")
    said = staffplan("update", "a.csv", "-f", "u.csv", "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (4, "data.corrected_before")


def test_an_interval_that_is_not_over_is_left_out(planned, staffplan) -> None:
    actuals(2.0)
    whole = staffplan("update", "a.csv", "-f", "f.csv", "--json").document["result"]["queues"][0]
    part = staffplan("update", "a.csv", "-f", "f.csv", "--now", f"{TODAY}T10:20", "--json").document
    assert part["result"]["queues"][0]["came"] < whole["came"]
    assert "1 actual rows that were not over" in " ".join(part["notes"])
    early = staffplan("update", "a.csv", "-f", "f.csv", "--now", f"{TODAY}T08:00", "--json")
    assert (early.code, early.document["errors"][0]["code"]) == (4, "data.no_rows")
    day = staffplan("update", "a.csv", "-f", "f.csv", "--as-of", "2026-11-29", "--json")
    assert day.code == 4


def test_a_day_that_is_over_has_no_factor(planned, staffplan) -> None:
    actuals(2.0)
    running = _cells(staffplan("update", "a.csv", "-f", "f.csv", "-o", "u.csv").err)
    over = staffplan("update", "a.csv", "-f", "f.csv", "-o", "u.csv", "--now", "2027-11-30T08:00")
    assert len(running) - len(_cells(over.err)) == 3  # factor, give or take and the next day's
    assert "nothing was changed" in " ".join(over.err.split())
    queue = staffplan("update", "a.csv", "-f", "f.csv", "--now", "2027-11-30T08:00", "--json").document["result"]
    assert queue["queues"][0]["next_factor"] is None


def _cells(page: str) -> list[str]:
    """The first queue's line of a page."""
    lines = page.splitlines()
    return lines[next(number for number, line in enumerate(lines) if line.startswith("---")) + 1].split()


def test_a_last_interval_that_looks_cut_off_is_left_out_and_told(planned, staffplan) -> None:
    text = Path(actuals(20.0)).read_text(encoding="utf-8").splitlines()
    Path("cut.csv").write_text("\n".join([*text[:-1], text[-1].rpartition(",")[0] + ",30", ""]), encoding="utf-8")
    found = staffplan("update", "cut.csv", "-f", "f.csv", "--json").document
    assert "taken for cut off" in " ".join(found["notes"])
    over = staffplan("update", "cut.csv", "-f", "f.csv", "--now", f"{TODAY}T10:30", "--json").document
    assert "cut off" not in " ".join(over["notes"])
    assert over["result"]["queues"][0]["came"] == found["result"]["queues"][0]["came"] + 30
    assert "cut off" not in " ".join(staffplan("update", "a.csv", "-f", "f.csv", "--json").document["notes"])


def test_clocks_are_brought_together(planned, staffplan) -> None:
    actuals(2.0)
    zoned = staffplan("update", "a.csv", "-f", "f.csv", "--json").document["result"]
    text = Path("a.csv").read_text(encoding="utf-8")
    Path("naive.csv").write_text(text.replace("+01:00", ""), encoding="utf-8")
    Path("utc.csv").write_text(text.replace("T09:", "T08:").replace("T10:", "T09:").replace("+01:00", "Z"))
    naive = staffplan("update", "naive.csv", "-f", "f.csv", "--json").document
    assert naive["result"] == zoned
    assert "name no zone" in " ".join(naive["notes"])
    assert staffplan("update", "utc.csv", "-f", "f.csv", "--json").document["result"] == zoned


def test_without_a_forecast_the_centre_s_history_is_forecast(planned, staffplan) -> None:
    said = staffplan("update", actuals(2.0), "-c", "centre.yaml", "--json")
    assert said.code == 0
    assert "no forecast was given" in " ".join(said.document["notes"])
    assert said.document["result"]["queues"][0]["factor"] > 1


def test_without_forecast_and_centre_there_is_nothing_to_correct(planned, staffplan, tmp_path, monkeypatch) -> None:
    source = Path(actuals(2.0)).resolve()
    monkeypatch.chdir(tmp_path)
    said = staffplan("update", str(source), "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (2, "usage.no_forecast")


def test_a_carry_beyond_one_is_refused(planned, staffplan) -> None:
    assert staffplan("update", actuals(2.0), "-f", "f.csv", "--carry", "150%").code == 2


def test_drift_alarms_with_ten_and_says_what_to_do(planned, staffplan) -> None:
    said = staffplan("drift", actuals(3.0, until="2026-12-07"), "-f", "f.csv", "-o", "d.csv")
    assert said.code == 10
    assert "above the forecast since 2026-11-30" in said.err + said.out
    assert "forecast again" in " ".join((said.err + said.out).split())
    (row,) = table(Path("d.csv").read_text(encoding="utf-8"))
    assert row["alarm"].startswith("level")
    document = staffplan("drift", "a.csv", "-f", "f.csv", "--json").document
    assert (document["exit_code"], document["errors"][0]["code"]) == (10, "drift.level")
    assert document["result"]["alarms"][0]["kind"] == "level"


def test_drift_is_silent_where_days_come_as_forecast(planned, staffplan) -> None:
    said = staffplan("drift", actuals(1.0, until="2026-12-07"), "-f", "f.csv")
    assert said.code == 0
    assert "No drift" in said.out
    assert all(len(line) <= 80 for line in said.out.splitlines())


def test_the_history_s_own_last_days_can_be_judged(planned, staffplan) -> None:
    said = staffplan("drift", "--json")
    assert said.code == 0
    assert said.document["result"]["queues"][0]["days"] == 10
    assert staffplan("drift", "--days", "3", "--json").document["result"]["queues"][0]["days"] <= 3


@pytest.mark.parametrize("share", ["0.00001", "0.9"])
def test_a_chance_of_false_alarms_that_cannot_be_kept_is_refused(planned, staffplan, share: str) -> None:
    said = staffplan("drift", "--false-alarms", share, "--json")
    assert (said.code, said.document["errors"][0]["code"]) == (2, "usage.false_alarms")


def test_quantiles_of_the_planner_s_own_choice_are_corrected_too(planned, staffplan) -> None:
    actuals(9.0)
    staffplan("forecast", "--quantiles", "2.5,50,97.5", "-o", "q.csv")
    said = staffplan("update", "a.csv", "-f", "q.csv", "-o", "u.csv")
    assert said.code == 0
    assert "not part of" not in said.err
    before, after = (table(Path(name).read_text(encoding="utf-8")) for name in ("q.csv", "u.csv"))
    assert [name for name in after[0] if name.startswith("offered_p")] == [
        "offered_p02_5",
        "offered_p50",
        "offered_p97_5",
    ]
    most_after, most_before = (sum(float(row["offered_p97_5"]) for row in rows) for rows in (after, before))
    assert most_after > most_before
    assert "not part of" not in staffplan("require", "q.csv", "-o", "r.csv").err


def test_actuals_under_other_names_are_said_to_be_of_other_queues(planned, staffplan) -> None:
    header, *rows = Path(actuals(1.0)).read_text(encoding="utf-8").splitlines()
    renamed = [header, *(f"helpdesk,{row.partition(',')[2]}" for row in rows), ""]
    Path("a.csv").write_text("\n".join(renamed), encoding="utf-8")
    (fault,) = staffplan("update", "a.csv", "-f", "f.csv", "--json").document["errors"]
    assert (fault["code"], fault["path"]) == ("data.no_overlap", "queue")
    assert "helpdesk" in fault["message"]


@pytest.mark.parametrize("command", ["update", "drift"])
def test_attempts_are_held_against_first_attempts_where_callers_try_again(project, staffplan, command: str) -> None:
    """Everybody hangs up and nine of ten try again: ten attempts for each caller are no news."""
    edit(project / "centre.yaml", "within: 20 s}", "within: 20 s, counted: served_of_offered, max_abandonment: 5 %}")
    edit(project / "centre.yaml", "aht: 300 s", "aht: 300 s, patience: 60 s, calls_again: 90 %")
    assert staffplan("forecast", "-o", "f.csv").code == 0
    rows = csv.DictReader(Path("f.csv").read_text(encoding="utf-8").splitlines())
    lines = ["queue,start,offered,abandoned"]
    for row in rows:
        first = round(float(row["offered_mean"]))
        lines.append(f"calls,{row['start']},{10 * first},{10 * first}")
    Path("a.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    said = staffplan(command, "a.csv", "-f", "f.csv", "-c", "centre.yaml", "--json")
    assert said.code == 0
    assert "hung up" in " ".join(said.document["notes"])
    (queue,) = said.document["result"]["queues"]
    assert queue["came"] == pytest.approx(queue["expected"], rel=0.1)
