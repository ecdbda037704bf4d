"""``python -m staffplan.config`` writes the page on configuration to standard output."""

from __future__ import annotations

import sys

from staffplan.config.document import document

if __name__ == "__main__":
    sys.stdout.write(document())
