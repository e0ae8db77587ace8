"""Commits of a repository, loaded one after another, are as good as their checkouts."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from broadsheet.archive import open_archives
from broadsheet.archive.git.objects import close_readers
from broadsheet.lake.ledger import read_loads
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.schema import TABLES

_MEMORY = Path("/dev/shm")  # noqa: S108 - a disk in memory, where there is one
COMMITS = 240
EVERY = 30

Files = dict[str, bytes]


@pytest.fixture(scope="module", autouse=True)
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Git is told nothing by the machine or its user, and leaves no process behind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        patch.delenv("XDG_CONFIG_HOME", raising=False)
        yield
    close_readers()


def git(place: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Run git in a folder."""
    command = ["git", "-C", str(place), "-c", "init.defaultBranch=main", *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, check=True)
    return done.stdout.decode().strip()


def document(dice: random.Random) -> bytes:
    """A document with rows in any of the tables, or a broken one, or none at all."""
    if dice.random() < 0.1:
        return dice.choice([b"", b"Notes\n", b'---\ntitle: "torn\n---\n', b"---\n- a list\n---\n"])
    lines = [
        "---",
        f"title: {dice.choice('ABC')}",
        f"publishedDateTime: 2021-0{dice.randint(1, 4)}-1{dice.randint(0, 9)}",
        f"quality: {dice.choice(['high', '7'])}",
        *dice.choice([[], ["topics: [T, U]"], ["images:", "  - url: u"]]),
        *dice.choice([[], ["related:", "  - title: R", "    images:", "      - url: v"]]),
        *dice.choice([[], [f'secured: "{dice.choice("ABC") * 8};q83vEjRWeJCrze8SNFZ4kA=="']]),
        "---",
        dice.choice(["", "Body"]),
    ]
    return dice.choice(["\n", "\r\n"]).join(lines).encode()


def quoted(path: str) -> bytes:
    """A path as fast-import takes any."""
    return b'"' + b"".join(b"\\%03o" % byte for byte in os.fsencode(path)) + b'"'


class History:
    """Makes commits by chance, as `git fast-import` reads them; some merge what was on a branch."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)  # noqa: S311 - no secret
        self._files = {"keep.md"}
        self._stream = [b"reset refs/heads/main\n"]
        self._number = 0

    def stream(self, commits: int) -> bytes:
        """So many commits on main, and those of the branches merged into it."""
        first = [b"M 100644 inline keep.md\n" + _data(document(random.Random(0)))]  # noqa: S311
        self._commit(b"refs/heads/main", first)
        on_main = 1
        while on_main < commits:
            main = self._number
            merged = []
            if self._dice.random() < 0.1:
                path = f"branch/{self._number}.md"
                self._files.add(path)
                change = b"M 100644 inline %s\n" % quoted(path) + _data(document(self._dice))
                self._commit(b"refs/heads/side", [change], start=main)
                merged = [b"merge :%d\n" % self._number, change]
                self._commit(b"refs/heads/main", merged, start=main)
            else:
                changes = [self._change() for _ in range(self._dice.randint(1, 5))]
                self._commit(b"refs/heads/main", changes)
            on_main += 1
        return b"".join(self._stream)

    def _commit(self, branch: bytes, changes: list[bytes], start: int | None = None) -> None:
        self._number += 1
        moment = 1_600_000_000 + self._number
        self._stream += [
            b"commit %s\nmark :%d\n" % (branch, self._number),
            b"committer A <a@example.org> %d +0000\ndata 0\n" % moment,
            b"from :%d\n" % start if start else b"",
            *changes,
        ]

    def _change(self) -> bytes:
        dice = self._dice
        paths = sorted(self._files - {"keep.md"})
        kind = dice.choice(["write", "edit", "edit", "rename", "delete", "move"]) if paths else ""
        path = dice.choice(paths) if paths else ""
        new = dice.choice(["", "a/", "a/b/", "é/"]) + f"{dice.randint(0, 99)}.{dice.choice(ENDS)}"
        if kind == "delete":
            self._files.remove(path)
            return b"D %s\n" % quoted(path)
        if kind == "rename" and new not in self._files:
            self._files ^= {path, new}
            return b"R %s %s\n" % (quoted(path), quoted(new))
        target = path if kind == "edit" else new
        self._files.add(target)
        return b"M 100644 inline %s\n" % quoted(target) + _data(document(dice))


ENDS = ["md", "md", "md", "yaml", "html"]


def _data(content: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(content), content)


def repository(place: Path, *, bare: bool, commits: int = COMMITS, seed: int = 1) -> list[str]:
    """Make a repository with a history; its commits along main, oldest first."""
    place.mkdir()
    git(place, "init", "-q", *(["--bare"] if bare else []))
    git(place, "fast-import", "--quiet", stdin=History(seed).stream(commits))
    if not bare:
        git(place, "reset", "-q", "--hard", "main")
    return git(place, "rev-list", "--first-parent", "--reverse", "main").splitlines()


def tables(lake: Path) -> dict[str, list[str]]:
    """The live rows of every table, whatever their order."""
    snapshot = open_snapshot(lake)
    return {name: sorted(map(repr, snapshot.read(name).to_pylist())) for name in TABLES}


def told(lake: Path, archive: str = "n") -> dict[str, Any]:
    """What the live version's record tells of an archive."""
    found: dict[str, Any] = open_snapshot(lake).load["archives"][archive]
    return found


