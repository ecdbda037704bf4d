"""What stands in a YAML file, and where: one pass over the parser's events, refusing what could surprise or harm."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from staffplan.config.excerpt import Mark, code_frame, printable, quoted
from staffplan.config.scalars import Scalar, plain_scalar
from staffplan.errors import Fault

MAX_BYTES: Final = 1_000_000
MAX_NODES: Final = 50_000
MAX_DEPTH: Final = 50
MAX_FAULTS: Final = 50
"""Faults of one file after which reading on would help nobody."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class Node:
    """A value with its place and, inside a mapping, the place of its key."""

    value: Scalar | dict[str, Node] | list[Node]
    mark: Mark
    key: Mark | None = None

    def plain(self) -> Any:
        """The value without its places: text, numbers, booleans, None, lists and dictionaries."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


@dataclass(slots=True)
class Source:
    """A file's text and what was found wrong while it was read."""

    file: str
    text: str
    faults: list[Fault] = field(default_factory=list)
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.text.splitlines()

    def complain(self, code: str, mark: Mark, message: str, hint: str | None = None, path: str | None = None) -> None:
        """Note a fault at a place, with its excerpt."""
        frame = code_frame(self.lines, mark)
        message = message if message.endswith(".") else f"{message}."
        self.faults.append(Fault(code, message, hint, mark.file, mark.line, mark.column, path, frame or None))


class _RefusedError(Exception):
    """The rest of the file is not worth reading; the fault has been noted."""


@dataclass(slots=True)
class _Open:
    """A mapping or list whose end has not come yet; `key` waits for its value."""

    node: Node
    key: str | None = None
    key_mark: Mark | None = None


@dataclass(slots=True)
class _Composer:
    source: Source
    stack: list[_Open] = field(default_factory=list)
    root: Node | None = None
    nodes: int = 0
    documents: int = 0

    def mark(self, start: Any, end: Any = None) -> Mark:
        """The place of an event; the two parsers have a class of marks each, alike in shape."""
        width = end.column - start.column if end is not None and end.line == start.line else 1
        return Mark(self.source.file, start.line + 1, start.column + 1, max(width, 1))

    def take(self, event: yaml.Event) -> None:
        """Note one event of the parser."""
        if isinstance(event, yaml.NodeEvent):
            self.guard(event)
            self.node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self.refuse("config.several_documents", event, "a second document starts here", "one document a file")

    def node(self, event: yaml.NodeEvent) -> None:
        """Put a value or a key where it belongs."""
        if isinstance(event, yaml.ScalarEvent):
            self.scalar(event)
        elif isinstance(event, yaml.AliasEvent):
            self.place(Node(None, self.mark(event.start_mark, event.end_mark)))
        elif isinstance(event, yaml.MappingStartEvent):
            self.open(Node({}, self.mark(event.start_mark)), event)
        else:
            self.open(Node([], self.mark(event.start_mark)), event)

    def guard(self, event: yaml.NodeEvent) -> None:
        """Refuse what makes bombs or code: too many or too deep values, aliases, anchors and tags."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.refuse("config.too_big", event, f"more than {MAX_NODES:,} values in one file")
        if len(self.source.faults) >= MAX_FAULTS:
            raise _RefusedError
        if len(self.stack) >= MAX_DEPTH:
            self.refuse("config.too_deep", event, f"values nested more than {MAX_DEPTH} deep")
        mark = self.mark(event.start_mark, event.end_mark)
        if event.anchor is not None:
            self.source.complain(
                "config.alias", mark, "anchors (&) and aliases (*) are not read", "write the value out again"
            )
        elif getattr(event, "tag", None) is not None:
            self.source.complain("config.tag", mark, "tags (!) are not read; nothing was executed", "remove the tag")

    def refuse(self, code: str, event: yaml.Event, message: str, hint: str | None = None) -> None:
        self.source.complain(code, self.mark(event.start_mark), message, hint)
        raise _RefusedError

    def scalar(self, event: yaml.ScalarEvent) -> None:
        mark = self.mark(event.start_mark, event.end_mark)
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.node.value, dict) and top.key is None:
            self.take_key(top, str(event.value), mark)
            return
        if _UNREADABLE.search(event.value):
            self.source.complain("config.text", mark, "this text holds a character that no other file can hold")
        value: Scalar = plain_scalar(event.value) if event.implicit[0] else _UNREADABLE.sub("?", event.value)
        self.place(Node(value, mark))

    def take_key(self, top: _Open, key: str, mark: Mark) -> None:
        assert isinstance(top.node.value, dict)
        first = top.node.value.get(key)
        if first is not None and first.key is not None:
            shown = quoted(key)
            self.source.complain(
                "config.duplicate_key",
                mark,
                f"{shown} stands here a second time; the first is in line {first.key.line}",
                "keep one of the two",
                path=printable(key),
            )
        top.key, top.key_mark = key, mark

    def open(self, node: Node, event: yaml.Event) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.node.value, dict) and top.key is None:
            self.refuse(
                "config.syntax", event, "a key must be one word, not a list or a group", "remove the ? or the ["
            )
        self.place(node)
        self.stack.append(_Open(node))

    def place(self, node: Node) -> None:
        """Put a finished value where it belongs."""
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.node.value, list):
            top.node.value.append(node)
        elif isinstance(top.node.value, dict):
            if top.key is None:
                top.key, top.key_mark = "", node.mark
                return
            node.key = top.key_mark
            top.node.value.setdefault(top.key, node)
            top.key = None


def _events(text: str) -> Iterator[yaml.Event]:
    """The parser's events; the parser works on demand, so stopping early costs nothing."""
    yield from yaml.parse(text, Loader=_LOADER)


