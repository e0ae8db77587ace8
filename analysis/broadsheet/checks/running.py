"""Run checks: one result for each, whatever becomes of the others."""

from __future__ import annotations

import json
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING, Any, TypeGuard

import duckdb

from broadsheet.checks.check import read_check
from broadsheet.checks.result import CheckResult, State
from broadsheet.checks.wording import columns_of, worded
from broadsheet.database.run import run_sql
from broadsheet.database.statements import failure, parameters_of
from broadsheet.errors import BroadsheetError, CheckError
from broadsheet.period import parse_time_zone
from broadsheet.style.formatting import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from pathlib import Path

    from broadsheet.checks.check import Check, Value
    from broadsheet.config import Settings

__all__ = ["run_checks"]

_KEPT_ROWS = 10
_LONGEST_TEXT = 500
_FOUND_NOTHING = "as expected"

Row = dict[str, Any]


def run_checks(
    connection: duckdb.DuckDBPyConnection,
    checks: Mapping[str, Path],
    settings: Settings,
    now: datetime,
    version: str,
) -> list[CheckResult]:
    """Run checks over a lake.

    A check that can't be read, whose SQL fails or whose message names a column that the SQL lacks
    has the state `error`. It never stops the others.

    Args:
        connection: The database.
        checks: The files of the checks by name, as `checks_to_run` chooses them.
        settings: Their parameters, the holidays and the time zone.
        now: The moment that they are run for: `$now`, and `$today` on the clock of the time zone.
        version: The lake's version.
    """
    zone = settings.timezone or "UTC"
    shared = {
        "today": now.astimezone(parse_time_zone(zone)).date(),
        "now": now,
        "timezone": zone,
        "holidays": list(settings.checks.holidays),
    }
    results = []
    for name, file in checks.items():
        started = perf_counter()
        result = _broken(name, now, version)
        try:
            check = read_check(file)
            result = replace(result, severity=check.severity.value, owner=check.owner)
            own = _own_parameters(check, settings.checks.params.get(name, {}))
            result = _run(connection, check, shared | own, result)
        except (BroadsheetError, duckdb.Error) as error:
            fault = failure(error) if isinstance(error, duckdb.Error) else error
            result = replace(result, message=one_line(str(fault)))
        results.append(replace(result, seconds=perf_counter() - started))
    return results


def _broken(name: str, now: datetime, version: str) -> CheckResult:
    """The result of a check that has not come to one."""
    return CheckResult(
        check_name=name, checked_at=now, version=version, state=State.ERROR, severity=None,
        rows=None, message="", found=None, expected_from=None, expected_to=None, details="[]",
        seconds=0.0, owner=None,
    )  # fmt: skip


def _own_parameters(check: Check, given: Mapping[str, Value]) -> dict[str, Value]:
    """A check's own parameters: its defaults, with the values of the settings over them."""
    for name, value in given.items():
        key = f"checks.params.{check.name}.{name}"
        if name not in check.parameters:
            problem = f"{key} is no parameter of the check"
            raise CheckError(problem, valid=check.parameters)
        default = check.parameters[name]
        kinds = (int, float) if _is_number(default) else (type(default),)
        if not isinstance(value, kinds) or isinstance(value, bool) != isinstance(default, bool):
            hint = f"give a value like the default, {default!r}"
            raise CheckError(f"{key} is of another type", received=value, hint=hint)
    return {**check.parameters, **given}


def _run(
    connection: duckdb.DuckDBPyConnection,
    check: Check,
    parameters: Mapping[str, object],
    result: CheckResult,
) -> CheckResult:
    """The result of a check that runs.

    Raises:
        BroadsheetError: It breaks.
        duckdb.Error: Its rows can't be read.
    """
    named = parameters_of(connection, check.sql)
    for name in sorted(named - parameters.keys()):
        raise CheckError("the check declares no such parameter", received=name, valid=parameters)
    answer = run_sql(connection, check.sql, {name: parameters[name] for name in named})
    for column in columns_of(check.message):
        if column not in answer.columns:
            raise CheckError("message names no column", received=column, valid=answer.columns)
    count = int(answer.shape[0])
    if not count:
        return replace(result, state=State.PASS, rows=0, message=_FOUND_NOTHING)
    rows = _first_rows(answer)
    return replace(
        result,
        state=State(check.severity),
        rows=count,
        message=worded(check.message, rows[0]),
        details=json.dumps(rows, ensure_ascii=False),
        found=_measure(rows[0], "found"),
        expected_from=_measure(rows[0], "expected_from"),
        expected_to=_measure(rows[0], "expected_to"),
    )


def _first_rows(answer: duckdb.DuckDBPyRelation) -> list[Row]:
    """The first rows with values that JSON has; DuckDB writes dates and the like as text."""
    relation = answer.limit(_KEPT_ROWS).set_alias("row").project("to_json(row)")
    rows = [json.loads(text, parse_constant=lambda _: None) for (text,) in relation.fetchall()]
    return [{name: _shortened(value) for name, value in row.items()} for row in rows]


def _shortened(value: object) -> object:
    return value[:_LONGEST_TEXT] if isinstance(value, str) else value


def _measure(row: Row, name: str) -> float | None:
    value = row.get(name)
    if value is None:
        return None
    if not _is_number(value):
        raise CheckError(f"the column {name} must be a number", received=value)
    return float(value)


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)
