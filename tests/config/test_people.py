from dataclasses import replace
from datetime import date

import pytest

from staffplan.config import people_faults
from staffplan.domain.agent import Agent, TimeOff
from staffplan.domain.site import Mode

ANN = Agent("A1", "full", "here", frozenset({Mode.ON_SITE}), frozenset({"calls"}), "Europe/Berlin")
DAY = date(2026, 11, 30)


def test_people_who_fit_have_no_faults(small):
    agents = [ANN, replace(ANN, id="00123"), replace(ANN, id="123"), replace(ANN, id="NA")]
    assert people_faults(small(), agents, [TimeOff("NA", DAY, DAY)]) == ()


@pytest.mark.parametrize("other", ["a1", "\uff211"])
def test_ids_that_nobody_can_tell_apart_are_refused_with_both_rows(small, other):
    (fault,) = people_faults(small(files="{agents: people.csv}"), [replace(ANN, id="B"), ANN, replace(ANN, id=other)])

    assert (fault.code, fault.line, fault.path) == ("config.ambiguous_name", 4, "agent_id")
    assert "row 3" in fault.message
    assert fault.file.endswith("people.csv")


@pytest.mark.parametrize(
    ("change", "column", "hint"),
    [
        ({"contract": "ful"}, "contract", "did you mean full?"),
        ({"site": "heer"}, "site", "did you mean here?"),
        ({"skills": frozenset({"calls", "email"})}, "skills", "one of calls"),
    ],
)
def test_names_that_the_configuration_does_not_know_are_refused(small, change, column, hint):
    (fault,) = people_faults(small(), [ANN, replace(ANN, id="A2", **change)])
    assert (fault.code, fault.line, fault.path, fault.hint) == ("config.unknown_name", 3, column, hint)


def test_time_off_and_rules_name_agents_that_exist(small):
    configuration = small(rules="[{rule: daily_hours, applies_to: {agent: [A11]}}]")
    away, rule = people_faults(configuration, [ANN], [TimeOff("A1", DAY, DAY), TimeOff("Z", DAY, DAY)])

    assert (away.line, away.path) == (3, "agent_id")
    assert (rule.hint, rule.line) == ("did you mean A1?", 7)
