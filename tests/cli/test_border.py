"""What the program does at its border, in a process of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from staffplan.cli.signals import PATIENCE_S

STAFFPLAN = [sys.executable, "-m", "staffplan"]
"""The program as a child process."""

PATCHED = """
import sys
import staffplan.report.diagnostics as diagnostics
from staffplan.cli.main import main

def patched():
    {body}

diagnostics.diagnostics_list = patched
sys.exit(main({arguments}))
"""


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a shell line in which `staffplan` is the program."""
    line = f'staffplan() {{ {sys.executable} -m staffplan "$@"; }}\n{command}'
    return subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, env={**os.environ, **environment}, check=False, timeout=60
    )


def patched(body: str, *arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start `staffplan explain` with the listing of diagnostics replaced by `body`."""
    script = PATCHED.format(body=body, arguments=["explain", *arguments])
    return subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


@pytest.mark.parametrize("arguments", ["--help", "--version", "explain", "explain --json"])
def test_a_closed_standard_output_is_exit_141_without_a_traceback(arguments: str) -> None:
    ended = shell(f"staffplan {arguments} >&-; echo code $? >&2")
    assert "code 141" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("arguments", ["--help", "explain", "explain --json", "explain nonsense --json"])
def test_a_reader_that_has_gone_is_exit_141(arguments: str) -> None:
    ended = shell(f"{{ sleep 0.3; staffplan {arguments}; echo code $? >&2; }} | true")
    assert "code 141" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "Exception ignored" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", ["--help", "--version", "explain", "explain --json", "nonsense --json"])
def test_a_full_device_is_exit_8_and_says_so(arguments: str) -> None:
    ended = shell(f"staffplan {arguments} > /dev/full; echo code $? >&2")
    assert "code 8" in ended.stderr
    assert "No space left on device" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_full_standard_error_changes_no_exit_code() -> None:
    assert shell("staffplan nonsense 2>/dev/full").returncode == 2


def test_all_standard_streams_may_be_closed() -> None:
    assert shell("staffplan explain 0>&- 1>&- 2>&-").returncode == 141
    assert shell("staffplan explain nonsense 0>&- 1>&- 2>&-").returncode == 2


@pytest.mark.parametrize("arguments", ["--help", "explain", "explain data.ünknown"])
def test_an_ascii_terminal_gets_ascii(arguments: str) -> None:
    environment = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ended = shell(f"staffplan {arguments}", **environment)
    assert ended.returncode in (0, 2)
    assert (ended.stdout + ended.stderr).isascii()
    assert "Traceback" not in ended.stderr


def test_no_home_is_no_hindrance() -> None:
    assert shell("unset HOME; staffplan explain --json").returncode == 0


def test_colours_are_left_out_when_asked() -> None:
    ended = shell("staffplan explain data.duplicate_interval", NO_COLOR="1", FORCE_COLOR="1")
    assert "\x1b[3" not in ended.stdout


def test_a_crash_is_one_message_with_the_path_of_a_report(tmp_path: Path) -> None:
    process = patched("raise RuntimeError('the wheel came off')", TMPDIR=str(tmp_path))
    said, complained = process.communicate(timeout=60)
    (report,) = tmp_path.glob("staffplan-crash-*.txt")
    assert process.returncode == 1
    assert said == ""
    assert str(report) in "".join(complained.split())
    assert "Traceback" not in complained
    assert "the wheel came off" in report.read_text()


def test_a_crash_shows_its_traceback_with_debug(tmp_path: Path) -> None:
    process = patched("raise RuntimeError('the wheel came off')", "--debug", TMPDIR=str(tmp_path))
    assert "Traceback" in process.communicate(timeout=60)[1]


def test_a_crash_without_a_folder_for_its_report_is_still_one_message() -> None:
    process = patched("import tempfile; tempfile.mkstemp = lambda **_: open('/nowhere/at/all'); 1 / 0", "--json")
    said, complained = process.communicate(timeout=60)
    assert process.returncode == 1
    assert json.loads(said)["errors"][0]["code"] == "internal.crash"
    assert complained == ""


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize(
    "stuck",
    [
        pytest.param("import time; time.sleep(30)", id="in Python"),
        pytest.param("import hashlib; hashlib.pbkdf2_hmac('sha512', b'', b'', 10**9)", id="deep in native code"),
    ],
)
def test_a_signal_ends_the_program_within_two_seconds(number: signal.Signals, code: int, stuck: str) -> None:
    process = patched(f"print('ready', flush=True); {stuck}", "--json")
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.2)
    sent = time.monotonic()
    process.send_signal(number)
    said, complained = process.communicate(timeout=20)
    assert process.returncode == code
    assert time.monotonic() - sent < 5  # two seconds, and what a busy machine adds
    assert PATIENCE_S < 2
    document = json.loads(said)
    assert (document["ok"], document["exit_code"]) == (False, code)
    assert "Traceback" not in complained


def test_help_version_and_completion_load_nothing_heavy() -> None:
    script = """
import os, sys
from staffplan.cli.main import main
sys.stdout = open(os.devnull, "w")
try:
    code = main(sys.argv[1:])
except SystemExit:
    pass
heavy = {"pandas", "numpy", "pulp", "highspy", "holidays", "yaml"} & set(sys.modules)
sys.exit(", ".join(sorted(heavy)) or 0)
"""
    completion = {"_STAFFPLAN_COMPLETE": "complete_bash", "COMP_WORDS": "staffplan ", "COMP_CWORD": "1"}
    cases: list[tuple[list[str], dict[str, str]]] = [
        (["--help"], {}),
        (["--version"], {}),
        (["run", "--help"], {}),
        ([], completion),
        (["explain", "--nonsense"], {}),
    ]
    for arguments, environment in cases:
        ended = subprocess.run(
            [sys.executable, "-c", script, *arguments],
            capture_output=True,
            text=True,
            env={**os.environ, **environment},
            check=False,
        )
        assert ended.returncode == 0, (arguments, ended.stderr)


def test_completion_offers_the_commands() -> None:
    environment = {"_STAFFPLAN_COMPLETE": "complete_bash", "COMP_WORDS": "staffplan sche", "COMP_CWORD": "1"}
    ended = subprocess.run(STAFFPLAN, capture_output=True, text=True, env={**os.environ, **environment}, check=False)
    assert "schedule" in ended.stdout
