"""The set-up script against a machine made of links: nothing is installed, and nothing leaves the test's folder."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PARTS = (".ci", "requirements.lock", "pyproject.toml")
TOOLS = ("sh", "dirname", "cat", "cksum", "sed", "head", "rm", "mkdir", "chmod")

UV_WITH_PYTHON = """#!/bin/sh
echo "$@" >>calls
case "$1 $2" in
"python find") echo "$PWD/bin/python" ;;
"venv --quiet") mkdir -p .venv/bin && cp bin/python .venv/bin/python ;;
esac
"""
UV_WITHOUT_PYTHON = """#!/bin/sh
[ "$1" = --version ]
"""
PYTHON = "#!/bin/sh\nexit 0\n"
STUB = "#!/bin/sh\necho 'version 3.12 is not installed' >&2\nexit 1\n"

pytestmark = pytest.mark.skipif(shutil.which("sh") is None, reason="the set-up script needs a POSIX shell")


@pytest.fixture
def machine(tmp_path):
    """A checkout on a machine with the barest tools; `machine(name=script)` puts commands on its PATH."""
    checkout = tmp_path / "checkout"
    commands = checkout / "bin"
    commands.mkdir(parents=True)
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copy(ROOT / part, checkout / part)
    for tool in (*TOOLS, "cp"):
        (commands / tool).symlink_to(shutil.which(tool))

    def put(**scripts):
        for name, script in scripts.items():
            (commands / name).write_text(script)
            (commands / name).chmod(0o755)
        return checkout

    return put


def set_up(checkout):
    environment = {"PATH": str(checkout / "bin"), "HOME": str(checkout), "PYENV_ROOT": str(checkout / "none")}
    return subprocess.run(
        [checkout / ".ci" / "setup"], env=environment, cwd="/", capture_output=True, text=True, check=False
    )


def calls(checkout):
    log = checkout / "calls"
    told = [line for line in log.read_text().splitlines() if line != "--version"] if log.exists() else []
    log.unlink(missing_ok=True)
    return told


def test_a_machine_without_a_new_enough_python_is_told_what_to_install(machine):
    ended = set_up(machine(uv=UV_WITHOUT_PYTHON, python3=STUB, python=STUB))
    assert ended.returncode == 1
    assert "needs Python 3.12 or newer" in ended.stderr
    for way in ("apt install", "pyenv install 3.12", "uv python install 3.12", "https://www.python.org/downloads/"):
        assert way in ended.stderr
    assert ended.stdout == ""


def test_everything_is_installed_by_hash_and_only_once(machine):
    checkout = machine(uv=UV_WITH_PYTHON, python=PYTHON)
    assert set_up(checkout).returncode == 0
    first = calls(checkout)
    installs = [call for call in first if call.startswith("pip install")]
    assert len(installs) == 2
    assert "--require-hashes --requirement requirements.lock" in installs[0]
    assert "--no-deps --no-build-isolation --editable ." in installs[1]
    assert set_up(checkout).returncode == 0
    assert calls(checkout) == []


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml", ".ci/setup"])
def test_a_change_of_what_the_environment_is_made_from_installs_again_into_the_same_one(machine, changed):
    checkout = machine(uv=UV_WITH_PYTHON, python=PYTHON)
    set_up(checkout)
    calls(checkout)
    with (checkout / changed).open("a") as file:
        file.write("\n# changed\n")
    assert set_up(checkout).returncode == 0
    again = calls(checkout)
    assert sum(call.startswith("pip install") for call in again) == 2
    assert not any(call.startswith("venv") for call in again)


def test_an_environment_that_broke_or_moved_is_made_anew(machine, tmp_path):
    checkout = machine(uv=UV_WITH_PYTHON, python=PYTHON)
    set_up(checkout)
    calls(checkout)
    (checkout / ".venv" / "bin" / "python").write_text(STUB)
    set_up(checkout)
    assert any(call.startswith("venv") for call in calls(checkout))
    moved = checkout.rename(tmp_path / "moved")
    set_up(moved)
    assert any(call.startswith("venv") for call in calls(moved))
    set_up(moved)
    assert calls(moved) == []


def test_a_failed_install_is_tried_again_the_next_time(machine):
    checkout = machine(uv=UV_WITH_PYTHON + '[ "$1 $2" != "pip install" ]\n', python=PYTHON)
    assert set_up(checkout).returncode != 0
    machine(uv=UV_WITH_PYTHON)
    assert set_up(checkout).returncode == 0
    assert len(calls(checkout)) >= 2


@pytest.mark.parametrize("name", ["requirements.lock", ".ci/uv.txt"])
def test_every_pinned_package_has_a_hash_and_no_index_an_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)  # no options: no index, no links
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert entries
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry)
        assert "--hash=sha256:" in entry
