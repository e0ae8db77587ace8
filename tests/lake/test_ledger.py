"""The ledger has a line for every load, and outlives whatever happens to one of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from broadsheet.lake.ledger import note_load, read_loads

RECORD: dict[str, Any] = {
    "tool": "broadsheet 1",
    "loaded_at": "2021-03-16T11:06:00+00:00",
    "seen": 3,
    "loaded": 2,
    "quarantined": 1,
    "skipped": 0,
    "rows": {},
    "changes": {"news": {"counts": {"added": 3}, "fields": {}, "added": ["a.md"]}},
    "schema_changes": ["news: new field heat: a whole number"],
    "archives": {"news": {"commit": "76090242"}, "other": {"commit": "c080778f"}},
}
"""What a version tells of its load."""


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A folder in which two loads have been noted."""
    note_load(tmp_path, "v000001", RECORD, 0.5)
    note_load(tmp_path, "v000002", RECORD, 0.25)
    return tmp_path


def versions(lake: Path) -> list[str]:
    """The versions of the loads noted."""
    return [load["version"] for load in read_loads(lake)]


def test_loads_read_back(lake: Path) -> None:
    """A load is read with its counts, and without the documents it listed."""
    assert read_loads(lake)[0] == {
        "version": "v000001",
        "seconds": 0.5,
        "loaded_at": "2021-03-16T11:06:00+00:00",
        "seen": 3,
        "loaded": 2,
        "quarantined": 1,
        "skipped": 0,
        "changes": {"news": {"added": 3}},
        "schema_changes": ["news: new field heat: a whole number"],
        "commits": {"news": "76090242"},
    }


def test_loads_stand_in_their_order(lake: Path) -> None:
    """The oldest load is the first."""
    assert versions(lake) == ["v000001", "v000002"]


def test_a_lake_without_a_ledger_has_no_loads(tmp_path: Path) -> None:
    """A lake that an earlier version of the tool made has no loads to tell."""
    assert read_loads(tmp_path) == []


def cut(lake: Path) -> None:
    """Leave the last line of a ledger as a killed load leaves it."""
    ledger = lake / "loads.jsonl"
    ledger.write_bytes(ledger.read_bytes()[:-40])


def test_a_broken_last_line_is_passed_over(lake: Path) -> None:
    """A line that breaks off costs itself alone."""
    cut(lake)
    assert versions(lake) == ["v000001"]


def test_the_line_after_a_broken_one_is_read(lake: Path) -> None:
    """The load after one that broke off is told."""
    cut(lake)
    note_load(lake, "v000003", RECORD, 1)
    assert versions(lake) == ["v000001", "v000003"]


@pytest.mark.parametrize("line", [b"\n", b"nonsense\n", b"\xff\xfe\n", b'{"version": \n'])
def test_a_line_that_is_none_is_passed_over(lake: Path, line: bytes) -> None:
    """A line that is no load costs itself alone."""
    ledger = lake / "loads.jsonl"
    first, second = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(first + line + second)
    assert versions(lake) == ["v000001", "v000002"]


@pytest.mark.parametrize("line", [b"5\n", b"null\n", b"[]\n"])
def test_a_line_that_is_no_load_is_passed_over(lake: Path, line: bytes) -> None:
    """A line of JSON that is no object is none of a load's."""
    with (lake / "loads.jsonl").open("ab") as ledger:
        ledger.write(line)
    assert all(isinstance(load, dict) for load in read_loads(lake))


def test_a_ledger_that_can_t_be_written_costs_nothing(tmp_path: Path) -> None:
    """A load is done whether or not the ledger takes its line."""
    (tmp_path / "loads.jsonl").mkdir()
    note_load(tmp_path, "v000001", RECORD, 0.5)
    assert (tmp_path / "loads.jsonl").is_dir()
