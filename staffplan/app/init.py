"""How a planner starts: a folder with the sample centre's configuration and tables, which runs as it is."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from staffplan.errors import Fault, OutputError, StaffplanError

PARTS: Final = ("configs", "data")
"""The sample's folders, copied whole."""


def init(folder: Path) -> tuple[Path, ...]:
    """Write the sample centre's configuration and tables into `folder`, which is made where it is missing.

    The folder may exist as long as nothing lies in it but hidden files (a fresh git repository, say). Everything is
    copied into a hidden folder first and then moved in place, so that a copy that fails leaves nothing behind.

    Returns
    -------
    Paths of the files written, sorted.

    Raises
    ------
    OutputError : the folder holds files, is a file, or cannot be written.
    """
    sample = _sample()
    made = _refuse_or_make(folder)
    building = folder / f".staffplan-init-{os.getpid()}"
    moved: list[Path] = []
    try:
        for part in PARTS:
            _copy(sample / part, building / part)
        for part in PARTS:
            (building / part).rename(folder / part)
            moved.append(folder / part)
        building.rmdir()
    except BaseException as failure:
        _undo(building, moved, made)
        if isinstance(failure, OSError):
            raise OutputError(_unwritable(folder, failure)) from failure
        raise
    return tuple(sorted(path for part in PARTS for path in (folder / part).rglob("*") if path.is_file()))


def _sample() -> Path:
    """The folder that holds the sample: inside the installed package, or the checkout's root."""
    import staffplan

    package = Path(staffplan.__file__).parent
    for place in (package / "sample", package.parent):
        if all((place / part).is_dir() for part in PARTS):
            return place
    raise StaffplanError(
        Fault(
            "init.sample_missing",
            f"The sample centre is missing from this installation ({package}).",
            hint="install staffplan again",
        )
    )


def _refuse_or_make(folder: Path) -> list[Path]:
    """Make the folder; the folders made, outermost first. OutputError where something lies in the way."""
    try:
        if folder.exists() and not folder.is_dir():
            raise OutputError(Fault("output.not_a_folder", "This is a file, not a folder.", file=str(folder)))
        in_the_way = (
            sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
            if (folder.is_dir())
            else []
        )
        if in_the_way:
            raise OutputError(_not_empty(folder, in_the_way))
        missing = [place for place in (folder, *folder.parents) if not place.exists()][::-1]
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as failure:
        raise OutputError(_unwritable(folder, failure)) from failure
    return missing


def _copy(source: Path, target: Path) -> None:
    """Copy the visible files of a folder and of those below it, with the permissions that new files get here."""
    target.mkdir(parents=True)
    for entry in sorted(source.iterdir()):
        if entry.name.startswith((".", "__")):
            continue
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            shutil.copyfile(entry, target / entry.name)


def _undo(building: Path, moved: list[Path], made: list[Path]) -> None:
    """Take away what was written, and the folders that were made for it if they are empty."""
    for place in (building, *moved):
        shutil.rmtree(place, ignore_errors=True)
    for place in reversed(made):
        with suppress(OSError):
            place.rmdir()


def _not_empty(folder: Path, names: list[str]) -> Fault:
    shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    return Fault(
        "output.folder_not_empty",
        f"The folder is not empty ({shown}), and nothing in it is overwritten.",
        hint="name a new folder",
        file=str(folder),
    )


def _unwritable(folder: Path, failure: OSError) -> Fault:
    return Fault(
        "output.unwritable",
        f"Nothing was written: {failure.strerror or failure}.",
        hint="name a folder on a disk with space, in which you may write",
        file=str(folder),
    )
