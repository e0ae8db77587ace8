"""The package: its public names, what imports what, what it ships."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import broadsheet
from broadsheet.database.queries import named_queries

PROJECT = Path(__file__).resolve().parents[2]


def test_public_names_are_sorted_and_there() -> None:
    """`__all__` is in order, and every name in it can be had."""
    assert broadsheet.__all__ == sorted(broadsheet.__all__)
    assert all(getattr(broadsheet, name) for name in broadsheet.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy package behaves like any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = broadsheet.nothing  # type: ignore[attr-defined]


def test_a_function_stays_a_function_once_its_module_is_imported() -> None:
    """`broadsheet.load` is callable however often it was used before."""
    code = (
        "import broadsheet\n"
        "first = broadsheet.load\n"
        "import broadsheet.loading.loader, broadsheet.report\n"
        "assert broadsheet.load is first and callable(broadsheet.render)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_package_imports_without_its_heavy_parts() -> None:
    """Importing broadsheet alone imports neither DuckDB nor Arrow nor matplotlib."""
    code = (
        "import sys, broadsheet\n"
        "assert not {'duckdb', 'pyarrow', 'matplotlib', 'pandas'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_every_query_is_a_file_of_its_name() -> None:
    """A query's file defines the macro it is named for, with grain and question."""
    for name, query in named_queries().items():
        assert f"create macro {name}(" in query.sql
        assert query.grain.startswith("one row per ")
        assert query.question.endswith("?")


def test_the_typed_marker_is_shipped() -> None:
    """Type checkers of users see the package as typed."""
    assert (PROJECT / "analysis" / "broadsheet" / "py.typed").is_file()
