import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffplan.tables.escape import escaped, unescaped

FORMULAS = ["=1+1", "+49 40 1234", "-5", "@sum", "\tx", "\rx", "\nx", "\x00x", "＝1", "＋1", "－1", "＠x"]  # noqa: RUF001


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_a_spreadsheet_would_run_gets_one_quote_before_it(text):
    assert escaped(text) == f"'{text}"
    assert unescaped(f"'{text}") == text


@pytest.mark.parametrize("text", ["", "00123", "NA", "'t Hart", "a=b", "José", "محمد", "'"])
def test_other_text_is_written_as_it_is(text):
    assert escaped(text) == text
    assert unescaped(text) == text


def test_a_formula_typed_by_hand_without_a_quote_is_read_as_it_stands():
    assert unescaped("=1+1") == "=1+1"


@given(st.text(alphabet="'=+-@\t＝ab", max_size=5) | st.text(max_size=20))  # noqa: RUF001
def test_reading_gives_back_what_was_written_and_no_written_text_is_a_formula(text):
    assert unescaped(escaped(text)) == text
    assert escaped(text)[:1] not in {formula[0] for formula in FORMULAS}
