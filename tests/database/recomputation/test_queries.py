"""The named queries answer what plain Python computes from the documents."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from broadsheet.database.queries import named_queries

from .agreement import assert_agree
from .archives import ARCHIVES, HISTORY
from .calls import kinds, parameters
from .queries import RECOMPUTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Loaded

_BESIDES = {"conftest.py", "test_derived.py", "test_queries.py"}
_SHORT = {"echo_by_provider", "echo_by_topic"}  # they ask what near_duplicates is asked
_OF_ONE = {"period", "topic", "provider"}
"""Kinds of calls that the suite makes of one archive, and `make soak` of all."""
_CALLS = [
    pytest.param(
        name,
        kind,
        archive,
        marks=[pytest.mark.soak] * (kind in _OF_ONE and archive not in {"sample-400", HISTORY}),
    )
    for archive in ARCHIVES
    for name, query in named_queries().items()
    if name in RECOMPUTED
    if query.reads_history == (archive == HISTORY)
    for kind in kinds(query.parameters)
    if kind == "plain" or (archive != "seed" and (kind == "own" or name not in _SHORT))
]


@pytest.mark.parametrize("name", named_queries())
def test_query_is_recomputed(name: str) -> None:
    """No named query goes without a recomputation."""
    assert name in RECOMPUTED


@pytest.mark.parametrize(("name", "kind", "archive"), _CALLS)
def test_answer(name: str, kind: str, archive: str, loaded: Callable[[str], Loaded]) -> None:
    """A query's answer is the recomputed one, in all rows, columns and digits."""
    own = loaded(archive)
    given = parameters(kind, named_queries()[name].parameters, own.archive)
    arguments = ", ".join(f"{parameter} := ${parameter}" for parameter in given)
    answer = own.connection.execute(f"from {name}({arguments})", given)
    assert_agree(answer, RECOMPUTED[name](own.archive, **given))


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
