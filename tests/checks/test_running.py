"""What a run of a check comes to: pass, warn, fail, and error where the check itself breaks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from broadsheet.checks.result import CheckResult, State
from broadsheet.checks.running import run_checks
from broadsheet.config.settings import CheckSettings, Settings
from broadsheet.schema import OPERATIONS
from kit.bench import Bench

NOW = datetime(2021, 3, 31, 20, tzinfo=UTC)
LONG_MINUS = "−"

WriteCheck = Callable[..., Path]
RunFile = Callable[..., CheckResult]


@pytest.fixture
def run_file(bench: Bench) -> RunFile:
    """Runs the check of a file."""

    def run(file: Path, settings: Settings = Settings()) -> CheckResult:  # noqa: B008 - frozen
        files = {file.stem: file}
        (result,) = run_checks(bench.connection, files, settings, NOW, "v000007")
        return result

    return run


def test_results_have_the_columns_of_their_table() -> None:
    """A result is a row of `check_results`."""
    columns = [column.name for column in OPERATIONS["check_results"].columns]
    assert [field.name for field in fields(CheckResult)] == columns


def test_a_result_comes_back_from_its_row(run_file: RunFile, write_check: WriteCheck) -> None:
    """A result is the same after it was a row."""
    result = run_file(write_check("select 1 as found"))
    assert CheckResult.of_row(result.row()) == result


def test_no_rows_pass(run_file: RunFile, write_check: WriteCheck) -> None:
    """A check that finds nothing passes, and has found no rows."""
    result = run_file(write_check("select 1 where false"))
    assert (result.state, result.rows, result.version) == (State.PASS, 0, "v000007")


@pytest.mark.parametrize("severity", ["warn", "fail"])
def test_rows_have_the_severity(severity: str, run_file: RunFile, write_check: WriteCheck) -> None:
    """A check that finds rows has the state that its severity names."""
    result = run_file(write_check("select unnest(range(3))", severity=severity))
    assert (result.state.value, result.rows) == (severity, 3)


def test_the_message_has_values_of_the_first_row(
    run_file: RunFile, write_check: WriteCheck
) -> None:
    """Columns in braces are replaced, once: braces in a title remain text."""
    sql = "select '{n}' as title, 1234 as n, 0.256 as share, null as empty"
    result = run_file(write_check(sql, message="{title}: {n}, {share:%}, {empty}"))
    assert result.message == "{n}: 1,234, 26%, –"


def test_what_was_found_and_expected_is_kept(run_file: RunFile, write_check: WriteCheck) -> None:
    """The columns found, expected_from and expected_to of the first row are the result's."""
    sql = "select 3 as found, -1.5 as expected_from, 2::decimal(3, 1) as expected_to"
    result = run_file(write_check(sql))
    found = (result.found, result.expected_from, result.expected_to)
    assert found == (3.0, -1.5, 2.0)
    assert result.expected == f"{LONG_MINUS}1.5 to 2"


def test_only_the_first_rows_are_kept(run_file: RunFile, write_check: WriteCheck) -> None:
    """Ten rows are kept as JSON, and long texts are cut."""
    sql = "select n, repeat('x', 9999) as body from range(50) as t(n) order by n"
    rows = json.loads(run_file(write_check(sql)).details)
    assert [row["n"] for row in rows] == list(range(10))
    assert len(rows[0]["body"]) == 500


def test_values_that_json_lacks_are_kept_as_text_or_null(
    run_file: RunFile, write_check: WriteCheck
) -> None:
    """Dates are texts, and what is no number is null."""
    sql = "select date '2021-03-01' as day, 'nan'::double as share, [1] as list, 'x'::blob as raw"
    (row,) = json.loads(run_file(write_check(sql)).details)
    assert row == {"day": "2021-03-01", "share": None, "list": [1], "raw": "x"}


def test_contributors_are_the_first_three_rows(run_file: RunFile, write_check: WriteCheck) -> None:
    """Rows are said in words: by their column `contributor`, or by all columns."""
    sql = "select * from (values ('a', 1), (null, 2), ('c', 3), ('d', 4)) as t(contributor, n)"
    result = run_file(write_check(sql))
    assert result.contributors == ("a", "contributor –, n 2", "c")


def test_a_check_may_use_the_shared_parameters(run_file: RunFile, write_check: WriteCheck) -> None:
    """`$today` is the day of `$now` on the clock of the settings' time zone."""
    checks = CheckSettings(holidays=(date(2021, 4, 1),))
    settings = Settings(timezone="Asia/Kathmandu", checks=checks)
    sql = "select $today as day, $now as now, $timezone as zone, $holidays::date[] as holidays"
    (row,) = json.loads(run_file(write_check(sql), settings).details)
    assert row == {
        "day": "2021-04-01",
        "now": "2021-03-31 20:00:00+00",
        "zone": "Asia/Kathmandu",
        "holidays": ["2021-04-01"],
    }


