"""What the tests of all kinds of archives share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.archive import Archive, EntryRefused, open_archives
from broadsheet.documents.limits import DEFAULT_LIMITS, Limits

Row = tuple[str, bytes] | tuple[str, str, str]


@pytest.fixture(scope="session")
def rows() -> Callable[..., list[Row]]:
    """Reads an archive: each path with its bytes, or with the code and message of its fault."""

    def read(source: Archive | Path | str, limits: Limits = DEFAULT_LIMITS) -> list[Row]:
        (archive,) = (
            [source] if isinstance(source, Archive) else open_archives(source, limits=limits)
        )
        found: list[Row] = []
        for entry in archive.entries():
            try:
                found.append((entry.path, entry.read(limits).data))
            except EntryRefused as refused:
                found.append((entry.path, refused.fault.code, refused.fault.message))
        return found

    return read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with files, links and more, whatever its documents are packed into."""
    root = tmp_path / "news"
    files = {
        "b.md": b"b", "a.md": b"\xff\0a", "A.MD": b"A", "empty.md": b"", "large.md": b"\0" * 99_999,
        "2021/x.md": b"x" * 2000, "2020/y.txt": b"y", "2020/sub/é.md":
        b"e", "2020-1/z.yml": b"z", "2020.md": b"year", ".hid/a.md": b"no", "x.png": b"p",
        "back\\slash.md": b"\\", "new\nline.md": b"n", "l" + "o" * 150 + "/" + "n" * 150 + ".md":
        b"long",
    }  # fmt: skip
    for path, data in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    Path(os.fsdecode(os.fsencode(root) + b"/2020/caf\xe9.md")).write_bytes(b"latin")
    os.link(root / "x.png", root / "hard.md")
    links = {
        "link.md": "2021/x.md", "2020/up.md": "../link.md", "to-folder.md": "2021",
        "through.md": "to-folder.md/x.md", "to-hidden.md": "./.hid//a.md", "gone.md": "nothing.md",
        "loop.md": "loop.md", "out.md": "/etc/passwd", "below-a-file.md": "a.md/b.md",
    }  # fmt: skip
    for path, target in links.items():
        (root / path).symlink_to(target)
    return root
