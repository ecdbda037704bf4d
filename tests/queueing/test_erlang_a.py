"""Erlang A by itself: state sums, extremes, limits, and the laws that hold between the figures."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from staffplan.queueing import erlang_a, erlang_c
from staffplan.queueing.erlang_b import blocking_probability
from staffplan.queueing.measures import Measures

FIGURES = Measures.__slots__
LEVELS = ("served_of_offered", "served_of_answered", "virtual_wait", "served_or_abandoned")


def by_states(load: float, agents: float, aht: float, patience: float, threshold: float) -> list[float]:
    """All figures from the chances of the states, one by one, in arbitrary precision.

    A caller who finds j waiting and all agents busy has a virtual wait V that is the largest of j + 1 exponentials of
    the rates c + 0..j in patiences: ``P(V > t) = I(e^-t; c, j + 1)``, and an `e^-V` that stays is one of them more.
    """
    with mpmath.workdps(45):
        a, n, aht, patience, threshold = map(mpmath.mpf, (load, agents, aht, patience, threshold))
        c, eta = n * patience / aht, a * patience / aht
        left = mpmath.e ** (-threshold / patience)
        if n == int(n):
            idle = mpmath.fsum(mpmath.rf(n - k + 1, k) / a**k for k in range(1, int(n) + 1))
        else:
            idle = mpmath.e**a * a**-n * n * mpmath.gammainc(n, a)
        at, waiting, stayed, soon, soon_stayed, waited = mpmath.mpf(1), [], [], [], [], []
        # The chance to be still there after the time, for j + 1 leaving before: by one more term of a binomial.
        late, late_stayed = left**c, left ** (c + 1)
        term, term_stayed = late, late_stayed
        harmonic, j = mpmath.mpf(0), 0
        while j < 5 or at * (1 + j) > mpmath.mpf(10) ** -40 * mpmath.fsum(waiting):
            harmonic += 1 / (c + 1 + j)
            stay = c / (c + j + 1)
            waiting.append(at)
            stayed.append(at * stay)
            soon.append(at * (1 - late))
            soon_stayed.append(at * stay * (1 - late_stayed))
            waited.append(at * stay * harmonic)
            j += 1
            term *= (c + j - 1) / j * (1 - left)
            term_stayed *= (c + j) / j * (1 - left)
            late, late_stayed = late + term, late_stayed + term_stayed
            at *= eta / (c + j)
        waiting, stayed, soon, soon_stayed, waited = map(mpmath.fsum, (waiting, stayed, soon, soon_stayed, waited))
        all_, answered = idle + waiting, idle + stayed
        gone = 1 - answered / all_
        figures = [
            waiting / all_, gone, (idle + soon_stayed) / all_, (idle + soon_stayed) / answered, (idle + soon) / all_,
            1 - (waiting - soon) * left / all_, waited / answered * patience, gone * patience, a * (1 - gone) / n,
            gone * eta,
        ]  # fmt: skip
        return [float(figure) for figure in figures]


CASES = [
    (10, 9, 180, 120, 20), (10, 14, 180, 120, 20), (10, 3, 180, 120, 20), (10, 30, 180, 120, 0), (0.01, 1, 300, 60, 20),
    (0.7, 1, 360, 36_000, 5), (5.9, 6, 420, 60, 5), (12.3, 9.4, 240, 200, 30), (12.3, 13.9, 240, 31, 0),
    (2.5, 0.3, 600, 90, 60), (0.3, 0.02, 66, 506, 60), (1.5, 15, 9, 3000, 60), (25.2, 14, 300, 20, 5),
    (50, 40, 1000, 5, 20), (50, 55, 1000, 5, 3), (3, 2, 5, 1000, 30), (90, 91, 300, 100, 7200), (90, 70, 300, 100, 60),
    (200, 195, 250, 180, 20), (20.96, 10, 120, 3600, 45), (0.7, 0.0018, 265, 2000, 20), (40, 70, 300, 180, 20),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_agrees_with_the_sums_over_all_states(case: tuple[float, float, float, float, float]) -> None:
    found = erlang_a.measures(*case)
    for name, exact in zip(FIGURES, by_states(*case), strict=True):
        assert getattr(found, name) == pytest.approx(exact, rel=2e-12, abs=1e-25), name


# Figures by 60 digits and more, of sums with hundreds of thousands of terms that a test could not wait for.
HARD = [
    (
        (100000.0, 100000.0, 300.0, 180.0, 20.0),
        (
            0.4369657452167461,
            0.0014218046560027454,
            0.9985781953439973,
            1.0,
            1.0,
            1.0,
            0.25563356317722846,
            0.25592483808049415,
            0.9985781953439973,
            85.30827936016472,
        ),
    ),
    (
        (100000.0, 99500.0, 1000.0, 5.0, 1.0),
        (
            0.16506913260728007,
            0.006127853185479334,
            0.9938688621279134,
            0.999996695061213,
            0.9999959463635716,
            0.9999966811631942,
            0.02992973710434415,
            0.030639265927396672,
            0.9988664792105736,
            3.063926592739667,
        ),
    ),
    (
        (100000.0, 100300.0, 5.0, 1000.0, 20.0),
        (
            0.24391821408057385,
            4.021274335860392e-06,
            0.9999959787256641,
            1.0,
            1.0,
            1.0,
            0.0040212245619153965,
            0.004021274335860392,
            0.9970049638341617,
            80.42548671720783,
        ),
    ),
    (
        (96000.0, 95000.5, 30.0, 259200.0, 14400.0),
        (1.0, 0.010411458333333333, 0.9895885416666667, 1.0, 1.0, 1.0, 2712.7965607727624, 2698.65, 1.0, 8635680.0),
    ),
    (
        (30000.0, 24000.0, 300.0, 3600.0, 5.0),
        (1.0, 0.2, 0.0, 0.0, 0.0, 0.0013879248290916827, 803.310534734772, 720.0, 1.0, 72000.0),
    ),
    (
        (1074.0, 268.0, 600.0, 3600.0, 15.0),
        (
            1.0,
            0.750465549348231,
            0.0,
            0.0,
            0.0,
            0.004157998154890056,
            4996.250573447909,
            2701.6759776536314,
            1.0,
            4836.0,
        ),
    ),
    (
        (1384.9, 2000.0, 30.0, 259200.0, 20.0),
        (
            2.365026873516034e-54,
            4.4501654815798366e-61,
            1.0,
            1.0,
            1.0,
            1.0,
            1.1534826757798594e-55,
            1.1534828928254935e-55,
            0.69245,
            5.324861527580087e-54,
        ),
    ),
    (
        (800.0, 11.0, 585.0, 200.0, 0.0),
        (
            1.0,
            0.98625,
            1.9977274741342928e-113,
            1.4528927084613038e-111,
            1.9977274741342928e-113,
            1.9977274741342928e-113,
            831.9227720003,
            197.25,
            1.0,
            269.7435897435897,
        ),
    ),
    (
        (700.0, 720.0, 5.0, 86400.0, 3600.0),
        (
            0.34358660441093963,
            9.939700638390523e-07,
            0.9999990060299362,
            1.0,
            1.0,
            1.0,
            0.08587885046034602,
            0.08587901351569412,
            0.9722212558624379,
            12.023061892197177,
        ),
    ),
]


@pytest.mark.parametrize(("case", "exact"), HARD)
def test_keeps_its_digits_in_extreme_cases(case: tuple[float, ...], exact: tuple[float, ...]) -> None:
    found = erlang_a.measures(*case)
    for name, value in zip(FIGURES, exact, strict=True):
        assert getattr(found, name) == pytest.approx(value, rel=5e-12, abs=0), name


def test_a_published_case() -> None:
    # 10 erlangs of 180 s, 9 agents, patience 120 s, 20 s: four service levels that are all called "80/20".
    found = erlang_a.measures(10, 9, 180, 120, 20)
    assert [round(float(getattr(found, name)), 3) for name in LEVELS] == [0.524, 0.649, 0.536, 0.607]


LINES = st.tuples(
    st.floats(1e-4, 300), st.floats(0.05, 3), st.floats(5, 1800), st.floats(5, 1e5),
    st.sampled_from([0.0, 1.0, 20.0, 300.0, 9000.0]),
)  # fmt: skip


def line(load: float, ratio: float, aht: float, patience: float, threshold: float) -> tuple[float, ...]:
    return load, max(1.0, round(load * ratio)), aht, patience, threshold


@given(LINES)
def test_the_figures_keep_their_relations(drawn: tuple[float, ...]) -> None:
    load, agents, aht, patience, threshold = line(*drawn)
    found = erlang_a.measures(load, agents, aht, patience, threshold)
    small = 1 + 1e-12
    assert found.served_of_offered <= found.virtual_wait * small
    assert found.virtual_wait <= found.served_of_answered * small
    assert found.virtual_wait <= found.served_or_abandoned * small
    assert found.mean_wait_s == pytest.approx(found.abandonment * patience, rel=1e-12)
    assert found.occupancy == pytest.approx(load * (1 - found.abandonment) / agents, rel=1e-9)
    assert found.queue_length == pytest.approx(load / aht * found.mean_wait_s, rel=1e-12)
    for name in (*LEVELS, "waiting", "abandonment", "occupancy"):
        assert 0 <= getattr(found, name) <= 1


@given(LINES)
def test_one_agent_more_never_makes_anything_worse(drawn: tuple[float, ...]) -> None:
    load, agents, *rest = line(*drawn)
    found = erlang_a.measures(load, [agents - 1, agents, agents + 0.5], *rest)
    for name in FIGURES:
        figures = getattr(found, name)
        better = figures if name in LEVELS else -figures
        assert (np.diff(better) >= -1e-12 * np.abs(figures[1:])).all(), name


@given(LINES, st.floats(0.1, 10))
def test_only_ratios_of_times_matter(drawn: tuple[float, ...], factor: float) -> None:
    load, agents, aht, patience, threshold = line(*drawn)
    here = erlang_a.measures(load, agents, aht, patience, threshold)
    there = erlang_a.measures(load, agents, aht * factor, patience * factor, threshold * factor)
    for name in FIGURES:
        scale = factor if name.endswith("_s") else 1.0
        assert getattr(there, name) == pytest.approx(getattr(here, name) * scale, rel=1e-9), name


@pytest.mark.parametrize(("load", "agents"), [(10, 11), (10, 14), (0.5, 1), (250, 262.5)])
def test_endless_patience_tends_to_erlang_c(load: float, agents: float) -> None:
    patient = erlang_a.measures(load, agents, 300, 1e12, 20)
    endless = erlang_c.measures(load, agents, 300, 20)
    for name in FIGURES:
        if name != "abandonment":
            assert getattr(patient, name) == pytest.approx(getattr(endless, name), rel=1e-6), name
    assert patient.abandonment < 1e-6


def test_a_large_centre_with_next_to_endless_patience_keeps_its_digits() -> None:
    patient = erlang_a.measures(1e5, 100_050, 1.0, 1e12, 0.01)
    endless = erlang_c.measures(1e5, 100_050, 1.0, 0.01)
    for name in (*LEVELS, "waiting", "asa_s", "queue_length"):
        assert getattr(patient, name) == pytest.approx(getattr(endless, name), rel=2e-10), name


def test_no_patience_at_all_tends_to_erlang_b() -> None:
    hasty = erlang_a.measures(10, 9, 300, 1e-9, 20)
    assert hasty.abandonment == pytest.approx(blocking_probability(10, 9), rel=1e-9)
    assert hasty.served_or_abandoned == pytest.approx(1)


def test_as_patient_as_a_call_is_long_makes_poisson_many_present() -> None:
    # theta = mu: callers leave one after another whether served or not, as with endless agents.
    present = [math.exp(-7.0) * 7.0**k / math.factorial(k) for k in range(60)]
    assert erlang_a.measures(7, 5, 240, 240, 20).waiting == pytest.approx(sum(present[5:]), rel=1e-13)


def test_deep_overload_is_the_fluid_limit_without_a_warning() -> None:
    with np.errstate(all="raise"):
        found = erlang_a.measures(1e5, [1, 100, 50_000], 300, [[5], [180], [259_200]], [[[0]], [[20]], [[9e5]]])
        for name in FIGURES:
            assert np.isfinite(getattr(found, name)).all()
    assert found.abandonment[0, 1] == pytest.approx(1 - np.array([1, 100, 50_000]) / 1e5, rel=1e-12)
    assert found.occupancy[0, 1] == pytest.approx(1)
    assert found.asa_s[0, 2, 2] == pytest.approx(259_200 * math.log(2), rel=1e-4)
    assert found.served_of_offered[0, 2, 2] == 0
    assert found.served_of_offered[2, 1] == pytest.approx(np.array([1, 100, 50_000]) / 1e5, rel=1e-9)


def test_deep_underload_answers_everybody_at_once_without_a_warning() -> None:
    with np.errstate(all="raise"):
        found = erlang_a.measures([1e-9, 10, 1e5], [5, 400, 4e5], 300, [[5], [86_400]], 20)
    for name in LEVELS:
        assert (getattr(found, name) == 1).all()
    assert (found.abandonment < 1e-40).all()
    assert (found.waiting < 1e-40).all()


def test_without_agents_everybody_gives_up() -> None:
    found = erlang_a.measures(10, 0, 300, 120, [0, 20, math.inf])
    assert (found.waiting == 1).all()
    assert (found.abandonment == 1).all()
    for name in LEVELS[:3]:
        assert (getattr(found, name) == 0).all()
    assert found.served_or_abandoned == pytest.approx(1 - np.exp(-np.array([0, 20, math.inf]) / 120))
    assert (found.mean_wait_s == 120).all()
    assert (found.asa_s == math.inf).all()
    assert (found.occupancy == 1).all()
    assert found.queue_length == pytest.approx(4)


@pytest.mark.parametrize("agents", [0, 1, 7.5])
def test_without_contacts_nobody_waits(agents: float) -> None:
    found = erlang_a.measures(0, agents, 0, 0, 20)
    for name in FIGURES:
        assert getattr(found, name) == (1 if name in LEVELS else 0)


def test_with_all_the_time_in_the_world_all_the_answered_are_served_in_time() -> None:
    found = erlang_a.measures(10, 8, 300, 120, math.inf)
    assert found.served_of_answered == pytest.approx(1, rel=1e-14)
    assert found.served_of_offered == pytest.approx(1 - found.abandonment, rel=1e-14)
    assert found.virtual_wait == pytest.approx(1, rel=1e-14)


def test_rows_do_not_disturb_each_other() -> None:
    rng = np.random.default_rng(8)
    load, aht = np.exp(rng.normal(2, 2, 5000)), rng.uniform(30, 900, 5000)
    agents, patience = np.maximum(np.round(load * rng.uniform(0.3, 2, 5000)), 0), rng.choice([20, 180, 86_400], 5000)
    together = erlang_a.measures(load, agents, aht, patience, 20)
    for i in rng.integers(0, 5000, 30):
        alone = erlang_a.measures(load[i], agents[i], aht[i], patience[i], 20)
        for name in FIGURES:
            assert getattr(alone, name) == pytest.approx(getattr(together, name)[i], rel=1e-14)


@settings(max_examples=40)
@given(LINES, st.sampled_from([1e-9, 0.05, 0.5, 0.8, 0.95, 1 - 1e-9]))
def test_quantiles_are_the_inverse_of_the_virtual_wait(drawn: tuple[float, ...], share: float) -> None:
    load, agents, aht, patience, _ = line(*drawn)
    until = erlang_a.wait_quantile(load, agents, aht, patience, share)
    reached = erlang_a.measures(load, agents, aht, patience, until)
    if until > 0:
        assert reached.virtual_wait == pytest.approx(share, rel=1e-9)
        assert 1 - reached.virtual_wait == pytest.approx(1 - share, rel=1e-5)
    else:
        assert reached.virtual_wait >= share * (1 - 1e-12)
    waiting = float(reached.waiting)
    if waiting > 1e-6:
        those = erlang_a.wait_quantile_of_waiting(load, agents, aht, patience, share)
        of_all = erlang_a.measures(load, agents, aht, patience, those).virtual_wait
        assert of_all == pytest.approx(1 - waiting * (1 - share), rel=1e-9)


def test_quantiles_at_the_ends() -> None:
    assert erlang_a.wait_quantile(10, 14, 300, 120, [0, 0.5, 1]).tolist() == [0, 0, math.inf]
    assert erlang_a.wait_quantile(10, 0, 300, 120, 0.5) == math.inf
    assert erlang_a.wait_quantile(0, 0, 0, 0, 1) == 0
    assert erlang_a.wait_quantile_of_waiting(10, 14, 300, 120, [0, 1]).tolist() == [0, math.inf]
    deep = erlang_a.wait_quantile(1000, 100, 300, 180, 0.5)
    assert deep == pytest.approx(180 * math.log(10), rel=0.05)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: erlang_a.measures(10, 12, 0, 60, 20), "aht_s 0 handles contacts in no time"),
        (lambda: erlang_a.measures(10, 12, 300, 0, 20), "patience_s 0 is over before it begins"),
        (lambda: erlang_a.measures(10, 12, 300, [60, 0], 20), "patience_s 0 at position 1 is over"),
        (lambda: erlang_a.measures(10, 12, 300, math.inf, 20), "patience_s inf is not"),
        (lambda: erlang_a.measures(10, 12, 300, 60, -1), "threshold_s -1 is not"),
        (lambda: erlang_a.measures(10, -1, 300, 60, 20), "agents -1 is not"),
        (lambda: erlang_a.measures(math.nan, 1, 300, 60, 20), "load nan is not"),
        (lambda: erlang_a.wait_quantile(10, 12, 300, 60, 80), "share 80 is above 1"),
    ],
)
def test_impossible_numbers_are_refused(call: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()
