import json
from datetime import UTC, date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffplan.domain.site import Mode
from staffplan.export.json_text import json_text

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda items: st.lists(items, max_size=3) | st.dictionaries(st.text("abc", max_size=2), items, max_size=3),
    max_leaves=10,
)


def test_keys_are_sorted_and_numbers_are_short():
    text = json_text({"b": 0.1 + 0.2, "a": {"d": -0.0, "c": 1 / 3}})
    assert text == '{\n  "a": {\n    "c": 0.333333,\n    "d": 0.0\n  },\n  "b": 0.3\n}\n'


def test_dates_modes_and_array_numbers_become_plain_values():
    told = json.loads(
        json_text(
            {
                Mode.HOME: np.float64(1.5),
                "day": date(2026, 11, 30),
                "at": datetime(2026, 11, 30, 8, tzinfo=UTC),
                "agents": (np.int64(3), Mode.ON_SITE),
                "is_whole": np.bool_(True),
            }
        )
    )
    assert told == {
        "home": 1.5,
        "day": "2026-11-30",
        "at": "2026-11-30T08:00:00+00:00",
        "agents": [3, "on_site"],
        "is_whole": True,
    }


def test_names_are_written_in_their_own_letters():
    assert "José" in json_text({"name": "José"})


@pytest.mark.parametrize("value", [float("nan"), float("inf"), np.float64("-inf")])
def test_what_json_has_no_word_for_is_refused(value):
    with pytest.raises(ValueError, match="JSON"):
        json_text({"deep": [{"gap": value}]})


def test_what_is_no_plain_value_is_refused():
    with pytest.raises(TypeError):
        json_text({"days": {1, 2}})


@given(st.dictionaries(st.text("abc", max_size=3), PLAIN, max_size=4))
def test_a_document_comes_back_and_the_order_it_was_built_in_does_not_show(document):
    assert json.loads(json_text(document)) == document
    assert json_text(dict(reversed(document.items()))) == json_text(document)
