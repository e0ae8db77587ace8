"""Bytes become text without loss where possible; what can't be decoded is replaced and told."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.documents.encoding import decode

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = '---\ntitle: "Über Lämpen 💡"\n---\n'


def test_plain_utf8_is_not_remarkable() -> None:
    """UTF-8 decodes without a fault."""
    assert decode(TEXT.encode()) == (TEXT, [])


@pytest.mark.parametrize(
    "data",
    [
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["UTF-8 with BOM", "UTF-16 LE", "UTF-16 BE"],
)
def test_byte_order_mark_tells_the_encoding(data: bytes) -> None:
    """Text under a byte order mark comes without the mark."""
    assert decode(data)[0] == TEXT


@pytest.mark.parametrize("bom", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_byte_order_mark_is_noted(bom: bytes) -> None:
    """A byte order mark is a note on line 1."""
    assert [(fault.code, fault.line) for fault in decode(bom)[1]] == [("encoding", 1)]


def test_broken_byte_becomes_a_replacement_character() -> None:
    """Each byte that is not UTF-8 becomes one U+FFFD."""
    assert decode(b"caf\xe9 \xff\xfe!")[0] == "caf\ufffd \ufffd\ufffd!"


def test_broken_byte_is_told_with_its_line() -> None:
    """The first byte that is not UTF-8 is told with the line it stands on."""
    (fault,) = decode(b"a\nb\nc\xe9\nd\xe9\n")[1]
    assert (fault.code, fault.line) == ("broken-encoding", 3)


def test_broken_utf16_is_told_with_its_line() -> None:
    """Half a surrogate pair in UTF-16 is told with the line it stands on."""
    data = codecs.BOM_UTF16_LE + "a\nb\n".encode("utf-16-le") + b"\x00\xd8" + b"c\x00"
    found = [(fault.code, fault.line) for fault in decode(data)[1]]
    assert ("broken-encoding", 3) in found


def test_odd_number_of_utf16_bytes_is_broken_at_the_end_only() -> None:
    """UTF-16 that ends within a character loses that character alone."""
    assert decode(codecs.BOM_UTF16_BE + "ab".encode("utf-16-be") + b"\x00")[0] == "ab\ufffd"


def test_line_of_broken_utf16_is_not_misled_by_bytes_of_other_characters() -> None:
    """A character with a 0x0A byte that is no line end does not count as a line."""
    data = codecs.BOM_UTF16_LE + "\u010a\u0a00\n".encode("utf-16-le") + b"\x00\xd8" + b"c\x00"
    faults = {fault.code: fault.line for fault in decode(data)[1]}
    assert faults["broken-encoding"] == 2


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x80", "\uffff"])
def test_forbidden_character_becomes_a_replacement_character(character: str) -> None:
    """A character that YAML forbids becomes U+FFFD."""
    assert decode(f"a{character}b".encode())[0] == "a\ufffdb"


@pytest.mark.parametrize(
    "escape",
    ["\\u0007", "\\x07", "\\U00000007", "\\a", "\\0", "\\b", "\\e", "\\x7F", "\\u0090", "\\uFFFE"],
)
def test_escape_of_a_forbidden_character_is_no_way_around(
    flattened_fields: Callable[..., Any], escape: str
) -> None:
    """A character that YAML forbids becomes U+FFFD where it is escaped, too, and is reported."""
    rows = flattened_fields(f'title: "a{escape}b"\nx:\n  - "{escape}"\nquality: 39')
    (article,) = rows["articles"]
    assert (article["title"], article["extra"]) == ("a\ufffdb", '{"x":["\ufffd"]}')
    assert [(row["code"], row["line"], row["field"]) for row in rows["problems"]] == [
        ("control-character", 2, "title"), ("control-character", 4, "x[1]"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text"),
    [("a.jsonl", '{"title": "a\\u0007b\\f"}'), ("a.md", '+++\ntitle = "a\\u0007b\\f"\n+++\n')],
)
def test_escapes_of_other_languages_are_no_way_around(
    flattened: Callable[..., Any], path: str, text: str
) -> None:
    """JSON and TOML have escapes of their own, and are read alike."""
    rows = flattened(text, path)
    assert rows["articles"][0]["title"] == "a\ufffdb\ufffd"
    assert [(row["code"], row["field"]) for row in rows["problems"]] == [
        ("control-character", "title")
    ]


@pytest.mark.parametrize("escape", ["\\\\u0007", "\\t", "\\n", "\\u0085", "\\u2019", '\\"', "\\/"])
def test_other_escapes_are_no_faults(flattened_fields: Callable[..., Any], escape: str) -> None:
    """Escapes of what may be in a text are read in silence."""
    assert flattened_fields(f'title: "a{escape}b"')["problems"] == []


def test_forbidden_character_is_told_with_its_line() -> None:
    """The first forbidden character is told with its line and code point."""
    (fault,) = decode(b"a\nb\x00\n\x00")[1]
    assert (fault.code, fault.line, "U+0000" in fault.message) == ("control-character", 2, True)


@pytest.mark.parametrize(
    "character", ["\t", "\u00a0", "\u200b", "\u2019", "💡", "\ufffd", "\u0085"]
)
def test_allowed_character_stays(character: str) -> None:
    """Tabs, special spaces, quotes and emoji stay as they are."""
    assert decode(f"a{character}b".encode()) == (f"a{character}b", [])


@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00\xd8")
@example(b"\xfe\xff\xd8")
@example(b"\xef\xbb\xbf\xef\xbb\xbf")
@example(b"\xed\xa0\x80")
@example(b"\xc2\x80\xef\xbf\xbe")
@example(b"a\x00\xe2\x80")
def test_any_bytes_become_text_that_utf8_can_write(data: bytes) -> None:
    """Whatever the bytes, the text holds no surrogates and no forbidden characters."""
    text, _ = decode(data)
    assert decode(text.encode())[0].removeprefix("\ufeff") == text.removeprefix("\ufeff")


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_document_of_another_encoding_loads(
    flattened: Callable[..., Any], encoding: str, bom: bytes
) -> None:
    """A document's title is the same text in every encoding."""
    (article,) = flattened(bom + TEXT.encode(encoding))["articles"]
    assert article["title"] == "Über Lämpen 💡"


def test_document_with_nul_bytes_loads(flattened: Callable[..., Any]) -> None:
    """A NUL in a title is replaced, and the fields after it are kept."""
    (article,) = flattened(b'---\ntitle: "a\0b"\nquality: 39\n---\n')["articles"]
    assert (article["title"], article["quality"]) == ("a\ufffdb", 39)
