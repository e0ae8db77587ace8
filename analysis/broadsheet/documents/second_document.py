"""Another document in the body of one, as archives have them that ran two together.

A body is prose first: it may begin with `Update:`, hold `---` between its parts, and show front
matter in a block of code. Another document names fields of articles right after a fence.
"""

from __future__ import annotations

import re

from broadsheet.documents.payload import holds_payload
from broadsheet.schema import TABLES

__all__ = ["second_document_at"]

_FEWEST_FIELDS = 2
_FIELD = re.compile(r"[\"']?(?P<name>[A-Za-z_][\w-]*)[\"']?[ \t]*:(?=[ \t]|$)")
_CODE = re.compile(r"[ \t]*(?:>[ \t]?)*(?P<fence>```|~~~)")
_WITHIN = (" ", "\t", "-", "#")
_PAYLOAD = "secured"


def second_document_at(body: str, *, is_yaml: bool = False) -> int | None:
    """Where another document begins in a body: at its fence, or at its first field.

    Args:
        body: The text after the closing fence.
        is_yaml: Whether the file is YAML, which has no body: any fields after the fence are
            another document.
    """
    if ":" not in body:
        return None
    begin, fields, code, at = 0, _Fields(0 if is_yaml else _FEWEST_FIELDS - 1), "", 0
    is_front_matter = True
    for line in body.split("\n"):
        start, at = at, at + len(line) + 1
        opened = _CODE.match(line)
        if opened and (not code or opened["fence"] == code):
            code = "" if code else opened["fence"]
            is_front_matter = False
        elif code:
            continue
        elif line.strip("\ufeff \t\r\u200b\u00a0") == "---":
            begin, is_front_matter = start, True
            fields = _Fields(fields.enough)
        elif is_front_matter:
            is_front_matter = fields.take(line)
            if fields.is_document:
                return begin
    return None


class _Fields:
    """The fields that follow a fence.

    Attributes:
        enough: Another document has more fields of articles than these.
        is_document: Whether they are another document's.
    """

    def __init__(self, enough: int) -> None:
        self.enough = enough
        self.is_document = False
        self._names: set[str] = set()
        self._has_any = False

    def take(self, line: str) -> bool:
        """Take the next line; False if it is of no front matter."""
        if not line or line.isspace() or line.startswith("#"):
            return True
        if line.startswith(_WITHIN):
            return self._has_any
        field = _FIELD.match(line)
        if field is None:
            return False
        self._has_any = True
        name = field["name"]
        if name == _PAYLOAD:
            self.is_document = holds_payload(line)
        elif name in TABLES["articles"].fields or not self.enough:
            self._names.add(name)
            self.is_document = len(self._names) > self.enough
        return True
