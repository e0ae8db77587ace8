"""Loads that are killed, and what they may leave: one whole version, no process and no file."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from broadsheet.database.connection import connect
from broadsheet.lake.snapshot import current_snapshot, open_snapshot
from broadsheet.loading.loader import load
from broadsheet.schema import DERIVED, TABLES
from kit.lake_contents import without_arrivals
from kit.quick_disk import quick_folder

_SERVER = Path(__file__).parent / "load_server.py"

Tables = dict[str, list[str]]


def document(title: str, month: str = "2021-03") -> str:
    """A document with rows in every table."""
    return (
        f"---\ntitle: {title}\npublishedDateTime: {month}-01\nquality: high\ntopics:\n  - T\n"
        f"images:\n  - url: u\nrelated:\n  - title: R\n---\n{title}\n"
    )


def tables(lake: Path) -> Tables:
    """The live rows of every table, whatever their order; none of a lake without a version."""
    live = current_snapshot(lake)
    if live is None:
        return {}
    return {
        name: sorted(map(repr, without_arrivals(live.read(name)).to_pylist())) for name in TABLES
    }


def assert_tidy(lake: Path) -> None:
    """Check that a lake has whole versions up to the live one, and no file that is left over."""
    names = {path.name for path in lake.iterdir()}
    versions = {name for name in names if name.startswith("v")}
    catalog = {"catalog.duckdb", "catalog.sql", "current"}
    assert names - versions <= {"CURRENT", ".lock", ".seen", "loads.jsonl", *catalog}
    assert max(versions) == open_snapshot(lake).version
    assert all(
        {*TABLES, *DERIVED, "load.json"} == {path.name for path in (lake / name).iterdir()}
        for name in versions
    )
    seen = {file.suffix for file in (lake / ".seen").glob("*")}
    assert seen <= {".json", ".parquet", ".duckdb"}


@dataclass
class Server:
    """A process that loads in child processes; see `load_server.py`.

    Attributes:
        process: The process.
        temporary: Its folder for temporary files.
    """

    process: subprocess.Popen[str]
    temporary: Path

    def load(self, source: str, lake: Path, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - of an Attempt
        """Load, and return how that ended."""
        assert self.process.stdin
        assert self.process.stdout
        attempt = {"source": source, "lake": str(lake), **given}
        self.process.stdin.write(json.dumps(attempt) + "\n")
        self.process.stdin.flush()
        ended: dict[str, Any] = json.loads(self.process.stdout.readline())
        return ended


@contextmanager
def serving() -> Iterator[Server]:
    """A server with its own folder for temporary files."""
    with (
        quick_folder() as temporary,
        subprocess.Popen(
            [sys.executable, str(_SERVER)],
            env=os.environ | {"TMPDIR": str(temporary)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        yield Server(process, temporary)
        process.kill()


@dataclass
class Case:
    """A lake before a load, the archive to load, and what both may hold afterwards."""

    room: Path
    server: Server
    archive: Path
    before: Path
    tables: tuple[Tables, Tables]
    _counted: set[frozenset[tuple[str, int]]] = field(default_factory=set)

    @property
    def source(self) -> str:
        """The archive under its name."""
        return f"n={self.archive}"

    @contextmanager
    def lake(self) -> Iterator[Path]:
        """A copy of the lake before the load."""
        lake = self.room / "lake"
        if self.before.exists():
            shutil.copytree(self.before, lake, copy_function=os.link)
        yield lake
        shutil.rmtree(lake)

    def steps(self) -> list[str]:
        """The kinds of the steps of a load that is not killed."""
        with self.lake() as lake:
            steps: list[str] = self.server.load(self.source, lake, batch=700)["steps"]
        return steps

    def kill(self, **how: Any) -> str:  # noqa: ANN401 - of an Attempt
        """Kill a load of the archive into a copy of the lake, and check what it leaves.

        Args:
            **how: When to kill it: fields of an `Attempt`.

        Returns:
            How the load ended: `killed`, or `done` if it was faster.
        """
        with self.lake() as lake:
            ended = self.server.load(self.source, lake, **how)
            assert ended["strays"] == 0, how
            self._check_version(lake)
            self.check_next_load(lake)
            assert not list(self.server.temporary.iterdir()), how
        return str(ended["ended"])

    def check_next_load(self, lake: Path) -> None:
        """Load into what a load has left, and check that the lake is whole."""
        load([self.source], lake)
        assert tables(lake) == self.tables[1]
        assert_tidy(lake)

    def _check_version(self, lake: Path) -> None:
        """Check that a lake holds one whole version, for Arrow and for a reader's connection."""
        found = tables(lake)
        assert found in self.tables
        live = current_snapshot(lake)
        files = frozenset(
            (str(file.relative_to(lake)), file.stat().st_size)
            for file in (live.path.rglob("*.parquet") if live else ())
        )
        if live and files not in self._counted:
            assert _counts(lake) == {name: len(rows) for name, rows in found.items()}
            self._counted.add(files)


def _counts(lake: Path) -> dict[str, int]:
    """The rows of every table as a reader counts them."""
    with connect(lake) as connection:
        return {
            name: connection.sql(f"select count(*) from {name}").fetchall()[0][0]  # noqa: S608
            for name in TABLES
        }


@contextmanager
def making(server: Server, *, first: bool, documents: int = 8) -> Iterator[Case]:
    """A first load, or one into a lake that holds the archive before it changed.

    Of the archive's four months a change leaves one as it was.
    """
    with quick_folder() as room:
        archive, before = room / "archive", room / "before"
        archive.mkdir()
        for number in range(documents):
            month = f"2021-0{number % 4 + 1}"
            (archive / f"{number}.md").write_text(document(f"T{number}", month))
        if not first:
            load([f"n={archive}"], before)
            for number in range(0, documents, 4):
                (archive / f"{number}.md").write_text(document("changed"))
            (archive / "1.md").unlink()
            (archive / "2.md").rename(archive / "moved.md")
        load([f"n={archive}"], room / "after")
        yield Case(room, server, archive, before, (tables(before), tables(room / "after")))
