from io import BytesIO

import pytest

from staffplan.domain.shift_design import DesignPrices
from staffplan.errors import DataError
from staffplan.intake.shift_design_file import read_design_task

LINES = (
    "interval = 360;",
    "days = 2;",
    "demand = [1,2,3,0,1,2,3,0];",
    "minStart = [0, 3];",
    "maxStart = [1, 3];",
    "minLength = [1, 2];",
    "maxLength = [2, 2];",
    "weightOverCover = 1;",
    "weightUnderCover = 2.5;",
    "weightShiftInstances = 360;",
)


def read(*lines: str):
    return read_design_task(BytesIO("\n".join(lines).encode()))


def faults(*lines: str):
    with pytest.raises(DataError) as caught:
        read(*lines)
    return [(fault.code, fault.line) for fault in caught.value.faults]


def with_line(number: int, text: str) -> list[str]:
    return [text if place == number else line for place, line in enumerate(LINES, 1)]


def test_a_task_is_read_in_minutes():
    task = read(*LINES)
    assert (task.interval_min, task.days, task.slots_a_day, task.cyclic) == (360, 2, 4, True)
    assert task.demand == (1, 2, 3, 0, 1, 2, 3, 0)
    assert task.prices == DesignPrices(over=1.0, under=2.5, shift=360.0)
    assert [(p.first_start, p.last_start, p.lengths) for p in task.profiles] == [
        (0, 360, (360, 720)),
        (1080, 1080, (720,)),
    ]


def test_comments_blank_lines_line_ends_and_keys_of_other_variants_change_nothing():
    plain = read(*LINES)
    assert (
        read("% a public instance\r", "", *LINES, "# duties", "avgMinutes = 2310; // unused", "x = [1,\n 2];") == plain
    )
    assert read("".join(LINES)) == plain
    assert read(*with_line(3, "demand = [1,2,3,0, % Monday\n 1,2,3.0,0,];")) == plain


@pytest.mark.parametrize(
    ("number", "text", "code"),
    [
        (1, "interval = 7;", "data.design_value"),
        (1, "interval = ;", "data.design_value"),
        (2, "days = two;", "data.design_value"),
        (3, "demand = [1,2,3];", "data.design_value"),
        (3, "demand = [1,2,3,0,1,-2,3,0];", "data.design_value"),
        (3, "demand = [1,2,3,0,1,2.5,3,0];", "data.design_value"),
        (3, "demand = 1,2,3,0,1,2,3,0;", "data.design_value"),
        (4, "minStart = [0];", "data.design_value"),
        (6, "minLength = [0, 2];", "data.design_value"),
        (8, "weightOverCover = -1;", "data.design_value"),
        (9, "weightUnderCover 2;", "data.statement"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(number, text, code):
    assert (code, number) in faults(*with_line(number, text))


def test_a_latest_start_before_the_earliest_and_a_shift_longer_than_the_week_are_refused():
    assert faults(*with_line(5, "maxStart = [1, 2];")) == [("data.design_value", 5)]
    assert faults(*with_line(7, "maxLength = [2, 9];")) == [("data.design_value", 7)]


def test_a_missing_semicolon_is_told_where_the_statement_begins():
    assert ("data.statement", 1) in faults(*with_line(1, "interval = 360"))


def test_a_missing_and_a_doubled_key_are_told_together():
    assert faults(*LINES[:-1], "days = 2;") == [("data.statement", 10), ("data.missing_key", None)]
