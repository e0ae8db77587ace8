"""Settings come from `broadsheet.yaml`, and what is wrong with it is told in one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from broadsheet.config import Settings, read_settings
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits
from broadsheet.errors import BroadsheetError

Read = Callable[[str], Settings]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads settings of this text, with nothing in the environment."""
    monkeypatch.delenv("BROADSHEET_LAKE", raising=False)

    def settings(text: str) -> Settings:
        (tmp_path / "broadsheet.yaml").write_text(text, "utf-8")
        return read_settings(tmp_path)

    return settings


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n"])
def test_empty_file_changes_nothing(read: Read, text: str) -> None:
    """A file without settings leaves what holds without one."""
    assert read(text) == Settings()


def test_byte_order_mark_is_none_of_the_settings(read: Read) -> None:
    """Editors on Windows begin a file with a byte order mark."""
    assert read("\ufefflake: other\n").lake == "other"


def test_no_file_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings need no file."""
    monkeypatch.delenv("BROADSHEET_LAKE", raising=False)
    assert read_settings(tmp_path) == Settings(lake="lake", reports="reports")


def test_settings_are_read(read: Read) -> None:
    """The file's settings hold, the others stay."""
    assert read("lake: /srv/news\n") == Settings(lake="/srv/news")


def test_environment_is_above_the_file(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """BROADSHEET_LAKE overrides the file's lake, and nothing else."""
    monkeypatch.setenv("BROADSHEET_LAKE", "/srv/other")
    settings = read("lake: /srv/news\nreports: mine\n")
    assert (settings.lake, settings.reports) == ("/srv/other", "mine")


@pytest.mark.parametrize("name", [field.name for field in fields(Limits)])
def test_each_limit_can_be_set(read: Read, name: str) -> None:
    """A limit can be set alone; the others stay."""
    limits = read(f"limits:\n  {name}: 17\n").limits
    others = {field.name: getattr(DEFAULT_LIMITS, field.name) for field in fields(Limits)}
    assert limits == Limits(**(others | {name: 17}))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("limits: {relatd: 5}", "unknown setting, got 'relatd'; did you mean related?"),
        ("limits: {5: 5}", "unknown setting, got '5'; valid: document_bytes, front_matter_bytes"),
        ("limits: {related: many}", "related must be a whole number, got 'many'"),
        ("limits: {related: '5'}", "related must be a whole number, got '5'"),
        ("limits: {related: 5.0}", "related must be a whole number, got 5.0"),
        ("limits: {related: true}", "related must be a whole number, got True"),
        ("limits: {related: 0}", "related must be above 0, got 0"),
        ("limits: {related: -1}", "related must be above 0, got -1"),
        ("limits: {related: [5]}", "related must be a whole number, got [5]"),
        ("limits: {related: }", "related must be a whole number"),
        ("limits:", "holds no settings; valid: document_bytes"),
        ("lake:", "lake must be text"),
        ("limits: 5", "holds no settings, got 5; valid: document_bytes"),
        ("- news", "holds no settings, got ['news']; valid: archives, lake, timezone"),
        ("limits: [related]", "holds no settings, got ['related']"),
        ("lake: 5", "lake must be text, got 5"),
        ("lake: true", "lake must be text, got True"),
        ("lakes: x", "unknown setting, got 'lakes'; did you mean lake?"),
        ("- lake", "holds no settings, got ['lake']; did you mean lake?"),
        ("lake: 'x", "can't read"),
        ("lake: \x00", "can't read"),
    ],
)
def test_faulty_settings_are_told_in_one_line(read: Read, text: str, told: str) -> None:
    """An error names the file, the setting, what was received and what is valid."""
    with pytest.raises(BroadsheetError) as caught:
        read(text)
    message = str(caught.value)
    assert told in message
    assert "broadsheet.yaml" in message
    assert "\n" not in message


def test_file_that_is_no_text_is_told(read: Read, tmp_path: Path) -> None:
    """A file of other bytes than UTF-8 is named."""
    read("")
    (tmp_path / "broadsheet.yaml").write_bytes(b"lake: \xff\n")
    with pytest.raises(BroadsheetError, match=r"can't read .*broadsheet\.yaml"):
        read_settings(tmp_path)


def test_folder_in_the_file_s_place_is_told(tmp_path: Path) -> None:
    """A folder of the file's name is named."""
    (tmp_path / "broadsheet.yaml").mkdir()
    with pytest.raises(BroadsheetError, match=r"can't read .*broadsheet\.yaml"):
        read_settings(tmp_path)
