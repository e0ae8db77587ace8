"""The index of words that the query `search` reads: two files for each data file of articles.

    lake/.seen/words-DIGEST/HASH.words.parquet    in which articles each word is, in order of words
    lake/.seen/words-DIGEST/HASH.sums.parquet     how many articles there are, and how long

HASH is that of the data file, so a load that changes one month leaves the index of the others as it
is. DIGEST is that of the SQL. A load writes no index, which most lakes never need: the command
`search` does when it is first used. What has no index is searched by reading it. The index is safe
to lose.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

import duckdb

from broadsheet.database.relations import Relation, views
from broadsheet.database.sources import sql_of
from broadsheet.errors import LakeError
from broadsheet.lake.atomic import replaced
from broadsheet.lake.commit import SEEN
from broadsheet.lake.snapshot import versions_of
from broadsheet.lake.sql_text import literal, parquet_rows
from broadsheet.processes import run_until_interrupted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from broadsheet.lake.snapshot import Snapshot

__all__ = ["WordIndex", "find_index", "write_index"]

_MACROS = ("search_words", "search_bytes")
_PARTS = ("sums", "words")  # words come last: where they are, the sums are too
_WRITTEN = "format parquet, compression zstd, row_group_size 20480"
"""Small groups of rows: a search reads one of each file for a word."""
_ARTICLES = "articles/"


@dataclass(frozen=True)
class WordIndex:
    """What of a version has an index.

    Attributes:
        indexed: The path of the index of a data file, without its ending, for those that have one.
        missing: The same for those that have none.
    """

    indexed: Mapping[Path, Path]
    missing: Mapping[Path, Path]

    @property
    def files(self) -> list[Path]:
        """All files of the index."""
        return [_part(stem, name) for stem in self.indexed.values() for name in _PARTS]

    @property
    def relations(self) -> dict[str, Relation]:
        """The relations that take the place of those without an index; none where there is none."""
        if not self.indexed:
            return {}
        stems = self.indexed.values()
        rest = parquet_rows(*self.missing) if self.missing else "articles where false"
        statements = {
            "indexed_words": f"from {parquet_rows(*(_part(stem, 'words') for stem in stems))}",
            "indexed_sums": f"from {parquet_rows(*(_part(stem, 'sums') for stem in stems))}",
            "unindexed_articles": f"from {rest}",
        }
        return {
            name: Relation(name, f"create macro {name}() as table {statement};")
            for name, statement in statements.items()
        }


def find_index(snapshot: Snapshot) -> WordIndex:
    """The index of a version, as far as there is one."""
    folder = snapshot.path.parent / SEEN / _folder_name()
    stems = {
        snapshot.path.resolve() / name: folder.resolve() / digest
        for name, (_, digest) in (snapshot.files or {}).items()
        if name.startswith(_ARTICLES)
    }
    there = {file: stem for file, stem in stems.items() if _part(stem, "words").is_file()}
    return WordIndex(there, {file: stem for file, stem in stems.items() if file not in there})


def write_index(snapshot: Snapshot) -> None:
    """Write what a version lacks of its index, and remove the index of what is in no version.

    Ctrl-C ends it; what is written by then stays.

    Raises:
        LakeError: It can't be written: no space, no permission, or no memory.
    """
    missing = find_index(snapshot).missing
    if not missing:
        return
    folder = snapshot.path.parent / SEEN / _folder_name()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with duckdb.connect() as connection:
            for name in _MACROS:
                connection.execute(views()[name].sql)
            for file, stem in missing.items():
                _write_parts(connection, file, stem)
    except (OSError, duckdb.Error) as error:
        problem = f"the index of words can't be written: {str(error).splitlines()[0]}"
        raise LakeError(problem, hint="search without it: broadsheet query search") from error
    with suppress(LakeError):  # a damaged version does not say which files it has
        _remove_others(snapshot.path.parent, folder)


def _write_parts(connection: duckdb.DuckDBPyConnection, file: Path, stem: Path) -> None:
    connection.execute(f"create or replace view file_articles as from {parquet_rows(file)}")
    for name in _PARTS:
        selected = sql_of("word_index")[name]
        with replaced(_part(stem, name)) as new:
            copied = f"copy (\n{selected}) to {literal(new)} ({_WRITTEN})"
            run_until_interrupted(partial(connection.execute, copied), connection.interrupt)


def _remove_others(lake: Path, folder: Path) -> None:
    """Remove the files of data files that no version has, and those that other SQL has made."""
    kept = {digest for version in versions_of(lake) for _, digest in (version.files or {}).values()}
    for other in _files_of_indexes(lake):
        if other.parent != folder or other.name.partition(".")[0] not in kept:
            with suppress(OSError):
                other.unlink()


def _files_of_indexes(lake: Path) -> Iterator[Path]:
    return (lake / SEEN).glob("words-*/*.parquet")


def _part(stem: Path, name: str) -> Path:
    return stem.with_name(f"{stem.name}.{name}.parquet")


def _folder_name() -> str:
    """The name of the folder, which changes with the SQL that makes the index."""
    made_of = [*(views()[name].sql for name in _MACROS), *sql_of("word_index").values()]
    return f"words-{blake2b(repr(made_of).encode(), digest_size=8).hexdigest()}"
