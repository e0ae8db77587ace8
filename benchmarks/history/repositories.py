"""Writes repositories to read history from: made-up news, as `git fast-import` takes it."""

from __future__ import annotations

import subprocess
from base64 import b64encode
from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["LONG", "REAL", "Plan", "write_repository"]

_BEGAN = 1_500_000_000
_WORDS = ("council", "budget", "harbour", "bridge", "school", "transit", "museum", "festival")
_OUTLETS = 40
_RECENT = 2_000  # changes are of the newest documents, as in archives of news


@dataclass(frozen=True)
class Plan:
    """A repository: its commits, the files that each changes, and how often a change is which.

    Attributes:
        commits: Its commits.
        files: The files that each of them changes.
        hours: Hours between two commits.
        added: The share of changes that add a document.
        reissued: The share that change the payload alone.
        flipped: The share that change line ends alone. The rest are new scores.
    """

    commits: int
    files: int
    hours: float
    added: float
    reissued: float
    flipped: float


REAL = Plan(2_979, 4, 4.0, added=0.1, reissued=0.86, flipped=0.02)
"""Like an archive that was measured: 96 % of its modifications change the payload alone."""

LONG = Plan(100_000, 4, 0.5, added=0.25, reissued=0.5, flipped=0.0)
"""Long and busy: a commit has a new document and a new score, on average."""


@dataclass(frozen=True)
class _Document:
    path: str
    head: str
    tail: str
    quality: int = 60
    payload: int = 0
    ending: str = "\n"

    def data(self) -> bytes:
        score = f"quality: {self.quality}\npublished: {str(self.quality >= 70).lower()}\n"
        secret = f'secured: "{_SECRETS[self.payload : self.payload + 340]}==;{_IV}"\n---\n'
        text = f"{self.head}{score}{self.tail}{secret}"
        return text.replace("\n", self.ending).encode()


_SECRETS = b64encode(Random(1).randbytes(1 << 20)).decode().rstrip("=")  # noqa: S311 - none
_IV = b64encode(Random(2).randbytes(16)).decode()  # noqa: S311 - none


def _document(number: int, dice: Random) -> _Document:
    words = dice.choices(_WORDS, k=120)
    outlet = f"outlet-{number % _OUTLETS}.example"
    head = f"""---
category: news
title: "{" ".join(words[:8])} {number}"
excerpt: "{" ".join(words[8:60])}"
publishedDateTime: {2018 + number % 3}-03-{number % 28 + 1:02}T10:00:00Z
originalUrl: "https://{outlet}/{number}"
webUrl: "https://{outlet}/amp/{number}"
type: article
heat: -1
"""
    tail = f"""provider:
  name: Outlet {number % _OUTLETS}
  domain: {outlet}
topics:
  - {words[60]}
  - {words[61]} and {words[62]}
related:
  - title: "{" ".join(words[63:70])}"
    webUrl: "https://other.example/{number}"
"""
    return _Document(f"news/{number // 2_500}/{number // 50}/{number}.md", head, tail)


def write_repository(place: Path, plan: Plan) -> None:
    """Write a bare repository with the commits of a plan on main; the same bytes each time."""
    place.mkdir(parents=True)
    git = ("git", "-C", str(place))
    subprocess.run([*git, "init", "-q", "--bare", "-b", "main"], check=True)
    with subprocess.Popen([*git, "fast-import", "--quiet"], stdin=subprocess.PIPE) as process:
        for piece in _stream(plan):
            process.stdin.write(piece)  # type: ignore[union-attr]
    if process.returncode:
        raise SystemExit("git can't import the repository")


def _stream(plan: Plan) -> Iterator[bytes]:
    dice = Random(plan.commits)  # noqa: S311 - no secret
    known: list[_Document] = []
    for number in range(plan.commits):
        moment = _BEGAN + int(number * plan.hours * 3_600)
        changed: dict[str, _Document] = {}
        while len(changed) < plan.files:
            document = _changed(dice, plan, known)
            changed[document.path] = document
        about = b"committer A <a@example.org> %d +0000\ndata 0\n" % moment
        yield b"commit refs/heads/main\n" + about
        for document in changed.values():
            data = document.data()
            yield b"M 100644 inline %s\ndata %d\n%s\n" % (document.path.encode(), len(data), data)


def _changed(dice: Random, plan: Plan, known: list[_Document]) -> _Document:
    """A document after a change, which the next change sees."""
    kind = dice.random()
    if kind < plan.added or len(known) <= plan.files:
        known.append(_document(len(known), dice))
        return known[-1]
    at = dice.randrange(max(len(known) - _RECENT, 0), len(known))
    document = known[at]
    if kind < plan.added + plan.reissued:
        known[at] = replace(document, payload=dice.randrange(len(_SECRETS) - 340))
    elif kind < plan.added + plan.reissued + plan.flipped:
        known[at] = replace(document, ending="\n" if document.ending == "\r\n" else "\r\n")
    else:
        known[at] = replace(document, quality=dice.randrange(20, 120))
    return known[at]
