"""The page on a check that found nothing wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.text import Text


def check_page(counts: Mapping[str, int], files: Sequence[str]) -> list[Text]:
    """What was read, and how much there is of what."""
    listed = ", ".join(f"{count:,} {name.removesuffix('s') if count == 1 else name}" for name, count in counts.items())
    return [Text(f"No fault in {len(files)} files.", style="green"), Text(listed)]
