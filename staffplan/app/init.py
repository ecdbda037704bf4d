"""How a planner starts: a folder with the sample centre's configuration and tables, which runs as it is."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Final

from staffplan.errors import Fault, OutputError, StaffplanError
from staffplan.store.faults import disk_faults
from staffplan.store.files import write_new

PARTS: Final = ("configs", "data")
"""The sample's folders, copied but for other centres' examples."""
_OTHER_CENTRES: Final = "examples"


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
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    building = folder / f".staffplan-init-{os.getpid()}"
    with disk_faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        _refuse_to_overwrite(folder)
        try:
            for part in PARTS:
                _copy(sample / part, building / part)
            for part in PARTS:
                (building / part).rename(folder / part)
            building.rmdir()
        except BaseException:
            _undo((building, *(folder / part for part in PARTS)), missing)
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


def _refuse_to_overwrite(folder: Path) -> None:
    names = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    if names:
        shown = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        raise OutputError(
            Fault(
                "output.folder_not_empty",
                f"The folder is not empty ({shown}), and nothing in it is overwritten.",
                hint="name a new folder",
                file=str(folder),
            )
        )


def _copy(source: Path, target: Path) -> None:
    """Copy the visible files of the sample's folder and of those below it, with the rights that new files get here."""
    target.mkdir(parents=True)
    for entry in sorted(source.iterdir()):
        if entry.name.startswith((".", "__")) or entry.name == _OTHER_CENTRES:
            continue
        if entry.is_dir():
            _copy(entry, target / entry.name)
        else:
            write_new(target / entry.name, entry.read_bytes())


def _undo(written: tuple[Path, ...], made: list[Path]) -> None:
    """Take away what was written, and the folders made for it, innermost first; the folder was empty before."""
    for place in written:
        shutil.rmtree(place, ignore_errors=True)
    for place in made:
        with suppress(OSError):
            place.rmdir()
