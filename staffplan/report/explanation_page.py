"""The page that takes one number of a requirement apart."""

from __future__ import annotations

from rich.console import Group
from rich.text import Text

from staffplan.domain.explanation import Explanation
from staffplan.report.layout import plain_table, titled


def explanation_page(explanation: Explanation) -> list[Group | Text]:
    """The sentence, and a line for each step from the work to the people."""
    table = plain_table("step")
    for heading in ("agents", "change"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("why", ratio=1)
    for step in explanation.steps:
        table.add_row(Text(step.name), f"{step.level:.2f}", f"{step.change:+.2f}", Text(step.why))
    parts: list[Group | Text] = [Text(explanation.sentence), Group(Text(""), table)]
    if explanation.rostered:
        lost = plain_table("lost to", "rostered", "change")
        for step in explanation.rostered:
            lost.add_row(Text(step.name), f"{step.level:.2f}", f"{step.change:+.2f}")
        parts.append(titled("For information: rostered, at the mix of sites and modes", lost))
    parts.append(Text("\nAn erlang is an agent who is busy all the time.", style="dim"))
    return parts
