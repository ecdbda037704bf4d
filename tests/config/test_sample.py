"""The configuration that the project ships."""

import csv
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from staffplan.config import check, document, json_schema, load
from staffplan.config.sections import Sections
from staffplan.domain.queue import Channel
from staffplan.domain.site import Mode
from staffplan.rules.book import RULES
from staffplan.shifts.catalogue import catalogue

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def northwind():
    return load(ROOT / "configs")


def test_it_has_no_faults():
    assert check(ROOT / "configs") == ()


def test_it_is_the_centre_that_the_tables_are_made_for(northwind):
    centre = northwind.centre
    assert (centre.name, centre.zone, centre.interval_min, centre.currency) == (
        "Northwind Care",
        "Europe/Berlin",
        15,
        "EUR",
    )
    assert {site.name: site.seats for site in centre.sites} == {"hamburg": 40, "leipzig": 22}
    assert {queue.name: queue.channel for queue in centre.queues} == {
        "support": Channel.VOICE,
        "sales": Channel.VOICE,
        "chat": Channel.CHAT,
        "email": Channel.EMAIL,
        "messages": Channel.MESSAGE,
        "outreach": Channel.OUTBOUND,
    }
    assert centre.opening.spans(date(2026, 11, 30)) == ((480, 1200),)
    assert centre.opening.spans(date(2026, 12, 5)) == ((540, 1020),)
    assert centre.opening.spans(date(2026, 12, 6)) == ()
    assert {rule.rule for rule in northwind.rules} == {
        rule.model_fields["rule"].default for rule in RULES if rule.standard
    }


def test_every_table_it_names_exists(northwind):
    for path in (northwind.history_path, northwind.agents_path, northwind.time_off_path):
        assert path.is_file()


def test_its_people_have_contracts_sites_and_skills_that_it_knows(northwind):
    with northwind.agents_path.open(encoding="utf-8", newline="") as file:
        people = list(csv.DictReader(file))
    centre = northwind.centre

    assert {person["contract"] for person in people} == {contract.name for contract in centre.contracts}
    assert {person["site"] for person in people} == {site.name for site in centre.sites}
    skills = {skill for person in people for skill in person["skills"].split("|")}
    assert skills == {queue.name for queue in centre.queues}


def test_its_ledger_adds_up_to_the_shares_that_it_tells(northwind):
    centre = northwind.centre
    for mode, share in ((Mode.ON_SITE, 0.12), (Mode.HOME, 0.09)):
        assert centre.shrinkage.extent([site.name for site in centre.sites], mode) == (share, share)


def test_full_timers_work_eight_paid_hours_at_home_and_on_site(northwind):
    full = {shift.name: shift.paid_min for shift in catalogue(northwind.centre.profiles) if "full" in shift.profile}
    assert set(full.values()) == {480}
    assert len(full) == 4


def test_it_knows_the_public_holidays_of_its_history(northwind):
    from staffplan.sample.almanac import FIRST_DAY, LAST_DAY, PUBLIC_HOLIDAYS, SCHOOL_HOLIDAYS

    days = northwind.centre.special_days
    assert {day for day in days.holidays if FIRST_DAY <= day <= LAST_DAY} == PUBLIC_HOLIDAYS
    assert {(p.first, p.last) for p in SCHOOL_HOLIDAYS} <= {(p.first, p.last) for p in days.school_holidays}


def test_the_page_on_configuration_is_the_one_that_the_models_write():
    written = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert written == document(), "run: python -m staffplan.config > docs/configuration.md"


def test_the_page_names_every_section_and_rule():
    page = document()
    for name in Sections.model_fields:
        assert f"\n## {name}\n" in page
    for rule in RULES:
        assert f"\n### {rule.model_fields['rule'].default}\n" in page


def test_the_schema_describes_every_file_by_itself():
    schema = json_schema()
    assert "required" not in schema
    assert set(schema["properties"]) == {"include", *Sections.model_fields}
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["ContractSettings"]["required"] == ["employment", "weekly_hours", "days", "wage", "profiles"]
    assert '"default"' not in str(schema).replace("'", '"')


def test_reading_it_needs_neither_pandas_nor_a_solver():
    code = (
        "import sys\n"
        "from staffplan.config import load\n"
        f"load({str(ROOT / 'configs')!r})\n"
        "print(sorted({'pandas', 'pulp', 'highspy', 'rich', 'typer'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "[]"
