from datetime import date

import numpy as np
import pytest
from synthetic_history import counts, history, rates

from staffplan.forecasting import Outlook, weeks_ahead
from staffplan.forecasting.day_matrix import day_matrices
from staffplan.forecasting.queue_mapping import mapped
from staffplan.forecasting.stated_volume import Inheritance, StatedVolume

MONDAY = date(2026, 1, 5)
WEEKS = 16
KNOWN = counts(rates(MONDAY, 7 * WEEKS), 8)
ALONE = weeks_ahead(history(MONDAY, {"old": KNOWN})).frame["offered_mean"].sum()


def _forecast(queues: dict[str, np.ndarray], stated: StatedVolume) -> Outlook:
    return weeks_ahead(history(MONDAY, queues, aht_s=200.0), stated=stated)


def _sums(outlook: Outlook) -> dict[str, float]:
    return outlook.frame.groupby("queue")["offered_mean"].sum().to_dict()


def test_a_queue_that_was_split_gives_each_heir_its_share() -> None:
    stated = StatedVolume(
        inherited={"a": Inheritance((("old", 0.6),)), "b": Inheritance((("old", 0.4),))}, queues=frozenset("ab")
    )
    outlook = _forecast({"old": KNOWN}, stated)
    assert _sums(outlook) == pytest.approx({"a": 0.6 * ALONE, "b": 0.4 * ALONE}, rel=0.02)
    assert outlook.frame["aht_s"].to_numpy() == pytest.approx(200.0)
    assert "a: its past in all of the history is taken as 60 % of old." in outlook.notes


def test_an_heir_s_own_rows_count_from_its_first_day_on() -> None:
    own = KNOWN.copy() * 0.5
    own[:-28] = np.nan
    old = KNOWN.copy()
    old[-28:] = np.nan
    stated = StatedVolume(inherited={"a": Inheritance((("old", 0.5),))}, queues=frozenset("a"))
    matrices = day_matrices(history(MONDAY, {"old": old, "a": own}))
    (heir,), notes = mapped(matrices, stated)
    assert np.nansum(heir.offered) == pytest.approx(0.5 * KNOWN.sum())
    assert notes == ("a: its past before 2026-03-30 is taken as 50 % of old.",)


def test_a_queue_keeps_a_share_of_its_own_past_until_the_split() -> None:
    stated = StatedVolume(
        inherited={"old": Inheritance((("old", 0.7),), date(2026, 3, 2)), "new": Inheritance((("old", 0.3),))},
        queues=frozenset({"old", "new"}),
    )
    after = KNOWN.copy()
    after[56:] *= 0.7
    new = KNOWN * 0.3
    new[:56] = np.nan
    old, taken = sorted(mapped(day_matrices(history(MONDAY, {"old": after, "new": new})), stated)[0], key=_volume)[::-1]
    assert np.nansum(old.offered) == pytest.approx(0.7 * KNOWN.sum())
    assert np.nansum(taken.offered) == pytest.approx(0.3 * KNOWN.sum())


def _volume(matrix: object) -> float:
    return float(np.nansum(matrix.offered))  # type: ignore[attr-defined]


def test_queues_that_were_merged_are_added_up() -> None:
    stated = StatedVolume(inherited={"all": Inheritance((("a", 1.0), ("b", 1.0)))}, queues=frozenset({"all"}))
    outlook = _forecast({"a": KNOWN, "b": KNOWN // 2}, stated)
    assert _sums(outlook) == pytest.approx({"all": 1.5 * ALONE}, rel=0.02)


def test_a_source_with_a_gap_makes_the_sum_unknown_and_a_closed_one_does_not() -> None:
    gap, closed = KNOWN.copy(), KNOWN.copy()
    gap[30] = np.nan
    closed[:, 30:] = np.nan
    stated = StatedVolume(inherited={"all": Inheritance((("gap", 1.0), ("closed", 1.0)))}, queues=frozenset({"all"}))
    (merged,), _ = mapped(day_matrices(history(MONDAY, {"gap": gap, "closed": closed})), stated)
    assert np.isnan(merged.offered[30]).all()
    assert (merged.offered[31, 30:] == KNOWN[31, 30:]).all()


def test_a_former_queue_that_the_history_does_not_have_is_said() -> None:
    stated = StatedVolume(inherited={"a": Inheritance((("gone", 0.6),))}, queues=frozenset("a"))
    outlook = _forecast({"a": KNOWN}, stated)
    assert any("no row of gone" in note for note in outlook.notes)
    assert _sums(outlook)["a"] == pytest.approx(ALONE, rel=0.001)


def test_a_queue_with_rows_from_the_first_day_on_is_said_to_take_over_nothing() -> None:
    stated = StatedVolume(inherited={"a": Inheritance((("old", 0.6),))}, queues=frozenset({"a", "old"}))
    outlook = _forecast({"old": KNOWN, "a": KNOWN * 0.5}, stated)
    assert any(note.startswith("a: nothing is taken over from 60 % of old") for note in outlook.notes)
