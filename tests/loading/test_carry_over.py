"""A version made of the one before takes over what stays, and leaves out all that is gone."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet.documents.document import Document, article_id
from broadsheet.lake.data_files import read_file, write_data_files
from broadsheet.lake.names import data_file_name, files_of, link_file
from broadsheet.loading.arrivals import Arrival
from broadsheet.loading.carry_over import Gone, carry_over, link_archive, rows_of
from broadsheet.loading.known import Known
from broadsheet.schema import DIMENSIONS
from broadsheet.schema import TABLES as ALL_TABLES
from kit.flattening import flatten

MONTHS = {"a.md": "2021-02", "b.md": "2021-02", "c.md": "2021-03", "d.md": "undated"}
"""Documents by path, and the months they are kept under."""

TABLES = {name: table for name, table in ALL_TABLES.items() if name not in DIMENSIONS}
"""The tables in which an article has rows, or its file."""

PARTITIONED = [name for name, table in TABLES.items() if table.partitioned]


def document(archive: str, path: str, title: str = "") -> Document:
    """A document with rows in every table, which all tell its path."""
    date = "" if MONTHS[path] == "undated" else f"publishedDateTime: {MONTHS[path]}-05T00:00:00Z\n"
    text = (
        f"---\ntitle: {title or path}\n{date}quality: {path}\ntopics:\n  - {path}\n"
        f"images:\n  - title: {path}\nrelated:\n  - title: {path}\n---\n"
    )
    return Document(archive, path, text.encode())


@pytest.fixture
def version(tmp_path: Path) -> Path:
    """A version of two archives with the same documents, one of which has two parts."""
    folder = tmp_path / "v000001"
    for archive, parts in {"news": ("ab", "cd"), "other": ("abcd",)}.items():
        for number, paths in enumerate(parts):
            documents = [document(archive, f"{letter}.md") for letter in paths]
            write_data_files(folder, data_file_name(archive, number), flatten(documents))
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The staging folder of the version after."""
    return tmp_path / "staging"


def gone(*paths: str) -> Gone:
    """Documents of `news` that are gone."""
    found = Gone()
    known = {
        path: Known(
            "1", "1", article_id("news", path), month, "loaded", None, Arrival(0, "v000001")
        )
        for path, month in MONTHS.items()
    }
    found.add(known, paths)
    return found


def inodes(folder: Path, archive: str = "news") -> dict[str, int]:
    """The files of an archive, and which files on the disk they are."""
    return {
        str(file.relative_to(folder)): file.stat().st_ino for file in files_of(folder, archive, "*")
    }


def paths_in(folder: Path, table: str, archive: str = "news") -> list[str]:
    """The paths of the documents that have rows in a table."""
    ids = {article_id(archive, path): path for path in MONTHS}
    rows = [row for file in files_of(folder, archive, table) for row in read_file(file).to_pylist()]
    return sorted(row["path"] if "path" in row else ids[row["article_id"]] for row in rows)


@pytest.mark.parametrize("table", TABLES)
def test_all_is_taken_over_where_nothing_is_gone(version: Path, folder: Path, table: str) -> None:
    """Without anything gone the new version has the rows of the one before."""
    carry_over(folder, version, "news", gone())
    assert paths_in(folder, table) == paths_in(version, table)


def test_files_are_linked_where_nothing_is_gone(version: Path, folder: Path) -> None:
    """Without anything gone each file is the very file of the version before."""
    carry_over(folder, version, "news", gone())
    assert inodes(folder) == inodes(version)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "paths", [["a.md"], ["a.md", "b.md"], ["a.md", "c.md"], ["d.md"], [*MONTHS]]
)
def test_rows_that_are_gone_are_in_no_table(
    version: Path, folder: Path, table: str, paths: list[str]
) -> None:
    """Of a document that is gone no table has a row, and of the others each has all."""
    carry_over(folder, version, "news", gone(*paths))
    before = paths_in(version, table)
    assert paths_in(folder, table) == [path for path in before if path not in paths]


@pytest.mark.parametrize("path", MONTHS)
def test_files_of_other_months_are_linked(version: Path, folder: Path, path: str) -> None:
    """A month of which nothing is gone keeps its files."""
    carry_over(folder, version, "news", gone(path))
    month = f"published_month={MONTHS[path]}/"
    others = {
        file: inode
        for file, inode in inodes(version).items()
        if month not in file and file.startswith(tuple(PARTITIONED))
    }
    assert others.items() <= inodes(folder).items()


def test_files_without_what_is_gone_are_linked(version: Path, folder: Path) -> None:
    """Of two files of a table the one with nothing of what is gone is kept."""
    carry_over(folder, version, "news", gone("a.md"))
    kept = {file for file, inode in inodes(folder).items() if inodes(version).get(file) == inode}
    name = data_file_name("news", 1)
    assert {f"documents/{name}.parquet", f"problems/{name}.parquet"} <= kept


def test_month_of_which_all_is_gone_has_no_file(version: Path, folder: Path) -> None:
    """Where all rows of a file are gone there is no file."""
    carry_over(folder, version, "news", gone("c.md"))
    assert [file for file in inodes(folder) if "2021-03" in file] == []


def test_the_version_before_stays_as_it_was(version: Path, folder: Path) -> None:
    """Taking over changes nothing of the version before."""
    before = {file: file.read_bytes() for file in version.rglob("*.parquet")}
    carry_over(folder, version, "news", gone("a.md", "c.md"))
    assert {file: file.read_bytes() for file in version.rglob("*.parquet")} == before


