"""The named queries answer what plain Python computes from the documents."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from broadsheet.relations import named_queries

from .agreement import assert_agree
from .calls import kinds, parameters
from .queries import RECOMPUTED

if TYPE_CHECKING:
    from .conftest import Loaded

_BESIDES = {"conftest.py", "test_derived.py", "test_queries.py"}
_CALLS = [
    (name, kind)
    for name, query in named_queries().items()
    if name in RECOMPUTED
    for kind in kinds(query.parameters)
]


@pytest.mark.parametrize("name", named_queries())
def test_query_is_recomputed(name: str) -> None:
    """No named query goes without a recomputation."""
    assert name in RECOMPUTED


@pytest.mark.parametrize(("name", "kind"), _CALLS)
def test_answer(name: str, kind: str, loaded: Loaded) -> None:
    """A query's answer is the recomputed one, in all rows, columns and digits."""
    given = parameters(kind, named_queries()[name].parameters, loaded.archive)
    arguments = ", ".join(f"{parameter} := ${parameter}" for parameter in given)
    answer = loaded.connection.sql(f"from {name}({arguments})", params=given)
    assert_agree(answer, RECOMPUTED[name](loaded.archive, **given))


def test_recomputation_is_independent() -> None:
    """What recomputes imports nothing of broadsheet, of DuckDB or of Arrow."""
    for file in sorted(Path(__file__).parent.glob("*.py")):
        tree = ast.parse(file.read_text("utf-8"))
        if file.name not in _BESIDES:
            assert not _packages(tree) & {"broadsheet", "duckdb", "pyarrow"}, file.name


def _packages(tree: ast.Module) -> set[str]:
    typing_only = [node for node in ast.walk(tree) if isinstance(node, ast.If)]
    skipped = {id(part) for node in typing_only for part in ast.walk(node)}
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and id(node) not in skipped:
            names |= {alias.name.partition(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom) and id(node) not in skipped and node.module:
            names.add(node.module.partition(".")[0])
    return names