PARAMETERS = "-- parameters: {hours: 3, share: 0.5, strict: true, name: x}\n"
USES = "select $hours as hours, $share as share, $strict as strict, $name as name"


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ({}, (3, 0.5, True, "x")),
        ({"hours": 4, "share": 1, "strict": False, "name": "'"}, (4, 1, False, "'")),
        ({"hours": 4.5}, (4.5, 0.5, True, "x")),
    ],
)
def test_settings_set_parameters(
    given: dict[str, int | str], values: tuple[object, ...], run_file: RunFile,
    write_check: WriteCheck,
) -> None:  # fmt: skip
    """Parameters have the settings' values, or else their defaults, bound as they are."""
    settings = Settings(checks=CheckSettings(params={"mine": given}))
    result = run_file(write_check(USES, more=PARAMETERS), settings)
    assert tuple(json.loads(result.details)[0].values()) == values


BROKEN = {
    "a renamed column": ("select titel from articles", 'column "titel" not found'),
    "a renamed table": ("select 1 from artikel", "artikel does not exist"),
    "a syntax error": ("selec 1", "syntax error"),
    "no statement": ("", "got 'nothing'"),
    "two statements": ("select 1; select 2", "got '2 statements'"),
    "a statement that writes": ("drop table articles", "got 'drop'"),
    "a copy": ("copy articles to '/tmp/out.csv'", "got 'copy'"),
    "a copy within": (
        "with x as (copy (select 1) to '/tmp/out.csv') select * from x",
        "SQL must only read",
    ),
    "an attachment": ("attach '/tmp/other.db'", "got 'attach'"),
    "an error at run time": ("select error('no luck')", "no luck"),
    "an unknown parameter": ("select $hours", "declares no such parameter, got 'hours'"),
    "text as what was found": ("select 'x' as found", "found must be a number, got 'x'"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_check_is_an_error(
    broken: str, run_file: RunFile, write_check: WriteCheck
) -> None:
    """SQL that fails, or may not run, is the state `error` with the reason, never silence."""
    sql, message = BROKEN[broken]
    result = run_file(write_check(sql))
    assert (result.state, result.rows, result.severity) == (State.ERROR, None, "fail")
    assert message.lower() in result.message.lower()


@pytest.mark.parametrize("rows", ["", " where false"])
def test_a_message_of_a_missing_column_is_an_error(
    rows: str, run_file: RunFile, write_check: WriteCheck
) -> None:
    """A column that only the message names is missed even while there is nothing to say."""
    result = run_file(write_check(f"select 1 as n{rows}", message="{title}"))
    assert (result.state, result.message) == (
        State.ERROR,
        "message names no column, got 'title'; valid: n",
    )


def test_a_text_is_no_share(run_file: RunFile, write_check: WriteCheck) -> None:
    """A percentage of a text is an error."""
    result = run_file(write_check("select 'x' as title", message="{title:%}"))
    assert (result.state, result.message) == (State.ERROR, "title is no share, got 'x'")


def test_a_faulty_header_is_an_error(run_file: RunFile, write_check: WriteCheck) -> None:
    """A check that can't be read has the state `error`, with file and line."""
    result = run_file(write_check("select 1", severity="grave"))
    assert result.state is State.ERROR
    assert "mine.sql:2: severity is not valid" in result.message


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"hour": 1}, "checks.params.mine.hour is no parameter of the check; valid: hours"),
        ({"hours": "4"}, "checks.params.mine.hours is of another type, got '4'"),
        ({"hours": True}, "checks.params.mine.hours is of another type, got True"),
        ({"strict": 1}, "checks.params.mine.strict is of another type, got 1"),
        ({"name": 1}, "checks.params.mine.name is of another type, got 1"),
    ],
)
def test_a_wrong_parameter_is_an_error(
    given: dict[str, int | str], message: str, run_file: RunFile, write_check: WriteCheck
) -> None:
    """A parameter that the check lacks, or of another type, is named."""
    settings = Settings(checks=CheckSettings(params={"mine": given}))
    result = run_file(write_check(USES, more=PARAMETERS), settings)
    assert result.state is State.ERROR
    assert message in result.message


def test_a_broken_check_stops_no_other(bench: Bench, write_check: WriteCheck) -> None:
    """Checks after a broken one run."""
    files = [write_check("selec", name="one"), write_check("select 1", name="two")]
    results = run_checks(
        bench.connection, {file.stem: file for file in files}, Settings(), NOW, "v1"
    )
    assert [result.state for result in results] == [State.ERROR, State.FAIL]


def test_a_hostile_value_stays_on_one_line(run_file: RunFile, write_check: WriteCheck) -> None:
    """Line ends and control characters of a title don't get into a message."""
    sql = r"select e'a\r\nSubject: b\x1b[2J' as title"
    assert run_file(write_check(sql, message="{title}")).message == "a Subject: b[2J"
