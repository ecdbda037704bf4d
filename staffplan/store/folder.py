"""How the results of a run replace those of an earlier run: all of them at once, or none."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from staffplan.errors import Fault, OutputError
from staffplan.store.faults import disk_faults
from staffplan.store.files import sync_folder, write_new
from staffplan.store.manifest import MANIFEST_NAME, manifest_text, sha256
from staffplan.store.recovery import PREVIOUS, STAGED, recover


def publish(root: Path, name: str, files: Mapping[str, str], manifest: Mapping[str, object]) -> Path:
    """Publish `files` as the folder `root`/`name`, in the place of an earlier one, inside ``locked(root)``.

    Everything is written into a hidden folder beside, `manifest.json` last, and brought to the disk; then the old
    folder is renamed out of the way and the new one into its place. A run killed between these two renames is made
    good as soon as the next one holds the lock. What people have put into the old folder themselves is carried over.

    Parameters
    ----------
    files : text by file name, without folders.
    manifest : see `staffplan.store.manifest.describe`; the hashes of `files` are added as ``outputs``.

    Returns
    -------
    The published folder.

    Raises
    ------
    OutputError : something could not be written; the earlier folder is as it was, and nothing else is left.
    """
    target = root / name
    with disk_faults(target):
        _refuse_file(target)
        recover(root)
        staged = root / f"{STAGED}{name}"
        try:
            _stage(staged, files, manifest)
            _carry_over(target, staged, files)
            sync_folder(staged)
            _swap(root, name)
        except BaseException:
            with suppress(OSError):
                recover(root)
            raise
        with suppress(OSError):  # published; what cannot be tidied up now goes with the next run
            sync_folder(root)
            recover(root)
    return target


def withdraw(root: Path, name: str) -> None:
    """Take what was published as `root`/`name` away again, inside ``locked(root)``; what others put there stays."""
    target = root / name
    for file in (*sorted(_outputs_of(target)), MANIFEST_NAME):
        with suppress(OSError):
            (target / file).unlink()
    with suppress(OSError):
        target.rmdir()


def _refuse_file(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise OutputError(
            Fault(
                "output.is_file",
                "Cannot write: this is a file, and the run's folder has to have this name.",
                hint="move the file away, or choose another place with -o",
                file=str(target),
            )
        )


def _stage(staged: Path, files: Mapping[str, str], manifest: Mapping[str, object]) -> None:
    staged.mkdir()
    contents = {name: text.encode() for name, text in files.items()}
    for name, content in contents.items():
        write_new(staged / name, content)
    outputs = {name: sha256(content) for name, content in contents.items()}
    write_new(staged / MANIFEST_NAME, manifest_text({**manifest, "outputs": outputs}).encode())


def _carry_over(target: Path, staged: Path, files: Mapping[str, str]) -> None:
    """Copy what stands in the old folder and was not written by staffplan."""
    if not target.is_dir():
        return
    ours = {MANIFEST_NAME, *files, *_outputs_of(target)}
    theirs = [entry for entry in sorted(target.iterdir()) if entry.name not in ours]
    for entry in theirs:
        if entry.is_dir() and not entry.is_symlink():
            shutil.copytree(entry, staged / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, staged / entry.name, follow_symlinks=False)
    if theirs:
        os.sync()  # these copies are soon the only ones


def _outputs_of(target: Path) -> frozenset[str]:
    """File names that the manifest of a published folder lists; none where it cannot be read."""
    try:
        outputs = json.loads((target / MANIFEST_NAME).read_text(encoding="utf-8"))["outputs"]
        return frozenset(outputs)
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def _swap(root: Path, name: str) -> None:
    target, previous = root / name, root / f"{PREVIOUS}{name}"
    if target.exists():
        os.rename(target, previous)
    os.rename(root / f"{STAGED}{name}", target)
