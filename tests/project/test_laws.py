"""Laws of the house that import-linter has no contract for."""

import grimp

from staffplan.rules.book import RULES


def test_no_rule_imports_another():
    graph = grimp.build_graph("staffplan")
    rules = {rule.__module__ for rule in RULES}
    for module in sorted(rules):
        assert not graph.find_modules_directly_imported_by(module) & rules
