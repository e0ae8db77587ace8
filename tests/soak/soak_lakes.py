"""A lake under everything at once: kills, other processes, full disks, copies and odd clocks.

.venv/bin/pytest -n 2 tests/soak/soak_lakes.py
KILLS=60 MINUTES=1 .venv/bin/pytest tests/soak/soak_lakes.py

Each archive is edited as a whole: every document of it has the number of its edition in its title.
So a version that mixes editions, or lacks a document, shows.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest

import broadsheet
from broadsheet.database.connection import open_lake
from broadsheet.errors import BroadsheetError, LakeError
from broadsheet.lake.retention import prune
from broadsheet.lake.snapshot import current_snapshot, open_snapshot, versions_of
from broadsheet.lake.verification import state_of
from broadsheet.loading.loader import load
from kit.forked import is_done, kill_after, start
from kit.killing import assert_tidy, document
from kit.quick_disk import quick_folder

KILLS = int(os.environ.get("KILLS", "1000"))
MINUTES = float(os.environ.get("MINUTES", "10"))
DOCUMENTS = 24
ARCHIVES = ("a", "b", "c")
KINDS = ("first", "again", "several", "workers", "prune", "nothing")

Editions = dict[str, int]


def edit(room: Path, archive: str, edition: int) -> None:
    """Write an edition of an archive: documents of four months, and one of a name of its own."""
    folder = room / archive
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for number in range(DOCUMENTS):
        text = document(f"{archive} {edition}", f"2021-0{number % 4 + 1}")
        name = f"{edition}-{number}" if number == 0 else str(number)
        (folder / f"{name}.md").write_text(text)


def editions(lake: Path) -> Editions:
    """The edition of each archive in the live version, which has to be whole."""
    if not lake.exists() or current_snapshot(lake) is None:
        return {}
    sql = "select title, count(*) from articles group by all"
    with closing(open_lake(lake)) as connection:
        found = [(*title.split(), count) for title, count in connection.execute(sql).fetchall()]
    assert all(count == DOCUMENTS for _, _, count in found), found
    assert len({archive for archive, _, _ in found}) == len(found), found
    return {archive: int(edition) for archive, edition, _ in found}


def sources(room: Path, archives: tuple[str, ...]) -> list[str]:
    """Archives under their names."""
    return [f"{archive}={room / archive}" for archive in archives]


@contextmanager
def made() -> Iterator[Path]:
    """A folder with the archives, each in its first edition."""
    with quick_folder() as room:
        for archive in ARCHIVES:
            edit(room, archive, 1)
        yield room


@pytest.mark.parametrize("kind", KINDS)
def test_anything_may_be_killed_at_any_time(kind: str) -> None:
    """What a kill leaves is the lake before or after, whole; the next load leaves nothing over."""
    chance = random.Random(kind)  # noqa: S311 - no secret
    with made() as room:
        lake, log = room / "lake", room / "log"
        begun = time.monotonic()
        load(sources(room, ARCHIVES), room / "measured")
        usual = time.monotonic() - begun
        killed = 0
        for edition in range(2, KILLS // len(KINDS) + 2):
            if kind == "first":
                shutil.rmtree(lake, ignore_errors=True)
            elif not lake.exists():
                load(sources(room, ARCHIVES), lake)
            before = editions(lake)
            changed = {
                "several": ARCHIVES, "prune": (), "nothing": (), "first": (),
            }.get(kind, (chance.choice(ARCHIVES),))  # fmt: skip
            for archive in changed:
                edit(room, archive, edition)
            wanted = ARCHIVES if kind in {"first", "several", "nothing"} else changed
            workers = 2 if kind == "workers" else 1
            work: Callable[[], object] = partial(load, sources(room, wanted), lake, workers=workers)
            if kind == "prune":
                edit(room, "a", edition)
                load(sources(room, ("a",)), lake)
                before = editions(lake)
                work = partial(prune, lake, 1)
            begun = time.monotonic()
            if kill_after(start(work, log), chance.uniform(0, 1.3 * usual)):
                killed += 1
            else:
                usual = time.monotonic() - begun
            after = before | dict.fromkeys(changed, edition)
            after = after or dict.fromkeys(ARCHIVES, 1)
            assert editions(lake) in (before, after)
            load(sources(room, wanted or ("a",)), lake)
            assert editions(lake) == (after if kind != "prune" else before)
            assert_tidy(lake)
            if chance.random() < 0.2:
                prune(lake, 2)
        assert killed
        assert not log.exists(), log.read_text()
        assert {state_of(version)["state"] for version in versions_of(lake)} == {"whole"}


def test_everything_at_once() -> None:
    """Loads, prunes, readers and reports, for minutes: nobody ever sees a part of a lake."""
    end = time.time() + 60 * MINUTES
    with made() as room:
        lake, log = room / "lake", room / "log"
        load(sources(room, ARCHIVES), lake)

        def until_the_end(work: Callable[[int], object]) -> None:
            turn = 1
            while time.time() < end:
                turn += 1
                try:
                    work(turn)
                except LakeError as error:
                    if "another load is writing" not in str(error):
                        raise

        def write(archive: str, turn: int) -> None:
            edit(room, archive, turn)
            load(sources(room, (archive,)), lake)

        def read(_: int) -> None:
            assert set(editions(lake)) == set(ARCHIVES)

        def report(_: int) -> None:
            page = broadsheet.render("coverage", lake, period="all", formats=["html"])
            assert not page.mismatches

        work = [
            *(partial(write, archive) for archive in ARCHIVES[:2]),
            lambda turn: prune(lake, 1 + turn % 2),
            read,
            read,
            report,
        ]
        children = [start(partial(until_the_end, each), log) for each in work]
        ended = [is_done(child) for child in children]
        assert all(ended)
        assert not log.exists(), log.read_text()
        load(sources(room, ARCHIVES), lake)
        prune(lake, 1)
        assert_tidy(lake)
        assert len(versions_of(lake)) == 1
        assert state_of(open_snapshot(lake))["state"] == "whole"


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small disk of its own."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", options, "broadsheet-soak", str(folder)]
    if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("full", ["bytes", "inodes"])
def test_full_disk(full: str) -> None:
    """A load that finds no room, at any point, leaves the lake as it was, and nothing else."""
    ended = set()
    with made() as room:
        load(sources(room, ARCHIVES), room / "measured")
        files = len(list((room / "measured").rglob("*")))
        size = sum(file.stat().st_blocks for file in (room / "measured").rglob("*")) * 512
        for share in range(48):
            room_for = 1 + share / 16
            limits = {
                "bytes": f"size={int(size * room_for)}",
                "inodes": f"size=100m,nr_inodes={int(files * room_for) + 2}",
            }
            with mounted(room / "disk", limits[full]) as disk:
                lake = disk / "lake"
                try:
                    load(sources(room, ARCHIVES), lake)
                except BroadsheetError:
                    ended.add("no lake")
                    assert current_snapshot(lake) is None or not editions(lake)
                    continue
                before = editions(lake)
                names = {path.name for path in lake.iterdir()}
                for archive in ARCHIVES:
                    edit(room, archive, share + 2)
                try:
                    load(sources(room, ARCHIVES), lake)
                    ended.add("done")
                    assert editions(lake) == dict.fromkeys(ARCHIVES, share + 2)
                except (BroadsheetError, OSError):
                    ended.add("refused")
                    assert editions(lake) == before
                    left = {path.name for path in lake.iterdir()} - names
                    assert not {name for name in left if name not in {".seen", ".lock"}}
            shutil.rmtree(room / "disk")
    assert {"refused", "done"} <= ended


def test_read_only_disk() -> None:
    """A lake on a disk that can't be written is read, and a load of it is refused in one line."""
    with made() as room, mounted(room / "disk", "size=100m") as disk:
        load(sources(room, ARCHIVES), disk / "lake")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        assert editions(disk / "lake") == dict.fromkeys(ARCHIVES, 1)
        edit(room, "a", 2)
        with pytest.raises(LakeError, match="can't be written"):
            load(sources(room, ("a",)), disk / "lake")


