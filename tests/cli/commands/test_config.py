"""`broadsheet config` shows the settings in force, where each is from, and no secret."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.commandline import Run, rows_of

_FILE = """\
lake: news
mail:
  host: mail.example.org
  sender: desk@example.org
  user: desk
checks:
  holidays: [2021-12-25]
  run: [volume]
schedules:
  weekly:
    schedule: 0 7 * * 1
    deliver: [{mail: chief@example.org}]
"""


@pytest.fixture
def shown(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[str, str]]:
    """The value and the origin of each setting of the file above."""
    (tmp_path / "broadsheet.yaml").write_text(_FILE)
    monkeypatch.setenv("BROADSHEET_MAIL_PORT", "25")
    monkeypatch.setenv("BROADSHEET_CHECKS_RUN", "volume,gaps")
    monkeypatch.setenv("BROADSHEET_MAIL_PASSWORD", "hunter2")
    done = run("config", "--format", "csv")
    return {row["setting"]: (row["value"], row["from"]) for row in rows_of(done.out)}


@pytest.mark.parametrize(
    ("setting", "value", "origin"),
    [
        ("lake", "news", "broadsheet.yaml:1"),
        ("reports", "reports", "default"),
        ("mail.host", "mail.example.org", "broadsheet.yaml:3"),
        ("mail.port", "25", "BROADSHEET_MAIL_PORT"),
        ("checks.run", "volume, gaps", "BROADSHEET_CHECKS_RUN"),
        ("checks.holidays", "2021-12-25", "broadsheet.yaml:7"),
        ("schedules.weekly.schedule", "0 7 * * 1", "broadsheet.yaml:11"),
        ("schedules.weekly.deliver", "mail=chief@example.org", "broadsheet.yaml:12"),
        ("secret mail_password", "********", "environment variable BROADSHEET_MAIL_PASSWORD"),
    ],
)
def test_setting_has_its_value_and_origin(
    shown: dict[str, tuple[str, str]], setting: str, value: str, origin: str
) -> None:
    """A value is that of the environment, else of the file, else the default."""
    assert shown[setting] == (value, origin)


def test_no_secret_is_shown(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A secret is masked in all formats."""
    (tmp_path / "broadsheet.yaml").write_text(_FILE)
    monkeypatch.setenv("BROADSHEET_MAIL_PASSWORD", "hunter2")
    assert not any("hunter2" in run("config", "--format", f).out for f in ("csv", "json", "table"))


def test_all_faults_are_printed_with_exit_code_2(run: Run, tmp_path: Path) -> None:
    """Each fault of the file has a line of its own."""
    (tmp_path / "broadsheet.yaml").write_text("lake: 5\nreport: x\n")
    done = run("config")
    assert (done.code, done.err.count("\n")) == (2, 2)


def test_faulty_variable_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value of the environment that has the wrong type is an error with the variable's name."""
    monkeypatch.setenv("BROADSHEET_MAIL_PORT", "smtp")
    done = run("config")
    assert (done.code, "BROADSHEET_MAIL_PORT must be a number" in done.err) == (2, True)
