"""The payload is in no table, wherever a torn document put it, and honest text stays."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.documents.document import Document
from broadsheet.documents.payload import is_suspect, withhold
from kit.flattening import flatten

_DICE = random.Random(7)  # noqa: S311 - made-up payloads
FIRST = base64.b64encode(_DICE.randbytes(240)).decode()
PAYLOAD = f"{FIRST};{base64.b64encode(_DICE.randbytes(16)).decode()}"
HALF = FIRST[:160]

LEAKS = {
    "in an excerpt": f'title: x\nexcerpt: "text secured: {PAYLOAD}"\n---\n',
    "in a block": f"title: x\nexcerpt: |\n  text\n  secured: {PAYLOAD}\n---\n",
    "as quality": f'title: x\nquality: "secured: {FIRST}"\n---\n',
    "as a date": f'title: x\npublishedDateTime: "secured: {FIRST}"\n---\n',
    "as a second title": f'title: x\ntitle: "secured: {FIRST}"\n---\n',
    "cut by a fence": f'title: x\nsecured: "{HALF}\n---\n{FIRST}"\n---\n',
    "name cut": f'title: x\necured: "{PAYLOAD}"\n---\n',
    "name cut to pieces": f'title: x\nured: "{PAYLOAD}"\n---\n',
    "run into its name": f"title: x\nsecur{FIRST}: x\n---\n",
    "anchored by a key": f'title: x\n? secured\n: &x "{PAYLOAD}"\nexcerpt: *x\n---\n',
    "anchored after a comment": f'title: x\nsecured: # c\n  &x "{PAYLOAD}"\nexcerpt: *x\n---\n',
    "cut to pieces by a quote": f"title: x\nexcerpt: 'text\n{HALF}\nsecured: \"{HALF}\"'\n---\n",
    "escaped name": f'{{title: x, "secu\\x72ed": &x "{PAYLOAD}", excerpt: *x}}\n---\n',
}


@pytest.mark.parametrize("yaml", LEAKS.values(), ids=LEAKS)
def test_a_payload_in_the_wrong_place_is_withheld(yaml: str) -> None:
    """No twenty letters of a payload come through in any text of any table."""
    tables = flatten([Document("a", "b.md", f"---\n{yaml}".encode())])
    shown = json.dumps([table.to_pylist() for table in tables.values()], default=str)
    parts = [PAYLOAD[start : start + 20] for start in range(0, len(PAYLOAD) - 20, 5)]
    assert [part for part in parts if part in shown] == []


@pytest.mark.parametrize("quote", ["{title: x, excerpt: 'a\n%s\nb'}", "excerpt: 'a\n%s\nb'"])
def test_a_payload_on_its_own_line_within_quotes_is_withheld(quote: str) -> None:
    """A payload's line that a tear has put into single quotes is no field, and is withheld."""
    text = f"---\n{quote}\n---\n" % f'secured: "{PAYLOAD}"'
    tables = flatten([Document("a", "b.md", text.encode())])
    assert FIRST not in json.dumps([table.to_pylist() for table in tables.values()], default=str)


@pytest.mark.parametrize(
    ("yaml", "column", "value"),
    [
        ("title: Deal secured: city wins", "title", "Deal secured: city wins"),
        ('title: "Unsecured loans, secured"', "title", "Unsecured loans, secured"),
        ("title: x\nunsecured: 5", "extra", '{"unsecured":5}'),
        ("title: x\nsecuredBy: the bank", "extra", '{"securedBy":"the bank"}'),
    ],
)
def test_honest_text_about_security_stays(
    flattened_fields: Callable[[str], Any], yaml: str, column: str, value: str
) -> None:
    """The word alone costs a document nothing."""
    assert flattened_fields(yaml)["articles"][0][column] == value


def test_a_body_about_security_stays(flattened: Callable[..., Any]) -> None:
    """A body that says `secured:` is a body."""
    rows = flattened("---\ntitle: x\n---\nThe grant was secured: it pays for the roof.\n")
    assert rows["articles"][0]["body"] == "The grant was secured: it pays for the roof."
    assert rows["problems"] == []


def test_addresses_stay_whole() -> None:
    """A long address with letters of all kinds is no payload."""
    address = "https://img.example/ab12CD34ef56GH78ab12CD34ef56GH78ab12CD34/0x0.jpg"
    assert withhold(address) == address


def test_an_ordinary_document_is_not_suspect(seed: Path) -> None:
    """The seed's payload stands where it belongs."""
    assert not is_suspect(seed.read_bytes())


@given(st.binary(min_size=60, max_size=400))
@example(bytes(range(60)))
@example(b"\xff" * 60)
@example(bytes(range(256))[:61])
def test_any_long_payload_is_withheld(data: bytes) -> None:
    """Whatever was encrypted, its base64 is withheld from a sentence, if it looks like one."""
    text = base64.b64encode(data).decode()
    kinds = (str.isupper, str.islower, str.isdigit)
    if all(sum(map(kind, text)) > 1 for kind in kinds):
        assert text not in withhold(f"before {text} after")
