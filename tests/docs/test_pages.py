import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
generate = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(generate)

WRITTEN = [path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")] if path.name not in generate.PAGES]


@pytest.mark.parametrize("name", generate.PAGES)
def test_a_page_made_from_the_code_is_up_to_date(name):
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == generate.PAGES[name](), "run: make docs"


@pytest.mark.parametrize("page", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_every_file_that_a_page_names_exists(page):
    text = page.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (page.parent / link).exists(), link
    for name in re.findall(r"`((?:staffplan|tests|docs|configs|data|benchmarks|\.ci)/[\w./-]+)`", text):
        assert (ROOT / name).exists(), name
    for name in re.findall(r"`((?:domain|rules|app|forecasting|staffing|queueing|scheduling|auditing)/\w+\.py)`", text):
        assert (ROOT / "staffplan" / name).exists(), name
