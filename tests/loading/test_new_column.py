"""A column that is declared flows through load, Parquet and dictionary with no other edit."""

from __future__ import annotations

import json
import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from broadsheet.errors import LakeError
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.schema import TABLES, Column, Conversion
from broadsheet.schema.types import Type

ARTICLE = """---
title: A
mood: calm
note: ab
temper: even
author:
  name: Ada
  role: Editor
  age: 7
  home: Here
related:
  - title: R
    mood: stern
    images:
      - url: u
        credit: C
---
"""
PROFILE = "---\ntaxonomy: organization\n_id: one.example\nfounded: 1843\n---\n"
TOPICS = "---\ntaxonomy: topic\n_id: ai\nchildren:\n  - _id: ml\n    rank: 2\n---\n"

_MOOD = Column("mood", Type.TEXT, "its mood", "mood", repeats=True)
NEW = {
    "text": ("articles", _MOOD, ["calm"]),
    "nested": ("articles", Column("author", Type.TEXT, "its author", "author.name"), ["Ada"]),
    "number": ("articles", Column("age", Type.INTEGER, "an age", "author.age"), [7]),
    "lower": (
        "articles",
        Column("role", Type.TEXT, "a role", "author.role", Conversion.LOWER),
        ["editor"],
    ),
    "size": (
        "articles",
        Column("size", Type.COUNT, "a size", "note", Conversion.SIZE),
        [2],
    ),
    "first of": ("articles", Column("m", Type.TEXT, "a mood", ("tempers", "temper")), ["even"]),
    "related": ("related", _MOOD, ["stern"]),
    "image": ("images", Column("credit", Type.TEXT, "whose it is", "credit"), ["C"]),
    "profile": ("provider_profiles", Column("founded", Type.INTEGER, "a year", "founded"), [1843]),
    "topic": ("topic_tree", Column("rank", Type.INTEGER, "its rank", "rank"), [None, 2]),
}
"""Columns that no table has, each with its values in the documents above."""


def declare(patch: pytest.MonkeyPatch, name: str, column: Column) -> None:
    """Declare a column of a table."""
    table = TABLES[name]
    columns = (*table.columns[:-1], column, table.columns[-1])
    patch.setitem(TABLES, name, replace(table, columns=columns))


def written(folder: Path, article: str = ARTICLE) -> Path:
    """An archive of an article, a provider and topics."""
    folder.mkdir(exist_ok=True)
    for name, text in {"a.md": article, "o.md": PROFILE, "t.md": TOPICS}.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The archive."""
    return written(tmp_path / "n")


@pytest.fixture(scope="module")
def lakes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Lakes with all these columns, of the archive and of one with a fault beside."""
    room = tmp_path_factory.mktemp("lakes")
    archives = {
        "plain": written(room / "plain"),
        "faulty": written(room / "faulty", ARTICLE.replace("title: A", "title: A\nquality: high")),
    }
    with pytest.MonkeyPatch.context() as patch:
        for table, column, _ in NEW.values():
            declare(patch, table, column)
        for name, archive in archives.items():
            load([archive], room / f"lake-{name}")
    return {name: room / f"lake-{name}" for name in archives}


def values(lake: Path, table: str, column: str) -> list[Any]:
    """The values of a column in the live version."""
    found: list[Any] = open_snapshot(lake).read(table)[column].to_pylist()
    return found


@pytest.mark.parametrize("lake", ["plain", "faulty"])
@pytest.mark.parametrize("case", NEW)
def test_new_column_has_its_values(lakes: dict[str, Path], lake: str, case: str) -> None:
    """A declared column holds the values of its field, whichever way its document is read."""
    table, column, expected = NEW[case]
    files = sorted((open_snapshot(lakes[lake]).path / table).rglob("*.parquet"))
    rows = pa.concat_tables(pq.ParquetFile(file).read([column.name]) for file in files)
    assert rows[column.name].to_pylist() == expected


