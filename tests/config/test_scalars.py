import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffplan.config.scalars import plain_scalar


@pytest.mark.parametrize("word", ["true", "True", "TRUE"])
def test_only_true_is_true(word):
    assert plain_scalar(word) is True
    assert plain_scalar(word.replace("true", "false").replace("True", "False").replace("TRUE", "FALSE")) is False


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "yes",
        "on",
        "off",
        "9:00",
        "10:00",
        "24:00",
        "0755",
        "0o17",
        "0x1F",
        "1_000",
        "2026-12-24",
        "007.5",
        "1.2.3",
    ],
)
def test_what_other_readers_turn_into_something_else_stays_text(word):
    assert plain_scalar(word) == word


@pytest.mark.parametrize(
    ("word", "value"),
    [("0", 0), ("42", 42), ("-7", -7), ("+5", 5), ("18.50", 18.5), (".5", 0.5), ("1e3", 1000.0), ("2.", 2.0)],
)
def test_numbers_are_numbers(word, value):
    assert plain_scalar(word) == value
    assert type(plain_scalar(word)) is type(value)


@pytest.mark.parametrize("word", ["", "~", "null"])
def test_nothing_is_none(word):
    assert plain_scalar(word) is None


def test_not_a_number_and_infinity_are_read_so_that_they_can_be_refused():
    assert math.isnan(plain_scalar(".nan"))
    assert plain_scalar("-.inf") == -math.inf
    assert plain_scalar("1e999") == math.inf


def test_a_number_of_ten_thousand_digits_is_no_trap():
    assert plain_scalar("9" * 10_000) == math.inf


@given(st.text())
def test_any_word_has_a_value(word):
    plain_scalar(word)
