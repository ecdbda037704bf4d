"""What is stated about a queue has to make sense together; each mistake is found where it is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_configuration import small_text

from staffplan.config import load
from staffplan.domain.queue import CallBack, ContactValue, LoadRule, PutOff
from staffplan.domain.service_goal import Counted, Over
from staffplan.errors import ConfigError

IMPATIENT = "patience: 180 s"
LEVEL = "service_level: 80 %, counted: served_of_offered"


def faults(tmp_path: Path, queue: str, **sections: str) -> list[str]:
    file = tmp_path / "centre.yaml"
    file.write_text(small_text({"queues": f"{{calls: {{{queue}}}}}", **sections}), encoding="utf-8")
    try:
        load(file)
    except ConfigError as error:
        return [fault.message for fault in error.faults]
    return []


@pytest.mark.parametrize(
    ("queue", "said"),
    [
        (f"channel: voice, goal: {{{LEVEL}}}, {IMPATIENT}", "it needs a limit to that"),
        ("channel: voice, goal: {service_level: 80 %, max_abandonment: 3 %}", "'max_abandonment' means nothing"),
        ("channel: voice, goal: {service_level: 80 %}, calls_again: 30 %", "'calls_again' means nothing"),
        (
            f"channel: voice, goal: {{service_level: 80 %, max_abandonment: 3 %}}, {IMPATIENT}",
            "the service level has four meanings",
        ),
        (
            f"channel: voice, goal: {{{LEVEL}, max_abandonment: 3 %}}, {IMPATIENT}, "
            "value: {contact: 9, lost_if_late: 5 %}",
            "less is lost with a customer who hangs up",
        ),
        (
            "channel: voice, goal: {service_level: 80 %, over: day}, "
            "call_back: {offer_after: 1 min, accepted: 10 %, deadline: 2 h}",
            "save no agents",
        ),
        ("channel: voice, goal: {service_level: 80 %, at_least: 60 %}", "'at_least' goes with"),
        ("channel: voice, goal: {asa: 30 s, over: day}", "there is no service level to hold over a day"),
        ("channel: voice, goal: {service_level: 80 %, over: day, at_least: 90 %}", "better than their mean"),
        (
            "channel: chat, goal: {service_level: 80 %, over: week, counted: served_of_answered}",
            "no target for a week",
        ),
        ("channel: voice, goal: {service_level: 80 %}, aht: 60 s, after_call: 60 s", "leaves some of it"),
        ("channel: voice, goal: {service_level: 80 %}, put_off: {deadline: 2 h}", "no after-call work to put off"),
        ("channel: voice, goal: {service_level: 80 %}, transfers: {calls: 5 %}", "does not transfer to itself"),
        ("channel: voice, goal: {service_level: 80 %}, transfers: {cals: 5 %}", "there is no queue called 'cals'"),
        (
            "channel: voice, goal: {asa: 30 s}, transfers: {out: 5 %}}, out: {channel: outbound, daily_quota: 9",
            "out is outbound and makes its quota",
        ),
        ("channel: email, goal: {deadline: 4 h}, patience: 60 s", "'patience' means nothing for email"),
        ("channel: voice, goal: {service_level: 80 %}, backlog: 3", "'backlog' means nothing for voice"),
        ("channel: voice, goal: {service_level: 100 %}", "cannot be promised"),
        ("channel: voice, goal: {asa: 0 s}", "nobody can promise a wait of 0"),
        ("channel: voice, goal: {service_level: 80 %, confidence: 40 %}", "cannot be planned for"),
    ],
)
def test_contradictions_are_found(tmp_path: Path, queue: str, said: str) -> None:
    assert any(said in message for message in faults(tmp_path, queue)), faults(tmp_path, queue)


def test_a_volume_is_made_safe_once(tmp_path: Path) -> None:
    queue = "channel: voice, goal: {service_level: 80 %, confidence: 80 %}"
    assert faults(tmp_path, queue) == []
    assert "made safe twice" in faults(tmp_path, queue, staffing="{plan_for: p90}")[0]


def test_everything_that_may_be_stated_about_a_queue_reaches_the_centre(tmp_path: Path) -> None:
    file = tmp_path / "centre.yaml"
    calls = (
        "{channel: voice, goal: {service_level: 80 %, within: 30 s, counted: virtual_wait, over: day, at_least: 60 %, "
        "mean_wait: 40 s, max_waiting: 50 %, max_abandonment: 4 %, confidence: 80 %}, patience: 3 min, "
        "calls_again: 20 %, aht: 5 min, after_call: 60 s, put_off: {share: 50 %, deadline: 2 h}, "
        "transfers: {mail: 5 %}, load: lag_average, max_blocking: 1 %, "
        "value: {contact: 12, lost_if_abandoned: 80 %, lost_if_late: 10 %}}"
    )
    mail = "{channel: back_office, goal: {deadline: 8 h}, backlog: 40}"
    sales = (
        "{channel: voice, goal: {service_level: 80 %}, call_back: {offer_after: 2 min, accepted: 30 %, deadline: 4 h}}"
    )
    text = small_text({"queues": f"{{calls: {calls}, mail: {mail}, sales: {sales}}}", "lines": "{max_blocking: 2 %}"})
    file.write_text(text, encoding="utf-8")
    voice, back_office, selling = load(file).centre.queues
    goal = voice.goal
    assert (goal.counted, goal.over, goal.at_least, goal.confidence) == (Counted.VIRTUAL_WAIT, Over.DAY, 0.6, 0.8)
    assert (goal.threshold_s, goal.mean_wait_s, goal.max_waiting, goal.max_abandonment) == (30, 40, 0.5, 0.04)
    assert (voice.patience_s, voice.retry_share, voice.after_call_s) == (180, 0.2, 60)
    assert voice.put_off == PutOff(0.5, 7200)
    assert (voice.transfers, voice.load_rule) == ((("mail", 0.05),), LoadRule.LAG_AVERAGE)
    assert selling.call_back == CallBack(120, 0.3, 4 * 3600)
    assert voice.value == ContactValue(12, 0.8, 0.1)
    assert (voice.max_blocking, back_office.max_blocking) == (0.01, 0.02)
    assert back_office.backlog == 40
