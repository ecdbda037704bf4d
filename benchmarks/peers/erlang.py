"""What other tools answer, and how fast. Runs in their environment, without staffplan: JSON in, JSON out.

In: ``mixes``, by name rows to be timed; ``with_patience``, rows for Erlang A to be timed; ``cases``, rows to be
answered. A row is a dictionary: calls, interval_s, aht_s, threshold_s, service_level, and where they are stated
max_occupancy, patience_s, max_abandonment. Out: requirements a second and answers; a text in place of a number says how
a tool failed.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from call_center_tools import calc_staffing
from callcenterdim.Dimensionamento import AgentsReq
from pyworkforce.queuing import ErlangA, ErlangC
from pyworkforce.staffing import MultiSkillStaffing

Row = dict[str, float]
TARGETS = {"service_level", "max_occupancy", "asa_s", "max_waiting"}
PATIENCE_WITH_A_PEER_S = 20


def pyworkforce(row: Row) -> int:
    """Minutes in, positions out; the search starts at the load rounded."""
    tool = ErlangC(
        transactions=row["calls"], aht=row["aht_s"] / 60, asa=row["threshold_s"] / 60, interval=row["interval_s"] / 60
    )
    found = tool.required_positions(row.get("service_level", 0.0), max_occupancy=row.get("max_occupancy", 1.0))
    return int(found["raw_positions"])


def call_center_tools(row: Row) -> int:
    """Calls an hour in; an occupancy of 85 % would be its default."""
    found = calc_staffing(
        row["calls"] * 3600 / row["interval_s"],
        row["aht_s"],
        max_occupancy=row.get("max_occupancy", 1.0),
        target_answer_time=row["threshold_s"],
        target_service_level=row.get("service_level", 0.0),
    )
    return int(found.agents)


def callcenterdim(row: Row) -> int:
    """Service level only."""
    minutes = row["interval_s"] / 60
    return int(AgentsReq(row["calls"], minutes, row["aht_s"], row["service_level"], row["threshold_s"]))


TOOLS: dict[str, tuple[Callable[[Row], int], frozenset[str]]] = {
    "pyworkforce": (pyworkforce, frozenset({"service_level", "max_occupancy"})),
    "call-center-tools": (call_center_tools, frozenset({"service_level", "max_occupancy"})),
    "callcenterdim": (callcenterdim, frozenset({"service_level"})),
}


def pyworkforce_with_patience(row: Row) -> int:
    """Erlang A, service level and a cap on abandonment."""
    tool = ErlangA(
        transactions=row["calls"],
        aht=row["aht_s"] / 60,
        asa=row["threshold_s"] / 60,
        interval=row["interval_s"] / 60,
        patience=row["patience_s"] / 60,
    )
    found = tool.required_positions(row["service_level"], max_abandonment=row["max_abandonment"])
    return int(found["raw_positions"])


def two_skills() -> int:
    """Agents for two queues of 10 erlangs, AHT 300 s, 80/20, when everybody has both skills."""
    alone = pyworkforce({"calls": 60, "interval_s": 1800, "aht_s": 300, "threshold_s": 20, "service_level": 0.8})
    solved = MultiSkillStaffing(
        skills=["a", "b"],
        profiles=[{"name": "both", "skills": ["a", "b"]}],
        required_positions={"a": alone, "b": alone},
    ).solve()
    return int(solved["total_agents"])


def answer(tool: Callable[[Row], int], row: Row) -> int | str:
    """The tool's number, or how it failed."""
    signal.alarm(PATIENCE_WITH_A_PEER_S)
    try:
        return tool(row)
    except Exception as failure:  # whatever a tool raises is its answer
        return f"{type(failure).__name__}: {failure}"
    finally:
        signal.alarm(0)


def too_long(_number: int, _frame: object) -> None:
    """Break off a search without end."""
    raise TimeoutError(f"no answer within {PATIENCE_WITH_A_PEER_S} s")


def per_second(tool: Callable[[Row], int], rows: list[Row]) -> float:
    """Requirements a second of computing, the best of three; rows on which the tool fails count as answered."""
    seconds = []
    for _ in range(3):
        start = time.process_time()
        for row in rows:
            answer(tool, row)
        seconds.append(time.process_time() - start)
    return len(rows) / min(seconds)


def main() -> None:
    """From standard input to standard output."""
    signal.signal(signal.SIGALRM, too_long)
    asked: dict[str, Any] = json.load(sys.stdin)
    rates = {
        mix: {name: per_second(tool, rows) for name, (tool, _) in TOOLS.items()} for mix, rows in asked["mixes"].items()
    }
    rates["with_patience"] = {"pyworkforce": per_second(pyworkforce_with_patience, asked["with_patience"])}
    answers = {
        name: [answer(tool, row) if row.keys() & TARGETS <= targets else None for row in asked["cases"]]
        for name, (tool, targets) in TOOLS.items()
    }
    json.dump({"rates": rates, "answers": answers, "two_skills": two_skills()}, sys.stdout)


if __name__ == "__main__":
    main()
