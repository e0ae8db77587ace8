"""A document is known by its archive's name and its path, its content by a fingerprint."""

from __future__ import annotations

import base64
import codecs

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from broadsheet.documents.document import Document, article_id, fingerprints


def test_article_id_is_the_same_in_every_run() -> None:
    """The id of a path is a fixed number, so that links to it hold from load to load."""
    assert article_id("seeds", "000_76090242c080778f.txt") == 2142140597591764895


@pytest.mark.parametrize("path", ["b.md", "A.md", "a.md ", "ä.md", "\\xff.md"])
def test_article_id_differs_by_path(path: str) -> None:
    """Two paths of an archive have two ids."""
    assert article_id("news", path) != article_id("news", "a.md")


def test_article_id_differs_by_archive() -> None:
    """One path in two archives has two ids."""
    assert article_id("news", "a.md") != article_id("other", "a.md")


def test_article_id_keeps_archive_and_path_apart() -> None:
    """Moving a letter from the path to the archive's name makes another id."""
    assert article_id("new", "sa.md") != article_id("news", "a.md")


def test_article_id_is_never_negative() -> None:
    """Ids fit a signed 64-bit integer without its sign."""
    assert all(0 <= article_id("news", f"{n}.md") < 2**63 for n in range(1_000))


def test_fingerprint_is_32_hexadecimal_digits() -> None:
    """The fingerprint is BLAKE2b-128 in hexadecimal."""
    assert fingerprints(b"").whole == "cae66941d9efbd404e4d88758ea67670"


def test_fingerprint_differs_by_one_byte() -> None:
    """Other bytes have another fingerprint."""
    assert fingerprints(b"a\n").whole != fingerprints(b"a\r\n").whole


# The content fingerprint

LINES = st.lists(st.binary(max_size=12).map(lambda line: line.translate(None, b"\r\n")), max_size=6)
"""Lines of any bytes, without line ends."""


def sealed(payload: str, *, before: bytes = b"title: x", after: bytes = b"Body") -> bytes:
    """A document with a payload in its last field."""
    return b'---\n%b\nsecured: "%b"\n---\n%b\n' % (before, payload.encode(), after)


def payload(data: bytes, vector: bytes = bytes(16)) -> str:
    """A payload as archives have it: two base64 parts."""
    return f"{base64.b64encode(data).decode()};{base64.b64encode(vector).decode()}"


def payloads(size: int) -> st.SearchStrategy[str]:
    """Payloads of so many bytes."""
    vectors = st.binary(min_size=16, max_size=16)
    return st.builds(payload, st.binary(min_size=size, max_size=size), vectors)


@given(st.lists(st.tuples(st.binary(max_size=12), st.booleans(), st.booleans()), max_size=6))
@example([(b"a", False, True), (b"", True, False)])
@example([(b'secured: "YQ==;AAAAAAAAAAAAAAAAAAAAAA=="', False, True), (b"---", True, True)])
def test_content_is_the_same_whatever_the_line_ends(
    lines: list[tuple[bytes, bool, bool]],
) -> None:
    """Files that differ in their line ends alone have the same content, mixed or not.

    UTF-16 is excluded: its line ends are not single bytes.
    """
    one, other = (
        b"".join(line[0].translate(None, b"\r\n") + (b"\r\n", b"\n")[line[side]] for line in lines)
        for side in (1, 2)
    )
    assume(not one.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))
    assert fingerprints(one).content == fingerprints(other).content


@given(
    st.integers(1, 90).flatmap(lambda size: st.tuples(payloads(size), payloads(size))),
    LINES,
    LINES,
)
@example((payload(b"a"), payload(b"b")), [b"title: x"], [b"---", b"body"])
@example((payload(b"a"), payload(b"b")), [b'secured: "x"'], [b"secured"])
def test_content_is_the_same_with_another_payload(
    pair: tuple[str, str], before: list[bytes], after: list[bytes]
) -> None:
    """Files that differ in their payload alone say the same, if the payloads are of one length."""
    one, other = (sealed(each, before=b"\n".join(before), after=b"\n".join(after)) for each in pair)
    assert fingerprints(one).content == fingerprints(other).content


@given(payloads(9), payloads(12))
@example(payload(bytes(9)), payload(bytes(12)))
def test_content_differs_by_the_payload_s_length(short: str, long: str) -> None:
    """The payload's size is a column, so that another size is another content."""
    assert fingerprints(sealed(short)).content != fingerprints(sealed(long)).content


_MADE_UP = payload(b"made-up")
_SEALED = sealed(_MADE_UP, before=b'title: "x"', after=b"---\n\nbody")
_PAYLOAD_AT = _SEALED.index(_MADE_UP.encode())
_OUTSIDE = [*range(_PAYLOAD_AT), *range(_PAYLOAD_AT + len(_MADE_UP), len(_SEALED))]


@given(
    place=st.sampled_from(_OUTSIDE),
    new=st.binary(max_size=2).filter(lambda new: b"\r" not in new),
)
@example(place=_PAYLOAD_AT - 1, new=b"'")
@example(place=_PAYLOAD_AT + len(_MADE_UP), new=b"")
@example(place=_PAYLOAD_AT - 2, new=b"")
@example(place=_SEALED.index(b"secured"), new=b"\n")
@example(place=len(_SEALED) - 1, new=b"")
@example(place=0, new=b"--")
def test_content_differs_by_any_other_byte(place: int, new: bytes) -> None:
    """A byte that is changed, added or left out anywhere else is another content."""
    changed = _SEALED[:place] + new + _SEALED[place + 1 :]
    same = fingerprints(changed).content == fingerprints(_SEALED).content
    assert same == (changed == _SEALED)


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: "%s"\n---\n',
        '---\nunsecured: "%s"\n---\n',
        '---\n  secured: "%s"\n---\n',
        "---\nsecured: '%s'\n---\n",
        '---\nsecured: "%s" x\n---\nsecured: "x"\n',
        '---\nsecured: "%s, secured"\n---\n',
    ],
)
def test_a_payload_elsewhere_is_content(text: str) -> None:
    """What looks like a payload counts as content wherever it may come to be seen."""
    one, other = ((text % payload(data)).encode() for data in (b"one", b"two"))
    assert fingerprints(one).content != fingerprints(other).content


def test_a_length_is_not_taken_for_a_payload() -> None:
    """A document with `37 bytes` in the place of a payload of that size says something else."""
    made_up = payload(b"made-up")
    one = sealed(made_up) + b"0 bytes"
    other = sealed(f"{len(made_up)} bytes")
    assert fingerprints(one).content != fingerprints(other).content


def test_letters_of_utf_16_are_no_line_end() -> None:
    """A letter of two bytes, of which one looks like half a line end, is content."""
    one = b"\xff\xfe" + "---\ntitle: \u0d05\u010a\n---\n".encode("utf-16-le")
    other = one.replace(b"\r\n", b"\n")
    assert fingerprints(one).content != fingerprints(other).content


# Suffixes


@pytest.mark.parametrize("path", ["topics/ai.yaml", "ai.yml", "AI.YML"])
def test_yaml_files_need_no_fences(path: str) -> None:
    """A file is YAML by its suffix, in any case."""
    assert Document("news", path, b"").is_yaml


@pytest.mark.parametrize("path", ["ai.md", "yaml", "ai.yaml.txt", "x.yaml/ai.md"])
def test_other_files_need_fences(path: str) -> None:
    """A file of another suffix is not YAML as a whole."""
    assert not Document("news", path, b"").is_yaml
