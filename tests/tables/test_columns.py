import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffplan.tables.cells import CellError, WrittenInstant, number
from staffplan.tables.columns import CellReader, NumberReader, read_texts, reader_of
from staffplan.tables.contract import Column, Kind

SECONDS = Column("aht_s", Kind.NUMBER, "s", "", required=False, low=0, high=1000)
QUEUE = Column("queue", Kind.TEXT, "", "")
START = Column("start", Kind.INSTANT, "", "")

cells = st.text("0123456789.+-eE_ ,n", max_size=8) | st.floats(-2000, 2000).map(repr) | st.sampled_from(
    ["nan", "inf", "-0", "1e400", "9" * 400, "\u0663", "1\u00a0", "1e0005", "0x1", "\x1c5", "1e-9999", "1-2", "--"]
)  # fmt: skip


def one_by_one(texts: list[str]) -> list[tuple[str, str]]:
    """What the exact reader says of each cell: the number, nothing, or the fault."""
    said = []
    for text in map(str.strip, texts):
        try:
            said.append(("number", repr(number(text, SECONDS))) if text else ("blank", ""))
        except CellError as error:
            said.append((error.code, error.message))
    return said


def at_a_stroke(texts: list[str], portion: int) -> list[tuple[str, str]]:
    reader = NumberReader(SECONDS)
    for at in range(0, len(texts), portion):
        reader.take(texts[at : at + portion])
    reading = reader.reading()
    said = [("blank", "") if blank else ("number", repr(float(value))) for value, blank in zip(reading.values, reading.blank, strict=True)]  # fmt: skip  # noqa: E501
    for at, error in reading.errors:
        assert np.isnan(reading.values[at])
        said[at] = (error.code, error.message)
    return said


@given(st.lists(cells, max_size=12), st.integers(1, 5))
def test_numbers_read_at_a_stroke_are_those_read_one_by_one(texts, portion):
    assert at_a_stroke(texts, portion) == one_by_one(texts)


def test_one_odd_cell_among_many_plain_ones_spoils_none_of_them():
    plain = [f"{n / 7:.6f}" for n in range(200)]
    for odd in ("1e2", "1-2", "x", "", " 5", "1001"):
        texts = [*plain[:100], odd, *plain[100:]]
        assert at_a_stroke(texts, 64) == one_by_one(texts)


def test_positions_count_on_from_portion_to_portion():
    reader = reader_of(QUEUE)
    for portion in (["a", " a"], ["", "b"], ["a"]):
        reader.take(portion)
    reading = reader.reading()
    assert list(reading.values) == ["a", "a", None, "b", "a"]
    assert reading.blank.tolist() == [False, False, True, False, False]


def test_each_different_cell_is_read_once_and_told_of_wherever_it_stands():
    read = []

    def refuse_b(text: str) -> str:
        read.append(text)
        if text == "b":
            raise CellError("data.unknown_value", "b")
        return text

    reader = CellReader(refuse_b)
    for portion in (["a", "b"], ["b", "a"]):
        reader.take(portion)
    assert read == ["a", "b"]
    assert [at for at, _ in reader.reading().errors] == [1, 2]


def test_a_guard_is_taken_away_from_guarded_texts_only():
    guarded, as_it_is = reader_of(QUEUE, guarded=True), reader_of(QUEUE)
    for reader in (guarded, as_it_is):
        reader.take(["'=x", "'t Hart", " '=x", "'\t"])
    assert list(guarded.reading().values) == ["=x", "'t Hart", "'=x", None]
    assert list(as_it_is.reading().values) == ["'=x", "'t Hart", "'=x", "'"]


def test_written_instants_keep_wall_clock_and_offset_apart():
    texts = pd.Series(["2026-11-30T08:00+01:00", "2026-11-30T08:00", "", "x", "2026-11-30T08:00+01:00"], dtype="str")
    reading = read_texts(texts, START)
    assert isinstance(reading.values[0], WrittenInstant)
    assert np.isnat(reading.written.walls).tolist() == [False, False, True, True, False]
    assert reading.written.ahead[[0, 4]].tolist() == [np.timedelta64(1, "h")] * 2
    assert np.isnat(reading.written.ahead[1:4]).all()


@pytest.mark.parametrize("column", [SECONDS, QUEUE, START])
def test_a_column_without_rows_is_read_as_such(column):
    reading = reader_of(column).reading()
    assert (len(reading.values), len(reading.blank), reading.errors) == (0, 0, ())
