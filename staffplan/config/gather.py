"""Which files make up a configuration: centre.yaml and what it includes, never anything outside its folder."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field, replace
from pathlib import Path, PureWindowsPath
from typing import Final

from staffplan.config.excerpt import Mark, code_frame, printable, quoted
from staffplan.config.names import nearest
from staffplan.config.places import Places
from staffplan.config.yaml_tree import MAX_BYTES, Node, Source, compose
from staffplan.errors import Fault

CENTRE_FILE: Final = "centre.yaml"
MAX_FILES: Final = 50


@dataclass(slots=True)
class Gathered:
    """All files of a configuration, their sections under one root, and the faults of reading them.

    `whole` is False where a file could not be read, so that what seems missing may stand there.
    """

    places: Places
    files: list[Path] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    whole: bool = True


def gather(path: Path) -> Gathered:
    """Read ``centre.yaml`` (or the one in the folder `path`) and, one after another, the files it includes."""
    centre_file = path / CENTRE_FILE if os.path.isdir(path) else path
    reader = _Reader(Gathered(Places(Node({}, Mark(centre_file.as_posix(), 0, 0)))), centre_file.parent)
    reader.read(centre_file, chain=(), asked=None)
    return reader.gathered


@dataclass(slots=True)
class _Reader:
    gathered: Gathered
    folder: Path

    def read(self, file: Path, chain: tuple[Path, ...], asked: Fault | None) -> None:
        """Read one file, its sections and its includes; `asked` is the fault to raise where it cannot be opened."""
        text = self._text(file, asked)
        if text is None:
            self.gathered.whole = False
            return
        source = Source(file.as_posix(), text)
        self.gathered.places.sources[source.file] = source
        self.gathered.files.append(file)
        root = compose(source)
        self.gathered.faults.extend(source.faults)
        if root is None:
            self.gathered.whole = False
            return
        if not chain:
            self.gathered.places.root.mark = root.mark
        self._sections(root, source)
        assert isinstance(root.value, dict)
        if "include" in root.value:
            self._include(root.value["include"], source, (*chain, file))

    def _sections(self, root: Node, source: Source) -> None:
        merged = self.gathered.places.root.value
        assert isinstance(merged, dict)
        assert isinstance(root.value, dict)
        for key, node in root.value.items():
            if key == "include":
                continue
            first = merged.setdefault(key, node)
            if first is not node and first.key is not None and node.key is not None:
                place = f"{first.key.file}:{first.key.line}"
                known = len(source.faults)
                message = f"the section {quoted(key)} stands in {place} already"
                source.complain("config.duplicate_key", node.key, message, "keep each section in one file", key)
                self.gathered.faults.extend(source.faults[known:])

    def _include(self, node: Node, source: Source, chain: tuple[Path, ...]) -> None:
        """Follow the names under ``include:``."""
        if not isinstance(node.value, list):
            self._complain(source, node, "config.include", "'include' is not a list of files", "include: [rules.yaml]")
            return
        for entry in node.value:
            target = self._target(entry, source, chain)
            if target is None:
                self.gathered.whole = False
                continue
            named = Fault(
                "config.missing_file",
                f"the file {quoted(entry.value)} cannot be read",
                self._near(target),
                source.file,
                entry.mark.line,
                entry.mark.column,
                "include",
                code_frame(source.lines, entry.mark),
            )
            self.read(target, chain, named)

    def _target(self, entry: Node, source: Source, chain: tuple[Path, ...]) -> Path | None:
        """The file meant by an entry of ``include``, or None with the fault noted."""
        text = entry.value
        if not isinstance(text, str) or not text.strip():
            self._complain(source, entry, "config.include", f"{quoted(entry.plain())} is not a file name")
            return None
        inside = "include files that lie in the configuration's folder"
        pure = PureWindowsPath(text)
        if pure.is_absolute() or pure.drive or pure.root or ".." in pure.parts or not text.isprintable():
            self._complain(source, entry, "config.include_outside", f"{quoted(text)} leads out of the folder", inside)
            return None
        target = Path(source.file).parent / text
        real, home = Path(os.path.realpath(target)), Path(os.path.realpath(self.folder))
        if not real.is_relative_to(home):
            self._complain(
                source, entry, "config.include_outside", f"{quoted(text)} is a link out of the folder", inside
            )
            return None
        return target if self._is_new(target, real, entry, source, chain) else None

    def _is_new(self, target: Path, real: Path, entry: Node, source: Source, chain: tuple[Path, ...]) -> bool:
        """Whether a file was not read yet; cycles, repetitions and floods are noted."""
        above = [Path(os.path.realpath(file)) for file in chain]
        if real in above:
            circle = " -> ".join(file.name for file in (*chain[above.index(real) :], target))
            self._complain(
                source, entry, "config.include_cycle", f"the includes go round: {circle}", "remove one of them"
            )
            return False
        if any(Path(os.path.realpath(file)) == real for file in self.gathered.files):
            self._complain(source, entry, "config.include", f"{quoted(entry.plain())} is included a second time")
            return False
        if len(self.gathered.files) >= MAX_FILES:
            self._complain(source, entry, "config.too_big", f"more than {MAX_FILES} files")
            return False
        return True

    def _complain(self, source: Source, node: Node, code: str, message: str, hint: str | None = None) -> None:
        known = len(source.faults)
        source.complain(code, node.mark, message, hint, "include")
        self.gathered.faults.extend(source.faults[known:])
        self.gathered.whole = False

    def _near(self, target: Path) -> str | None:
        try:
            names = [
                entry.name for entry in target.parent.iterdir() if entry.suffix in (".yaml", ".yml") and entry.is_file()
            ]
        except OSError:
            return None
        near = nearest(target.name, names)
        return f"did you mean {printable(near)}?" if near else None

    def _text(self, file: Path, asked: Fault | None) -> str | None:
        """The file's text; None where it cannot be had, with the fault noted."""
        try:
            status = file.stat()
            if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES:
                return file.read_bytes().decode("utf-8-sig")
            if stat.S_ISREG(status.st_mode):
                reason = f"it has {status.st_size / 1e6:.0f} MB, and {MAX_BYTES / 1e6:.0f} MB is the most"
                self._unread(file, asked, "config.too_big", reason)
            else:
                self._unread(file, asked, "config.missing_file", "it is not a file")
        except OSError as error:
            self._unread(file, asked, "config.missing_file", (error.strerror or "it cannot be opened").lower())
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            self._unread(file, asked, "config.encoding", f"line {line} is not UTF-8 text; save the file as UTF-8")
        except ValueError:
            self._unread(file, asked, "config.missing_file", "no file can have this name")
        return None

    def _unread(self, file: Path, asked: Fault | None, code: str, reason: str) -> None:
        """Note that a file cannot be read: at the line that asks for it, where there is one."""
        if asked is not None:
            self.gathered.faults.append(replace(asked, code=code, message=f"{asked.message}: {reason}."))
            return
        hint = "staffplan init writes a configuration to start from" if code == "config.missing_file" else None
        name = printable(file.as_posix())
        self.gathered.faults.append(Fault(code, f"the configuration cannot be read: {reason}.", hint, name))
