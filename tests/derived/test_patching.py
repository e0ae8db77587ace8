"""Derived tables are patched where no address, time or list has changed: as in a full load."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Any

import pyarrow.parquet as pq
import pytest

from broadsheet.derived import patching
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading import new_version
from broadsheet.loading.loader import load
from broadsheet.schema import DERIVED
from kit.lake_contents import tables

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
    (place / f"{day:02d}.md").write_text(f"---\n{json.dumps(fields)}\n---\nA body.\n")


def derived(lake: Path) -> dict[str, list[str]]:
    """The rows of the derived tables."""
    found = tables(lake)
    return {name: found[name] for name in DERIVED}


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
    monkeypatch.setattr(patching, "_SHARE", 0)  # of so few documents most are touched
    return results


CHANGES: dict[str, dict[int, Callable[[Fields], Fields]]] = {
    "a score": {1: lambda f: f | {"quality": 99}},
    "a score that is gone": {3: lambda f: f | {"quality": None}},
    "the score of a related item": {3: lambda f: f | {"related": listed(1, 2, quality=1)}},
    "a category, which items without a document have from it": {
        1: lambda f: f | {"category": "opinion"}
    },
    "a provider": {1: lambda f: f | {"provider": {"name": "B", "domain": "b.example"}}},
    "an excerpt, which no derived table has": {30: lambda f: f | {"excerpt": "New"}},
    "several": {1: lambda f: f | {"quality": 5}, 3: lambda f: f | {"type": "video"}},
    "the title of an item of a long chain": {16: lambda f: f | {"title": "New"}},
    "the score of an item of a long chain": {16: lambda f: f | {"quality": 99}},
    "an address": {30: lambda f: f | {"webUrl": "https://a.example/99"}},
    "a time": {1: lambda f: f | {"publishedDateTime": "2021-01-02T00:00:00Z"}},
    "a list": {1: lambda f: f | {"related": listed(2)}},
    "a list that joins two stories": {30: lambda f: f | {"related": listed(28, 25)}},
    "a document more": {29: lambda _: item(29)},
    "a document more, of an item that others list": {28: lambda _: item(28) | {"title": "Own"}},
    "a document of the time and address of another": {31: lambda _: item(30) | {"title": "A"}},
    "a document less": {30: lambda _: {}},
    "a document less, of a long chain": {19: lambda _: {}},
}


@pytest.mark.parametrize("change", CHANGES)
def test_patched_tables_are_as_in_a_full_load(
    place: Path, patched: list[bool], tmp_path: Path, change: str
) -> None:
    """Whatever has changed."""
    for day, edit in CHANGES[change].items():
        edited = edit(dict(DOCUMENTS.get(day, {})))
        if edited:
            write(place, day, edited)
        else:
            (place / f"{day:02d}.md").unlink()
    time.sleep(0.06)
    load([place], tmp_path / "lake")
    load([place], tmp_path / "full")
    assert patched == [True]
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


# Ids


def story_of(lake: Path, day: int) -> int:
    """The id of the story of a day's item."""
    live = open_snapshot(lake).path
    items = pq.read_table(live / "items").select(["item_id", "url"]).to_pylist()
    (item_id,) = (row["item_id"] for row in items if row["url"] == item(day)["webUrl"])
    rows = pq.read_table(live / "story_items").to_pylist()
    return next(row["story_id"] for row in rows if row["item_id"] == item_id)


@pytest.mark.parametrize("share", [0, 1000], ids=["patched", "derived"])
def test_a_story_keeps_its_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, share: int) -> None:
    """A new member leaves its id, though it is the first; so do merges, splits and full loads."""
    monkeypatch.setattr(patching, "_SHARE", share)
    place, lake = tmp_path / "news", tmp_path / "lake"

    def loaded(day: int, *others: int, full: bool = False) -> dict[int, int]:
        write(place, day, item(day) | {"related": listed(*others)})
        time.sleep(0.06)
        load([place], lake, full=full)
        return {known: story_of(lake, known) for known in (4, 5, 8) if known in days}

    days = [5]
    first = loaded(5)[5]
    days = [4, 5]
    assert set(loaded(4, 5).values()) == {first}
    days = [4, 5, 8]
    alone = loaded(8)
    assert alone == {4: first, 5: first, 8: alone[8]}
    assert alone[8] != first
    assert set(loaded(8, 5).values()) == {first}  # the bigger one names both
    again = loaded(8)
    assert (again[4], again[5]) == (first, first)
    assert again[8] != first
    assert loaded(8, full=True) == again
