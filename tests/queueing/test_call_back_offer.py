"""Offers of a call-back: without acceptance the known formulas, and with it the sums over every state."""

from __future__ import annotations

import math

import numpy as np
import pytest

from staffplan.queueing import erlang_a, erlang_c
from staffplan.queueing.call_back_offer import callers_ahead, line_with_offers, wait_quantile_of_waiting
from staffplan.queueing.measures import Measures

RANDOM = np.random.default_rng(7)
LOAD = RANDOM.uniform(0.1, 120.0, 200)
AHT_S = RANDOM.uniform(60.0, 600.0, 200)
THRESHOLD_S = RANDOM.choice([0.0, 10.0, 20.0, 60.0, 300.0], 200)
PATIENCE_S = RANDOM.uniform(20.0, 2000.0, 200)
ENOUGH = np.ceil(LOAD * RANDOM.uniform(1.02, 1.5, 200))
FEW = np.ceil(LOAD * RANDOM.uniform(0.5, 1.3, 200))


def test_without_acceptance_it_is_erlang_c() -> None:
    found = line_with_offers(LOAD, ENOUGH, AHT_S, THRESHOLD_S, offer_after_s=60.0, accepted=0.0)
    known = erlang_c.measures(LOAD, ENOUGH, AHT_S, THRESHOLD_S)
    for name in Measures.__slots__:
        assert getattr(found.callers, name) == pytest.approx(getattr(known, name), rel=1e-12, abs=1e-14), name
    assert found.called_back.tolist() == [0.0] * 200
    assert found.wait_of_waiting_s == pytest.approx(AHT_S / (ENOUGH - LOAD), rel=1e-9)
    ninety = wait_quantile_of_waiting(LOAD, ENOUGH, AHT_S, 0.9, offer_after_s=0.0, accepted=0.0)
    assert ninety == pytest.approx(erlang_c.wait_quantile_of_waiting(LOAD, ENOUGH, AHT_S, 0.9), rel=1e-9)


def test_without_acceptance_it_is_erlang_a_where_callers_give_up() -> None:
    found = line_with_offers(
        LOAD, FEW, AHT_S, THRESHOLD_S, offer_after_s=60.0, accepted=0.0, patience_s=PATIENCE_S
    ).callers
    known = erlang_a.measures(LOAD, FEW, AHT_S, PATIENCE_S, THRESHOLD_S)
    for name in Measures.__slots__:
        assert getattr(found, name) == pytest.approx(getattr(known, name), rel=1e-10, abs=1e-12), name
    some = (LOAD[:40], FEW[:40], AHT_S[:40])
    ninety = wait_quantile_of_waiting(*some, 0.9, offer_after_s=60.0, accepted=0.0, patience_s=PATIENCE_S[:40])
    known_ninety = erlang_a.wait_quantile_of_waiting(*some, PATIENCE_S[:40], 0.9)
    assert ninety == pytest.approx(known_ninety, rel=1e-8)


def played(load: float, agents: int, threshold_s: float, offer_after_s: float, accepted: float) -> dict[str, float]:
    """Every state one by one, with handle times of 300 s and callers who wait for ever."""
    weight, states = 1.0, []
    for number in range(agents + 2000):
        ahead = number - agents
        told = (ahead + 1) * 300.0 / agents if ahead >= 0 else 0.0
        leaves = accepted if ahead >= 0 and told >= offer_after_s - 1e-9 else 0.0
        states.append((weight, number, told, leaves))
        weight *= load * (1 - leaves) / min(number + 1, agents)
    whole = sum(weight for weight, *_ in states)
    mean = agents * threshold_s / 300.0

    def within(ahead: int) -> float:
        """Chance that so many and one more finish in time."""
        return -math.expm1(math.log(sum(mean**k / math.factorial(k) for k in range(ahead + 1))) - mean)

    return {
        "in_time": sum(w * (1 - off) * (n < agents or within(n - agents)) for w, n, _, off in states[:150]) / whole,
        "wait": sum(w * told for w, _, told, _ in states) / whole,
        "called_back": sum(w * leaves for w, _, _, leaves in states) / whole,
        "occupancy": sum(w * min(n, agents) for w, n, *_ in states) / whole / agents,
        "queue": sum(w * max(n - agents, 0) for w, n, *_ in states) / whole,
        "of_waiting": sum(w * told * (1 - off) for w, n, told, off in states if n >= agents)
        / sum(w * (1 - off) for w, n, _, off in states if n >= agents),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("load", "agents", "threshold_s", "offer_after_s", "accepted"),
    [(10.0, 11, 20.0, 60.0, 0.3), (10.0, 9, 20.0, 60.0, 0.6), (2.0, 2, 120.0, 0.0, 0.5), (30.0, 31, 0.0, 40.0, 0.9)],
)
def test_the_figures_are_those_of_every_state_played_through(
    load: float, agents: int, threshold_s: float, offer_after_s: float, accepted: float
) -> None:
    found = line_with_offers(load, agents, 300.0, threshold_s, offer_after_s=offer_after_s, accepted=accepted)
    known = played(load, agents, threshold_s, offer_after_s, accepted)
    assert found.callers.served_of_offered == pytest.approx(known["in_time"], rel=1e-9)
    assert found.callers.asa_s == pytest.approx(known["wait"], rel=1e-9)
    assert found.callers.mean_wait_s == pytest.approx(known["wait"], rel=1e-9)
    assert found.called_back == pytest.approx(known["called_back"], rel=1e-9)
    assert found.callers.occupancy == pytest.approx(known["occupancy"], rel=1e-9)
    assert found.callers.queue_length == pytest.approx(known["queue"], rel=1e-9)
    assert found.wait_of_waiting_s == pytest.approx(known["of_waiting"], rel=1e-9)


