"""Laws of the house that import-linter has no contract for."""

import importlib
import inspect
import pkgutil
from types import ModuleType

import grimp

import staffplan.forecasting.methods
import staffplan.intake.formats
import staffplan.rules
import staffplan.staffing.calculator
import staffplan.staffing.channels
import staffplan.staffing.views
from staffplan.forecasting.methods import EXTRA_METHODS, METHODS, Method
from staffplan.intake.format import Format
from staffplan.intake.formats import FORMATS
from staffplan.rules.base import RuleBase
from staffplan.rules.book import RULES
from staffplan.staffing.calculator import CALCULATIONS, Calculation
from staffplan.staffing.channels import ARITHMETICS
from staffplan.staffing.views import VIEWS
from staffplan.staffing.views.view import View
from staffplan.staffing.workload import Arithmetic
from staffplan.tables.document import TABLES


def files_of(room: ModuleType) -> list[ModuleType]:
    return [importlib.import_module(f"{room.__name__}.{found.name}") for found in pkgutil.iter_modules(room.__path__)]


def own_classes(module: ModuleType) -> list[type]:
    return [kind for _, kind in inspect.getmembers(module, inspect.isclass) if kind.__module__ == module.__name__]


def test_no_rule_imports_another():
    graph = grimp.build_graph("staffplan")
    rules = {rule.__module__ for rule in RULES}
    for module in sorted(rules):
        assert not graph.find_modules_directly_imported_by(module) & rules


def test_every_rule_stands_in_the_book():
    written = {kind for module in files_of(staffplan.rules) for kind in own_classes(module)}
    rules = {kind for kind in written if issubclass(kind, RuleBase) and not inspect.isabstract(kind)}
    assert rules == set(RULES)


def test_every_forecast_method_is_listed_under_a_name_of_its_own():
    written = {kind for module in files_of(staffplan.forecasting.methods) for kind in own_classes(module)}
    listed = (*METHODS, *EXTRA_METHODS)
    assert {kind for kind in written if hasattr(kind, "rates")} - {Method} == {type(method) for method in listed}
    assert len({method.name for method in listed}) == len(listed)


def test_every_intake_format_is_listed_under_a_name_of_its_own():
    written = [
        held
        for module in files_of(staffplan.intake.formats)
        for held in vars(module).values()
        if isinstance(held, Format)
    ]
    assert {entry.name for entry in written} == {entry.name for entry in FORMATS}
    assert len({entry.name for entry in FORMATS}) == len(FORMATS)


def test_every_channel_s_arithmetic_is_listed():
    modules = files_of(staffplan.staffing.channels)
    written = [held for module in modules for held in vars(module).values() if isinstance(held, Arithmetic)]
    assert {id(entry) for entry in written} == {id(entry) for entry in ARITHMETICS}
    channels = [channel for entry in ARITHMETICS for channel in entry.channels]
    assert len(channels) == len(set(channels))


def test_every_view_is_listed_under_a_name_of_its_own_and_its_table_is_documented():
    modules = files_of(staffplan.staffing.views)
    written = {held.name for module in modules for held in vars(module).values() if isinstance(held, View)}
    assert written == {view.name for view in VIEWS}
    assert len(written) == len(VIEWS)
    assert {view.table.name for view in VIEWS} <= {table.name for table in TABLES}


def test_every_calculation_is_listed_under_a_name_of_its_own():
    modules = files_of(staffplan.staffing.calculator)
    written = {held.name for module in modules for held in vars(module).values() if isinstance(held, Calculation)}
    assert written == {calculation.name for calculation in CALCULATIONS}
    assert len(written) == len(CALCULATIONS)
