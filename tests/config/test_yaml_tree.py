import pytest
import yaml

from staffplan.config import yaml_tree
from staffplan.config.yaml_tree import MAX_DEPTH, MAX_FAULTS, MAX_NODES, Source, compose


@pytest.fixture(params=["CSafeLoader", "SafeLoader"], autouse=True)
def parser(request, monkeypatch):
    """Both parsers of PyYAML: the one in C is not there on every platform."""
    if not hasattr(yaml, request.param):
        pytest.skip(f"PyYAML has no {request.param} here")
    monkeypatch.setattr(yaml_tree, "_LOADER", getattr(yaml, request.param))


def read(text):
    source = Source("f.yaml", text)
    return compose(source), source.faults


def only_fault(text):
    _, (fault,) = read(text)
    return fault


def test_values_keep_their_places():
    root, faults = read("a: 1\nb:\n  - x\n  - {c: 9:00}\n")
    deep = root.value["b"].value[1].value["c"]

    assert faults == []
    assert root.plain() == {"a": 1, "b": ["x", {"c": "9:00"}]}
    assert (deep.key.line, deep.key.column, deep.mark.column, deep.mark.width) == (4, 6, 9, 4)


def test_quoted_numbers_stay_text():
    assert read("a: '5'\nb: \"no\"\n")[0].plain()["a"] == "5"


def test_keys_are_always_text():
    assert list(read("1: a\ntrue: b\n2026-12-24: c\n")[0].value) == ["1", "true", "2026-12-24"]


def test_a_duplicate_key_names_both_lines_and_the_first_value_is_kept():
    root, (fault,) = read("a: 1\nb: 2\na: 3\n")

    assert root.plain() == {"a": 1, "b": 2}
    assert (fault.code, fault.line, fault.column) == ("config.duplicate_key", 3, 1)
    assert "line 1" in fault.message


def test_a_duplicate_key_below_the_top_is_seen():
    assert only_fault("q:\n  x: {aht: 1, aht: 2}\n").code == "config.duplicate_key"


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("", "config.empty", 1, 1),
        ("# nothing\n", "config.empty", 1, 1),
        ("- a\n- b\n", "config.not_a_mapping", 1, 1),
        ("just text\n", "config.not_a_mapping", 1, 1),
        ("a: 1\n---\nb: 2\n", "config.several_documents", 2, 1),
        ("a:\n\tb: 1\n", "config.syntax", 2, 1),
        ("a: 1\nb: 'open\nc: 2\n", "config.syntax", 2, 4),
        ('a: 1\nb: "open\nc: 2\n', "config.syntax", 2, 4),
        ("a: [1, 2\nb: 3\n", "config.syntax", 1, 4),
        ("a: b: c\n", "config.syntax", 1, 5),
        ("a: @x\n", "config.syntax", 1, 4),
        ("a:\n  b: 1\n c: 2\n", "config.syntax", 3, 2),
        ("? [a]\n: b\n", "config.syntax", 1, 3),
        ("a: 1\nb: \x07\n", "config.syntax", 2, 4),
        ("a: &x 1\n", "config.alias", 1, 4),
        ("a: !!python/object:os.system x\n", "config.tag", 1, 4),
        ("a: !!str 5\n", "config.tag", 1, 4),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(text, code, line, column):
    fault = only_fault(text)
    assert (fault.code, fault.line, fault.column) == (code, line, column)


def test_a_tab_is_called_a_tab():
    assert "tab" in only_fault("a:\n\tb: 1\n").message


def test_an_alias_is_refused_where_it_stands():
    _, faults = read("a: &x 1\nb: *x\n*x : 2\n")
    assert [fault.line for fault in faults if fault.code == "config.alias"] == [1, 2, 3]


def test_an_escape_that_no_text_can_hold_is_refused():
    _, faults = read('a: "\\ud800"\n')
    assert len(faults) == 1


def test_a_bomb_of_merge_keys_is_refused_without_unfolding_it():
    levels = [f"l{n}: &l{n}\n  <<: [{', '.join(f'*l{n - 1}' for _ in range(10))}]" for n in range(1, 30)]
    _, faults = read("l0: &l0 {a: 1}\n" + "\n".join(levels))

    assert {fault.code for fault in faults} == {"config.alias"}
    assert len(faults) <= MAX_FAULTS


def test_a_hundred_thousand_brackets_are_refused_at_the_depth_limit():
    fault = only_fault("a: " + "[" * 100_000)
    assert (fault.code, fault.column) == ("config.too_deep", 4 + MAX_DEPTH - 1)


def test_nesting_up_to_the_limit_is_read():
    depth = MAX_DEPTH - 2
    root, faults = read("a: " + "[" * depth + "]" * depth)
    assert root is not None
    assert faults == []


def test_reading_stops_at_the_limit_of_values(monkeypatch):
    monkeypatch.setattr(yaml_tree, "MAX_NODES", 100)
    taken = []
    events = yaml_tree._events
    monkeypatch.setattr(yaml_tree, "_events", lambda text: (taken.append(e) or e for e in events(text)))
    _, (fault,) = read("a: [" + ", ".join(["1"] * 10_000) + "]")

    assert fault.code == "config.too_big"
    assert len(taken) < 110


def test_the_limit_of_values_is_far_above_any_centre():
    assert MAX_NODES >= 50_000