def test_offers_with_endless_patience_are_those_without() -> None:
    agents = np.ceil(LOAD) + 1
    offer = {"offer_after_s": 90.0, "accepted": 0.4}
    patient = line_with_offers(LOAD, agents, AHT_S, THRESHOLD_S, **offer, patience_s=1e8)
    endless = line_with_offers(LOAD, agents, AHT_S, THRESHOLD_S, **offer)
    assert patient.callers.served_of_offered == pytest.approx(endless.callers.served_of_offered, abs=1e-4)
    assert patient.called_back == pytest.approx(endless.called_back, abs=1e-4)
    assert patient.callers.asa_s == pytest.approx(endless.callers.asa_s, rel=1e-2, abs=1e-6)


def test_the_share_of_those_who_wait_that_the_quantile_promises_is_answered_by_then() -> None:
    offer = {"offer_after_s": 45.0, "accepted": 0.5, "patience_s": 200.0}
    seconds = wait_quantile_of_waiting(LOAD, FEW, AHT_S, 0.9, **offer)
    line = line_with_offers(LOAD, FEW, AHT_S, seconds, **offer)
    stayed = line.callers.waiting - line.called_back
    late = 1.0 - line.callers.virtual_wait - line.called_back
    assert late / stayed == pytest.approx(0.1, rel=1e-6)


def test_deep_overload_and_empty_lines_are_figures_too() -> None:
    with np.errstate(all="raise", under="ignore"):
        line = line_with_offers([1000, 1000, 5, 0], [1, 500, 0, 3], 300, 20, offer_after_s=3600, accepted=1.0)
    assert line.called_back.tolist() == pytest.approx([0.999, 0.5, 1.0, 0.0])
    assert line.callers.occupancy.tolist() == pytest.approx([1, 1, 1, 0])
    assert line.callers.served_of_offered.tolist() == pytest.approx([0, 0, 0, 1])
    growing = line_with_offers(10.0, 6.0, 300.0, 20.0, offer_after_s=60.0, accepted=0.4)
    assert growing.callers.asa_s == np.inf
    assert growing.called_back == pytest.approx(0.4)
    assert wait_quantile_of_waiting([0, 10], [1, 6], 300.0, 0.9, offer_after_s=9, accepted=0.4).tolist() == [0, np.inf]


def test_the_place_of_the_offer_is_the_first_with_so_long_a_wait() -> None:
    # (k + 1) 300 s / 10: 30, 60, 90, 120 s.
    assert callers_ahead(10, 300.0, 120.0) == 3
    assert callers_ahead([10, 100, 1, 0], 300.0, 121.0).tolist() == [4, 40, 0, 0]
    # Those ahead give up, too: 1/n mu + 1/(n mu + theta) + ...
    leaving, giving_up = 10 / 300, 1 / 100
    waits = np.cumsum(1 / (leaving + giving_up * np.arange(20)))
    assert callers_ahead(10, 300.0, 120.0, 100.0) == np.flatnonzero(waits >= 120.0)[0]
    assert callers_ahead(10, 300.0, 3600.0, 60.0) == np.inf


@pytest.mark.parametrize("wrong", [{"accepted": 30.0}, {"patience_s": 0.0}, {"offer_after_s": -1.0}])
def test_numbers_without_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        line_with_offers(10, 11, 300, 20, **({"offer_after_s": 60.0, "accepted": 0.3} | wrong))
