import getpass
import hashlib
import json
import platform
import socket
from importlib.metadata import version

import pytest

from staffplan.errors import DataError
from staffplan.store.manifest import describe, manifest_text


def test_a_manifest_names_inputs_by_hash_versions_seed_and_the_solver_s_end(tmp_path):
    (tmp_path / "history.csv").write_bytes(b"queue,start,offered\n")
    told = describe(inputs={"../data/history.csv": tmp_path / "history.csv"}, seed=42, ended={"status": "optimal"})
    assert told["inputs"] == {"../data/history.csv": hashlib.sha256(b"queue,start,offered\n").hexdigest()}
    assert told["versions"]["python"] == platform.python_version()
    assert told["versions"]["pulp"] == version("pulp")
    assert set(told["versions"]) == {"python", "staffplan", "pandas", "numpy", "pulp", "highspy"}
    assert told["seed"] == 42
    assert told["ended"] == {"status": "optimal"}


def test_the_order_of_the_inputs_changes_no_byte_and_nobody_is_named(tmp_path):
    for name in "ab":
        (tmp_path / name).write_text(name)
    inputs = {name: tmp_path / name for name in "ab"}
    text = manifest_text(describe(inputs=inputs, seed=1, ended={}))
    assert text == manifest_text(describe(inputs=dict(reversed(inputs.items())), seed=1, ended={}))
    assert text.endswith("}\n")
    assert json.loads(text)["schema_version"] == 1
    for telling in (str(tmp_path), socket.gethostname(), f'"{getpass.getuser()}"'):
        assert telling not in text


def test_a_manifest_without_a_number_is_refused():
    with pytest.raises(ValueError, match="JSON"):
        manifest_text({"gap": float("nan")})


def test_an_input_that_has_gone_is_a_fault_of_the_data(tmp_path):
    with pytest.raises(DataError) as caught:
        describe(inputs={"agents.csv": tmp_path / "agents.csv"}, seed=1, ended={})
    assert caught.value.faults[0].file == str(tmp_path / "agents.csv")
