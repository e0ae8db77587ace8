"""Documents that are damaged by chance: with bytes, lines and values that are hard to read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from hypothesis import strategies as st

__all__ = ["PIECES", "damaged"]

PIECES = (
    b'"', b"'", b"\\", b"\n", b"\r", b"\r\n", b"\t", b" ", b"  ", b": ", b":", b" #", b"#", b"- ",
    b"-", b"%", b"&a ", b"*a", b"!x ", b"!!str ", b"|", b">", b"[", b"]", b"{", b"}", b",", b"? ",
    b"---", b"\n---\n", b"\n...\n", b"null", b"- Null", b"~", b"true", b"no", b"0x1F", b"1e5",
    b"01", b"-0", b"1_000", b"12:30", b".5", b"5.", b"9" * 19, b"secured",
    b";AAAAAAAAAAAAAAAAAAAAAA==", b'secured: "AAAA;AAAAAAAAAAAAAAAAAAAAAA=="\n', b"\\x41",
    b"\\u00e9", b"\\n", b'\\"', b"\\/", b"\xc2\xa0", b"\xe2\x80\x8b", b"\xef\xbb\xbf",
    b"\xe2\x80\xa8", b"\xc2\x85", b"\0", b"\x07", b"\x7f", b"e\xcc\x81", b"\xff", b"\xe3\x80\x80",
    b"\xf0\x9f\x97\x9e", b"name: X\n", b"x: 1.10\n", b"title: X\n", b"taxonomy: topic\n",
    b"key: value", b"topics:\n", b"  - a\n", b"related:\n", b'  - title: "x"\n', b"images: []\n",
    b'quality: "5"\n', b"y: 5\n", b"x2: {a: 1}\n", b"x: 2021-03-01\n", b"x:\n  a: b\n  - c\n",
    b'x:\n  - a\n  - b: c\n    d: "e\\n"\n', b"<<: *a\n", b"Unsecured: x\n",
    b"2021-02-30T00:00:00Z", b"2021-02-28T24:00:00Z", b"0001-01-01T00:00:00Z", b"body text\n",
    b"Update: text\ncategory: x\ntitle: y\n", b"```\n", b"\n\nText\n\n---\n\nz: t\n",
)  # fmt: skip
"""What is put into documents."""


class _Edit(NamedTuple):
    """An edit: which, where in thousandths of the document, of how much, and with what."""

    kind: int
    at: int
    size: int
    piece: bytes


def _put(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    return [*lines[:at], edit.piece.rstrip(b"\n"), *lines[at:]]


def _drop(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    return [*lines[:at], *lines[at + min(edit.size, 3) :]]


def _repeat(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    return [*lines[: at + edit.size], lines[at], *lines[at + edit.size :]]


def _indent(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    return [*lines[:at], b" " * edit.size + lines[at], *lines[at + 1 :]]


def _outdent(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    return [*lines[:at], lines[at][edit.size :], *lines[at + 1 :]]


def _give(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    key, colon, _ = lines[at].partition(b": ")
    return [*lines[:at], key + colon + edit.piece, *lines[at + 1 :]]


def _add(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    return [*lines[:at], lines[at] + edit.piece, *lines[at + 1 :]]


def _begin(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    key, colon, value = lines[at].partition(b": ")
    return [*lines[:at], key + colon + edit.piece + value, *lines[at + 1 :]]


def _unquote(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    quote = b"'" if edit.size % 2 else b""
    return [*lines[:at], lines[at].replace(b'"', quote), *lines[at + 1 :]]


def _rename(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    key, colon, value = lines[at].partition(b":")
    return [*lines[:at], key[: -edit.size] + edit.piece.strip() + colon + value, *lines[at + 1 :]]


def _end_otherwise(lines: list[bytes], at: int, edit: _Edit) -> list[bytes]:
    end = (b"\r", b"\r\r", b" ", b"\n")[edit.size % 4]
    return [*lines[:at], *(line + end for line in lines[at:])]


_EDITS: tuple[Callable[[list[bytes], int, _Edit], list[bytes]], ...] = (
    *(_put, _drop, _repeat, _indent, _outdent, _give, _add),
    *(_begin, _unquote, _rename, _end_otherwise),
)


def damaged(documents: list[bytes]) -> st.SearchStrategy[bytes]:
    """Documents, most of them with a few edits: to lines, and to bytes anywhere."""
    edit = st.builds(
        _Edit,
        st.integers(0, len(_EDITS) + 1),
        st.integers(0, 1000),
        st.integers(1, 4),
        st.sampled_from(PIECES) | st.binary(min_size=1, max_size=2),
    )
    edits = st.lists(edit, max_size=3)
    return st.builds(_edited, st.sampled_from(documents), edits, st.sampled_from(documents))


def _edited(data: bytes, edits: list[_Edit], other: bytes) -> bytes:
    for edit in edits:
        if edit.kind < len(_EDITS):
            lines = data.split(b"\n")
            at = edit.at * (len(lines) - 1) // 1000
            data = b"\n".join(_EDITS[edit.kind](lines, at, edit))
        elif edit.kind == len(_EDITS):
            at = edit.at * len(data) // 1000
            data = data[:at] + edit.piece + data[at + edit.size - 1 :]
        else:
            data += edit.piece if edit.size > 1 else other
    return data
