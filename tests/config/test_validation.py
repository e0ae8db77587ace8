"""Faulty settings are reported all at once, each with its place and what is valid."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.config.reading import read_configuration
from broadsheet.config.validation import SettingsError

_FAULTY = """\
lake: 5
archives: news
mail:
  port: 70000
  password: hunter2
  sender: desk@example.org
webhooks:
  room: {format: irc}
checks:
  holidays: [2021-12-25, 2021-13-01]
schedules:
  weekly:
    schedule: every monday
    timezone: Mars/Olympus
    catch_up: 0
    when_empy: note
lakes: x
statements: {memory: lots}
"""


def faults(folder: Path, text: str) -> list[str]:
    """The faults of a file of settings, without its folder."""
    (folder / "broadsheet.yaml").write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        read_configuration(folder)
    return [fault.removeprefix(f"{folder}/broadsheet.yaml:") for fault in caught.value.faults]


@pytest.mark.parametrize(
    "fault",
    [
        "1: lake must be text, got 5",
        "2: archives must be a list, got 'news'",
        "4: mail.host is missing",
        "4: mail.port must be 65535 or less, got 70000",
        "5: mail takes no password; keep it out of the file: it is the secret mail_password",
        "8: webhooks.room.format is not valid, got 'irc'; valid: json, slack, teams, discord",
        "10: checks.holidays[2] must be a date such as 2021-03-16, got '2021-13-01'",
        "13: schedules.weekly.schedule must be a cron expression of five fields, such as",
        "14: schedules.weekly.timezone must be an IANA time zone, such as Europe/London",
        "15: schedules.weekly.catch_up must be 1 or more, got 0",
        "16: schedules.weekly has an unknown setting, got 'when_empy'; did you mean when_empty?",
        "17: the file has an unknown setting, got 'lakes'; did you mean lake?",
        "18: statements.memory must be an amount of memory, such as 4GB, or a share of it",
    ],
)
def test_each_fault_has_line_key_value_and_what_is_valid(tmp_path: Path, fault: str) -> None:
    """One file with thirteen faults gives thirteen lines, and each can be found in the file."""
    assert any(each.startswith(fault) for each in faults(tmp_path, _FAULTY))


def test_no_other_fault_is_reported(tmp_path: Path) -> None:
    """A fault is reported once."""
    assert len(faults(tmp_path, _FAULTY)) == 13


def test_a_password_in_the_file_is_not_repeated(tmp_path: Path) -> None:
    """An error does not print a secret that was written into the wrong place."""
    assert "hunter2" not in "".join(faults(tmp_path, _FAULTY))


def test_a_setting_given_twice_is_a_fault(tmp_path: Path) -> None:
    """YAML would take the last one in silence."""
    assert faults(tmp_path, "lake: a\nlake: b\n") == ["2: lake occurs twice"]
