import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import staffplan
from staffplan.report.diagnostics import DIAGNOSTICS, diagnostic_text

PACKAGE = Path(staffplan.__file__).parent
CODE = re.compile(r"(?:" + "|".join(sorted({code.partition(".")[0] for code in DIAGNOSTICS})) + r")\.[a-z_]{3,}")
FILE_NAME = re.compile(r".*\.(?:csv|json|yaml|py|md|txt)")


def codes_in(tree: ast.AST) -> Iterator[str]:
    """Texts that look like a diagnostic code, and the codes of faults made on the spot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
            yield node.value
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Fault", "CellError") and node.args:
            code = node.args[0]
            if isinstance(code, ast.Constant):
                yield code.value


def used_codes() -> dict[str, Path]:
    used: dict[str, Path] = {}
    for file in PACKAGE.rglob("*.py"):
        if "diagnostics" not in file.parts:
            used |= dict.fromkeys(codes_in(ast.parse(file.read_text(encoding="utf-8"))), file)
    return {code: file for code, file in used.items() if not FILE_NAME.fullmatch(code)}


def test_every_code_in_use_is_explained() -> None:
    missing = {code: str(file) for code, file in used_codes().items() if code not in DIAGNOSTICS}
    assert not missing


def test_no_explanation_is_left_over() -> None:
    assert sorted(set(DIAGNOSTICS) - set(used_codes())) == []


@pytest.mark.parametrize("code", sorted(DIAGNOSTICS))
def test_an_explanation_has_a_meaning_and_a_way_out(code: str) -> None:
    entry = DIAGNOSTICS[code]
    assert entry.meaning.endswith(".")
    assert entry.remedy
    assert code in diagnostic_text(code).plain
