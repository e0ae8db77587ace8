"""Derived tables are patched where no address, time or list has changed: as in a full load."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from broadsheet.database.connection import connect
from broadsheet.derived import patching
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading import new_version
from broadsheet.loading.loader import load
from broadsheet.schema import DERIVED

Fields = dict[str, Any]


def listed(*days: int, **more: Any) -> list[Fields]:  # noqa: ANN401 - fields
    """Related items of these days, each with an address of its own, or of its day's document."""
    return [item(day) | more for day in days]


def item(day: int) -> Fields:
    """An item of a day of January, with a quality that follows from the day."""
    return {
        "title": f"T{day}",
        "publishedDateTime": f"2021-01-{day:02d}T00:00:00Z",
        "webUrl": f"https://a.example/{day}",
        "quality": 10 + day,
        "provider": {"name": "A", "domain": "a.example"},
    }


DOCUMENTS: dict[int, Fields] = {
    1: item(1) | {"category": "news", "related": listed(2, 3)},
    3: item(3) | {"category": "news", "related": listed(1, 2, quality=90)},
    # days 10 to 28 roll on: a component of more than fourteen days, which is split
    **{day: item(day) | {"related": listed(day + 3)} for day in range(10, 26, 3)},
    30: item(30),
}
"""Documents by their day."""


def write(place: Path, day: int, fields: Fields) -> None:
    """Write a document; JSON is YAML."""
    place.mkdir(exist_ok=True)
    (place / f"{day:02d}.md").write_text(f"---\n{json.dumps(fields)}\n---\n")


def derived(lake: Path) -> dict[str, list[Any]]:
    """The rows of the derived tables."""
    with connect(lake) as connection:
        return {name: connection.sql(f"from {name} order by all").fetchall() for name in DERIVED}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents, loaded into `lake` beside them."""
    made = tmp_path_factory.mktemp("made")
    for day, fields in DOCUMENTS.items():
        write(made / "news", day, fields)
    load([made / "news"], made / "lake")
    return made


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Path:
    """A copy of the documents, with their lake."""
    copytree(made, tmp_path, dirs_exist_ok=True)
    return tmp_path / "news"


@pytest.fixture
def patched(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether each load could patch the derived tables."""
    results: list[bool] = []

    def patch(folder: Path, version: Path) -> bool:
        results.append(patching.patch_derived(folder, version))
        return results[-1]

    monkeypatch.setattr(new_version, "patch_derived", patch)
    return results


CHANGES: dict[str, tuple[bool, dict[int, Callable[[Fields], Fields]]]] = {
    "a score": (True, {1: lambda f: f | {"quality": 99}}),
    "a score that is gone": (True, {3: lambda f: f | {"quality": None}}),
    "the score of a related item": (True, {3: lambda f: f | {"related": listed(1, 2, quality=1)}}),
    "a category, which items without a document have from it": (
        True,
        {1: lambda f: f | {"category": "opinion"}},
    ),
    "a provider": (True, {1: lambda f: f | {"provider": {"name": "B", "domain": "b.example"}}}),
    "a body alone": (True, {30: lambda f: f}),
    "several": (True, {1: lambda f: f | {"quality": 5}, 3: lambda f: f | {"type": "video"}}),
    "the title of an item of a long chain": (True, {16: lambda f: f | {"title": "New"}}),
    "the score of an item of a long chain": (False, {16: lambda f: f | {"quality": 99}}),
    "an address": (False, {30: lambda f: f | {"webUrl": "https://a.example/99"}}),
    "a time": (False, {1: lambda f: f | {"publishedDateTime": "2021-01-02T00:00:00Z"}}),
    "a list": (False, {1: lambda f: f | {"related": listed(2)}}),
    "a document more": (False, {29: lambda _: item(29)}),
}
"""Changes, and whether derived tables are patched."""


@pytest.mark.parametrize("change", CHANGES)
def test_patched_tables_are_as_in_a_full_load(
    place: Path, patched: list[bool], tmp_path: Path, change: str
) -> None:
    """Whatever has changed, and whether or not it was patched."""
    expected, edits = CHANGES[change]
    for day, edit in edits.items():
        write(place, day, edit(dict(DOCUMENTS.get(day, {}))))
        with (place / f"{day:02d}.md").open("a") as file:
            file.write("A body.\n")
    time.sleep(0.06)
    load([place], tmp_path / "lake")
    load([place], tmp_path / "full")
    assert patched == [expected]
    assert derived(tmp_path / "lake") == derived(tmp_path / "full")


def test_tables_that_are_the_same_are_linked(place: Path, tmp_path: Path) -> None:
    """A score changes no mention and no provider: their files are the very files."""
    before = open_snapshot(tmp_path / "lake").path
    write(place, 1, DOCUMENTS[1] | {"quality": 99})
    load([place], tmp_path / "lake")
    after = open_snapshot(tmp_path / "lake").path
    linked = [
        name
        for name in DERIVED
        if (before / name / f"{name}.parquet").samefile(after / name / f"{name}.parquet")
    ]
    assert linked == ["mentions", "providers"]


def test_documents_of_one_time_and_address_are_not_patched(
    place: Path, patched: list[bool], tmp_path: Path
) -> None:
    """What else they say decides which of them describes the item."""
    write(place, 31, item(30) | {"title": "Z"})
    load([place], tmp_path / "lake")
    write(place, 31, item(30) | {"title": "A"})
    time.sleep(0.06)
    load([place], tmp_path / "lake")
    load([place], tmp_path / "full")
    assert patched == [False, False]
    assert derived(tmp_path / "lake") == derived(tmp_path / "full")


def test_a_removed_document_is_not_patched(
    place: Path, patched: list[bool], tmp_path: Path
) -> None:
    """Its items may be gone."""
    (place / "30.md").unlink()
    load([place], tmp_path / "lake")
    assert patched == [False]


def test_where_a_patch_lacks_memory_all_is_derived(
    place: Path, patched: list[bool], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deriving all takes more memory."""
    opened = partial(patching.opened, memory=16_000)
    monkeypatch.setattr(patching, "opened", opened)
    write(place, 1, DOCUMENTS[1] | {"quality": 99})
    load([place], tmp_path / "lake")
    load([place], tmp_path / "full")
    assert patched == [False]
    assert derived(tmp_path / "lake") == derived(tmp_path / "full")
