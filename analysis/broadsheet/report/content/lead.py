"""The first paragraph of a text, for messages that announce it."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["lead"]

_NOT_PROSE = frozenset({"article", "aside", "figure", "sup", "svg"})  # sup: the number of a note
_NOTE = "footnote"
_LEFT_TO_RIGHT = "\u200e"  # on both sides of a name from right to left, in plain text


def lead(html: str) -> str:
    """The text of the first paragraph, without figures and notes; empty where there is none.

    >>> lead('<figure><p>26</p></figure><p>We hold <em>26</em><sup>1</sup>.</p><p>More</p>')
    'We hold 26.'
    """
    reader = _Lead()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.words).split())


class _Lead(HTMLParser):
    """Reads the first paragraph that has words."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._within = False
        self._done = False
        self._skipped: list[str] = []  # the elements that are open, from one that is skipped on

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, or skip what is no prose."""
        if tag == "bdi":
            self.handle_data(_LEFT_TO_RIGHT)
        elif self._skipped or tag in _NOT_PROSE or dict(attrs).get("class") == _NOTE:
            self._skipped.append(tag)
        elif tag == "p":
            self._within = not self._done

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph, or what is skipped."""
        if tag == "bdi":
            self.handle_data(_LEFT_TO_RIGHT)
        elif tag in self._skipped:
            while self._skipped.pop() != tag:  # an element that is never closed, such as <br>
                continue
        elif tag == "p" and not self._skipped:
            self._done = self._done or "".join(self.words).strip() != ""
            self._within = False

    def handle_data(self, data: str) -> None:
        """Keep the words of the paragraph."""
        if self._within and not self._skipped:
            self.words.append(data)