def copied(lake: Path, target: Path) -> None:
    """Copy a lake as `cp -r` does."""
    shutil.copytree(lake, target, copy_function=shutil.copyfile)


def zipped(lake: Path, target: Path) -> None:
    """Pack a lake and unpack it, which loses modes, links and times."""
    packed = target.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w") as archive:
        for file in lake.rglob("*"):
            archive.write(file, file.relative_to(lake))
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(target)


def without_links(lake: Path, target: Path) -> None:
    """The lake itself; `os.link` fails from here on."""
    lake.rename(target)


def ahead(lake: Path, target: Path) -> None:
    """The lake as it is after the clock was set back by a year: all its times are ahead."""
    lake.rename(target)
    later = time.time() + 365 * 86_400
    for path in (target, *target.rglob("*")):
        os.utime(path, (later, later))


@pytest.mark.parametrize("move", [copied, zipped, without_links, ahead])
def test_moved_lake_goes_on(
    move: Callable[[Path, Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A lake that was copied, packed, has no links or has odd times is loaded into as before."""
    with made() as room:
        load(sources(room, ARCHIVES), room / "old")
        move(room / "old", room / "lake")
        lake = room / "lake"
        if move is without_links:
            monkeypatch.setattr(Path, "hardlink_to", _refused)
        for edition in range(2, 6):
            edit(room, "b", edition)
            load(sources(room, ("b",)), lake)
            assert editions(lake) == {"a": 1, "b": edition, "c": 1}
            assert_tidy(lake)
        prune(lake, 1)
        assert_tidy(lake)
        assert state_of(open_snapshot(lake))["state"] == "whole"


def _refused(*_: object) -> None:
    raise OSError(95, "Operation not supported")
