"""The numbers of a page, and whether each is in a block that has an address."""

from __future__ import annotations

import re
from collections.abc import Collection
from html.parser import HTMLParser

__all__ = ["numbers_without_address"]

_NO_NUMBERS = frozenset({"header", "script", "style", "svg", "details", "title"})
_WITHOUT_END = frozenset({"br", "hr", "img", "link", "meta"})
_NUMBER = re.compile(r"\d[\d,.]*")
_SOURCE = re.compile(r"\((?:[A-Z][^()\d]* )?(?:19|20)\d\d\)")
"""The year of a source, such as `Kitagawa (1955)` or `(Chao et al. 2014)`."""


def numbers_without_address(html: str, addresses: Collection[str]) -> list[str]:
    """The texts of a page with a number that no address leads to.

    The masthead has the period, and the last line the version; both are of the page, not of the
    data; so is the year of a source. A link to a heading is traced by the heading's address.
    """
    reader = _Reader(addresses)
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, addresses: Collection[str]) -> None:
        super().__init__()
        self.found: list[str] = []
        self._addresses = addresses
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _WITHOUT_END:
            return
        known = dict(attrs)
        place = known.get("id") or (known.get("href") or "").removeprefix("#")
        is_line_of_page = tag == "p" and any(each == "footer" for each, _ in self._open)
        self._open.append((tag, is_line_of_page or place in self._addresses))

    def handle_endtag(self, tag: str) -> None:
        if any(tag == each for each, _ in self._open):
            while self._open.pop()[0] != tag:
                continue

    def handle_data(self, data: str) -> None:
        skipped = any(tag in _NO_NUMBERS or has_address for tag, has_address in self._open)
        if not skipped and _NUMBER.search(_SOURCE.sub("", data)):
            self.found.append(" ".join(data.split()))
