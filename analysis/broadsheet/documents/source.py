"""A document's text, split into front matter and body."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from broadsheet.documents.faults import Fault, UnreadableError
from broadsheet.documents.opening import POINTER, Opening, opening_of
from broadsheet.documents.second_document import second_document_at

if TYPE_CHECKING:
    from broadsheet.documents.limits import Limits

__all__ = ["Source", "split"]

_LANGUAGES = frozenset({"yaml", "json", "toml"})
_HAS_FIELDS = re.compile(r"\w[\"']?[ \t]*[:=]")
_REST_OF_CLOSING = re.compile(r"[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """A document's text in two, still unread.

    Attributes:
        yaml: The front matter; for a line of JSON all of it.
        first_line: The line of the file on which it begins.
        body: The text after it.
        closed: Whether it ends with a fence.
        aside: Names in it that are no fields.
        body_line: The line of the file on which the body begins; 0 where it has none of its own.
        is_yaml: Whether the file is YAML, which has no body.
        language: What the front matter is written in: `yaml`, `json` or `toml`.
    """

    yaml: str = ""
    first_line: int = 1
    body: str | None = None
    closed: bool = True
    aside: tuple[str, ...] = ()
    body_line: int = 0
    is_yaml: bool = False
    language: str = "yaml"

    def check_size(self, limits: Limits) -> None:
        """Refuse front matter that would take too much memory once it is read.

        Raises:
            UnreadableError: It is over the limit.
        """
        most = limits.front_matter_bytes
        if 4 * len(self.yaml) > most and len(self.yaml.encode("utf-8", "replace")) > most:
            message = f"front matter over the limit of {most:,} bytes"
            raise UnreadableError(Fault("too-complex", message, line=self.first_line))

    def fields_of(self, value: object) -> dict[str, Any]:
        """What was read of it, if that is fields.

        Raises:
            UnreadableError: It is something else, or nothing.
        """
        if isinstance(value, dict) and value:
            return value
        kind = "nothing" if value is None else f"a {type(value).__name__}"
        message = f"the front matter holds {kind}, not fields"
        raise UnreadableError(Fault("not-a-mapping", message, line=self.first_line))

    def without_aside(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields without the names that are no fields."""
        if not self.aside:
            return fields
        return {key: value for key, value in fields.items() if key not in self.aside}

    def without_second_document(self) -> tuple[Source, list[Fault]]:
        """The source with its body up to another document: that one's payload would show."""
        at = None if self.body is None else second_document_at(self.body, is_yaml=self.is_yaml)
        if self.body is None or at is None:
            return self, []
        line = self.first_line + self.yaml.count("\n")
        if at and self.body_line:
            line = self.body_line + self.body.count("\n", 0, at)
        message = "another document follows the front matter; excluded"
        body = self.body[:at].strip() or None
        return replace(self, body=body), [Fault("second-document", message, line=line)]

    def unclosed(self) -> list[Fault]:
        """The fault of front matter without a closing fence."""
        if self.closed:
            return []
        last_line = self.first_line + self.yaml.rstrip().count("\n")
        fence = "+++" if self.language == "toml" else "---"
        return [Fault("unclosed", f"no closing {fence} after the front matter", line=last_line)]


def split(text: str, *, is_yaml: bool) -> Source | None:
    """Split a document's text; None if it has no front matter.

    Args:
        text: The text.
        is_yaml: Whether the file is YAML, so that fences are optional.

    Raises:
        UnreadableError: The file is a pointer to another, begins as JSON and is not valid JSON, or
            has its fields somewhere else than at its beginning.
    """
    if text.startswith(POINTER):
        message = "a Git LFS pointer in place of the file; run `git lfs pull`"
        raise UnreadableError(Fault("pointer", message, line=1))
    opening = opening_of(text, is_yaml=is_yaml) or _opening_below(text)
    if opening is None:
        return None
    start = opening.start
    first_line = text.count("\n", 0, start) + 1
    end, body_start = _end_of(text, opening, first_line)
    if opening.language not in _LANGUAGES:
        if body_start < 0 or not _HAS_FIELDS.search(text, start, end):
            return None
        message = f"front matter in {opening.language}, which is not read"
        raise UnreadableError(Fault("unreadable", message, line=first_line - 1))
    if body_start < 0:
        return Source(text[start:], first_line, None, closed=is_yaml, language=opening.language)
    rest = text[body_start:]
    body_line = text.count("\n", 0, body_start + len(rest) - len(rest.lstrip())) + 1
    body = rest.replace("\r\n", "\n").strip()
    return Source(
        *(text[start:end], first_line, body or None),
        body_line=body_line,
        is_yaml=is_yaml,
        language=opening.language,
    )


def _opening_below(text: str) -> Opening | None:
    """How front matter begins below comments.

    Raises:
        UnreadableError: It begins below other text, or without a fence.
    """
    at = second_document_at(text)
    if at is None:
        return None
    opening = opening_of(text, is_yaml=False, at=at)
    if opening and all(not line.strip() or line[0] == "#" for line in text[:at].splitlines()):
        return opening
    where = "below other text" if opening else "without a fence `---` above them"
    line = text.count("\n", 0, at) + 1
    raise UnreadableError(Fault("misplaced", f"fields of front matter {where}", line=line))


def _end_of(text: str, opening: Opening, first_line: int) -> tuple[int, int]:
    """Where front matter ends, and where the body begins; -1 where nothing closes it.

    Raises:
        UnreadableError: It is JSON without fences, and no valid JSON.
    """
    if opening.closings:
        end, body_start = _closing(text, max(opening.start - 1, 0), opening.closings)
        return end + 1, body_start
    try:
        _, end = json.JSONDecoder().raw_decode(text, opening.start)
    except json.JSONDecodeError as error:
        fault = Fault("json-syntax", error.msg, line=error.lineno, column=error.colno)
        raise UnreadableError(fault) from error
    except RecursionError as error:
        fault = Fault("too-complex", "too many levels", line=first_line)
        raise UnreadableError(fault) from error
    except ValueError:  # a number of thousands of digits
        return len(text), -1
    return end, end


def _closing(text: str, start: int, closings: tuple[str, ...]) -> tuple[int, int]:
    """Where the line that closes the front matter begins, and where it ends; -1 if none does."""
    closing, end = len(text), -1
    for fence in closings:
        at = text.find(fence, start, closing)
        while at >= 0:
            rest = _REST_OF_CLOSING.match(text, at + len(fence))
            if rest:
                closing, end = at, rest.end()
                break
            at = text.find(fence, at + 1, closing)
    return closing, end