def check_history(room: Path, *, bare: bool, every: int, commits: int, seed: int = 1) -> int:
    """Load every n-th commit, and hold the lake against one of its checkout; how many were."""
    place = room / "news.git"
    hashes = repository(place, bare=bare, commits=commits, seed=seed)[::every]
    checkout = room / "checkout"
    git(room, "clone", "-q", "--no-checkout", str(place), str(checkout))
    for commit in hashes:
        summary = load([f"n={place}@{commit}"], room / "lake")
        git(checkout, "checkout", "-q", "--force", commit)
        load([f"n={checkout}"], room / "fresh")
        assert tables(room / "lake") == tables(room / "fresh")
        for name in ("rows", "documents", "problems"):
            assert told(room / "lake")[name] == told(room / "fresh")[name]
        assert summary.seen == told(room / "lake")["rows"]["documents"]
        shutil.rmtree(room / "fresh")
    return len(hashes)


@pytest.fixture
def room() -> Iterator[Path]:
    """An empty folder on a quick disk."""
    place = str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


@pytest.mark.parametrize("bare", [True, False], ids=["bare", "worktree"])
def test_commits_are_as_good_as_their_checkouts(room: Path, bare: bool) -> None:
    """Loading commit after commit makes the tables of a load of each commit's checkout."""
    assert check_history(room, bare=bare, every=EVERY, commits=COMMITS) == COMMITS // EVERY


def test_commits_may_be_loaded_backwards(room: Path) -> None:
    """An older commit takes the newer one's place."""
    hashes = repository(room / "news.git", bare=True, commits=20)
    load([f"n={room / 'news.git'}@{hashes[2]}"], room / "fresh")
    for commit in (hashes[9], hashes[2]):
        load([f"n={room / 'news.git'}@{commit}"], room / "lake")
    assert tables(room / "lake") == tables(room / "fresh")


def test_commit_after_its_checkout_is_found_to_be_the_same(room: Path) -> None:
    """A commit and its checkout are the same documents."""
    repository(room / "news", bare=False, commits=10)
    load([f"n={room / 'news'}"], room / "lake")
    assert load([f"n={room / 'news'}@main"], room / "lake").version == "v000001"


def test_commit_is_recorded(room: Path) -> None:
    """A version tells the commit that it was loaded from, and how that was named."""
    *_, last = repository(room / "news.git", bare=True, commits=5)
    load([f"n={room / 'news.git'}@main"], room / "lake")
    assert (told(room / "lake")["commit"], told(room / "lake")["revision"]) == (last, "main")


def test_bare_repository_is_loaded_at_its_head(room: Path) -> None:
    """A bare repository stands for the commit that it has as HEAD."""
    *_, last = repository(room / "news.git", bare=True, commits=5)
    load([room / "news.git"], room / "lake")
    assert told(room / "lake", "news")["commit"] == last


def test_tree_that_is_the_same_is_not_listed(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A commit that changes no file is found to be the same without a look at its documents."""
    place = room / "news.git"
    repository(place, bare=True, commits=5)
    load([f"n={place}@main"], room / "lake")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    again = git(place, *identity, "commit-tree", "main^{tree}", "-p", "main", "-m", "Nothing")
    (archive,) = open_archives([f"n={place}@{again}"])
    monkeypatch.setattr(type(archive), "entries", None)
    assert load([f"n={place}@{again}"], room / "lake").version == "v000001"


def test_commit_without_news_is_noted_in_the_ledger(room: Path) -> None:
    """The ledger names the commit that was loaded, even where it brought nothing new."""
    place = room / "news.git"
    repository(place, bare=True, commits=5)
    load([f"n={place}@main"], room / "lake")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    again = git(place, *identity, "commit-tree", "main^{tree}", "-p", "main", "-m", "Nothing")
    load([f"n={place}@{again}"], room / "lake")
    assert read_loads(room / "lake")[-1]["commits"] == {"n": again}
