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


@given(st.integers(60, 400), st.integers(0, 2**64))
@example(60, 0)
@example(400, 1)
def test_any_long_payload_is_withheld(size: int, seed: int) -> None:
    """Whatever was encrypted, its base64 is withheld from a sentence."""
    data = random.Random(seed).randbytes(2 * size)  # noqa: S311 - made-up payloads
    text = base64.b64encode(data).decode()
    assert text not in withhold(f"before {text} after")


_ID = "aB3" * 12

HONEST = [
    "More at https://paper.example/News/2021/StartupClosesSeriesBRoundToday for subscribers",
    "See https://agg.example/rss/articles/CBMiXmh0dHBzOi8vd3d3LmV4YW1wbGUuY29tL25ld3MvMjAyMQ",
    f"paper.example/s;id=ABCdef0123456789ABCdef0123456789aaaa and www.x.example/{_ID}",
    "News2021/HarbourAndBridgeReportsFromTheCoast",
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    "0123456789abcdef0123456789ABCDEF0123456789abcdef",
    "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk",
    "The deal was secured: RepresentativesOfTheCity agreed",
    f"secured: 1234567890123456 and secured: https://a.example/{_ID}",
]
"""Text that is no payload, however long and mixed its words are."""


@pytest.mark.parametrize("text", HONEST)
@pytest.mark.parametrize("field", ["excerpt", "webUrl", "note", "securedNote"])
def test_words_paths_and_addresses_stay(
    flattened_fields: Callable[..., Any], text: str, field: str
) -> None:
    """A document that says `secured` keeps its prose, paths and addresses, without a problem."""
    rows = flattened_fields(f"title: Harbour secured\n{field}: {json.dumps(text)}")
    (article,) = rows["articles"]
    shown = [article["excerpt"], article["web_url"], *json.loads(article["extra"] or "{}").values()]
    assert (text in shown, rows["problems"]) == (True, [])


def test_a_document_keeps_its_path(document: Callable[..., Document]) -> None:
    """A path is where a document is, whatever it looks like; tables join by it."""
    path = f"{HALF[:40]}/d.md"
    rows = flatten([document(f"---\ntitle: Loan secured\nnote: {HALF}\n---\n", path)])
    assert {tuple(rows[name]["path"].to_pylist()) for name in ("articles", "documents")} == {
        (path,)
    }


@pytest.mark.parametrize(
    ("yaml", "field"),
    [
        (f'excerpt: "text secured: {PAYLOAD}"', "excerpt"),
        (f'related:\n  - title: a\n  - title: "secured: {PAYLOAD}"', "related[2].title"),
        (f'images:\n  - url: "secured: {PAYLOAD}"', "images[1].url"),
        (f'topics:\n  - "secured: {PAYLOAD}"', "topics"),
        (f"excerpt: a\nvault:\n  secured: {HALF}", "extra"),
        (f"note: secured {HALF}", "extra"),
        (f"catsecured: {HALF[:15]}", "extra"),
    ],
)
def test_what_is_withheld_is_reported(
    flattened_fields: Callable[..., Any], yaml: str, field: str
) -> None:
    """Each field in which a payload is withheld has a row in problems."""
    problems = flattened_fields(f"title: x\n{yaml}")["problems"]
    assert [row["field"] for row in problems if row["code"] == "withheld"] == [field]


def test_a_payload_in_a_body_leaves_the_rest(flattened: Callable[..., Any]) -> None:
    """A body in which a payload is loses the payload alone."""
    text = f'---\ntitle: x\n---\nThe end of it:\n\n    secured: "{PAYLOAD}"\n\nMore.\n'
    rows = flattened(text)
    assert rows["articles"][0]["body"] == 'The end of it:\n\n    secured: "(withheld)"\n\nMore.'
    assert [(row["code"], row["field"]) for row in rows["problems"]] == [("withheld", "body")]


def test_withheld_addresses_are_not_one_item(flattened_fields: Callable[..., Any]) -> None:
    """An address of which a part is withheld identifies nothing."""
    (article,) = flattened_fields(f"title: x\nwebUrl: https://a.example/{PAYLOAD}")["articles"]
    assert (PAYLOAD[:40] in article["web_url"], article["url"]) == (False, None)