def test_field_of_a_new_column_is_no_extra(
    monkeypatch: pytest.MonkeyPatch, archive: Path, tmp_path: Path
) -> None:
    """A field with a column leaves `extra`; the others of its mapping stay there."""
    for case in ("text", "nested"):
        declare(monkeypatch, *NEW[case][:2])
    load([archive], tmp_path / "lake")
    (extra,) = values(tmp_path / "lake", "articles", "extra")
    assert json.loads(extra) == {
        "note": "ab",
        "temper": "even",
        "author": {"role": "Editor", "age": 7, "home": "Here"},
    }


def test_misfit_of_a_new_column_is_a_problem(
    monkeypatch: pytest.MonkeyPatch, archive: Path, tmp_path: Path
) -> None:
    """A value of another type than a declared column's is null, with a problem."""
    declare(monkeypatch, *NEW["number"][:2])
    (archive / "a.md").write_text(ARTICLE.replace("age: 7", "age: old"))
    load([archive], tmp_path / "lake")
    assert values(tmp_path / "lake", "articles", "age") == [None]
    assert values(tmp_path / "lake", "problems", "field") == ["author.age"]


@pytest.mark.parametrize("repeats", [True, False])
def test_repeating_column_is_kept_as_a_dictionary(
    monkeypatch: pytest.MonkeyPatch, archive: Path, tmp_path: Path, repeats: bool
) -> None:
    """Parquet keeps a declared column as a dictionary if its values repeat."""
    declare(monkeypatch, "articles", replace(_MOOD, repeats=repeats))
    load([archive], tmp_path / "lake")
    (file,) = (open_snapshot(tmp_path / "lake").path / "articles").rglob("*.parquet")
    group = pq.ParquetFile(file).metadata.row_group(0)
    columns = {group.column(i).path_in_schema: group.column(i) for i in range(group.num_columns)}
    assert columns["mood"].has_dictionary_page == repeats


def test_change_of_a_new_column_is_a_change_of_its_field(
    monkeypatch: pytest.MonkeyPatch, archive: Path, tmp_path: Path
) -> None:
    """A load names a declared column in which a document has changed."""
    declare(monkeypatch, *NEW["text"][:2])
    load([archive], tmp_path / "lake")
    (archive / "a.md").write_text(ARTICLE.replace("calm", "glad"))
    assert load([archive], tmp_path / "lake").changed_fields == {"mood": 1}


def test_new_column_is_in_the_dictionary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of tables lists a declared column."""
    declare(monkeypatch, *NEW["text"][:2])
    reference = runpy.run_path(str(Path(__file__).parents[2] / "docs" / "make_reference.py"))
    assert "| mood | string | its mood |" in reference["_tables"]()


# Lakes of another schema


def test_lake_of_another_schema_is_rebuilt(
    monkeypatch: pytest.MonkeyPatch, archive: Path, tmp_path: Path
) -> None:
    """A lake without a declared column has it after all its archives are loaded again."""
    load([archive], tmp_path / "lake")
    declare(monkeypatch, *NEW["text"][:2])
    load([archive], tmp_path / "lake")
    assert values(tmp_path / "lake", "articles", "mood") == ["calm"]


def test_lake_with_a_column_too_many_is_rebuilt(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lake with a column that is no longer declared is without it once it is loaded again."""
    with monkeypatch.context() as patch:
        table = TABLES["articles"]
        patch.setitem(TABLES, "articles", replace(table, columns=(*table.columns, _MOOD)))
        load([archive], tmp_path / "lake")
    load([archive], tmp_path / "lake")
    (file,) = (open_snapshot(tmp_path / "lake").path / "articles").rglob("*.parquet")
    assert pq.read_schema(file).names == TABLES["articles"].schema.names


def test_one_archive_into_a_lake_of_another_schema_is_refused(
    monkeypatch: pytest.MonkeyPatch, archive: Path, tmp_path: Path
) -> None:
    """A lake of another schema keeps its version where not all of its archives are loaded."""
    load([archive, f"other={archive}"], tmp_path / "lake")
    declare(monkeypatch, *NEW["text"][:2])
    with pytest.raises(LakeError, match="load its other archives along: other") as caught:
        load([archive], tmp_path / "lake")
    assert "\n" not in str(caught.value)
    assert open_snapshot(tmp_path / "lake").version == "v000001"
