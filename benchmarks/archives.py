"""Writes the archives to measure on: made-up documents in the seed's format.

The sample of `broadsheet sample` has stories: its related lists are long for a few documents and
empty for most. Here all lengths up to a limit are equally likely.
"""

from __future__ import annotations

import argparse
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import NamedTuple

from documents import Press

__all__ = ["PLANS", "Plan", "add", "archive", "edit"]

_DONE = ".done"  # written last, so that half an archive is never measured


@dataclass(frozen=True)
class Plan:
    """An archive: how many documents, and the most related items of one; 0 to that are equal."""

    documents: int
    most_related: int

    @property
    def in_words(self) -> str:
        """The plan in words."""
        related = f"0 to {self.most_related}" if self.most_related else "no"
        return f"{self.documents:,} documents of {related} related items"


PLANS = {
    "tiny": Plan(100, 6),
    "A": Plan(2_000, 40),
    "B": Plan(20_000, 6),
    "10xB": Plan(200_000, 6),
    "20xB": Plan(400_000, 6),
    "small": Plan(100_000, 0),
}
"""All archives by name."""


def archive(folder: Path, name: str) -> Path:
    """Write an archive below a folder, unless it is there; the same bytes each time."""
    target = folder / name
    if (folder / f"{name}{_DONE}").exists():
        return target
    shutil.rmtree(target, ignore_errors=True)
    press = Press(Random(name))  # noqa: S311 - made-up data, nothing to protect
    for number in range(PLANS[name].documents):
        path, text = press.document(number, PLANS[name].most_related)
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(text.encode())
    (folder / f"{name}{_DONE}").touch()
    return target


class Edit(NamedTuple):
    """What is changed in a document.

    Attributes:
        found: A pattern of the line to change, of which every document to edit has one.
        written: What replaces it; `{turn}` is the number of the turn.
    """

    found: re.Pattern[str]
    written: str


EDITS = {
    "scores": Edit(re.compile(r"^quality: .*", re.MULTILINE), "quality: 100{turn}"),
    "addresses": Edit(
        re.compile(r'^originalUrl: ("https?://[^"]*)"', re.MULTILINE),
        r'originalUrl: \1/changed-{turn}"',
    ),
}
"""All edits by name."""


def edit(folder: Path, what: str, count: int, turn: int) -> None:
    """Edit `count` documents of an archive; other documents every turn."""
    found, written = EDITS[what]
    paths = [p for p in sorted(folder.rglob("*.md")) if found.search(p.read_text("utf-8"))]
    step = len(paths) // count
    for path in paths[turn % step :: step][:count]:
        text = path.read_text("utf-8")
        path.write_text(found.sub(written.format(turn=turn), text, count=1), "utf-8")


def add(folder: Path, count: int) -> None:
    """Add `count` documents to an archive: copies of others, with addresses of their own."""
    found, written = EDITS["addresses"]
    paths = sorted(folder.rglob("*.md"))
    for number, path in enumerate(paths[:: len(paths) // count][:count]):
        text = found.sub(written.format(turn=f"more-{number}"), path.read_text("utf-8"), count=1)
        path.with_name(f"more-{number}.md").write_text(text, "utf-8")


def main() -> None:
    """Write the archives that are named into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=["A", "B"], metavar="NAME")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name in arguments.names:
        written = archive(arguments.folder, name)
        size = sum(path.stat().st_size for path in written.rglob("*.md"))
        print(f"{name}: {PLANS[name].in_words}, {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
