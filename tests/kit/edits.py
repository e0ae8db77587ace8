"""Edits of an archive, by which every load after one is compared with a load of everything."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import strategies as st

from broadsheet.archive import folder as folder_module
from broadsheet.documents.document import SUFFIXES
from broadsheet.lake.snapshot import Snapshot, open_snapshot
from broadsheet.loading.loader import load
from broadsheet.loading.summary import LoadSummary
from kit.lake_contents import assert_as_in_full, counted, record
from kit.made_documents import CONTENTS, IV, PAYLOADS, SAMPLES, made
from kit.quick_disk import quick_folder

PATHS = [
    "a.md", "b.md", "2021/a.md", "2021/03/c.yaml", "2021/UPPER.TXT", "caf\udce9.md", "é.yml",
    "new\nline.markdown", "back\\slash.md", "2020/x y.md", ".hidden/d.md", "page.html", ".dot.md",
]  # fmt: skip
TARGETS = ["a.md", "keep.md", "gone.md", "2021", "../outside.md", "link.md"]
NUMBERS = st.integers(0, 20)

EDITS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(PATHS), CONTENTS),
    st.tuples(st.just("rewrite"), NUMBERS, CONTENTS),
    st.tuples(st.just("put"), NUMBERS, CONTENTS),
    st.tuples(st.just("delete"), NUMBERS),
    st.tuples(st.just("rename"), NUMBERS, st.sampled_from(PATHS)),
    st.tuples(st.just("copy"), NUMBERS, st.sampled_from(PATHS)),
    st.tuples(st.just("swap"), NUMBERS, NUMBERS),
    st.tuples(st.just("touch"), NUMBERS, st.sampled_from([-(10**18), -1, 1, 10**18])),
    st.tuples(st.just("replace_byte"), NUMBERS, st.integers(0, 400)),
    st.tuples(st.just("reissue"), NUMBERS, PAYLOADS),
    st.tuples(st.just("change_line_ends"), NUMBERS),
    st.tuples(st.just("link"), st.sampled_from(["l.md", "2021/l.md"]), st.sampled_from(TARGETS)),
    st.tuples(st.just("move_folder"), st.sampled_from(["2021", "2022"])),
)
Edit = tuple[Any, ...]


class Archive:
    """A folder of documents that edits are made to, and what stood in it when it was loaded."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._loaded: dict[Path, tuple[bytes, tuple[int, ...]]] = {}
        root.mkdir()
        root.with_name("outside.md").write_bytes(made(title="outside"))
        self.keep = root / "keep.md"
        self.keep.write_bytes(made(related=1, topics=("T",)))

    def edit(self, kind: str, *given: Any) -> None:  # noqa: ANN401 - of each edit's own
        """Make an edit; one that names files by number means some that are there."""
        numbers = {"write": 0, "link": 0, "move_folder": 0, "swap": 2}.get(kind, 1)
        files = [file for file in self._files() if file != self.keep] or [self.keep]
        named = [files[number % len(files)] for number in given[:numbers]]
        getattr(self, f"_{kind}")(*named, *given[numbers:])

    def documents(self) -> int:
        """How many files, and links but those to folders, are documents by their name."""
        paths = [path for path in self.root.rglob("*") if not path.is_dir()]
        return sum(
            path.name.lower().endswith(SUFFIXES) and path.parent.name != ".hidden" for path in paths
        )

    def note_loaded(self) -> None:
        """Note what is loaded now."""
        self._loaded = {file: (file.read_bytes(), _mark(file)) for file in self._files()}

    def set_apart(self) -> None:
        """Make sure that the system can tell files that differ from those that were loaded.

        It can't while both were written within one tick of its clock.
        """
        for file in self._files():
            data, mark = self._loaded.get(file, (b"", ()))
            while _mark(file) == mark and file.read_bytes() != data:
                modified = file.stat().st_mtime_ns
                os.utime(file, ns=(modified, modified))

    def _files(self) -> list[Path]:
        found = (path for path in self.root.rglob("*") if not path.is_symlink() and path.is_file())
        return sorted(found)

    def _at(self, path: str) -> Path:
        """A file to be written, whatever stood there."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        return file

    def _write(self, path: str, data: bytes) -> None:
        self._at(path).write_bytes(data)

    def _rewrite(self, file: Path, data: bytes) -> None:
        file.write_bytes(data)

    def _put(self, file: Path, data: bytes) -> None:
        """Replace a file by a new one."""
        (self.root / "new").write_bytes(data)
        (self.root / "new").replace(file)

    def _delete(self, file: Path) -> None:
        if file != self.keep:
            file.unlink()

    def _rename(self, file: Path, path: str) -> None:
        if file != self.keep:
            file.replace(self._at(path))

    def _copy(self, file: Path, path: str) -> None:
        self._write(path, file.read_bytes())

    def _swap(self, one: Path, other: Path) -> None:
        one.rename(self.root / "aside")
        if one != other:
            other.rename(one)
        (self.root / "aside").rename(other)

    def _touch(self, file: Path, nanoseconds: int) -> None:
        found = file.stat()
        os.utime(file, ns=(found.st_atime_ns, max(found.st_mtime_ns + nanoseconds, 0)))

    def _replace_byte(self, file: Path, place: int) -> None:
        """Change one byte in place, and set the file's time back."""
        found = file.stat()
        data = bytearray(file.read_bytes())
        if data:
            at = place % len(data)
            data[at] = ord("y") if data[at] == ord("x") else ord("x")
            file.write_bytes(data)
            os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))

    def _reissue(self, file: Path, payload: str) -> None:
        new = f'\nsecured: "{payload};{IV}"'.encode()
        file.write_bytes(re.sub(rb'\nsecured: "[^"\n]*"', lambda _: new, file.read_bytes()))

    def _change_line_ends(self, file: Path) -> None:
        data = file.read_bytes()
        plain = data.replace(b"\r\n", b"\n")
        file.write_bytes(plain if plain != data else data.replace(b"\n", b"\r\n"))

    def _link(self, path: str, target: str) -> None:
        self._at(path).unlink(missing_ok=True)
        self._at(path).symlink_to(target)

    def _move_folder(self, name: str) -> None:
        other = self.root / ("2022" if name == "2021" else "2021")
        if (self.root / name).is_dir() and not other.exists():
            (self.root / name).rename(other)


