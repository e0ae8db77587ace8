"""The documents for readers, and the blocks of code in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

__all__ = ["PAGES", "PROJECT", "Block", "anchors", "blocks", "links", "read_page"]

PROJECT = Path(__file__).resolve().parents[2]

PAGES = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *sorted(path.relative_to(PROJECT).as_posix() for path in (PROJECT / "docs").rglob("*.md")),
)
"""All pages, by their path in the project."""

_NOT_RUN = re.compile(r"<!-- not run: (.+) -->")
_MARKDOWN = MarkdownIt().enable("table")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page.

    Attributes:
        line: Where it begins in the page, counting from 1.
        language: The first word behind the fence.
        title: The file that it shows, if the fence names one.
        text: What is in it.
        not_run: Why it can't be run, as the comment above it states; empty if it can.
    """

    line: int
    language: str
    title: str
    text: str
    not_run: str


def read_page(page: str) -> str:
    """The text of a page."""
    return (PROJECT / page).read_text("utf-8")


@cache
def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    found, comment = [], ""
    for token in _MARKDOWN.parse(read_page(page)):
        if token.type == "fence":
            assert token.map is not None
            words = token.info.split(maxsplit=1) or [""]
            title = re.search(r'title="([^"]+)"', token.info)
            found.append(
                Block(token.map[0] + 1, words[0], title[1] if title else "", token.content, comment)
            )
        marked = _NOT_RUN.search(token.content) if token.type == "html_block" else None
        comment = marked[1] if marked else ""
    return found


@cache
def links(page: str) -> list[str]:
    """Where the links and pictures of a page lead, without those to other sites."""
    addresses = [
        str(token.attrs[name])
        for token in _inline(page)
        for name in ("href", "src")
        if name in token.attrs
    ]
    return [address for address in addresses if not re.match(r"[a-z]+:", address)]


@cache
def anchors(page: str) -> set[str]:
    """The anchors of a page's headings."""
    tokens = _MARKDOWN.parse(read_page(page))
    titles = [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]
    words = (re.sub(r"[^\w\s-]", "", title.lower()).strip() for title in titles)
    return {re.sub(r"[\s-]+", "-", title) for title in words}


def _inline(page: str) -> Iterator[Token]:
    for token in _MARKDOWN.parse(read_page(page)):
        yield from token.children or []
