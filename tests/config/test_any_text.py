"""Whatever stands in the file, a planner gets faults and never a traceback."""

import random
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_configuration import SMALL, small_text

from staffplan.config import check, load
from staffplan.errors import ConfigError

SECTIONS = st.sampled_from(
    [*SMALL, "rules", "events", "special_hours", "public_holidays", "prices", "include", "files"]
)
_TRAPS = "8:00 8:00-9:00 no 0755 .nan -.inf 1e999 80% 2026-02-30 Mon-Fri &a *a << !!x '' | > [ ] { } @ `"
_WIDER = ("- a", "? b", "\t", "\n  x: 1", "9" * 5000, "\u2028", "\ud7ff", '"\\x00"')
WORDS = st.sampled_from([*_TRAPS.split(), *_WIDER])
quiet = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
values = st.recursive(
    st.one_of(WORDS, st.text(max_size=6), st.integers(), st.floats()).map(str),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(["rule", "name", "dates", "channel", "goal", "x"]), inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        ),
    ),
    max_leaves=6,
)


def read(folder, content: bytes) -> None:
    (folder / "centre.yaml").write_bytes(content)
    with suppress(ConfigError):
        load(folder)
    for fault in check(folder):
        assert str(fault)


@quiet
@given(st.binary(max_size=200))
def test_any_bytes(tmp_path, content):
    read(tmp_path, content)


@quiet
@given(st.text(max_size=200))
def test_any_text(tmp_path, content):
    read(tmp_path, content.encode("utf-8", "surrogatepass"))


@quiet
@given(st.dictionaries(SECTIONS, values, max_size=3))
def test_any_section(tmp_path, changes):
    read(tmp_path, small_text(changes).encode("utf-8", "surrogatepass"))


@quiet
@given(st.randoms(use_true_random=False))
def test_a_right_configuration_with_a_piece_torn_out(tmp_path, chance: random.Random):
    text = small_text({"rules": "[{rule: seats}]", "prices": "{surplus: 1}"})
    start = chance.randrange(len(text))
    read(tmp_path, (text[:start] + text[start + chance.randrange(1, 30) :]).encode())
