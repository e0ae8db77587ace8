"""The encrypted payload, `secured`: how to find it in torn documents too.

A payload is two base64 parts joined by `;`, the second 16 bytes long. It has its own field on its
own line; a document in which it may be elsewhere is suspect, and what looks like a payload in its
rows is withheld, and reported.
"""

from __future__ import annotations

import codecs
import re

__all__ = [
    "SECOND_PART",
    "WITHHELD",
    "holds_payload",
    "is_suspect",
    "looks_encrypted",
    "withhold",
]

WITHHELD = "(withheld)"

_FIELD = re.compile(
    r"secured[\"']?[ \t]*:[ \t]*"
    r"(?:[\"'|>]|(?=[A-Za-z0-9+/=;]*[0-9])[A-Za-z0-9+/]{12,}|$)",
    re.MULTILINE,
)
_LAST_LINE = re.compile(rb'\nsecured: "[A-Za-z0-9+/=;]*"[ \t]*\r?\n(?:\s*\n)?---[ \t]*\r?(?=\n|\Z)')
_JSON_FIELD = re.compile(rb'"secured"\s*:\s*"[A-Za-z0-9+/=;]*"')
SECOND_PART = re.compile(rb";[A-Za-z0-9+/]{22}==")
"""The end of a payload."""
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LETTERS = "[A-Za-z0-9+/]"
_WHOLE = re.compile(rf"(?<!{_LETTERS}){_LETTERS}++={{0,2}};{_LETTERS}{{22}}==")
_NAMED = re.compile(
    r"(?P<name>secured[\"']?\s*:\s*(?:[\"'|>]-?\s*)?)"
    r"(?P<value>[A-Za-z0-9+/=;]{12,}(?:\s+[A-Za-z0-9+/=;]{12,})*)",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[A-Za-z0-9+/=;]+")
_ADDRESS = (
    r"(?:(?:https?|ftp)://|www\.|data:[\w/+.-]*;base64,"
    r"|(?<![\w.-])(?:[\w-]++\.)++[a-z]{2,}/)[^\s\"'<>]+"
)
_RUN_OR_ADDRESS = re.compile(
    rf"(?P<address>{_ADDRESS})"
    rf"|(?<!{_LETTERS}){_LETTERS}{{32,}}+={{0,2}}(?:;{_LETTERS}{{1,22}}(?:==)?)?"
)
_MOST_OF_A_CASE = 0.62
_MOST_OTHERS = 0.4


def holds_payload(text: str) -> bool:
    """Whether a `secured` field with something like a payload begins in the text.

    >>> holds_payload('AI secured: "c2VjcmV0'), holds_payload("Deal secured: city wins")
    (True, False)
    """
    return _FIELD.search(text) is not None


def is_suspect(data: bytes, *, is_json: bool = False) -> bool:
    """Whether a document's payload may be elsewhere than in the front matter's last line."""
    named = data.count(b"secured")
    if is_json and b"\0" not in data[:4]:
        return named > len(_JSON_FIELD.findall(data)) or len(SECOND_PART.findall(data)) > named
    own = 1 if named and _LAST_LINE.match(data, data.rfind(b"\nsecured")) else 0
    if named > own or data.startswith(_UTF16) or b"\0" in data[:4]:
        return True
    return data.count(b"==") > own and len(SECOND_PART.findall(data)) > own


def withhold(text: str) -> str:
    """The text without what looks like a payload.

    These do: both its parts; after its name any letters that look encrypted; and elsewhere a
    long run of them, if it is in no address. Words, paths and addresses stay.

    >>> withhold("https://a.example/News2021/ReportsFromTheHarbourAndTheBridge secured")
    'https://a.example/News2021/ReportsFromTheHarbourAndTheBridge secured'
    """
    text = _WHOLE.sub(WITHHELD, text)
    text = _NAMED.sub(lambda found: found["name"] + _PIECE.sub(_unless_words, found["value"]), text)
    return _RUN_OR_ADDRESS.sub(
        lambda found: found[0] if found["address"] else _unless_words(found), text
    )


def _unless_words(found: re.Match[str]) -> str:
    return WITHHELD if looks_encrypted(found[0]) else found[0]


def looks_encrypted(run: str) -> bool:
    """Whether a run of letters may be base64 of encrypted bytes, and so no words and no number.

    Of 64 letters 26 are upper case, 26 lower case and 12 others, each as likely: words have far
    more of one case, numbers more of the others.
    """
    upper = sum("A" <= letter <= "Z" for letter in run)
    lower = sum("a" <= letter <= "z" for letter in run)
    most = _MOST_OF_A_CASE * len(run)
    others = len(run) - upper - lower
    has_all = min(upper, lower) > 1 and others > 0
    return has_all and max(upper, lower) <= most and others <= _MOST_OTHERS * len(run)
