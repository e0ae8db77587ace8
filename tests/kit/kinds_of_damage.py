"""Random damage to documents, of many kinds: to bytes, to lines and to values."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

__all__ = ["DAMAGES", "Damage"]

Damage = Callable[[bytes, bytes, Random], bytes]
"""Makes a damaged document of one document, another one, and chance."""

_VALUES = [
    b"No", b"On", b"~", b"Null", b"null", b"TRUE", b"0306406152", b"6e12345", b"01234", b"1.10",
    b"1_000", b"0x1F", b".inf", b"-0", b"12:30", b"2021-02-30", b"2021-03-16", b"20210316",
    b"0001-01-01T00:00:00Z", b"9999-12-31T23:59:59-14:00", b"2021-03-16t11:06:00z", b"[a, b]",
    b"{a: b}", b"'Tis", b"@Work", b"QNN: X", b"News #1", b"#tag", b"!important", b"&you", b"*star",
    b'"a\\u0007b"', b'"caf\\u0065\\u0301"', b"Cafe\xcc\x81", b"- x", b"> y", b"|", b"''", b'""',
    b"99999999999999999999", b"55.5", b"high", b"a  # b", b"'it''s'", b"a: b", b"%x", b"`y`",
]  # fmt: skip
_FIELDS = [
    b"quality: 5", b"title: Another", b"extra1: 007", b"publishedDatetime: 2021-03-16", b"Title: x",
    b"# a comment", b"", b"  stray: 1", b"---", b"...", b"topics: AI", b"isbn: [01, 1.10]",
    b'note: "a\n  b"', b"more:\n  deep: 1e3\n  list:\n    - 0.10", b"quality: high", b"heat:",
]  # fmt: skip
_SIGNS = ["\u00a0", "\u200b", "\ufeff", "\u00ad", "\x07", "\x00", "\x7f", "\u2003", "\t"]
_VALUE = re.compile(rb"(?<=: )[^\n]*|(?<=- )[^\n:]*$", re.MULTILINE)
_EDGES = re.compile(r"^|\b|(?<=\s)|$", re.MULTILINE)
_NAME = re.compile(rb"[A-Za-z][\w]*(?=:)")


def _place(data: bytes, chance: Random) -> int:
    return chance.randrange(len(data) + 1)


def _flip(data: bytes, _: bytes, chance: Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _drop(data: bytes, _: bytes, chance: Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + data[at + 1 :]


def _insert(data: bytes, _: bytes, chance: Random) -> bytes:
    at = _place(data, chance)
    return data[:at] + bytes([chance.randrange(256)]) + data[at:]


def _cut(data: bytes, _: bytes, chance: Random) -> bytes:
    return data[: _place(data, chance)]


def _repeat(data: bytes, _: bytes, chance: Random) -> bytes:
    start, end = sorted((_place(data, chance), _place(data, chance)))
    return data[:end] + data[start:end] + data[end:]


def _run_together(data: bytes, other: bytes, chance: Random) -> bytes:
    return data[: _place(data, chance)] + other[_place(other, chance) :]


def _sign(data: bytes, _: bytes, chance: Random) -> bytes:
    text = data.decode()
    at = chance.choice([match.start() for match in _EDGES.finditer(text)])
    return (text[:at] + chance.choice(_SIGNS) + text[at:]).encode()


def _line_ends(data: bytes, _: bytes, chance: Random) -> bytes:
    return data.replace(b"\n", chance.choice([b"\r\n", b"\r"]), chance.choice([-1, -1, 5]))


def _line(data: bytes, chance: Random) -> tuple[list[bytes], int]:
    lines = data.split(b"\n")
    return lines, chance.randrange(len(lines))


def _drop_line(data: bytes, _: bytes, chance: Random) -> bytes:
    lines, at = _line(data, chance)
    return b"\n".join(lines[:at] + lines[at + 1 :])


def _double_line(data: bytes, _: bytes, chance: Random) -> bytes:
    lines, at = _line(data, chance)
    return b"\n".join([*lines[:at], lines[at], *lines[at:]])


def _swap_lines(data: bytes, _: bytes, chance: Random) -> bytes:
    lines, at = _line(data, chance)
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]
    return b"\n".join(lines)


def _indent_line(data: bytes, _: bytes, chance: Random) -> bytes:
    lines, at = _line(data, chance)
    lines[at] = chance.choice([b" ", b"  ", b"\t", "\u00a0".encode()]) + lines[at]
    return b"\n".join(lines)


def _dedent_line(data: bytes, _: bytes, chance: Random) -> bytes:
    lines, at = _line(data, chance)
    lines[at] = lines[at].removeprefix(b"  ")
    return b"\n".join(lines)


def _join_lines(data: bytes, _: bytes, chance: Random) -> bytes:
    lines, at = _line(data, chance)
    return b"\n".join([*lines[:at], b"".join(lines[at : at + 2]), *lines[at + 2 :]])


def _foreign_line(data: bytes, other: bytes, chance: Random) -> bytes:
    lines, at = _line(data, chance)
    return b"\n".join([*lines[:at], chance.choice(other.split(b"\n")), *lines[at:]])


def _odd_field(data: bytes, _: bytes, chance: Random) -> bytes:
    lines, at = _line(data, chance)
    return b"\n".join([*lines[:at], chance.choice(_FIELDS), *lines[at:]])


def _replaced(data: bytes, pattern: re.Pattern[bytes], chance: Random, by: Damage) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + by(match[0], b"", chance) + data[match.end() :]


def _odd_value(data: bytes, _: bytes, chance: Random) -> bytes:
    return _replaced(data, _VALUE, chance, lambda *_: chance.choice(_VALUES))


def _unquote(data: bytes, _: bytes, chance: Random) -> bytes:
    return _replaced(data, _VALUE, chance, lambda value, *_: value.strip(b'"'))


def _escape(data: bytes, _: bytes, chance: Random) -> bytes:
    sign = chance.choice([b"\\", b"\\x07", b"\\u0000", b"\\n", b'"', b"\\ud83d", b"'"])
    return _replaced(data, _VALUE, chance, lambda value, *_: value[:3] + sign + value[3:])


def _empty(data: bytes, _: bytes, chance: Random) -> bytes:
    return _replaced(data, _VALUE, chance, lambda *_: b"")


def _rename(data: bytes, _: bytes, chance: Random) -> bytes:
    return _replaced(
        data, _NAME, chance, lambda name, *_: chance.choice([name.title(), name + b"2"])
    )


def _body(data: bytes, other: bytes, chance: Random) -> bytes:
    body = [
        b"Word: a\n\nb",
        b"a\n\n---\n\nb: c",
        b"```\n" + other + b"\n```",
        other,
        b"a \\u0007 b",
    ]
    return data.rstrip() + b"\n" + chance.choice(body)


DAMAGES: dict[str, Damage] = {
    damage.__name__.strip("_"): damage
    for damage in (
        *(_flip, _drop, _insert, _cut, _repeat, _run_together, _sign, _line_ends),
        *(_drop_line, _double_line, _swap_lines, _indent_line, _dedent_line, _join_lines),
        *(_foreign_line, _odd_field, _odd_value, _unquote, _escape, _empty, _rename, _body),
    )
}
"""Kinds of damage by name."""
