from pathlib import Path

from staffplan.tables import TABLES, document

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_on_tables_is_the_one_made_from_the_contracts() -> None:
    assert (DOCS / "tables.md").read_text(encoding="utf-8") == document()


def test_every_table_names_its_rows_by_required_columns_and_measures_by_its_own() -> None:
    for table in TABLES:
        assert set(table.key) <= set(table.required)
        assert table.measure in {*table.required, ""}
        assert len(set(table.names)) == len(table.names)
