"""The telephone lines that the peak hours need."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from staffing.workloads import queue, staff, workload

from staffplan.domain.queue import CallBack, Channel
from staffplan.domain.service_goal import ServiceGoal
from staffplan.queueing import erlang_a, limited_lines
from staffplan.queueing.call_back_offer import line_with_offers
from staffplan.queueing.erlang_b import blocking_probability
from staffplan.staffing.staffed import StaffedQueue
from staffplan.staffing.telephone_lines import ALL_LINES, PeakHour, peak_hours


def calls(contacts: list[float], name: str = "line", **fields: object) -> StaffedQueue:
    return staff(replace(queue(**fields), name=name), workload(contacts, slots_per_day=4))


def peaks(*queues: StaffedQueue, blocking: float = 0.01) -> list[PeakHour]:
    return list(peak_hours(queues, blocking))


def test_the_peak_hour_of_each_day_is_the_hour_with_most_lines_busy() -> None:
    first, second = peaks(calls([6, 60, 60, 6, 0, 0, 6, 30]))
    assert (first.slot, first.calls) == (1, 120)
    assert (second.slot, second.calls) == (6, 36)


def test_lines_are_held_while_callers_wait_and_talk_but_not_in_after_call_work() -> None:
    staffed = calls([60, 60, 60, 60], after_call_s=100.0)
    (peak,) = peaks(staffed)
    wait = staffed.expected.asa_s[0]
    assert peak.line_erlangs == pytest.approx(60 * (300 - 100 + wait) / 1800)
    assert blocking_probability(peak.line_erlangs, peak.trunks) <= 0.01
    assert blocking_probability(peak.line_erlangs, peak.trunks - 1) > 0.01


def test_lines_with_agents_keep_the_same_promise_for_those_who_wait() -> None:
    (peak,) = peaks(calls([60, 60, 60, 60]))
    assert peak.agents == 14
    lines = int(peak.lines_with_agents)
    held = limited_lines.measures(10.0, 14, [lines - 1, lines], 300, 20).blocking
    assert held[1] <= 0.01 < held[0]


def test_a_queue_has_its_own_promise_and_the_strictest_holds_for_all() -> None:
    strict, usual = calls([60] * 4, "a", max_blocking=0.001), calls([60] * 4, "b")
    a, b, together = peaks(strict, usual)
    assert (a.max_blocking, b.max_blocking, together.max_blocking) == (0.001, 0.01, 0.001)
    assert a.trunks > b.trunks
    assert together.queue == ALL_LINES
    assert max(a.trunks, b.trunks) < together.trunks < a.trunks + b.trunks


def test_peaks_at_different_hours_share_lines() -> None:
    early, late = calls([60, 60, 0, 0], "a"), calls([0, 0, 60, 60], "b")
    a, b, together = peaks(early, late)
    assert together.trunks == a.trunks == b.trunks


def test_chat_and_mail_need_no_lines() -> None:
    chat = staff(queue(Channel.CHAT), workload([60.0] * 4, slots_per_day=4))
    assert peaks(chat) == []
    assert peaks(calls([0.0] * 4)) == []


def test_agents_who_cannot_keep_up_can_be_helped_by_no_line() -> None:
    impatient = calls([60.0] * 4, goal=ServiceGoal(service_level=0.05, max_abandonment=0.5), patience_s=60.0)
    assert impatient.live[0] < 10
    (peak,) = peaks(impatient)
    assert np.isnan(peak.lines_with_agents)
    assert peak.trunks > 0


def test_who_is_called_back_holds_no_line_meanwhile() -> None:
    goal = ServiceGoal(service_level=0.8, threshold_s=60.0)
    offer = CallBack(offer_after_s=30.0, accepted=0.4, deadline_s=7200.0)
    usual, offered = calls([180] * 4, goal=goal), calls([180] * 4, goal=goal, call_back=offer)
    assert offered.live[0] < 30.0 < usual.live[0]  # fewer agents than erlangs: without the offers, waits without end
    (without,), (peak,) = peaks(usual), peaks(offered)
    line = line_with_offers(30.0, offered.live[0], 300.0, 60.0, offer_after_s=30.0, accepted=0.4)
    assert peak.line_erlangs == pytest.approx(30.0 * (1.0 - line.called_back) + line.callers.queue_length)
    assert peak.line_erlangs < without.line_erlangs
    assert peak.lines_with_agents >= peak.agents


def test_who_hangs_up_holds_a_line_only_while_waiting() -> None:
    staffed = calls([60] * 4, goal=ServiceGoal(service_level=0.5, max_abandonment=0.2), patience_s=60.0)
    (peak,) = peaks(staffed)
    found = erlang_a.measures(10.0, staffed.live[0], 300.0, 60.0, 20.0)
    assert found.abandonment > 0.02
    assert peak.line_erlangs == pytest.approx(10.0 * (1.0 - found.abandonment) + found.queue_length)
