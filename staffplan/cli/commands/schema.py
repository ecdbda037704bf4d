"""``staffplan schema``: the configuration's JSON schema, for editors that complete and check while one types."""

from __future__ import annotations

from staffplan.cli.manner import Manner
from staffplan.cli.options import Output
from staffplan.cli.outcome import Outcome


def schema(manner: Manner, output: Output = None) -> Outcome:
    """Print the JSON schema of the configuration's files."""
    import json

    from staffplan.config import json_schema

    document = json_schema()
    if manner.json and output is None:
        return Outcome(result={"schema": document})
    text = json.dumps(document, indent=2) + "\n"
    if output is None or str(output) == "-":
        return Outcome(data=text)
    from staffplan.store.files import write_text

    write_text(output, text)
    return Outcome(result={"file": str(output)})
