"""Whatever stops a load, the lake holds one whole version, and the next load makes up for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from broadsheet.cli import app as cli
from broadsheet.lake.snapshot import current_snapshot, open_snapshot
from broadsheet.loading.loader import load
from kit.killing import Case, Server, Tables, assert_tidy, document, making, serving, tables


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server for loads that are killed."""
    with serving() as made:
        yield made


@pytest.fixture(scope="module", params=[True, False], ids=["first", "again"])
def first(request: pytest.FixtureRequest) -> bool:
    """Whether the lake is a new one."""
    return bool(request.param)


@pytest.fixture(scope="module")
def case(first: bool, server: Server) -> Iterator[Case]:
    """A first load, or one of an archive that has changed."""
    with making(server, first=first) as made:
        yield made


# Killed loads


def kill_at(case: Case, steps: Counter[str], kinds: Iterable[str]) -> dict[str, str]:
    """Kill a load in the middle of the steps of each kind; how each load ended.

    Its workers do nothing but write data files: other steps come when they are gone.
    """
    return {
        kind: case.kill(
            kind=kind, step=steps[kind] // 2, batch=700, workers=2 if "TABLE" in kind else 1
        )
        for kind in kinds
    }


@pytest.mark.soak
def test_load_may_be_killed_at_any_kind_of_step(server: Server) -> None:
    """A load that is killed at a step that changes the disk leaves the version before or the one
    after, no process and no file; the next load is as good as any.

    It is killed once at each kind of step. `soak_safety.py` kills it at every step.
    """
    with making(server, first=False) as case:
        steps = Counter(case.steps())
        assert kill_at(case, steps, steps) == dict.fromkeys(steps, "killed")


def test_load_may_be_killed_at_any_call(server: Server, first: bool) -> None:
    """A load that is killed at a call that changes the disk leaves the version before or the one
    after; a first load leaves no version or a whole one. It is killed once at each call.
    """
    with making(server, first=first) as case:
        steps = Counter(case.steps())
        kinds = {kind.partition(" ")[0]: kind for kind in steps}.values()
        assert kill_at(case, steps, kinds) == dict.fromkeys(kinds, "killed")


def test_steps_are_of_every_kind(server: Server) -> None:
    """A load into a lake makes and removes folders, and writes, links, syncs, renames and replaces
    files.
    """
    with making(server, first=False) as case:
        calls = {step.partition(" ")[0] for step in case.steps()}
    made = {"mkdir", "write", "tear", "link"}
    assert calls == made | {"unlink", "rmdir", "fsync", "rename", "replace"}


def test_load_may_be_killed_at_any_time(server: Server) -> None:
    """A load of some hundred documents that is killed at any moment does no harm."""
    with making(server, first=False, documents=400) as case:
        seconds = case.server.load(case.source, case.room / "measured")["seconds"]
        for part in (0.3, 0.7):
            case.kill(after=part * seconds, batch=20_000)


def test_killed_worker_is_an_error(case: Case) -> None:
    """A load whose worker is killed, as for want of memory, ends in an error of one line."""
    with case.lake() as lake:
        kind = "write STAGING/TABLE/*.parquet"
        ended = case.server.load(case.source, lake, kind=kind, step=0, worker=True, batch=700)
    assert (ended["ended"], len(ended["result"].splitlines())) == ("LakeError", 1)


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


@contextmanager
def mounted(place: Path) -> Iterator[Path]:
    """A small disk."""
    refusal = mount(place, "size=4m")
    if refusal:
        pytest.skip(f"no disk can be mounted: {refusal}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    with mounted(tmp_path / "disk") as place:
        yield place


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


def load_and_change(archive: Path, lake: Path) -> str:
    """Load an archive into a lake, and change it; its source."""
    archive.mkdir()
    for number in range(8):
        (archive / f"{number}.md").write_text(document(f"T{number}", f"2021-0{number % 4 + 1}"))
    load([f"n={archive}"], lake)
    for number in range(4):
        (archive / f"{number}.md").write_text(document(f"N{number}", f"2021-0{number + 1}"))
    return f"n={archive}"


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[Path], tuple[str, Tables, Tables]]:
    """Loads an archive into a lake and changes it; its source, and the tables before and after."""

    def make(lake: Path) -> tuple[str, Tables, Tables]:
        source = load_and_change(tmp_path / "archive", lake)
        load([source], tmp_path / "after")
        return source, tables(lake), tables(tmp_path / "after")

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
    for room in count(0, 40_960):
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


@pytest.mark.parametrize(
    ("first", "workers"),
    [
        (True, 1),
        (False, 2),
        pytest.param(True, 2, marks=pytest.mark.soak),
        pytest.param(False, 1, marks=pytest.mark.soak),
    ],
    indirect=["first"],
    scope="module",
)
def test_file_that_may_not_grow_does_no_harm(case: Case, workers: int) -> None:
    """A load whose files can't be written whole ends in an error of one line and does no harm."""
    ended = []
    for size in SIZES:
        with case.lake() as lake:
            found = case.server.load(case.source, lake, file_size=size, workers=workers)
            ended.append(found["ended"])
            assert found["ended"] == "done" or "can't be written: " in found["result"]
            assert tables(lake) == case.tables[found["ended"] == "done"]
            case.check_next_load(lake)
    assert set(ended[:3]) == {"LakeError"}


# A disk that can't be written


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A lake on a disk that can only be read, and the source of its archive, which has changed."""
    folder = tmp_path_factory.mktemp("frozen")
    with mounted(folder / "disk") as disk:
        source = load_and_change(folder / "archive", disk / "lake")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        yield disk / "lake", source


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
        assert go_on.wait(120)

    writer = threading.Thread(target=load, args=([archive], lake), kwargs={"progress": wait})
    writer.start()
    assert reading.wait(120)
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

    make(5)
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(lake)], stdout=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout
        said = []
        for number in range(6, 10):
            make(number)
            said.append(reader.stdout.readline())
        reader.kill()
    assert set(said) == {"whole\n"}
