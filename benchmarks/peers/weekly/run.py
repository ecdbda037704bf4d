"""Forecast weeks with other tools. Runs in their environment, without staffplan: a folder of cases in, answers out.

In: ``cases.json``, a list of cases with the tools asked for each, and one ``NUMBER.npz`` a case with its days,
contacts, hours and holidays. Out: ``answers.json``, by tool and case seconds of computing, or a text that says how the
tool failed, and the path of its contacts, seven days by slots. Answers are kept, since the slow tools take minutes: a
case that is told again in the same words is not asked again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import boosted
import numpy as np
import prophet_tuned
import smoothing
from case import Case

TOOLS: dict[str, Callable[[Case], np.ndarray]] = {
    "LightGBM, same calendar": boosted.direct,
    "ETS of days x profile": smoothing.ets,
    "Holt-Winters of days x profile": smoothing.holt_winters,
    "MSTL + AutoETS": smoothing.mstl,
    "LightGBM through mlforecast": boosted.through_mlforecast,
    "Prophet, tuned": prophet_tuned.prophet,
    "TBATS": smoothing.tbats,
}
CHOOSERS = {"Prophet, tuned": prophet_tuned.choose}


def computing() -> float:
    """Seconds of computing of this process and of those that it ran."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def read(folder: Path, number: int, told: dict[str, str]) -> Case:
    """The case of a number."""
    with np.load(folder / f"{number}.npz") as arrays:
        return Case(
            told["call_set"],
            told["queue"],
            arrays["days"].astype("datetime64[D]"),
            arrays["offered"],
            arrays["is_open"],
            arrays["holiday"],
        )


def kept(folder: Path, number: int, told: dict[str, str]) -> str:
    """A name for the case, the same whenever days, hours, holidays and the tools' scripts are the same."""
    digest = hashlib.sha256(told["call_set"].encode())
    with np.load(folder / f"{number}.npz") as arrays:
        for name in sorted(arrays):
            digest.update(arrays[name].tobytes())
    for script in sorted(Path(__file__).parent.glob("*.py")):
        if script.name != Path(__file__).name:
            digest.update(script.read_bytes())
    return digest.hexdigest()[:24]


def answer(case: Case, tool: str, place: Path) -> float | str:
    """Write the tool's forecast; its seconds, or how it failed."""
    start = computing()
    try:
        if tool in CHOOSERS:
            CHOOSERS[tool](case)
            start = computing()  # what is chosen once for a set is no part of a forecast
        rates = TOOLS[tool](case)
    except Exception as failure:  # whatever a tool raises is its answer
        return f"{type(failure).__name__}: {failure}"
    seconds = computing() - start
    if not np.isfinite(rates).all():
        return "gave no numbers"
    np.save(place, rates)
    return seconds


def main() -> None:
    """Tool by tool, for the cases in the first folder named; what the second folder has an answer to is not asked."""
    folder, answers = Path(sys.argv[1]), Path(sys.argv[2])
    told = json.loads((folder / "cases.json").read_text())
    names = [kept(folder, number, case) for number, case in enumerate(told)]
    found: dict[str, dict[int, dict[str, float | str]]] = {tool: {} for tool in TOOLS}
    for tool in TOOLS:
        for number, case in enumerate(told):
            place = answers / f"{names[number]} {tool}.npy"
            seconds = place.with_suffix(".json")
            if tool in case["tools"]:
                if not seconds.exists():
                    seconds.write_text(json.dumps(answer(read(folder, number, case), tool, place)))
                found[tool][number] = {"seconds": json.loads(seconds.read_text()), "rates": str(place)}
        print(f"{tool}: {computing():.0f} s of computing so far", file=sys.stderr, flush=True)
    (folder / "answers.json").write_text(json.dumps(found))


if __name__ == "__main__":
    main()
