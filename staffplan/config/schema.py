"""The JSON schema of a configuration's files, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Any

from staffplan.config.sections import Sections

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema that each file of a configuration satisfies by itself.

    Any section may stand in any file, so none is required; what is required over all files, `load` checks.
    """
    schema = Sections.model_json_schema(mode="validation")
    schema.pop("required", None)
    schema["properties"] = {
        "include": {
            "type": "array",
            "items": {"type": "string"},
            "description": "more files of this configuration, seen from this one, inside its folder",
        },
        **schema["properties"],
    }
    _drop_read_defaults(schema)
    return {"$schema": DIALECT, **schema, "title": "staffplan configuration"}


def _drop_read_defaults(part: Any) -> None:
    """Take out defaults, which pydantic gives as what they are read as: 300.0, where an editor should write 5 min."""
    if isinstance(part, dict):
        for key, below in list(part.items()):
            if key in ("properties", "$defs"):
                for named in below.values():
                    named.pop("default", None)
                    _drop_read_defaults(named)
            elif key != "default":
                _drop_read_defaults(below)
    elif isinstance(part, list):
        for below in part:
            _drop_read_defaults(below)