def _mark(file: Path) -> tuple[int, ...]:
    found = file.lstat()
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def assert_changes_fit(before: Snapshot, after: Snapshot, summary: LoadSummary) -> None:
    """Hold the changes that a load tells against the documents before and after it."""
    was, now = (_documents(snapshot) for snapshot in (before, after))
    if was == now:
        assert after.version == before.version
        assert summary.changes == {
            kind: len(now) if kind == "unchanged" else 0 for kind in summary.changes
        }
        return
    found = after.load["changes"]["n"]
    renamed = found["renamed"]
    added, removed = set(found["added"]), set(found["removed"])
    assert added | set(renamed.values()) == now.keys() - was.keys()
    assert removed | renamed.keys() == was.keys() - now.keys()
    assert [was[path] for path in renamed] == [now[path] for path in renamed.values()]
    assert not {was[path] for path in removed} & {
        now[path] for path in added if len(now[path]) == 32
    }
    differ = {path for path in was.keys() & now.keys() if was[path] != now[path]}
    assert found["changed"].keys() <= differ
    assert summary.changes == {
        "added": len(added),
        "changed": len(found["changed"]),
        "reissued": len(differ - found["changed"].keys()),
        "removed": len(removed),
        "renamed": len(renamed),
        "unchanged": len((was.keys() & now.keys()) - differ),
    }


def _documents(snapshot: Snapshot) -> dict[str, str]:
    """Fingerprints by path; for a document that can't be read the reason stands."""
    rows = snapshot.read("documents").to_pylist()
    return {row["path"]: row["fingerprint"] or row["reason"] for row in rows}


ROUNDS = st.lists(st.lists(EDITS, min_size=1, max_size=8), min_size=1, max_size=3)


def check_rounds(rounds: list[list[Edit]], *, marked: bool) -> None:
    """Load an archive after each round of edits, and compare the lake with a load of everything."""
    with quick_folder() as room, pytest.MonkeyPatch.context() as patch:
        if marked:
            patch.setattr(folder_module, "_TICK", 0)
        lake, archive = room / "lake", Archive(room / "archive")
        source = f"n={room / 'archive'}"
        load([source], lake)
        for number, edits in enumerate(rounds):
            archive.note_loaded()
            for edit in edits:
                archive.edit(*edit)
            archive.set_apart()
            before = open_snapshot(lake)
            summary = load([source], lake)
            assert summary.seen == archive.documents()
            assert summary.seen == summary.loaded + summary.quarantined + summary.skipped
            assert_as_in_full(source, lake, room / f"fresh-{number}")
            assert record(lake, "n") == counted(lake, "n")
            assert summary.rows == record(lake, "n")["rows"]
            assert summary.problems == record(lake, "n")["problems"]
            assert_changes_fit(before, open_snapshot(lake), summary)


SAMPLES_CHANGED: list[list[Edit]] = [
    [("write", name, data) for name, data in SAMPLES.items()],
    [("change_line_ends", number) for number in range(len(SAMPLES))],
    [("touch", number, -(10**12)) for number in range(len(SAMPLES))],
]
"""Every sample document, then with other line ends, then with another time."""
EVERY_KIND: list[list[Edit]] = [
    [
        ("write", path, made(title=f"T{number}", payload="AAAA"))
        for number, path in enumerate(PATHS)
    ],
    [
        ("rewrite", 0, made(title="New", related=1)),
        ("put", 1, made(title="New", images=1)),
        ("delete", 2),
        ("rename", 3, "2020/moved.md"),
        ("copy", 4, "2020/copied.md"),
        ("swap", 5, 6),
        ("touch", 7, 1),
    ],
    [
        ("replace_byte", 0, 12),
        ("reissue", 1, "CCCC"),
        ("change_line_ends", 2),
        ("link", "l.md", "a.md"),
        ("link", "2021/l.md", "../outside.md"),
        ("move_folder", "2021"),
    ],
]
"""A document at every kind of path, then every kind of edit."""
