"""What planners look at, at 80 columns."""

import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from rich.console import Console, RenderableType

from staffplan.domain.breach import Breach
from staffplan.domain.week_summary import Shortfall, WeekSummary
from staffplan.errors import Fault
from staffplan.report.audit_page import audit_page
from staffplan.report.by_day import forecast_page, requirement_page
from staffplan.report.coverage_picture import CoveragePicture
from staffplan.report.faults import fault_text
from staffplan.report.plan_page import plan_page

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 12, 1, 12, tzinfo=BERLIN)


def drawn(*parts: RenderableType, encoding: str = "utf-8") -> str:
    """The parts as a terminal of 80 columns shows them, without colours."""

    class Sheet(io.StringIO):
        pass

    Sheet.encoding = encoding  # type: ignore[assignment]
    sheet = Sheet()
    console = Console(file=sheet, width=80, highlight=False, markup=False)
    for part in parts:
        console.print(part)
    return sheet.getvalue()


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
        *audit_page([breach], {"wages": 1234567.891}, "EUR"),
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
    page = drawn(*plan_page(summary()))
    for words in ("Cover 99.5%", "52,774.75 EUR", "bound 52,669.20", "0.20%", "on site", "60.0%", "no breach", "gap"):
        assert words in page
    assert "No interval is left short." in page


def test_shortfalls_are_summed_by_queue_and_reason() -> None:
    start = datetime(2026, 12, 1, 12, tzinfo=BERLIN)
    runs = tuple(
        Shortfall("support", start + timedelta(hours=n), start + timedelta(hours=n + 1), 2.0, 2.0, reason)
        for n, reason in enumerate(["seats full", "seats full", "too dear"])
    )
    page = drawn(*plan_page(summary(shortfalls=runs)))
    rows = [line.split() for line in page.splitlines() if line.startswith("support")]
    assert ["support", "seats", "full", "4.0"] in rows
    assert ["support", "too", "dear", "2.0"] in rows


def test_breaches_are_grouped_by_rule_the_most_frequent_first() -> None:
    few = Breach("seats", "11 people, 10 seats.", "", date(2026, 12, 1), 1.0, "seats")
    many = [Breach("weekly_hours", f"too long {n}", f"A{n}", date(2026, 12, 1), float(n), "h") for n in range(20)]
    page = drawn(*audit_page([few, *many], {}, "EUR"))
    assert "21 breaches of 2 rules" in page
    assert page.index("weekly_hours: 20") < page.index("seats: 1")
    assert "... and 8 more" in page
    assert page.index("A19") < page.index("A12")


def test_a_fault_shows_place_message_hint_and_code() -> None:
    fault = Fault("config.value", "'forty' is no number.", "max_hours: 40", "configs/rules.yaml", 5, 3, "weekly.max")
    lines = drawn(fault_text(fault)).splitlines()
    assert lines[0] == "configs/rules.yaml:5:3  weekly.max  [config.value]"
    assert lines[1:] == ["  'forty' is no number.", "  Try: max_hours: 40"]


def test_what_a_file_says_cannot_drive_the_terminal_nor_rich() -> None:
    fault = Fault("data.unknown_value", "\x1b[2J[bold]\u202eevil[/bold]\x07", file="a\nb.csv")
    page = drawn(fault_text(fault))
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "[bold]" in page