def test_other_archives_are_left_alone(version: Path, folder: Path) -> None:
    """Of another archive nothing is taken over, and nothing is gone."""
    before = inodes(version, "other")
    carry_over(folder, version, "news", gone("a.md"))
    assert (inodes(folder, "other"), inodes(version, "other")) == ({}, before)


def test_rows_left_out_are_counted(version: Path, folder: Path) -> None:
    """How many rows are gone is noted by table."""
    found = gone("a.md", "c.md")
    carry_over(folder, version, "news", found)
    assert found.rows == dict.fromkeys(TABLES, 2)


@pytest.mark.parametrize("table", PARTITIONED)
def test_rows_left_out_are_kept_for_comparison(version: Path, folder: Path, table: str) -> None:
    """The rows that are gone can be had, in the table's schema."""
    found = gone("a.md", "c.md")
    carry_over(folder, version, "news", found)
    rows = found.tables()[table]
    ids = {article_id("news", path) for path in ("a.md", "c.md")}
    assert rows.schema == TABLES[table].schema
    assert set(rows["article_id"].to_pylist()) == ids


def test_reissued_document_loses_its_own_row_alone(version: Path, folder: Path) -> None:
    """A document of which only the row in documents is gone keeps all other rows."""
    found = gone()
    found.documents.add("a.md")
    carry_over(folder, version, "news", found)
    assert [name for name in TABLES if "a.md" not in paths_in(folder, name)] == ["documents"]


# New rows


@pytest.fixture
def renewed(version: Path, folder: Path) -> Path:
    """A version in which `a.md` has changed."""
    write_data_files(folder, data_file_name("news", 2), flatten([document("news", "a.md", "New")]))
    carry_over(folder, version, "news", gone("a.md"))
    return folder


@pytest.mark.parametrize("table", TABLES)
def test_new_rows_stand_beside_those_taken_over(version: Path, renewed: Path, table: str) -> None:
    """A document that has changed has its new rows, and each other its old ones."""
    assert paths_in(renewed, table) == paths_in(version, table)


def test_new_rows_are_those_of_the_document_now(renewed: Path) -> None:
    """The rows of a document that has changed are the new ones."""
    rows = [
        row for file in files_of(renewed, "news", "articles") for row in read_file(file).to_pylist()
    ]
    assert {row["path"]: row["title"] for row in rows} == {
        "a.md": "New", "b.md": "b.md", "c.md": "c.md", "d.md": "d.md",
    }  # fmt: skip


def test_a_month_with_new_rows_is_one_file(renewed: Path) -> None:
    """Where a month gets new rows, its small files become one."""
    months = [str(Path(file).parent) for file in inodes(renewed) if file.startswith("articles/")]
    assert sorted(months) == sorted(f"articles/published_month={m}" for m in set(MONTHS.values()))


def test_a_month_is_sorted_by_time(renewed: Path) -> None:
    """A file that new rows were added to is sorted as one that was written at once."""
    (file,) = files_of(renewed / "articles", "news", "published_month=2021-02")
    times = read_file(file)["published_at"].to_pylist()
    assert times == sorted(times)


def test_child_tables_with_the_same_rows_are_linked(version: Path, renewed: Path) -> None:
    """Where a change leaves a document's lists as they were, their files are the very files."""
    tables = ("related/", "images/", "article_topics/")
    before = {file: at for file, at in inodes(version).items() if file.startswith(tables)}
    after = {file: at for file, at in inodes(renewed).items() if file.startswith(tables)}
    assert after == before


def test_rows_that_are_the_same_are_counted(version: Path, folder: Path) -> None:
    """They count as removed, since the new ones count as added."""
    write_data_files(folder, data_file_name("news", 2), flatten([document("news", "a.md", "New")]))
    found = gone("a.md")
    carry_over(folder, version, "news", found)
    assert found.rows == dict.fromkeys(TABLES, 1)


# Whole archives


def test_an_archive_that_is_not_loaded_is_linked(version: Path, folder: Path) -> None:
    """All files of an archive are taken over as they are, and none of another's."""
    link_archive(folder, version, "other")
    assert (inodes(folder, "other"), inodes(folder, "news")) == (inodes(version, "other"), {})


def test_files_are_copied_where_they_can_t_be_linked(
    version: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a disk without hard links a file is copied."""

    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    file = files_of(version, "news", "documents")[0]
    link_file(file, tmp_path / "there" / "a.parquet")
    assert (tmp_path / "there" / "a.parquet").read_bytes() == file.read_bytes()


def test_rows_of_articles_can_be_had(version: Path) -> None:
    """The rows of some articles, of every table of documents, and no others."""
    ids = [article_id("news", path) for path in ("a.md", "d.md")]
    found = rows_of(version, "news", ids)
    assert {name: sorted(rows["article_id"].to_pylist()) for name, rows in found.items()} == (
        dict.fromkeys(PARTITIONED, sorted(ids)) | {name: [] for name in DIMENSIONS}
    )


def test_rows_of_no_articles_are_none(version: Path) -> None:
    """Tables without rows have their columns."""
    found = rows_of(version, "news", [])
    assert {name: (rows.num_rows, rows.schema) for name, rows in found.items()} == {
        name: (0, ALL_TABLES[name].schema) for name in (*PARTITIONED, *DIMENSIONS)
    }
