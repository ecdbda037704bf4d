"""Where every key of a configuration stands, over all its files, and how a fault at a key is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from staffplan.config.excerpt import Mark, code_frame, printable
from staffplan.config.yaml_tree import Node, Source
from staffplan.errors import Fault

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Places:
    """The sections of all files under one root, with the texts to quote from."""

    root: Node
    sources: dict[str, Source] = field(default_factory=dict)

    def walk(self, path: Sequence[str | int]) -> tuple[Node, Path]:
        """The node at a path, or the nearest one above it, and the part of the path that exists.

        Steps that no key answers to are passed over: pydantic puts a rule's name into its paths.
        """
        node, walked = self.root, []
        for step in path:
            below = _below(node, step)
            if below is not None:
                node = below
                walked.append(step)
        return node, tuple(walked)

    def dotted(self, path: Sequence[str | int]) -> str:
        """The path in words: ``contracts.full_time.wage``, ``rules.weekly_hours.max_hours``, ``events[2].dates``."""
        node, text = self.root, ""
        for step in path:
            below = _below(node, step)
            if isinstance(step, int):
                label = _label(below) if below is not None else None
                text += f".{label}" if label else f"[{step + 1}]"
            elif step != "[key]" and (below is not None or step != _label(node)):
                text += f".{printable(step)}"
            node = below or node
        return text.lstrip(".")

    def fault(
        self,
        code: str,
        path: Sequence[str | int],
        message: str,
        hint: str | None = None,
        at: str = "value",
    ) -> Fault:
        """A fault at the key or the value of a path."""
        node, _ = self.walk(path)
        mark = node.key if node.key is not None and at == "key" else node.mark
        source = self.sources.get(mark.file)
        frame = code_frame(source.lines, mark) if source is not None and mark.line else None
        line, column = (mark.line, mark.column) if mark.line else (None, None)
        return Fault(code, message, hint, mark.file, line, column, self.dotted(path) or None, frame or None)

    def mark(self, path: Sequence[str | int]) -> Mark:
        """The place of a key, or of the item of a list."""
        node, _ = self.walk(path)
        return node.key or node.mark

    def lines(self) -> Iterator[tuple[str, str]]:
        """(dotted path, ``file:line``) of every key."""
        yield from self._lines(self.root, ())

    def _lines(self, node: Node, path: Path) -> Iterator[tuple[str, str]]:
        steps: list[tuple[str | int, Node]] = []
        if isinstance(node.value, dict):
            steps = list(node.value.items())
        elif isinstance(node.value, list):
            steps = list(enumerate(node.value))
        for step, below in steps:
            mark = below.key or below.mark
            yield self.dotted((*path, step)), f"{mark.file}:{mark.line}"
            yield from self._lines(below, (*path, step))


def _below(node: Node, step: str | int) -> Node | None:
    """What stands under a key or a number, if anything."""
    if isinstance(node.value, dict) and isinstance(step, str):
        return node.value.get(step)
    if isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None


def _label(node: Node) -> str | None:
    """The name by which an item of a list is called, where it has one."""
    if not isinstance(node.value, dict):
        return None
    for key in ("rule", "name"):
        named = node.value.get(key)
        if named is not None and isinstance(named.value, str):
            return printable(named.value)
    return None
