"""Named queries changed so that they read one of their relations twice."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from broadsheet.database.relations import queries, views
from broadsheet.schema import DERIVED, HISTORY, TABLES
from kit.bench import Bench
from kit.cases import CASES

__all__ = ["answers", "cases_of", "is_noticed", "mutants_of"]

MUTANT = "mutant"
_RELATIONS = "|".join([*TABLES, *HISTORY, *DERIVED, *views(), *queries()])


def cases_of(name: str) -> list[Path]:
    """The cases of a named query, the one with the longest answer first: it notices most."""
    cases = sorted((CASES / name).iterdir())
    return sorted(cases, key=lambda case: -(case / "expected.csv").stat().st_size)


def is_noticed(bench: Bench, case: Path, mutant: str) -> bool:
    """Whether a case, whose lake is held, has another answer with the mutant."""
    call = (case / "call.sql").read_text("utf-8")
    asked, changed = answers(bench.connection, case.parent.name, call, mutant)
    return asked != changed


def answers(
    connection: duckdb.DuckDBPyConnection, name: str, call: str, mutant: str
) -> tuple[object, object]:
    """What a statement answers with a named query, and with its mutant."""
    changed = re.sub(rf"\bfrom {name}\b", f"from {MUTANT}", call)
    assert changed != call
    connection.execute(mutant)
    return connection.sql(call).fetchall(), connection.sql(changed).fetchall()


def mutants_of(name: str) -> list[str]:
    """The query's macro, once for each relation that it reads: read twice, the last one first."""
    sql = queries()[name].sql.replace(
        f"create macro {name}(", f"create or replace temp macro {MUTANT}("
    )
    pattern = re.compile(rf"\b(from|join)(\s+)({_RELATIONS})\b(?!\.)")
    found = []
    for match in pattern.finditer(sql):
        end = _end_of_call(sql, match.end())
        read = sql[match.start(3) : end]
        alias = "" if re.match(r"\s+as\b", sql[end:]) else f" as {match[3]}"
        twice = f"{match[1]}{match[2]}(from {read} union all from {read}){alias}"
        found.append(f"{sql[: match.start()]}{twice}{sql[end:]}")
    return found[::-1]


def _end_of_call(sql: str, at: int) -> int:
    """The end of the parentheses that begin here; here, where none do."""
    if sql[at : at + 1] != "(":
        return at
    depth = 0
    for end in range(at, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[end], 0)
        if not depth:
            return end + 1
    raise AssertionError(sql)
