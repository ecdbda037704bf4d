"""What planners look at, at 80 columns."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from drawn_page import drawn

from staffplan.domain.breach import Breach
from staffplan.domain.week_summary import Shortfall, WeekSummary
from staffplan.errors import Fault
from staffplan.report.audit_page import Audited, audit_page
from staffplan.report.by_day import forecast_page, requirement_page
from staffplan.report.coverage_picture import CoveragePicture
from staffplan.report.faults import fault_text, fault_texts, notes_text
from staffplan.report.history_page import history_page
from staffplan.report.plan_page import plan_page

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 12, 1, 12, tzinfo=BERLIN)
AUDITED = Audited(agents=1, duties=5, paid_hours=40.0, rules=16, required_hours=0.0, covered_hours=0.0)


def week(agents: dict[str, float]) -> pd.DataFrame:
    """A requirement of so many agents by queue, from 8 to 20 on Monday to Saturday."""
    starts = pd.date_range("2026-11-30", "2026-12-06", freq="15min", tz=BERLIN, inclusive="left")
    opened = starts[(starts.hour >= 8) & (starts.hour < 20)]
    frames = [pd.DataFrame({"queue": name, "start": opened, "agents": number}) for name, number in agents.items()]
    return pd.concat(frames, ignore_index=True)


def summary(**changes: object) -> WeekSummary:
    values: dict[str, object] = {
        "week": "2026-W49",
        "first_day": date(2026, 11, 30),
        "last_day": date(2026, 12, 6),
        "currency": "EUR",
        "cost": {"wages": 51234.5, "shortfall": 1540.25},
        "cost_total": 52774.75,
        "required_hours": 2000.0,
        "covered_hours": 1990.0,
        "objective": 52774.75,
        "bound": 52669.2,
        "gap": 0.002,
        "ended_by": "gap",
        "agents": 112,
        "duties_by_mode": {"on_site": 300, "home": 211},
        "hours_by_mode": {"on_site": 2400.0, "home": 1600.0},
        "hours_by_contract": {"full_time": 3000.0, "contractor": 1000.0},
    }
    return WeekSummary(**(values | changes))  # type: ignore[arg-type]


def test_no_page_is_wider_than_eighty_columns() -> None:
    frame = week({"support": 12345.0, "a queue with quite a long name": 9876.5})
    forecast = frame.assign(offered_mean=frame["agents"] * 10, aht_s=301.0)
    coverage = frame.assign(required=frame["agents"], cover=frame["agents"] - 3, shortfall=3.0, surplus=0.0)
    run = Shortfall("a queue with quite a long name", NOON, NOON + timedelta(hours=4), 3.25, 12.5, "too dear")
    breach = Breach("weekly_hours", "A0012 works 42 h, " * 8, "A0012", date(2026, 11, 30), 2.0, "h")
    pages = [
        *forecast_page(forecast),
        *requirement_page(frame),
        CoveragePicture(coverage),
        *plan_page(summary(shortfalls=(run,))),
        *audit_page([breach], {"wages": 1234567.891}, "EUR", AUDITED, coverage),
        notes_text([f"{name}: something rather long that was assumed, and said at length" for name in "abc"]),
    ]
    for encoding in ("utf-8", "ascii"):
        assert max(len(line) for line in drawn(*pages, encoding=encoding).splitlines()) <= 80


def test_the_forecast_adds_up_by_day_and_over_the_week() -> None:
    frame = week({"support": 1.0}).rename(columns={"agents": "offered_mean"})
    page = drawn(*forecast_page(frame.assign(aht_s=301.4)))
    row = next(line for line in page.splitlines() if line.startswith("support"))
    assert row.split() == ["support", *["48"] * 6, "0", "288", "301"]


def test_handle_times_are_weighted_by_contacts() -> None:
    frame = week({"support": 1.0}).rename(columns={"agents": "offered_mean"})
    frame["aht_s"] = 100.0
    frame.loc[0, ["offered_mean", "aht_s"]] = [287.0, 300.0]
    assert drawn(*forecast_page(frame)).split()[-1] == "200"


def test_the_requirement_counts_agent_hours_and_the_peak() -> None:
    frame = week({"support": 4.0, "sales": 2.0})
    frame.loc[0, "agents"] = 9.0
    lines = drawn(*requirement_page(frame)).splitlines()
    assert next(line for line in lines if line.startswith("support")).split()[-2:] == ["289", "9.0"]
    assert next(line for line in lines if line.startswith("all")).split()[-1] == "433"


def test_two_weeks_make_two_tables() -> None:
    frame = week({"support": 1.0}).rename(columns={"agents": "offered_mean"})
    later = frame.assign(start=frame["start"] + timedelta(days=7))
    page = drawn(*forecast_page(pd.concat([frame, later], ignore_index=True)))
    assert page.count("Contacts expected") == 2


def test_many_weeks_have_a_line_each_and_many_queues_stand_in_tables_that_fit() -> None:
    names = {f"queue_number_{number}": 1.0 for number in range(9)}
    frame = week(names).rename(columns={"agents": "offered_mean"})
    weeks = [frame.assign(start=frame["start"] + timedelta(days=7 * number)) for number in range(6)]
    page = drawn(*forecast_page(pd.concat(weeks, ignore_index=True)))
    assert max(map(len, page.splitlines())) <= 80
    lines = [line for line in page.splitlines() if line.startswith(" 4 Jan 2027")]
    assert sum(line.split()[3:].count("288") for line in lines) == 9
    assert lines[-1].split()[-1] == "2,592"
    assert "Mon 30 Nov 2026 to Sun 10 Jan 2027" in page


@pytest.mark.parametrize(("encoding", "full", "mark"), [("utf-8", "█", "▾"), ("ascii", "@", "!")])
def test_the_picture_shows_where_cover_is_short(encoding: str, full: str, mark: str) -> None:
    frame = week({"support": 10.0})
    coverage = frame.rename(columns={"agents": "required"}).assign(cover=10.0, shortfall=0.0, surplus=0.0)
    noon = (coverage["start"].dt.hour == 12) & (coverage["start"].dt.day == 1)
    coverage.loc[noon, ["cover", "shortfall"]] = [5.0, 5.0]
    lines = drawn(CoveragePicture(coverage), encoding=encoding).splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("Tue  1 Dec"))
    assert lines[at][11:35] == full * 24
    assert lines[at + 2].rstrip().startswith(" " * 19 + mark * 2 + " ")
    assert "short    5.0 h" in lines[at + 2]
    assert "95.8%" in lines[at + 1]
    assert mark not in "".join(lines[2:at])


def test_the_picture_names_closed_days_and_survives_an_empty_week() -> None:
    frame = week({"support": 10.0})
    coverage = frame.rename(columns={"agents": "required"}).assign(cover=10.0, shortfall=0.0, surplus=0.0)
    without = coverage[coverage["start"].dt.day != 2]
    assert "Wed  2 Dec closed" in drawn(CoveragePicture(without))
    assert "Nothing is required" in drawn(CoveragePicture(coverage[:0]))


def test_the_picture_counts_both_hours_of_an_autumn_night() -> None:
    starts = pd.date_range("2026-10-25", "2026-10-26", freq="30min", tz=BERLIN, inclusive="left")
    coverage = pd.DataFrame({"queue": "support", "start": starts, "required": 2.0, "cover": 2.0})
    page = drawn(CoveragePicture(coverage.assign(shortfall=0.0, surplus=0.0)))
    assert "need    50.0 h" in page


def test_the_plan_page_states_cost_cover_bound_gap_and_mix() -> None:
    page = " ".join(drawn(*plan_page(summary())).split())
    assert "Week 2026-W49, Mon 30 Nov to Sun 6 Dec 2026" in page
    assert "112 people, 511 duties; audited, no breach." in page
    assert "99.5% of 2,000.0 agent-hours required; 10.0 left short." in page
    assert "52,774.75 EUR: 51,234.50 of pay, 1,540.25 for agents missing or to spare" in page
    assert "No plan costs less than 52,669.20 EUR (lower bound): this one is at most 105.55 above the best" in page
    assert "a gap of 0.20%" in page
    assert "on site 300 2,400.0 60.0%" in page
    assert "No interval is left short." in page


def test_a_plan_that_meets_its_bound_is_called_best() -> None:
    page = " ".join(drawn(*plan_page(summary(bound=52774.75, gap=0.0, ended_by="optimal"))).split())
    assert "No plan costs less than 52,774.75 EUR (lower bound): this is a best plan." in page
    assert "Ended with the best plan." in page


def test_days_that_end_within_the_gap_are_not_told_as_a_week_that_does() -> None:
    page = " ".join(drawn(*plan_page(summary(bound=52000.0, gap=0.0149, ended_by="gap"))).split())
    assert "a gap of 1.49%" in page
    assert "Ended with each day, or the whole week, within the gap" in page


def test_what_is_paid_stands_apart_from_what_is_priced_and_from_paid_absence() -> None:
    cost = {"wages": 100.0, "stipends": 5.0, "allowances": 0.0, "shortfall": 7.5, "surplus": 0.25}
    lines = drawn(*plan_page(summary(cost=cost, cost_total=112.75, absence_hours=16.0))).splitlines()
    rows = [line.rsplit(maxsplit=1) for line in lines[lines.index(next(x for x in lines if x.startswith("wages"))) :]]
    shown = {row[0]: row[1] for row in rows[:9] if len(row) == 2}
    assert (shown["pay"], shown["total"]) == ("105.00", "112.75")
    assert "shift allowances" not in shown
    assert any(line.startswith("Not in it: 16.0 paid hours of leave") for line in lines)
    assert not any(line.startswith("Not in it") for line in drawn(*plan_page(summary(cost=cost))).splitlines())


def run(queue: str, hour: float, agents: float, hours: float, reason: str = "too dear", day: int = 1) -> Shortfall:
    """A shortfall from so many hours after midnight on, a quarter of an hour long."""
    start = datetime(2026, 12, day, tzinfo=BERLIN) + timedelta(hours=hour)
    return Shortfall(queue, start, start + timedelta(minutes=15), agents, hours, reason)


def test_shortfalls_are_summed_by_queue_and_day_the_queue_that_misses_most_first() -> None:
    runs = (run("sales", 9, 1.0, 2.0), run("support", 9, 2.0, 3.0), run("support", 9, 2.0, 1.5, day=3))
    page = drawn(*plan_page(summary(shortfalls=runs, required_by_queue={"support": 45.0, "sales": 100.0})))
    table = page[page.index("Agent-hours left short") :].splitlines()
    assert table[3].split() == ["support", "0", "3.0", "0", "1.5", "0", "0", "0", "4.5", "90.0%"]
    assert table[4].split() == ["sales", "0", "2.0", "0", "0", "0", "0", "0", "2.0", "98.0%"]
    assert table[6].split() == ["all", "0", "5.0", "0", "1.5", "0", "0", "0", "6.5", "99.5%"]


def test_reasons_are_explained_with_the_queues_they_are_for() -> None:
    runs = (
        run("support", 9, 2.0, 4.0, "seats full"),
        run("sales", 9, 2.0, 1.0, "too dear"),
        run("chat", 9, 1, 1.0, ""),
    )
    page = " ".join(drawn(*plan_page(summary(shortfalls=runs))).split())
    assert "seats full 4.0 those free may come on site only, where every seat is taken: support 4.0" in page
    assert "too dear 1.0 people are free; bringing them costs more than the lack is priced at: sales 1.0" in page
    assert "not stated 1.0 chat 1.0" in page


def test_spells_worth_acting_on_come_first_and_the_rest_is_counted() -> None:
    big = [run("support", 9 + n, 1.5, 0.375) for n in range(6)]
    other = [run(f"queue {n:02d}", 9, 0.5, 0.125, day=2) for n in range(14)]
    small = [run("support", 15 + n, 0.49, 0.12) for n in range(3)]
    page = drawn(*plan_page(summary(shortfalls=(*big, *other, *small))))
    where = page[page.index("Where 0.5 agents or more are missing") :]
    first = " ".join(where.split("Wed  2 Dec")[0].split())
    assert first.endswith(
        "Tue 1 Dec support 09:00-09:15, 10:00-10:15, 1.5 2.2 too dear 11:00-11:15, 12:00-12:15 and 2 more"
    )
    assert where.count("Wed  2 Dec") == 11
    assert "15:00" not in where
    rest = " ".join(where.split("Not shown:")[1].split())
    assert rest == "3 more lines, 0.4 agent-hours; 3 spells with fewer agents missing, 0.4 agent-hours."


def test_where_every_spell_is_shown_nothing_is_said_of_others() -> None:
    page = drawn(*plan_page(summary(shortfalls=(run("support", 9, 1.5, 0.4),))))
    assert "Not shown" not in page
    assert not page.endswith("\n\n")


def test_where_only_little_is_missing_everywhere_the_page_says_so() -> None:
    page = " ".join(drawn(*plan_page(summary(shortfalls=(run("support", 9, 0.3, 0.1),)))).split())
    assert "Nowhere are 0.5 agents or more missing: 1 spell with fewer agents missing, 0.1 agent-hours." in page


def test_breaches_are_grouped_by_rule_the_most_frequent_first() -> None:
    few = Breach("seats", "11 people, 10 seats.", "", date(2026, 12, 1), 1.0, "seats")
    many = [Breach("weekly_hours", f"too long {n}", f"A{n}", date(2026, 12, 1), float(n), "h") for n in range(20)]
    page = drawn(*audit_page([few, *many], {}, "EUR", AUDITED))
    assert "21 breaches of 2 rules; 16 were checked." in page
    assert page.index("weekly_hours: 20") < page.index("seats: 1")
    assert "... and 8 more" in page
    assert page.index("A19") < page.index("A12")


def test_a_fault_shows_place_message_hint_and_code() -> None:
    fault = Fault("config.value", "'forty' is no number.", "max_hours: 40", "configs/rules.yaml", 5, 3, "weekly.max")
    lines = drawn(fault_text(fault)).splitlines()
    assert lines[0] == "configs/rules.yaml:5:3  weekly.max  [config.value]"
    assert lines[1:] == ["  'forty' is no number.", "  Try: max_hours: 40"]


def test_a_long_fault_goes_on_below_its_own_beginning() -> None:
    lines = drawn(fault_text(Fault("config.value", "wrong " * 30, "this " * 30, "configs/rules.yaml"))).splitlines()
    message = [line for line in lines if "wrong" in line]
    hint = [line for line in lines if "this" in line]
    assert len(message) > 1
    assert all(line.startswith("  wrong") for line in message)
    assert hint[0].startswith("  Try: this")
    assert len(hint) > 1
    assert all(line.startswith("       this") for line in hint[1:])


def test_what_a_file_says_cannot_drive_the_terminal_nor_rich() -> None:
    fault = Fault("data.unknown_value", "\x1b[2J[bold]\u202eevil[/bold]\x07", file="a\nb.csv")
    page = drawn(fault_text(fault))
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "[bold]" in page


def test_an_audit_without_a_requirement_says_that_cover_was_not_judged() -> None:
    cost = {"wages": 740.0, "shortfall": 0.0, "surplus": 0.0}
    page = drawn(*audit_page([], cost, "EUR", AUDITED))
    assert "No breach: all 16 rules hold." in page
    assert "1 person, 5 duties, 40.0 paid hours on duty." in page
    assert "Not judged: no requirement was given" in page
    assert "agents missing" not in page
    assert "total" not in page


def test_an_audit_against_a_requirement_states_cover_and_the_price_of_lacks() -> None:
    frame = week({"support": 10.0}).rename(columns={"agents": "required"})
    coverage = frame.assign(cover=9.0, shortfall=1.0, surplus=0.0)
    cost = {"wages": 740.0, "shortfall": 40.0, "surplus": 0.0}
    audited = Audited(agents=2, duties=1, paid_hours=8.0, rules=1, required_hours=2880.0, covered_hours=2592.0)
    page = drawn(*audit_page([], cost, "EUR", audited, coverage))
    assert "90.0% of 2,880.0 agent-hours required." in page
    assert "780.00" in page


def test_one_breach_is_written_in_the_singular_and_its_excess_without_idle_zeros() -> None:
    page = drawn(*audit_page([Breach("seats", "11 people", "", date(2026, 12, 1), 1.25, "h")], {}, "EUR", AUDITED))
    assert "1 breach of 1 rule; 16 were checked." in page
    assert "  1.25 h" in page


def test_faults_that_differ_in_their_line_only_are_told_once() -> None:
    faults = [Fault("data.x", "Wrong.", file="a.csv", line=line, path="site") for line in range(2, 14)]
    other = Fault("data.x", "Wrong.", file="b.csv", line=2, path="site")
    page = drawn(*fault_texts([*faults, other]))
    assert page.count("Wrong.") == 2
    assert "The same in lines 3, 4, 5, 6, 7, 8, 9, 10 and 3 more." in page
    assert "b.csv:2" in page


def test_faults_of_row_after_row_that_differ_in_their_date_are_told_once() -> None:
    def fault(line: int, cell: str) -> Fault:
        hint = f"add the time of day: {cell}T08:00."
        return Fault("data.not_an_instant", f"'{cell}' is not a date and time.", hint, "a.csv", line, 1, "start")

    page = drawn(*fault_texts([fault(line, f"2026-11-{line:02d}") for line in range(2, 14)]))
    assert page.count("is not a date and time") == 1
    assert "'2026-11-02'" in page
    assert "The like in lines 3, 4, 5, 6, 7, 8, 9, 10 and 3 more." in page
    assert drawn(*fault_texts([fault(2, "today"), fault(3, "tomorrow")])).count("is not a date and time") == 2


def test_notes_that_say_the_same_of_several_queues_are_said_once() -> None:
    notes = ["chat: learnt.", "chat: learnt.", "email: 3 gaps.", "sales: learnt.", "No subject here", "No subject here"]
    lines = [line.rstrip() for line in drawn(notes_text(notes)).splitlines()]
    assert lines == ["note: chat, sales: learnt.", "note: email: 3 gaps.", "note: No subject here"]


def test_a_long_note_goes_on_below_its_own_beginning() -> None:
    lines = drawn(notes_text(["word " * 40])).splitlines()
    assert len(lines) > 1
    assert all(line.startswith("      word") for line in lines[1:])


def test_a_history_is_shown_by_queue_with_its_span_and_weighted_handle_time() -> None:
    frame = week({"support": 10.0}).rename(columns={"agents": "offered"})
    frame = frame.assign(handled=9.0, abandoned=1.0, aht_s=200.0)
    frame.loc[0, ["handled", "aht_s"]] = [0.0, float("nan")]
    page = drawn(*history_page(frame, 15))
    assert "History in intervals of 15 min" in page
    assert page.splitlines()[-1].split() == ["support", "2026-11-30", "2026-12-05", "288", "2,880", "10.0%", "200"]
    bare = drawn(*history_page(frame[["queue", "start", "offered"]], 15))
    assert bare.splitlines()[-1].split() == ["support", "2026-11-30", "2026-12-05", "288", "2,880"]
