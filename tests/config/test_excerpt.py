from staffplan.config.excerpt import WIDEST, Mark, code_frame, printable, quoted


def test_the_frame_shows_the_line_before_and_a_caret():
    assert code_frame(["rules:", "  max: forty"], Mark("f", 2, 8, 5)) == (
        "    1 | rules:\n  > 2 |   max: forty\n      |        ^^^^^"
    )


def test_a_caret_never_runs_past_the_line():
    assert code_frame(["abc"], Mark("f", 1, 2, 99)).endswith("|  ^^")


def test_a_place_beyond_the_text_has_no_frame():
    assert code_frame([], Mark("f", 1, 1)) == ""


def test_a_long_line_is_shifted_so_that_the_place_is_seen():
    frame = code_frame(["x" * 500 + "HERE" + "y" * 500], Mark("f", 1, 501, 4))
    assert "HERE" in frame
    assert max(len(line) for line in frame.splitlines()) <= WIDEST + 12


def test_nothing_in_a_file_can_steer_the_terminal():
    assert printable("a\x1b[2Jb\u202ec\td") == "a?[2Jb?c d"


def test_values_are_quoted_as_a_planner_reads_them():
    assert [quoted(value) for value in (None, True, 80, "x", [1], {})] == [
        "nothing",
        "true",
        "80",
        "'x'",
        "a list",
        "a group of keys",
    ]
    assert len(quoted("x" * 1000)) < 50
