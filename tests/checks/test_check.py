"""Check documents: what is read, and what is refused with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.checks.check import Severity, checks_to_run, known_checks, read_check
from broadsheet.config.settings import CheckSettings, Settings
from broadsheet.errors import BroadsheetError, CheckError

WHOLE = """\
-- name: late
-- severity: warn
-- owner: The desk
-- description: Late articles. More of it.
-- message: "{path} is late"
-- parameters:
--   hours: 3
-- A comment that is YAML: no key of it is known
select 1
"""


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    """Writes the check `late` with this text."""

    def write(text: str) -> Path:
        file = tmp_path / "late.sql"
        file.write_bytes(text.encode())
        return file

    return write


def _without(line: str) -> str:
    return "".join(each for each in WHOLE.splitlines(keepends=True) if line not in each)


GOOD = _without("no key")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_check_is_read(written: Callable[[str], Path], line_end: str) -> None:
    """The header's values and the SQL below are a check, with either line end."""
    check = read_check(written(GOOD.replace("\n", line_end)))
    assert (check.name, check.severity, check.owner) == ("late", Severity.WARN, "The desk")
    assert (check.summary, check.parameters) == ("Late articles", {"hours": 3})
    assert check.sql == GOOD


FAULTS = {
    "unknown key": (WHOLE, ":8: the file has an unknown setting, got 'A comment that is YAML'"),
    "no severity": (_without("severity"), "severity is missing"),
    "wrong severity": (
        GOOD.replace("warn", "grave"),
        "late.sql:2: severity is not valid, got 'grave'; valid: warn, fail",
    ),
    "no message": (_without("message"), "message is missing"),
    "another name": (
        GOOD.replace("late\n", "early\n"),
        "late.sql:1: name must be the file's, got 'early'; valid: late",
    ),
    "a name twice": (GOOD.replace("severity", "name"), "late.sql:2: name occurs twice"),
    "braces": (GOOD.replace("{path}", "{path!r}"), "late.sql:5: message has a brace too many"),
    "an attribute": (GOOD.replace("{path}", "{a.b}"), "late.sql:5: message has a brace too many"),
    "a shared parameter": (
        GOOD.replace("hours", "today"),
        "late.sql:7: no name for a parameter, got 'today'",
    ),
    "a parameter of lists": (GOOD.replace("3", "[3]"), "late.sql:7: parameters.hours"),
    "no YAML": (GOOD.replace("name: late", "name: [late"), "late.sql:"),
    "no header": ("select 1\n", "late.sql:1: the check has no header"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_line(fault: str, written: Callable[[str], Path]) -> None:
    """A fault in a header is reported with file, line and what is valid."""
    text, message = FAULTS[fault]
    with pytest.raises(BroadsheetError) as raised:
        read_check(written(text))
    assert message in str(raised.value)


def test_all_faults_are_reported_at_once(written: Callable[[str], Path]) -> None:
    """Several faults of a header are a line each."""
    text = GOOD.replace("late\n", "early\n").replace("{path}", "{path")
    with pytest.raises(BroadsheetError) as raised:
        read_check(written(text))
    assert len(str(raised.value).splitlines()) == 2


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are an error, with the file."""
    (tmp_path / "late.sql").write_bytes(b"-- name: \xff\n")
    with pytest.raises(CheckError, match=r"can't read the check .*late\.sql"):
        read_check(tmp_path / "late.sql")


def test_own_checks_are_found_by_their_file(written: Callable[[str], Path]) -> None:
    """A file in the folder is a check beside those that are shipped."""
    file = written(GOOD)
    known = known_checks(file.parent)
    assert known["late"] == file
    assert "freshness" in known


def test_a_shipped_check_is_not_replaced(tmp_path: Path) -> None:
    """A check of one's own with a shipped one's name is refused."""
    (tmp_path / "freshness.sql").write_text(GOOD, "utf-8")
    with pytest.raises(CheckError, match="has the name of a check that broadsheet ships"):
        known_checks(tmp_path)


def _settings(**checks: object) -> Settings:
    return Settings(checks=CheckSettings(folder="nowhere", **checks))  # type: ignore[arg-type]


def test_the_settings_choose_checks() -> None:
    """`checks.run` names those that run, in its order."""
    assert list(checks_to_run(_settings(run=("volume", "freshness")))) == ["volume", "freshness"]


def test_names_come_before_the_settings() -> None:
    """Checks named on the command line run, whatever the settings choose."""
    assert list(checks_to_run(_settings(run=("volume",)), ("freshness",))) == ["freshness"]


@pytest.mark.parametrize(
    ("settings", "names", "message"),
    [
        (_settings(), ("volum",), "no such check, got 'volum'; did you mean volume?"),
        (_settings(run=("volum",)), (), "checks.run names no check, got 'volum'"),
        (_settings(params={"volum": {}}), (), "checks.params names no check, got 'volum'"),
    ],
)
def test_an_unknown_name_is_refused(
    settings: Settings, names: tuple[str, ...], message: str
) -> None:
    """A name of no check is an error, on the command line and in the settings."""
    with pytest.raises(CheckError) as raised:
        checks_to_run(settings, names)
    assert message in str(raised.value)
