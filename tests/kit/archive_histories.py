"""Repositories of news documents in which everything happens that happens to archives.

Edits, payloads that are issued again, line ends that flip, moves of one document and of whole
folders, overwritten paths, deletions, returns, merges and documents that are torn.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from kit.histories import git, quoted

__all__ = ["NewsHistory", "Story", "make_repository"]

_BEGAN = 1_614_500_000
"""The first commit: 28 February 2021, 08:13 in UTC."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True)
class Story:
    """A document before it is written.

    Attributes:
        outlet: Domain of its provider.
        slug: The end of its address.
        quality: Its score; None before it is scored.
        related: How many related items it has.
        payload: What the payload is made of.
        ending: Its line ends.
        quotes: How its title is quoted.
        torn: Whether its front matter breaks off.
    """

    outlet: str
    slug: str
    quality: int | None = None
    related: int = 0
    payload: int = 0
    ending: str = "\n"
    quotes: str = '"'
    torn: bool = False

    @property
    def data(self) -> bytes:
        """The document's bytes."""
        dice = random.Random(self.payload)  # noqa: S311 - no secret
        secret = "".join(dice.choice(_LETTERS) for _ in range(22))
        scored = [] if self.quality is None else [
            f"quality: {self.quality}", "heat: -1", f"published: {str(self.quality >= 70).lower()}",
        ]  # fmt: skip
        lines = [
            "---",
            "category: news",
            f"title: {self.quotes}About {self.slug}{self.quotes}",
            "publishedDateTime: 2021-03-01T10:00:00Z",
            f'originalUrl: "https://{self.outlet}/{self.slug}"',
            "type: article",
            *scored,
            "provider:",
            f"  name: {self.outlet}",
            f"  domain: {self.outlet}",
            "topics:",
            "  - T",
            *(["related:"] if self.related else []),
            *(f"  - title: R{n}\n    webUrl: https://r.example/{n}" for n in range(self.related)),
            f'secured: "c2VjcmV0c2VjcmV0;{secret}=="',
            *([] if self.torn else ["---", ""]),
        ]
        if self.torn:
            lines[2] = "title: [torn"
        return "\n".join(lines).replace("\n", self.ending).encode()


