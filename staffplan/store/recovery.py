"""What a killed run leaves in the output folder, and how it is made good."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

STAGED: Final = ".staffplan-staged-"
"""Before the name of a folder that is being written, or removed."""
PREVIOUS: Final = ".staffplan-previous-"
"""Before the name of a whole folder that is being replaced."""


def recover(root: Path) -> None:
    """Make good what killed runs left in `root`, inside ``locked(root)``; OSError where the disk forbids it.

    An earlier folder that was renamed out of the way, while the new one had not yet its name, comes back.
    """
    for previous in sorted(root.glob(f"{PREVIOUS}*")):
        name = previous.name.removeprefix(PREVIOUS)
        if not (root / name).exists():
            previous.rename(root / name)
            continue
        # Under this name a folder is whole; it must lose the name before it loses its files.
        staged = root / f"{STAGED}{name}"
        _remove(staged)
        previous.rename(staged)
    for staged in sorted(root.glob(f"{STAGED}*")):
        _remove(staged)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
