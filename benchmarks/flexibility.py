"""What flexibility is worth: the same week planned with one thing changed, beside the week as it is configured.

Run it with ``python benchmarks/flexibility.py [--centre sample|bank] [--variants NAME ...] [--named | --bounds]``.
``sample`` is the sample centre in week 2026-W49, ``bank`` the anonymous bank of docs/anonymous-bank.md in the week of
1999-02-21; its log lies in a folder ``shared`` beside the checkout, and the script says so where that is absent.
Without arguments it takes a short selection. ``--json`` prints the figures as JSON.

A variant is planned in one of two ways. A **named** plan is whole people, audited: its cost is the auditor's, its bound
what no such week costs less than. A **bound** is the optimum of the relaxed week alone, as ``staffplan prices`` has it.
Each named plan is held against one that is known: the base roster, counted under the variant's terms where that leaves
more freedom, or the variant's own roster, counted under the base's terms where it leaves less.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from flexible.variants import EVERY, NAMED, SHORT, VARIANTS

from staffplan.app.centre import load_centre
from staffplan.app.intake import intake
from staffplan.app.required import RequiredWeek, required_week
from staffplan.app.schedule import Schedule, schedule
from staffplan.auditing import examine
from staffplan.config import Configuration
from staffplan.domain.roster import Roster
from staffplan.errors import InfeasibleError
from staffplan.export.csv_text import csv_text
from staffplan.scheduling.relaxed_week import relaxed_week
from staffplan.tables.history import HISTORY

HOME = Path(__file__).resolve().parents[1]
LOG = HOME.parent / "shared" / "benchmarks" / "anonymous_bank" / "calls_february_1999.tsv"
NET_S: Final = 1200.0
"""Seconds after which a search is cut off: gaps are to end it, not a busy machine."""


@dataclass(frozen=True)
class Week:
    """A variant's configuration, and what its week requires."""

    configuration: Configuration
    required: RequiredWeek

    def planned(self) -> Schedule:
        """The week, planned to the last name and audited."""
        needs = self.required
        return schedule(
            needs.requirement,
            self.configuration,
            inventory=needs.inventory,
            pieces=needs.pieces,
            groups=needs.groups,
            first_day=needs.first_day,
        )

    def counted(self, roster: Roster) -> tuple[float, int]:
        """What a roster costs in this week by the auditor's count, and how many rules' breaches it has."""
        needs = self.required
        report = examine(
            roster,
            self.configuration.centre,
            self.configuration.rules,
            needs.requirement,
            inventory=needs.inventory,
            pieces=needs.pieces,
            groups=needs.groups,
        )
        return report.cost.total, len(report.breaches)


def named_figures(
    week: Week, base: tuple[Week, Schedule] | None, freer: bool | None
) -> tuple[dict[str, Any], Schedule]:
    """A named plan in figures; `known` is what a plan that is known costs on the terms of the freer of the two."""
    start = time.process_time()
    made = week.planned()
    summary, rows = made.summary, dict[str, Any]()
    if base is not None and freer is not None:
        known, breaches = week.counted(base[1].duties) if freer else base[0].counted(made.duties)
        rows = {"known": round(known, 2), "breaches of known": breaches}
        least = made.summary.bound if freer else base[1].summary.bound
        best = made.summary.cost_total if freer else base[1].summary.cost_total
        rows["fault"] = fault(known, breaches, best, least, made.summary)
    pay = summary.cost_total - summary.cost.get("shortfall", 0.0) - summary.cost.get("surplus", 0.0)
    figures = {
        "cost": round(summary.cost_total, 2),
        "bound": round(summary.bound, 2),
        "gap %": round(100 * summary.gap, 3),
        "pay": round(pay, 2),
        "shortfall": round(summary.cost.get("shortfall", 0.0), 2),
        "required h": round(summary.required_hours, 1),
        "missing h": round(summary.required_hours - summary.covered_hours, 1),
        "cover %": round(100 * summary.cover, 2),
        "paid h": round(sum(summary.hours_by_mode.values()), 1),
        "home h": round(summary.hours_by_mode.get("home", 0.0), 1),
        "ended by": summary.ended_by,
        "CPU s": round(time.process_time() - start, 1),
        **rows,
        "expected": [note for note in summary.notes if "expected in time" in note],
    }
    return figures, made


