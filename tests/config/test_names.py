import pytest

from staffplan.config.names import clashes, folded, nearest


@pytest.mark.parametrize(
    ("one", "other"), [("Ann", "ANN"), ("caf\u00e9", "cafe\u0301"), ("\uff21nn", "ann"), ("stra\u00dfe", "STRASSE")]
)
def test_names_that_people_cannot_tell_apart_are_the_same(one, other):
    assert folded(one) == folded(other)
    assert clashes([one, "else", other]) == [(one, other)]


def test_different_names_do_not_clash():
    assert clashes(["00123", "123", "NA", "None"]) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("aht_second", "aht"),
        ("Service-Level", "service_level"),
        ("concurency", "concurrency"),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_nearest_key_is_found(written, meant):
    assert nearest(written, ["aht", "service_level", "concurrency", "goal"]) == meant
