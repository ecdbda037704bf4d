"""Environments in which other tools run beside staffplan, apart from its own, in the ignored folder ``.bench``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


class PeersAbsentError(Exception):
    """The peers cannot be run, and why."""


def peers_python(name: str, *, install: bool, command: str | None = None) -> Path:
    """The Python of the environment that ``peers/NAME.txt`` describes, made where it is missing or out of date.

    Parameters
    ----------
    command : what installs it, for the message; None for ``make bench-NAME``.

    Raises
    ------
    PeersAbsentError : it is not there and may not or cannot be installed.
    """
    wanted = CHECKOUT / "benchmarks" / "peers" / f"{name}.txt"
    place = CHECKOUT / ".bench" / name
    python = place / "bin" / "python"
    made_from = place / "made-from.txt"
    if made_from.exists() and made_from.read_text() == wanted.read_text():
        return python
    if not install:
        raise PeersAbsentError(
            f"they are not installed in .bench/{name}; `{command or f'make bench-{name}'}` does that"
        )
    print(f"Installing the peers into .bench/{name} ...", file=sys.stderr)
    shutil.rmtree(place, ignore_errors=True)
    uv = _run([str(CHECKOUT / ".ci" / "uv")]).strip()
    _run([uv, "venv", "--quiet", "--python", sys.executable, str(place)])
    _run([uv, "pip", "install", "--quiet", "--python", str(python), "--requirement", str(wanted)])
    shutil.copy(wanted, made_from)
    return python


def borrow(python: Path) -> None:
    """Let this process import what an environment has and its own lacks, such as the LightGBM of the extra `[ml]`."""
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    sys.path.append(_run(asked).strip())


def _run(command: list[str]) -> str:
    """Standard output of a command; `PeersAbsentError` with what it said first and last where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | _pip_settings())
    if done.returncode:
        said = [line.strip() for line in done.stderr.splitlines() if line.strip()]
        raise PeersAbsentError(f"they could not be installed; is there a network? {' ... '.join(said[:1] + said[-1:])}")
    return done.stdout


def _pip_settings() -> dict[str, str]:
    """Whoever pointed pip at a mirror, or gave it a certificate to trust, means uv as well; as in ``.ci/setup``."""
    listed = subprocess.run(
        [shutil.which("python3") or sys.executable, "-m", "pip", "config", "list"],
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    settings = dict(line.split("=", 1) for line in listed.splitlines() if "=" in line)
    stated = {key.split(".")[-1]: value.strip("'") for key, value in settings.items()}
    wanted = {"UV_DEFAULT_INDEX": stated.get("index-url"), "SSL_CERT_FILE": stated.get("cert")}
    if "UV_INDEX_URL" in os.environ:
        wanted.pop("UV_DEFAULT_INDEX")
    return {name: value for name, value in wanted.items() if value and name not in os.environ}