def fault(known: float, breaches: int, best: float, least: float, own: Any) -> str:
    """What cannot be if planner and auditor are right; else empty. `best` and `least` are the freer week's."""
    if breaches:
        return "a roster of the stricter week breaks rules of the freer one"
    if known < least - 0.01:
        return "a known plan costs less than the bound"
    if best > known + 0.01:
        return f"the freer week's plan costs {best - known:,.2f} more than a known one"
    return "" if own.bound <= own.objective + 0.01 else "a bound above its plan"


def relaxed_figures(week: Week) -> dict[str, Any]:
    """The relaxed week in figures."""
    start, needs, whole = time.process_time(), week.required, week.configuration
    try:
        found = relaxed_week(
            whole.centre,
            whole.rules,
            needs.requirement,
            needs.first_day,
            whole.scheduling,
            inventory=needs.inventory,
            pieces=needs.pieces,
        )
    except InfeasibleError as impossible:
        return {"bound": float("nan"), "why": impossible.faults[0].message}
    return {
        "bound": round(found.cost, 2),
        "paid h": round(found.paid_hours, 1),
        "missing h": round(found.missing_hours, 1),
        "CPU s": round(time.process_time() - start, 1),
    }


def figures(base: Configuration, named: str, whole: Sequence[str], relaxed: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Rows of both kinds, the base in front of each."""

    def week(name: str) -> Week:
        changed = VARIANTS[name].change(base)
        return Week(changed, required_week(changed, named=named))

    first = week("base")
    if whole:
        row, made = named_figures(first, None, freer=None)
        yield {"variant": "base", "kind": "named", **row}
        for name in whole:
            row, _ = named_figures(week(name), (first, made), VARIANTS[name].freer)
            yield {"variant": name, "kind": "named", **row}
    if relaxed:
        yield {"variant": "base", "kind": "bound", **relaxed_figures(first)}
        for name in relaxed:
            yield {"variant": name, "kind": "bound", **relaxed_figures(week(name))}


def centre_of(name: str, place: Path) -> tuple[Configuration, str] | None:
    """A centre and its week; None where its history is not at hand. The bank's history is written to `place`."""
    if name == "sample":
        found, named = load_centre(HOME / "configs"), "2026-W49"
    elif not LOG.exists():
        return None
    else:
        calls = intake(LOG, queue_name="calls", zone="Asia/Jerusalem", interval_min=30).frame
        (place / "history.csv").write_text(csv_text(calls, HISTORY), encoding="utf-8")
        found, named = load_centre(HOME / "configs" / "examples" / "anonymous_bank"), "1999-02-21"
        found = replace(found, history_path=place / "history.csv")
    net = found.scheduling.model_copy(update={"time_limit_s": NET_S})
    return replace(found, scheduling=net), named


def chosen(centre: str, options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Variants to be named, and those of which the bound is asked."""
    short = options.centre is None and not options.variants
    every = EVERY[centre]
    wanted = [name for name in options.variants or (SHORT[centre] if short else every) if name in every]
    by_name = wanted if options.named else [name for name in wanted if name in NAMED[centre]]
    if options.bounds:
        by_name = [name for name in by_name if VARIANTS[name].named_only]
    return by_name, [name for name in wanted if name not in by_name]


def printed(centre: str, row: Mapping[str, Any]) -> str:
    """A row as a line to read."""
    cells = [f"{key} {value}" for key, value in row.items() if key not in ("variant", "kind") and value not in ("", [])]
    return f"{centre}, {row['variant']} ({row['kind']}): " + ", ".join(cells)


def main(arguments: list[str]) -> None:
    """Plan and print, a line as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--centre", choices=sorted(NAMED))
    parser.add_argument("--variants", nargs="+", choices=[name for name in VARIANTS if name != "base"])
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--named", action="store_true", help="plan every variant to the last name")
    how.add_argument("--bounds", action="store_true", help="relaxed weeks only, where they suffice")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    rows = []
    for centre in [options.centre] if options.centre else sorted(NAMED):
        with tempfile.TemporaryDirectory() as place:
            found = centre_of(centre, Path(place))
            if found is None:
                print(f"{centre}: skipped, {LOG.name} is not in a folder shared beside the checkout", file=sys.stderr)
                continue
            for row in figures(*found, *chosen(centre, options)):
                rows.append({"centre": centre, **row})
                if not options.json:
                    print(printed(centre, row), flush=True)
    if options.json:
        print(json.dumps(rows, indent=2))


if __name__ == "__main__":
    main(sys.argv[1:])
