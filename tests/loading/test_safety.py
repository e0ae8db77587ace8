"""Whatever stops a load, the lake holds one whole version, and the next load makes up for it."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from broadsheet.cli import app as cli
from broadsheet.database.connection import connect
from broadsheet.lake.snapshot import current_snapshot, open_snapshot
from broadsheet.loading.loader import load
from broadsheet.schema import DERIVED, TABLES

_SERVER = Path(__file__).resolve().parents[1] / "kit" / "load_server.py"
_MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory, where there is one
SHARES = 4
STRIDE = 4

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
    return {name: sorted(map(repr, live.read(name).to_pylist())) for name in TABLES}


def connected(lake: Path) -> dict[str, int]:
    """The rows of every table as a reader counts them; none of a lake without a version."""
    if current_snapshot(lake) is None:
        return {}
    connection = connect(lake)
    try:
        return {
            name: connection.sql(f"select count(*) from {name}").fetchall()[0][0]  # noqa: S608
            for name in TABLES
        }
    finally:
        connection.close()


def version_files(lake: Path) -> frozenset[tuple[str, int]]:
    """The files of the live version, which is all that a reader sees, with their sizes."""
    live = current_snapshot(lake)
    files = live.path.rglob("*.parquet") if live else ()
    return frozenset((str(file.relative_to(lake)), file.stat().st_size) for file in files)


@dataclass
class Server:
    """A process that loads in processes of its own; see `load_server.py`."""

    process: subprocess.Popen[str]

    def load(self, source: str, lake: Path, **given: Any) -> dict[str, Any]:  # noqa: ANN401 - of an Attempt
        """Load, and tell how that ended."""
        assert self.process.stdin
        assert self.process.stdout
        attempt = {"source": source, "lake": str(lake), **given}
        self.process.stdin.write(json.dumps(attempt) + "\n")
        self.process.stdin.flush()
        ended: dict[str, Any] = json.loads(self.process.stdout.readline())
        return ended


@contextmanager
def serving(temporary: Path) -> Iterator[Server]:
    """A server whose folder for temporary files is this one."""
    temporary.mkdir()
    with subprocess.Popen(
        [sys.executable, str(_SERVER)],
        env=os.environ | {"TMPDIR": str(temporary)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Server(process)
        process.kill()


@dataclass
class Case:
    """A lake before a load, the archive to load, and what both may hold afterwards."""

    room: Path
    server: Server
    archive: Path
    before: Path
    tables: tuple[Tables, Tables]
    counted: set[frozenset[tuple[str, int]]] = field(default_factory=set)

    @property
    def source(self) -> str:
        """The archive under its name."""
        return f"n={self.archive}"

    def kill(self, **how: Any) -> str:  # noqa: ANN401 - of an Attempt
        """Kill a load of the archive into a copy of the lake, and hold what is left to account."""
        lake = self.room / "lake"
        if self.before.exists():
            shutil.copytree(self.before, lake, copy_function=os.link)
        ended = self.server.load(self.source, lake, **how)
        assert ended["strays"] == 0
        found = tables(lake)
        assert found in self.tables
        files = version_files(lake)
        if files not in self.counted:
            assert connected(lake) == {name: len(rows) for name, rows in found.items()}
            self.counted.add(files)
        load([self.source], lake)
        assert tables(lake) == self.tables[1]
        assert_tidy(lake)
        assert not list((self.room / "tmp").iterdir())
        shutil.rmtree(lake)
        return str(ended["ended"])


def assert_tidy(lake: Path) -> None:
    """Hold a lake to nothing but whole versions up to the live one, and what belongs beside."""
    names = {path.name for path in lake.iterdir()}
    versions = {name for name in names if name.startswith("v")}
    assert names - versions <= {"CURRENT", ".lock", ".seen", "loads.jsonl"}
    assert max(versions) == open_snapshot(lake).version
    assert all(
        {*TABLES, *DERIVED, "load.json"} == {path.name for path in (lake / name).iterdir()}
        for name in versions
    )
    assert all(file.suffix == ".parquet" for file in (lake / ".seen").glob("*"))


@contextmanager
def fast_room() -> Iterator[Path]:
    """An empty folder on a quick disk."""
    place = str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


@contextmanager
def making(*, first: bool, documents: int = 8) -> Iterator[Case]:
    """A first load, or one into a lake that holds the archive as it was before."""
    with fast_room() as room, serving(room / "tmp") as server:
        archive, before = room / "archive", room / "before"
        archive.mkdir()
        for number in range(documents):
            month = f"2021-0{number % 2 + 1}"
            (archive / f"{number}.md").write_text(document(f"T{number}", month))
        if not first:
            load([f"n={archive}"], before)
            for number in range(0, documents, 4):
                (archive / f"{number}.md").write_text(document("changed"))
            (archive / "1.md").unlink()
            (archive / "2.md").rename(archive / "moved.md")
        load([f"n={archive}"], room / "after")
        yield Case(room, server, archive, before, (tables(before), tables(room / "after")))


@pytest.fixture(params=[True, False], ids=["first", "again"])
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    """A first load, and one of an archive that has changed."""
    with making(first=request.param) as made:
        yield made


def kill_at_steps(case: Case, steps: Iterator[int]) -> int:
    """Kill loads at these steps until one is through before; how many were killed."""
    for killed, step in enumerate(steps):
        ended = case.kill(step=step, batch=700)
        assert ended in {"killed", "done"}
        if ended == "done":
            return killed
    raise AssertionError("steps have an end")


# Killed loads


@pytest.mark.parametrize("share", range(SHARES))
def test_load_may_be_killed_at_any_step(case: Case, share: int) -> None:
    """A load that is killed at a step that changes the disk leaves the version before or the one
    after, no process and no file; the next load is as good as any.
    """
    assert kill_at_steps(case, count(share * STRIDE, SHARES * STRIDE))


@pytest.mark.parametrize("first", [True, False], ids=["first", "again"])
def test_load_may_be_killed_at_any_time(first: bool) -> None:
    """A load of some hundred documents that is killed at any moment does no harm."""
    moments = random.Random(1)  # noqa: S311 - no secret
    with making(first=first, documents=400) as case:
        lake = case.room / "measured"
        seconds = case.server.load(case.source, lake)["seconds"]
        for _ in range(8):
            case.kill(after=moments.uniform(0, seconds), batch=20_000)


def test_killed_worker_is_told(case: Case) -> None:
    """A load whose worker is killed, as for want of memory, ends in an error of one line."""
    ended = case.server.load(case.source, case.room / "lake", step=10, worker=True)
    assert (ended["ended"], len(ended["told"].splitlines())) == ("LakeError", 1)


# A full disk


def mount(place: Path, options: str) -> str | None:
    """Mount a disk in memory; why it can't be."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "there is no mount"
    return done.stderr.strip() if done.returncode else None


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    place = tmp_path / "disk"
    refusal = mount(place, "size=4m")
    if refusal:
        pytest.skip(f"no disk can be mounted: {refusal}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def leave(disk: Path, room: int) -> None:
    """Fill a disk up to so many bytes."""
    with (disk / "ballast").open("wb") as ballast:
        os.posix_fallocate(ballast.fileno(), 0, max(shutil.disk_usage(disk).free - room, 1))


Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Runs a command in an empty working folder; its exit code and what it says on stderr."""
    monkeypatch.chdir(tmp_path)

    def command(*words: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["broadsheet", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(ended.value.code or 0), capsys.readouterr().err

    return command


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Path], tuple[str, Tables, Tables]]:
    """Loads an archive into a lake and changes it; its source, and the tables before and after."""

    def make(lake: Path) -> tuple[str, Tables, Tables]:
        archive = tmp_path / "archive"
        archive.mkdir()
        for number in range(8):
            (archive / f"{number}.md").write_text(document(f"T{number}", f"2021-0{number % 4 + 1}"))
        load([f"n={archive}"], lake)
        for number in range(4):
            (archive / f"{number}.md").write_text(document(f"N{number}", f"2021-0{number + 1}"))
        load([f"n={archive}"], tmp_path / "after")
        return f"n={archive}", tables(lake), tables(tmp_path / "after")

    return make


def assert_refused(ended: tuple[int, str], why: str) -> None:
    """Hold a command to one line on stderr that says why, and to exit code 2."""
    code, said = ended
    assert (code, len(said.splitlines())) == (2, 1)
    assert why in said


def test_full_disk_does_no_harm(
    disk: Path, changed: Callable[[Path], tuple[str, Tables, Tables]], run: Run
) -> None:
    """A load that finds no room, early or late, ends in one line and leaves the version before;
    once there is room the next one is as good as any.
    """
    source, before, after = changed(disk / "lake")
    shutil.copytree(disk / "lake", disk / "kept")
    for room in count(0, 12_288):
        leave(disk, room)
        ended = run("load", source, "--lake", disk / "lake")
        found = tables(disk / "lake")
        (disk / "ballast").unlink()
        if ended[0] == 0:
            assert (room > 4096, found) == (True, after)
            break
        assert_refused(ended, "can't be written: ")
        assert found == before
        load([source], disk / "lake")
        assert tables(disk / "lake") == after
        assert_tidy(disk / "lake")
        shutil.rmtree(disk / "lake")
        shutil.copytree(disk / "kept", disk / "lake")


def test_first_load_on_a_full_disk_leaves_a_lake_to_load_into(
    disk: Path, changed: Callable[[Path], tuple[str, Tables, Tables]], run: Run, tmp_path: Path
) -> None:
    """A first load that finds no room ends in one line; with room the next is whole."""
    source, _, after = changed(tmp_path / "other")
    for room in (0, 4_096, 40_000, 80_000):
        leave(disk, room)
        assert_refused(run("load", source, "--lake", disk / "lake"), "can't be written: ")
        (disk / "ballast").unlink()
        load([source], disk / "lake")
        assert tables(disk / "lake") == after
        assert_tidy(disk / "lake")
        shutil.rmtree(disk / "lake")


def test_load_goes_on_where_only_marks_and_ledger_find_no_room(
    disk: Path, changed: Callable[[Path], tuple[str, Tables, Tables]]
) -> None:
    """Without room for marks and ledger a load that finds nothing new is done all the same."""
    source, before, _ = changed(disk / "lake")
    for number in range(4):
        file = Path(source.removeprefix("n=")) / f"{number}.md"
        file.write_text(document(f"T{number}", f"2021-0{number + 1}"))
    leave(disk, 0)
    load([source], disk / "lake")
    assert tables(disk / "lake") == before


SIZES = [0, 100, 1_000, 2_000, 3_000, 5_000]


@pytest.mark.parametrize("workers", [1, 2])
def test_file_that_may_not_grow_does_no_harm(case: Case, workers: int) -> None:
    """A load whose files can't be written whole ends in an error of one line and does no harm."""
    ended = []
    lake = case.room / "lake"
    for size in SIZES:
        if case.before.exists():
            shutil.copytree(case.before, lake)
        told = case.server.load(case.source, lake, file_size=size, workers=workers)
        ended.append(told["ended"])
        assert told["ended"] == "done" or "can't be written: " in told["told"]
        assert tables(lake) == case.tables[told["ended"] == "done"]
        load([case.source], lake)
        assert tables(lake) == case.tables[1]
        assert_tidy(lake)
        shutil.rmtree(lake)
    assert set(ended[:3]) == {"LakeError"}


# A disk that can't be written


@pytest.fixture
def frozen(disk: Path, changed: Callable[[Path], tuple[str, Tables, Tables]]) -> tuple[Path, str]:
    """A lake on a disk that can only be read, and the source of its archive, which has changed."""
    source, *_ = changed(disk / "lake")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    return disk / "lake", source


@pytest.mark.parametrize(
    "command",
    [
        ("status",),
        ("sql", "select count(*) from articles"),
        ("query", "articles_by_topic"),
        ("problems",),
        ("report", "coverage", "--period", "all", "--format", "html"),
    ],
    ids=lambda words: words[0],
)
def test_lake_on_a_read_only_disk_can_be_read(
    frozen: tuple[Path, str], run: Run, command: tuple[str, ...]
) -> None:
    """Commands that read need no leave to write into the lake."""
    assert run(*command, "--lake", frozen[0]) == (0, "")


def test_load_into_a_read_only_disk_is_refused(frozen: tuple[Path, str], run: Run) -> None:
    """A load that can't write ends in one line."""
    ended = run("load", frozen[1], "--lake", frozen[0])
    assert_refused(ended, "can't be written: Read-only file system")


# Two loads at once


@pytest.fixture
def held(tmp_path: Path) -> Iterator[tuple[Path, threading.Event]]:
    """A lake that a load is writing, until the event."""
    archive, lake = tmp_path / "first", tmp_path / "lake"
    archive.mkdir()
    (archive / "a.md").write_text(document("A"))
    reading, go_on = threading.Event(), threading.Event()

    def wait(*_: int) -> None:
        reading.set()
        assert go_on.wait(30)

    writer = threading.Thread(target=load, args=([archive], lake), kwargs={"progress": wait})
    writer.start()
    assert reading.wait(30)
    yield lake, go_on
    go_on.set()
    writer.join()


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """Another archive."""
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "b.md").write_text(document("B"))
    return tmp_path / "second"


