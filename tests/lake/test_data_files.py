"""The files of a version belong to one archive each, and do not become many."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow as pa
import pytest

from broadsheet.documents.document import Document
from broadsheet.lake.data_files import (
    merge_small_files,
    read_file,
    write_data_files,
    write_missing_tables,
)
from broadsheet.lake.names import archive_key, data_file_name, files_of, next_number
from broadsheet.schema import TABLES
from kit.flattening import flatten


def tables_of(*days: str, archive: str = "news", excerpt: str = "") -> dict[str, pa.Table]:
    """The tables of one document a day, which is called after its day."""
    texts = {
        f"{day}.md": f"---\ntitle: {day}\nexcerpt: '{excerpt}'\npublishedDateTime: {day}\n---\n"
        for day in days
    }
    return flatten(Document(archive, path, text.encode()) for path, text in texts.items())


@pytest.fixture
def write(tmp_path: Path) -> Path:
    """A folder with three parts of one archive in one month, and one part of another."""
    for number, day in enumerate(("2021-03-09", "2021-03-02", "2021-03-05")):
        write_data_files(tmp_path, data_file_name("news", number), tables_of(day))
    write_data_files(tmp_path, data_file_name("other", 0), tables_of("2021-03-01", archive="other"))
    return tmp_path / "articles" / "published_month=2021-03"


def titles(file: Path) -> list[str]:
    """The titles in a file, in its order."""
    found: list[str] = read_file(file)["title"].to_pylist()
    return found


def test_parts_are_named_after_archive_and_number() -> None:
    """A part's name begins with the archive's key, which is the same in every run."""
    assert data_file_name("news", 7) == f"{archive_key('news')}-00007"
    assert archive_key("news") == "6bb9a1e6c939"


@pytest.mark.parametrize("name", ["News", "news ", "", "a/b", "*", "[x]", "ä"])
def test_archives_have_other_keys(name: str) -> None:
    """Each archive has a key of its own, which is the name of a file whatever the archive's."""
    assert archive_key(name) != archive_key("news")
    assert archive_key(name).isalnum()


def test_files_are_found_by_archive_and_table(write: Path) -> None:
    """The files of an archive are found in every table, and no other's."""
    version = write.parent.parent
    assert [file.parent for file in files_of(version, "news", "articles")] == [write] * 3
    assert [file.parent.name for file in files_of(version, "other", "*")] == [
        "published_month=2021-03", "documents", "problems",
    ]  # fmt: skip


def test_next_part_is_free(write: Path) -> None:
    """The next part's number is above all of the archive's."""
    version = write.parent.parent
    assert [next_number(version, name) for name in ("news", "other", "third")] == [3, 1, 0]


def test_next_part_is_above_a_gap(write: Path) -> None:
    """A number that has been left is not given again while a higher one stands."""
    version = write.parent.parent
    for file in files_of(version, "news", "*"):
        if "-00002" not in file.name:
            file.unlink()
    assert next_number(version, "news") == 3


def test_next_part_counts_beyond_five_digits(tmp_path: Path) -> None:
    """Numbers of more digits than a name has at first are numbers still."""
    write_data_files(tmp_path, data_file_name("news", 123_456), tables_of("2021-03-01"))
    assert next_number(tmp_path, "news") == 123_457


def test_table_without_rows_gets_no_file(tmp_path: Path) -> None:
    """A part has files only for rows."""
    write_data_files(tmp_path, data_file_name("news", 0), tables_of("2021-03-01"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["articles", "documents", "problems"]


def test_missing_tables_get_an_empty_file(tmp_path: Path) -> None:
    """Every table can be read once those without rows have their empty file."""
    write_data_files(tmp_path, data_file_name("news", 0), tables_of("2021-03-01"))
    write_missing_tables(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(TABLES)
    assert len(list(tmp_path.rglob("*.parquet"))) == len(TABLES)


# Merging


def test_small_files_become_one(write: Path) -> None:
    """An archive's small files become one, which is sorted by time."""
    merge_small_files(write, "news")
    (file,) = write.glob(f"{archive_key('news')}-*")
    assert titles(file) == ["2021-03-02", "2021-03-05", "2021-03-09"]


def test_merged_file_has_the_last_name(write: Path) -> None:
    """The one file has the highest number, so that the next part's is free."""
    merge_small_files(write, "news")
    assert (write / f"{data_file_name('news', 2)}.parquet").is_file()


def test_other_archives_stay_apart(write: Path) -> None:
    """Files of another archive are not merged, and stay the very files they were."""
    (other,) = write.glob(f"{archive_key('other')}-*")
    before = other.stat().st_ino
    merge_small_files(write, "news")
    assert (other.stat().st_ino, titles(other)) == (before, ["2021-03-01"])


def test_documents_are_merged_by_path(write: Path) -> None:
    """A table without months is sorted by path."""
    documents = write.parent.parent / "documents"
    merge_small_files(documents, "news")
    (file,) = documents.glob(f"{archive_key('news')}-*")
    paths = read_file(file)["path"].to_pylist()
    assert paths == ["2021-03-02.md", "2021-03-05.md", "2021-03-09.md"]


def test_merged_file_keeps_its_schema(write: Path) -> None:
    """A merged file has the columns and types of its table."""
    merge_small_files(write, "news")
    (file,) = write.glob(f"{archive_key('news')}-*")
    assert read_file(file).schema == TABLES["articles"].schema


def test_one_small_file_stays(write: Path) -> None:
    """A single file is left as it is."""
    (other,) = write.glob(f"{archive_key('other')}-*")
    before = other.stat().st_ino
    merge_small_files(write, "other")
    assert other.stat().st_ino == before


def test_large_files_stay(write: Path) -> None:
    """A file of more than a MiB is not written again for a few rows."""
    large = write / f"{data_file_name('news', 3)}.parquet"
    write_data_files(
        write.parent.parent,
        data_file_name("news", 3),
        tables_of("2021-03-01", excerpt=os.urandom(1 << 20).hex()),
    )
    before = large.stat().st_ino
    merge_small_files(write, "news")
    assert large.stat().st_ino == before
    assert len(list(write.glob(f"{archive_key('news')}-*"))) == 2


def test_links_of_another_version_are_not_changed(write: Path, tmp_path: Path) -> None:
    """Merging files that are links to an earlier version's leaves that version as it was."""
    earlier = tmp_path / "earlier"
    earlier.mkdir()
    for file in write.iterdir():
        (earlier / file.name).hardlink_to(file)
    before = {file.name: file.read_bytes() for file in earlier.iterdir()}
    merge_small_files(write, "news")
    assert {file.name: file.read_bytes() for file in earlier.iterdir()} == before