def compose(source: Source) -> Node | None:
    """The mapping at the top of a file, or None where it cannot be read; faults are noted in `source`."""
    unreadable = _UNREADABLE.search(source.text)
    if unreadable is not None:
        before = source.text[: unreadable.start()].splitlines() or [""]
        if source.text[: unreadable.start()].endswith("\n"):
            before.append("")
        mark = Mark(source.file, len(before), len(before[-1]) + 1)
        source.complain("config.syntax", mark, "an unprintable character stands here", "save the file as UTF-8 text")
        return None
    composer = _Composer(source)
    try:
        for event in _events(source.text):
            composer.take(event)
    except _RefusedError:
        return None
    except yaml.MarkedYAMLError as error:
        _complain_of_syntax(source, error)
        return None
    except yaml.YAMLError as error:
        source.complain("config.syntax", Mark(source.file, 1, 1), f"not readable as YAML: {printable(str(error))}")
        return None
    return _mapping(source, composer.root)


def _mapping(source: Source, root: Node | None) -> Node | None:
    """`root` where it is a mapping; otherwise the fault is noted."""
    if root is None or root.value is None:
        message = "the file is empty" if not source.text.strip() else "the file holds only comments"
        source.complain(
            "config.empty", Mark(source.file, 1, 1), message, "staffplan init writes a configuration to start from"
        )
        return None
    if not isinstance(root.value, dict):
        kind = "a list" if isinstance(root.value, list) else "a single value"
        source.complain(
            "config.not_a_mapping",
            root.mark,
            f"{kind} stands at the top of the file, where sections such as 'queues:' are expected",
            "write 'section:' above it and indent the rest",
        )
        return None
    return root


_ESCAPE: Final = ("an unknown \\ escape", "use single quotation marks: '...'")
_SYNTAX: Final = (
    (
        "quoted scalar",
        "end of stream",
        True,
        ("a quotation mark is opened here and never closed", "close the quotation"),
    ),
    ("flow", "", True, ("a bracket is opened here, and what follows does not close it", "close it with ] or }")),
    (
        "",
        "mapping values",
        False,
        ("a ': ' stands where no value can follow", "check the indentation, or quote the text"),
    ),
    ("", "cannot start any token", False, ("a value cannot start with this character", "put it in quotation marks")),
    ("block", "expected", False, ("this line does not line up with those above", "indent all keys of a group alike")),
    ("escape", "", False, _ESCAPE),
    ("", "escape", False, _ESCAPE),
)
"""Parser's context and problem, whether to point at the context, and the same in the planner's words."""


def _complain_of_syntax(source: Source, error: yaml.MarkedYAMLError) -> None:
    """Note a parser's error in words of use to a planner, with the place to look at."""
    context, problem = error.context or "", error.problem or "no reason given"
    start, opened = error.problem_mark, error.context_mark
    message, at_context = f"not readable as YAML: {printable(problem)}", False
    hint: str | None = None
    for in_context, in_problem, points_back, words in _SYNTAX:
        if in_context in context and in_problem in problem:
            (message, hint), at_context = words, points_back
            break
    place = opened if at_context and opened is not None else start or opened
    line, column = (place.line, place.column) if place is not None else (0, 0)
    if line < len(source.lines) and source.lines[line][column : column + 1] == "\t":
        message, hint = "a tab stands here; YAML is indented with spaces only", "replace the tab by two spaces"
    mark = Mark(source.file, min(line + 1, max(len(source.lines), 1)), column + 1)
    source.complain("config.syntax", mark, message, hint)
