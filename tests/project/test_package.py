"""The package: its public names, what imports what, what it ships."""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import broadsheet
from broadsheet.database.queries import named_queries

PROJECT = Path(__file__).resolve().parents[2]


def test_public_names_are_sorted_and_there() -> None:
    """`__all__` is in order, and every name in it can be had."""
    assert broadsheet.__all__ == sorted(broadsheet.__all__)
    assert all(getattr(broadsheet, name) for name in broadsheet.__all__)


_SIGNATURES = {
    "connect": "(lake=, *, as_of=, timeout=, memory=, locked=)",
    "data_files": "(table, lake=, *, as_of=)",
    "explore": "(lake=, *, as_of=)",
    "export_lake": (
        "(lake, target, *, format=, period=, since=, until=, tz=, tables=, as_of=, overwrite=)"
    ),
    "load": (
        "(sources, lake=, *, workers=, engine=, full=, selection=, limits=, mapping=, progress=)"
    ),
    "named_queries": "()",
    "query": "(name, /, *, lake=, as_of=, **parameters)",
    "render": (
        "(report, lake=, *, period=, now=, zone=, formats=, paper=, params=, each=, as_of=,"
        " folder=, against=)"
    ),
    "run_query": "(connection, name, parameters)",
    "write_sample": "(directory, *, articles, related=, seed=, months=, last_day=)",
}
"""The parameters of the public functions; `=` follows those that have a default."""

_TYPES = {"BroadsheetError", "Exported", "LoadSummary", "RenderedReport"}
_HEAVY = {"IPython", "duckdb", "jinja2", "matplotlib", "numpy", "pandas", "pyarrow", "pydantic",
          "rich", "typer", "weasyprint", "yaml"}  # fmt: skip


def test_public_functions_keep_their_parameters() -> None:
    """The names and parameters are those that users' programs rely on."""
    assert {*broadsheet.__all__} == {*_SIGNATURES, *_TYPES, "__version__", "charts"}
    found = {name: _parameters(getattr(broadsheet, name)) for name in _SIGNATURES}
    assert found == _SIGNATURES


@pytest.mark.parametrize("name", [*_SIGNATURES, *sorted(_TYPES)])
def test_public_names_are_documented(name: str) -> None:
    """The docstring begins with a sentence."""
    first, *_ = (getattr(broadsheet, name).__doc__ or "").split("\n\n")
    assert first.rstrip().endswith((".", ":"))


def _parameters(function: Callable[..., object]) -> str:
    """A signature without types, and without the values of defaults."""
    signature = inspect.signature(function)
    bare = [
        parameter.replace(
            annotation=parameter.empty,
            default=parameter.empty if parameter.default is parameter.empty else _Default(),
        )
        for parameter in signature.parameters.values()
    ]
    return str(inspect.Signature(bare))


class _Default:
    """A default, whatever its value."""

    def __repr__(self) -> str:
        return ""


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
    """Importing broadsheet alone imports none of the libraries that take long."""
    code = f"import sys, broadsheet\nassert not {_HEAVY!r} & sys.modules.keys()\n"
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
