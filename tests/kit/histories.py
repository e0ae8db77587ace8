"""Git repositories with histories made by chance, and loads of commit after commit."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from broadsheet.archive.git.objects import close_readers
from broadsheet.loading.loader import load
from kit.lake_contents import record, tables

Files = dict[str, bytes]


@contextmanager
def without_git_settings(home: Path) -> Iterator[None]:
    """Run git without settings of the machine and the user, and end its processes afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
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


def repository(place: Path, *, bare: bool, commits: int, seed: int = 1) -> list[str]:
    """Make a repository with a history; its commits along main, oldest first."""
    place.mkdir()
    git(place, "init", "-q", *(["--bare"] if bare else []))
    git(place, "fast-import", "--quiet", stdin=History(seed).stream(commits))
    if not bare:
        git(place, "reset", "-q", "--hard", "main")
    return git(place, "rev-list", "--first-parent", "--reverse", "main").splitlines()


def check_history(room: Path, *, bare: bool, every: int, commits: int, seed: int = 1) -> int:
    """Load every n-th commit, and compare the lake with one of its checkout; how many were."""
    place = room / "news.git"
    hashes = repository(place, bare=bare, commits=commits, seed=seed)[::every]
    checkout = room / "checkout"
    git(room, "clone", "-q", "--no-checkout", str(place), str(checkout))
    for commit in hashes:
        summary = load([f"n={place}@{commit}"], room / "lake")
        git(checkout, "checkout", "-q", "--force", commit)
        load([f"n={checkout}"], room / "fresh")
        assert tables(room / "lake") == tables(room / "fresh")
        found = record(room / "lake", "n")
        assert found == record(room / "fresh", "n")
        assert summary.seen == found["rows"]["documents"]
        shutil.rmtree(room / "fresh")
    return len(hashes)
