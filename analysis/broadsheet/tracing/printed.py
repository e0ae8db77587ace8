"""What a page prints: the words of its blocks, by their addresses."""

from __future__ import annotations

from collections import defaultdict
from html.parser import HTMLParser

__all__ = ["words_of_blocks"]

_NO_WORDS = frozenset({"details", "script", "style", "svg"})
_APART = frozenset({"dd", "div", "dt", "figcaption", "h2", "li", "p", "td", "th"})
_WITHOUT_END = frozenset({"br", "hr", "img", "link", "meta"})


def words_of_blocks(html: str) -> dict[str, str]:
    """The words in each element of a page that has an id, but for those of drawings.

    >>> words_of_blocks('<p id="text-1">We hold <em>26</em>.</p>')
    {'text-1': 'We hold 26.'}
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return {ident: " ".join("".join(words).split()) for ident, words in reader.words.items()}


class _Reader(HTMLParser):
    """Reads the words of elements with an id."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, list[str]] = defaultdict(list)
        self._open: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        if tag not in _WITHOUT_END:
            self._open.append((tag, dict(attrs).get("id")))

    def handle_endtag(self, tag: str) -> None:
        """End an element, and those in it that have no end."""
        if tag in _APART:
            self.handle_data(" ")
        if any(tag == each for each, _ in self._open):
            while self._open.pop()[0] != tag:
                continue

    def handle_data(self, data: str) -> None:
        """Keep words for every element around them."""
        if not any(tag in _NO_WORDS for tag, _ in self._open):
            for _, ident in self._open:
                if ident is not None:
                    self.words[ident].append(data)
