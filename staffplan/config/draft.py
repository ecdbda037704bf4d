"""The sections as far as they could be read: what the checks across sections look at."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, get_origin

from pydantic import ConfigDict, TypeAdapter, ValidationError

from staffplan.config.faults import missing_key, unknown_key, value_faults
from staffplan.config.names import nearest
from staffplan.config.places import Path, Places
from staffplan.config.sections import Sections, form_written, forms, is_model
from staffplan.config.yaml_tree import Node
from staffplan.errors import Fault


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong between values that are right by themselves, with the path of the one to change."""

    path: Path
    message: str
    hint: str | None = None
    code: str = "config.contradiction"


@dataclass(slots=True)
class Draft:
    """The sections that could be read; of a list or a mapping, the items that could.

    A section that is left out holds its default; one that could not be read at all is absent from `values`.
    """

    places: Places
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    numbers: dict[str, list[int]] = field(default_factory=dict)

    def get(self, section: str) -> Any:
        """A section's value; None where it could not be read."""
        return self.values.get(section)

    def items(self, section: str) -> Iterator[tuple[str, Any]]:
        """(name, settings) of a section of named things, as far as readable."""
        yield from (self.values.get(section) or {}).items()

    def numbered(self, section: str) -> Iterator[tuple[int, Any]]:
        """(number in the file, item) of a section that is a list, as far as readable."""
        yield from zip(self.numbers.get(section, ()), self.values.get(section) or (), strict=False)

    def names(self, section: str) -> tuple[str, ...]:
        """All names declared in a section, those with unreadable settings included."""
        node, walked = self.places.walk((section,))
        return tuple(node.value) if walked and isinstance(node.value, dict) else ()

    def unknown(self, section: str, what: str, path: Path, name: str) -> Iterator[Mistake]:
        """A mistake where `name` is not declared in a section."""
        known = self.names(section)
        if name in known:
            return
        near = nearest(name, known)
        hint = f"did you mean {near}?" if near else f"one of {', '.join(known)}" if known else None
        yield Mistake(path, f"there is no {what} called '{name}'", hint, "config.unknown_name")


def read_sections(places: Places, whole: bool) -> Draft:
    """Validate every section by itself and item by item, so that one mistake hides no other.

    `whole` says whether all files could be read; only then is a section that is not there a mistake.
    """
    draft = Draft(places)
    written = places.root.value
    assert isinstance(written, dict)
    for name, known in Sections.model_fields.items():
        if name in written:
            _read_section(draft, name, written[name])
        elif not known.is_required():
            draft.values[name] = known.get_default(call_default_factory=True)
        elif whole:
            draft.faults.append(missing_key(places, (name,)))
    draft.faults.extend(unknown_key(places, (name,)) for name in written if name not in Sections.model_fields)
    return draft


def _read_section(draft: Draft, name: str, node: Node) -> None:
    known = Sections.model_fields[name]
    form = form_written(known.annotation, node.plain())
    kind = get_origin(form)
    adapter = _adapter(name, forms(known.annotation).index(form))
    if kind is dict and isinstance(node.value, dict) and node.value:
        read: dict[str, Any] = {}
        for key, item in node.value.items():
            read.update(_validate(draft, adapter, {key: item.plain()}, name) or {})
        draft.values[name] = read
    elif kind is tuple and isinstance(node.value, list):
        listed: list[Any] = []
        numbers = draft.numbers.setdefault(name, [])
        for number, item in enumerate(node.value):
            read_item = _validate(draft, adapter, [item.plain()], name, index=number) or ()
            listed.extend(read_item)
            numbers.extend(number for _ in read_item)
        draft.values[name] = tuple(listed)
    else:
        value = _validate(draft, adapter, node.plain(), name)
        if value is not None:
            draft.values[name] = value


@cache
def _adapter(name: str, form: int) -> TypeAdapter[Any]:
    """Reads a section in one of its forms."""
    known = Sections.model_fields[name]
    annotation: Any = forms(known.annotation)[form]
    if is_model(annotation):
        return TypeAdapter(annotation)
    for extra in known.metadata:
        annotation = Annotated[annotation, extra]
    return TypeAdapter(annotation, config=ConfigDict(strict=True, allow_inf_nan=False))


def _validate(draft: Draft, adapter: TypeAdapter[Any], plain: Any, section: str, index: int | None = None) -> Any:
    """Validate a piece as JSON, the mode in which strictness takes a list for a tuple and text for a channel.

    `index` is the piece's place in its list. None where the piece is refused; the faults are noted.
    """
    try:
        return adapter.validate_json(json.dumps(plain))
    except ValidationError as error:
        draft.faults.extend(value_faults(error, draft.places, (section,), index))
        return None
