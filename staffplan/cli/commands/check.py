"""``staffplan check``: configuration and tables, all faults at once."""

from __future__ import annotations

from staffplan.cli.manner import Manner
from staffplan.cli.options import Config, configuration_path
from staffplan.cli.outcome import Outcome


def check(manner: Manner, config: Config = None) -> Outcome:
    """Check the configuration and every table it names, and list all faults at once."""
    from staffplan.app.check import check as check_all
    from staffplan.report.check_page import check_page

    verdict = check_all(configuration_path(config))
    return Outcome(
        result={
            "files": list(verdict.files),
            "counts": dict(verdict.counts),
            "shrinkage": {mode.value: list(extent) for mode, extent in verdict.shrinkage.items()},
        },
        page=[] if verdict.faults or manner.quiet else check_page(verdict.counts, verdict.shrinkage, verdict.files),
        page_is_result=True,
        notes=verdict.notes,
        faults=verdict.faults,
        exit_code=verdict.exit_code,
    )