def test_second_load_is_refused(held: tuple[Path, threading.Event], second: Path, run: Run) -> None:
    """While a load is writing another is refused in one line."""
    assert_refused(run("load", second, "--lake", held[0]), "another load is writing")


def test_refused_load_does_no_harm(held: tuple[Path, threading.Event], second: Path) -> None:
    """A load that was refused can be made when the other is done, and both are whole."""
    lake, go_on = held
    assert subprocess.run(
        [sys.executable, "-m", "broadsheet.cli", "load", str(second), "--lake", str(lake)],
        capture_output=True,
        check=False,
    ).returncode == 2  # fmt: skip
    go_on.set()
    while current_snapshot(lake) is None or "B" not in _titles(lake):
        _try_to_load(second, lake)
    assert _titles(lake) == {"A", "B"}


def _try_to_load(archive: Path, lake: Path) -> None:
    try:
        load([archive], lake)
    except cli.BroadsheetError as error:
        assert "another load is writing" in str(error)  # noqa: PT017 - either way is right


def _titles(lake: Path) -> set[str]:
    return set(open_snapshot(lake).read("articles")["title"].to_pylist())


READER = """
import sys
from pathlib import Path
from broadsheet.database.connection import connect

ASKED = "select count(*), count(distinct title), max(title), min(title) from articles"
MORE = "select (select count(*) from related), (select count(*) from documents)"
while True:
    connection = connect(Path(sys.argv[1]))
    first = connection.sql(ASKED).fetchall(), connection.sql(MORE).fetchall()
    again = connection.sql(ASKED).fetchall(), connection.sql(MORE).fetchall()
    connection.close()
    [(articles, titles, most, least)], [(related, documents)] = first
    whole = first == again and titles == 1 and articles == related == documents == int(most)
    print("whole" if whole else first, flush=True)
"""


def test_readers_see_whole_versions_alone(tmp_path: Path) -> None:
    """Whoever reads while loads go on sees one version in a connection, and all of it."""
    archive, lake = tmp_path / "archive", tmp_path / "lake"
    archive.mkdir()

    def make(number: int) -> None:
        for name in range(number):
            (archive / f"{name}.md").write_text(document(str(number), f"2021-0{name % 3 + 1}"))
        load([archive], lake)

    make(10)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(lake)], stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout
        said = []
        for number in range(11, 20):
            make(number)
            said.append(reader.stdout.readline())
        reader.kill()
    assert set(said) == {"whole\n"}
