"""``python -m staffplan.sample [FOLDER]``: write the sample's files anew, into ``data`` unless told otherwise.

A tool of the checkout, not of the product: it overwrites.
"""

from __future__ import annotations

import sys
from pathlib import Path

from staffplan.sample.tables import sample_files


def write(folder: Path) -> None:
    """Write every file of the sample into `folder`, the same bytes on every machine."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in sample_files().items():
        (folder / name).write_bytes(text.encode())


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "data"))
