"""The book is complete: every rule file is listed, documented and can be asked for in YAML."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError
from tiny_centre import HOME, ON_SITE, agent

import staffplan.rules
from staffplan.rules.base import AgentRule, CentreRule
from staffplan.rules.book import RULES, json_schema, named, parse, rule_name, whole_book

FOLDER = Path(staffplan.rules.__file__).parent
PAGE = re.compile(
    r"(?P<summary>[^\n]+\.)\n\n(.*\n\n)?Example {4}(?P<example>\{[^\n]*\})\nSource {5}(?P<source>.+)", re.DOTALL
)
"""What a rule's docstring holds: a sentence, paragraphs, an example in YAML, and where the rule comes from."""


def faults(*entries: dict) -> list[tuple[tuple, str]]:
    with pytest.raises(ValidationError) as caught:
        parse(entries)
    return [(error["loc"], error["msg"]) for error in caught.value.errors()]


def test_every_file_with_a_rule_is_listed_in_the_book_under_its_own_name() -> None:
    with_a_rule = {
        file.stem
        for file in FOLDER.glob("*.py")
        if file.stem != "base" and ("(AgentRule)" in file.read_text() or "(CentreRule)" in file.read_text())
    }
    assert with_a_rule == {rule_name(rule) for rule in RULES}
    assert all(rule.__module__.endswith(f".{rule_name(rule)}") for rule in RULES)


def test_no_rule_imports_another() -> None:
    names = [rule_name(rule) for rule in RULES]
    for name in names:
        text = (FOLDER / f"{name}.py").read_text()
        assert not [other for other in names if f"staffplan.rules.{other} import" in text]


@pytest.mark.parametrize("rule_type", RULES, ids=rule_name)
def test_the_docstring_of_every_rule_is_its_page_with_an_example_that_the_book_reads(
    rule_type: type[AgentRule] | type[CentreRule],
) -> None:
    page = PAGE.fullmatch(inspect.cleandoc(rule_type.__doc__ or ""))
    assert page, "a sentence, paragraphs, Example, Source"
    (rule,) = parse([yaml.safe_load(page["example"])])
    assert type(rule) is rule_type


@pytest.mark.parametrize("rule_type", RULES, ids=rule_name)
def test_every_rule_explains_itself_in_a_sentence_with_its_numbers(rule_type: type[AgentRule]) -> None:
    rule = rule_type()
    assert rule.explain().endswith(".")
    for field, value in rule.model_dump(exclude={"rule", "applies_to", "weight"}).items():
        for part in value if isinstance(value, tuple) else (value,):
            assert (part if isinstance(part, str) else f"{part:g}") in rule.explain() or not part, field


def test_rules_come_in_the_order_of_the_configuration_and_may_come_twice() -> None:
    entries = [{"rule": "seats"}, {"rule": "daily_hours", "max_hours": 8}, {"rule": "daily_hours"}]
    assert [rule.rule for rule in parse(entries)] == ["seats", "daily_hours", "daily_hours"]
    assert [rule.rule for rule in whole_book()] == [rule_name(rule) for rule in RULES if rule.standard]


def test_rules_are_found_by_name() -> None:
    assert rule_name(named("time_off")) == "time_off"
    with pytest.raises(KeyError):
        named("time_of")


def test_all_faults_of_the_rules_are_found_at_once_with_their_places() -> None:
    found = faults(
        {"rule": "rest_between_shiftz"},
        {"rule": "daily_hours", "max_hours": "ten"},
        {"rule": "consecutive_days", "max_days": 2.5},
        {"rule": "daily_hours", "max_hours": float("nan")},
        {"rule": "daily_hours", "max_hour": 8},
        {"max_hours": 8},
    )
    assert [place for place, _ in found] == [
        (0,),
        (1, "daily_hours", "max_hours"),
        (2, "consecutive_days", "max_days"),
        (3, "daily_hours", "max_hours"),
        (4, "daily_hours", "max_hour"),
        (5,),
    ]


@pytest.mark.parametrize("name", [rule_name(rule) for rule in RULES])
def test_a_weight_is_refused_while_the_rule_cannot_be_priced(name: str) -> None:
    ((place, message),) = faults({"rule": name, "weight": 5.0})
    assert place == (0, name, "weight")
    assert "cannot be priced yet" in message


def test_whom_a_rule_is_for_is_written_in_lists() -> None:
    ((place, message),) = faults({"rule": "daily_hours", "applies_to": {"contract": "full"}})
    assert place == (0, "daily_hours", "applies_to", "contract")
    assert "write a list" in message


def test_a_rule_about_sites_cannot_be_narrowed_to_people() -> None:
    ((place, message),) = faults({"rule": "seats", "applies_to": {"contract": ["full"]}})
    assert place == (0, "seats", "applies_to")
    assert "sites only" in message


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ({}, True),
        ({"contract": ["full", "part"]}, True),
        ({"contract": ["free"]}, False),
        ({"site": ["hall"]}, True),
        ({"site": ["annex"]}, False),
        ({"mode": ["on_site"]}, True),
        ({"mode": ["home"]}, False),
        ({"skill": ["chat", "calls"]}, True),
        ({"skill": ["chat"]}, False),
        ({"agent": ["a1"]}, True),
        ({"agent": ["a2"]}, False),
        ({"contract": ["part"], "mode": ["home"]}, False),
        ({"contract": ["part"], "skill": ["calls"], "agent": ["a1"]}, True),
    ],
)
def test_a_rule_is_for_agents_who_match_every_list(wanted: dict, meant: bool) -> None:
    (rule,) = parse([{"rule": "daily_hours", "applies_to": wanted}])
    assert isinstance(rule, AgentRule)
    assert rule.applies(agent(contract="part", modes=ON_SITE)) is meant


def test_a_hybrid_agent_may_work_at_home_and_is_meant_by_rules_for_home() -> None:
    (rule,) = parse([{"rule": "daily_hours", "applies_to": {"mode": ["home"]}}])
    assert isinstance(rule, AgentRule)
    assert rule.applies(agent(modes=HOME | ON_SITE))


def test_the_json_schema_names_every_rule() -> None:
    assert all(rule_name(rule) in str(json_schema()) for rule in RULES)


def test_rules_load_without_pandas_or_a_solver() -> None:
    code = (
        "import sys, staffplan.rules.book as b; b.whole_book(); print({'pandas', 'pulp', 'highspy'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"