class NewsHistory:
    """Makes commits by chance, as `git fast-import` reads them.

    Attributes:
        files: The documents at the end of what was made, by path.
    """

    def __init__(self, seed: int = 1) -> None:
        self.files: dict[str, Story] = {}
        self._dice = random.Random(seed)  # noqa: S311 - no secret
        self._stream = [b"reset refs/heads/main\n"]
        self._commits = 0
        self._made = 0
        self._past: dict[str, list[Story]] = {}

    def stream(self, commits: int, files: int = 4) -> bytes:
        """So many commits on main with up to so many changes each; a tenth of them merges."""
        self._commit([self._add() for _ in range(files)])
        for _ in range(commits - 1):
            changes = [self._change() for _ in range(self._dice.randint(1, files))]
            self._commit(changes, merges=self._dice.random() < 0.1)
        return b"".join(self._stream)

    def _commit(self, changes: list[bytes], *, merges: bool = False) -> None:
        number, moment = self._commits + 1, _BEGAN + 3_600 * self._commits
        about = b"committer A <a@example.org> %d +0100\ndata 0\n" % moment
        self._commits = number
        if not merges:
            self._stream += [b"commit refs/heads/main\nmark :%d\n" % number, about, *changes]
            return
        side, before = number + 500_000, number - 1
        start = b"from :%d\n" % before
        self._stream += [b"commit refs/heads/side\nmark :%d\n" % side, about, start, *changes]
        joined = b"merge :%d\n" % side
        self._stream += [b"commit refs/heads/main\nmark :%d\n" % number, about, start, joined]
        self._stream += changes

    def _change(self) -> bytes:
        ways: list[Callable[[], bytes]] = [
            *(self._add, self._payload, self._payload, self._edit, self._edit, self._flip),
            *(self._quote, self._move, self._move_and_edit, self._move_folder, self._remove),
            *(self._revert, self._revert, self._overwrite, self._tear, self._return),
        ]
        return self._dice.choice(ways)() if self.files else self._add()

    def _any(self) -> str:
        return self._dice.choice(sorted(self.files))

    def _write(self, path: str, story: Story) -> bytes:
        self.files[path] = story
        self._past.setdefault(path, []).append(story)
        data = story.data
        return b"M 100644 inline %s\ndata %d\n%s\n" % (quoted(path), len(data), data)

    def _add(self) -> bytes:
        self._made += 1
        folder = self._dice.choice(["news", "news/2021", "é"])
        suffix = self._dice.choice(["md", "md", "yaml"])
        story = Story(f"o{self._made % 3}.example", f"s{self._made}")
        return self._write(f"{folder}/{self._made}.{suffix}", story)

    def _payload(self) -> bytes:
        path = self._any()
        return self._write(path, replace(self.files[path], payload=self._dice.randint(1, 10**9)))

    def _edit(self) -> bytes:
        path, dice = self._any(), self._dice
        now = {"quality": dice.randint(50, 90), "related": dice.randint(0, 2)}
        return self._write(path, replace(self.files[path], **now))

    def _flip(self) -> bytes:
        path = self._any()
        ending = "\n" if self.files[path].ending == "\r\n" else "\r\n"
        return self._write(path, replace(self.files[path], ending=ending))

    def _quote(self) -> bytes:
        path = self._any()
        return self._write(path, replace(self.files[path], quotes="'"))

    def _move(self) -> bytes:
        path = self._any()
        new = f"_archive/{path.rpartition('/')[2]}"
        if new in self.files:
            return b""
        self.files[new] = self.files.pop(path)
        self._past.setdefault(new, []).append(self.files[new])
        return b"R %s %s\n" % (quoted(path), quoted(new))

    def _move_and_edit(self) -> bytes:
        path = self._any()
        new = f"edited/{path.rpartition('/')[2]}"
        if new in self.files:
            return b""
        moved = self._move_to(path, new)
        return moved + self._write(new, replace(self.files[new], quality=self._dice.randint(1, 49)))

    def _move_to(self, path: str, new: str) -> bytes:
        self.files[new] = self.files.pop(path)
        return b"R %s %s\n" % (quoted(path), quoted(new))

    def _move_folder(self) -> bytes:
        below = [path for path in self.files if path.startswith("news/2021/")]
        moves = {path: f"old/{path.rpartition('/')[2]}" for path in below}
        return b"".join(
            self._move_to(path, new) for path, new in moves.items() if new not in self.files
        )

    def _remove(self) -> bytes:
        path = self._any()
        del self.files[path]
        return b"D %s\n" % quoted(path)

    def _revert(self) -> bytes:
        path = self._any()
        return self._write(path, self._dice.choice(self._past.get(path, [self.files[path]])))

    def _overwrite(self) -> bytes:
        self._made += 1
        return self._write(self._any(), Story("other.example", f"s{self._made}", quality=80))

    def _tear(self) -> bytes:
        path = self._any()
        return self._write(path, replace(self.files[path], torn=not self.files[path].torn))

    def _return(self) -> bytes:
        gone = sorted(self._past.keys() - self.files.keys())
        if not gone:
            return b""
        path = self._dice.choice(gone)
        return self._write(path, self._dice.choice(self._past[path]))


def make_repository(place: Path, commits: int, seed: int = 1, files: int = 4) -> NewsHistory:
    """Make a bare repository with so many commits on main."""
    place.mkdir(parents=True)
    git(place, "init", "-q", "--bare")
    history = NewsHistory(seed)
    git(place, "fast-import", "--quiet", stdin=history.stream(commits, files))
    return history
