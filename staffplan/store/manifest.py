"""What a run was made from and with, so that anybody can see whether two runs had the same chance to agree."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

from staffplan.store.faults import unreadable

MANIFEST_NAME: Final = "manifest.json"
SCHEMA_VERSION: Final = 1
_PACKAGES: Final = ("staffplan", "highspy", "numpy", "pandas", "pulp")


def sha256(content: bytes) -> str:
    """SHA-256 of `content` in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def describe(*, inputs: Mapping[str, Path], seed: int, ended: Mapping[str, object]) -> dict[str, object]:
    """Everything in a manifest but the outputs' hashes: the same run on the same platform gives the same manifest.

    It names no host, person, time or place: `inputs` are called as the caller calls them, which is best relative to
    the configuration's folder.

    Parameters
    ----------
    inputs : the file behind each name.
    seed : of the random numbers.
    ended : how the solver came to its end: status, bound, objective, gap, which limit.

    Raises
    ------
    DataError : an input has gone since it was read.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "inputs": {name: _fingerprint(path) for name, path in inputs.items()},
        "versions": {"python": platform.python_version(), **{package: version(package) for package in _PACKAGES}},
        "seed": seed,
        "ended": dict(ended),
    }


def manifest_text(manifest: Mapping[str, object]) -> str:
    """JSON of a manifest: sorted keys, two blanks deep, one line end at the end; ValueError for NaN or infinity."""
    return json.dumps(manifest, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _fingerprint(path: Path) -> str:
    try:
        return sha256(path.read_bytes())
    except OSError as error:
        raise unreadable(path, error) from error
