"""Numbers on the command line that cannot be meant, told with the ones that can."""

import pytest


@pytest.mark.parametrize(
    ("arguments", "said", "hint"),
    [
        (["forecast", "--weeks", "105"], "'--weeks': 105 is not a whole number from 1 to 104.", "--weeks 104, "),
        (["forecast", "--weeks", "many"], "'--weeks': many is not a whole number from 1 to 104.", "--weeks 1, "),
        (["backtest", "--origins", "0"], "'--origins' / '--weeks-back': 0 is not a whole number", "--origins 1, "),
        (["require", "--threshold", "-1"], "'--threshold': -1 is not a number from 0 to 86,400.", "--threshold 0, "),
    ],
)
def test_a_number_out_of_its_range_is_told_with_the_range_and_the_nearest_in_it(staffplan, arguments, said, hint):
    document = staffplan(*arguments, "--json").document
    [fault] = document["errors"]
    assert fault["code"] == "usage.command_line"
    assert said in fault["message"]
    assert fault["hint"].startswith(hint)
    assert "Input should" not in fault["message"]


def test_other_complaints_keep_their_words(staffplan):
    [fault] = staffplan("forecast", "--week", "foo", "--json").document["errors"]
    assert "'foo' is not a week such as 2026-W49" in fault["message"]
    assert fault["hint"] == "staffplan forecast --help"


@pytest.mark.parametrize(
    ("zone", "said"), [("Mars/X", "as Europe/Berlin is"), ("Europe/Berln", "did you mean Europe/")]
)
@pytest.mark.parametrize(
    "command", [["forecast", "H.csv"], ["intake", "H.csv"], ["update", "H.csv"], ["drift", "H.csv"]]
)
def test_an_unknown_zone_is_the_options_fault_and_not_the_files(staffplan, command, zone, said):
    ended = staffplan(*command, "--zone", zone, "--json")
    assert ended.code == 2
    [fault] = ended.document["errors"]
    assert f"Invalid value for '--zone': '{zone}' is not a time zone" in fault["message"]
    assert said in fault["message"]
