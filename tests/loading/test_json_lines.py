"""A line of JSON becomes the rows that a document of the same fields becomes, and no others."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.documents.document import Document
from broadsheet.schema import TABLES
from kit.flattening import flatten

Tables = dict[str, list[dict[str, Any]]]

PAYLOAD = f"{base64.b64encode(bytes(range(240))).decode()};{base64.b64encode(bytes(16)).decode()}"

_TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]), max_size=9)
_ODD_TEXTS = st.sampled_from(
    ["2021-03-16T11:06:00Z", "2021-02-30", "https://www.x.example/a?b#c", "No", "12", "News #1",
     "@Work", "a: b", "---", "{x}", " blank ", "", "\\", "\t\r\n", "😀"]
)  # fmt: skip
_SCALARS = (
    st.none() | st.booleans() | st.integers(-(2**65), 2**65) | st.floats(-1e9, 1e9) | _TEXTS
    | _ODD_TEXTS
)  # fmt: skip
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3)
)


def _mappings(names: frozenset[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Fields of a kind of item, few of them with the values that they want."""
    known = sorted(names - {"secured", "related", "images", "body", "path"})
    return st.dictionaries(st.sampled_from(known) | st.just("unknown"), _VALUES, max_size=5)


_IMAGES = st.lists(_mappings(TABLES["images"].fields) | _SCALARS, max_size=2)
_RELATED = st.builds(dict, _mappings(TABLES["related"].fields), images=_IMAGES)
_ARTICLES = st.builds(
    dict, _mappings(TABLES["articles"].fields), related=st.lists(_RELATED, max_size=2)
)


def rows_of(text: str | bytes, *, line: int = 0, path: str = "a.md") -> Tables:
    """The rows of a document by table; it is a line of JSON where a line is given."""
    data = text.encode() if isinstance(text, str) else text
    tables = flatten([Document("archive", path, data, line)])
    return {name: table.to_pylist() for name, table in tables.items()}


def said(tables: Tables) -> Tables:
    """Rows but for what they tell of the file itself."""
    names = ("article_id", "published_month", "status", "reason")
    documents = [{name: row[name] for name in names} for row in tables["documents"]]
    return tables | {"documents": documents}


# The same as a document


@given(_ARTICLES, st.booleans(), st.booleans())
@example({"title": "News #1", "quality": -(2**63) - 1}, True, True)
@example({"topics": ["@Work", 12, None], "provider": {"name": "a: b"}}, False, False)
@example(
    {"publishedDateTime": "9999-12-31T23:59:59-14:00", "related": []},
    True,
    True,
)
@example({"excerpt": "\u2028\U0001f600\\", "heat": 1e400}, False, True)
def test_a_line_is_as_good_as_a_document(
    fields: dict[str, Any], has_payload: bool, is_ascii: bool
) -> None:
    """The same fields make the same rows and problems, whatever their values, in JSON and YAML."""
    fields = {**fields, "secured": PAYLOAD} if has_payload else fields
    text = json.dumps(fields, ensure_ascii=is_ascii)
    assert said(rows_of(text, line=2)) == said(rows_of(f"---\n{text}\n---\n"))


def test_body_of_a_line() -> None:
    """A line's `body` is the text that follows a document's front matter."""
    (article,) = rows_of('{"title": "x", "body": "\\n<p>One</p>\\n\\n<p>Two</p>\\n"}', line=1)[
        "articles"
    ]
    assert (article["body"], article["extra"]) == ("<p>One</p>\n\n<p>Two</p>", None)


@pytest.mark.parametrize("body", ['""', '" \\n"', "null"])
def test_blank_body_of_a_line_is_none(body: str) -> None:
    """A body of blanks is no body."""
    (article,) = rows_of(f'{{"title": "x", "body": {body}}}', line=1)["articles"]
    assert (article["body"], article["extra"]) == (None, None)


@pytest.mark.parametrize("body", ["5", '["a"]', '{"html": "<p>One</p>"}'])
def test_body_of_another_type_is_not_lost(body: str) -> None:
    """A body that is no text is told as a problem, or kept among the other fields."""
    rows = rows_of(f'{{"title": "x", "body": {body}}}', line=1)
    assert rows["problems"] or rows["articles"][0]["extra"]


def test_path_of_a_line_is_no_field() -> None:
    """A line's `path` names it and is no field of its article."""
    (article,) = rows_of('{"title": "x", "path": "2021/a.md"}', line=1, path="2021/a.md")[
        "articles"
    ]
    assert (article["path"], article["extra"]) == ("2021/a.md", None)


def test_body_and_path_of_items_are_fields() -> None:
    """Further down, `body` and `path` are fields like any other."""
    text = '{"title": "x", "related": [{"title": "y", "body": "b", "path": "p"}]}'
    (related,) = rows_of(text, line=1)["related"]
    assert json.loads(related["extra"]) == {"body": "b", "path": "p"}


def test_front_matter_fields_of_these_names_stay() -> None:
    """In front matter, `body` and `path` are fields without a column."""
    (article,) = rows_of('---\n{"title": "x", "body": "b", "path": "p"}\n---\n')["articles"]
    assert (article["body"], json.loads(article["extra"])) == (None, {"body": "b", "path": "p"})


def test_second_document_in_a_body_is_left_out() -> None:
    """A body that holds another document is left out and told on the line."""
    rows = rows_of('{"title": "x", "body": "---\\ntitle: y\\nquality: 3\\n---\\n"}', line=7)
    assert rows["articles"][0]["body"] is None
    assert [(row["code"], row["line"]) for row in rows["problems"]] == [("second-document", 7)]


# Faults


@pytest.mark.parametrize(
    ("text", "code", "column", "field"),
    [
        ('{"title": "x", "quality": "high"}', "wrong-type", 27, "quality"),
        ('{"title": "x", "heat": 9223372036854775808}', "out-of-range", 24, "heat"),
        ('{"title": "x", "publishedDateTime": "2021-02-30"}', "bad-date", 37, "publishedDateTime"),
        ('{"title": "x", "topics": "T"}', "single-value", 26, "topics"),
        ('{"title": "x", "related": [{"quality": "b"}]}', "wrong-type", 40, "related[1].quality"),
        ('{"title": "x", "title": "y"}', "duplicate-key", 16, "title"),
        ('{"provider": {"name": "x", "name": "y"}}', "duplicate-key", 28, "provider.name"),
        ('{"title": "x", "body": "a", "body": "b"}', "duplicate-key", 29, "body"),
        ('{"title": "x" "type": "y"}', "json-syntax", 15, None),
        ('{"title": "x"', "json-syntax", 14, None),
        ("title: x", "json-syntax", 1, None),
        ("[1]", "not-a-mapping", None, None),
        ("{}", "not-a-mapping", None, None),
        ('"title"', "not-a-mapping", None, None),
    ],
)  # fmt: skip
def test_fault_of_a_line_is_told_with_line_column_and_field(
    text: str, code: str, column: int | None, field: str | None
) -> None:
    """A fault is told with the line's number in the file and the column in the line."""
    problems = rows_of(text, line=17)["problems"]
    assert [tuple(row[name] for name in ("code", "line", "column", "field")) for row in problems] \
        == [(code, 17, column, field)]  # fmt: skip


@pytest.mark.parametrize(
    "text", ['{"title": "x", "title": "y"}', '{"title":\t"x",\t"title":\t"y"}',
             '{"title": "x", "heat": {"a": 1, "a": 2}, "title": "y"}'],
)  # fmt: skip
def test_of_a_field_that_stands_twice_the_first_is_kept(text: str) -> None:
    """JSON, too, keeps the first of two fields of a name."""
    assert [row["title"] for row in rows_of(text, line=1)["articles"]] == ["x"]


@pytest.mark.parametrize("text", [b'{"title": "l\xffmp"}', b'{"title": "l\x7fmp"}'])
def test_fault_of_encoding_is_told_on_its_line(text: bytes) -> None:
    """Broken bytes and forbidden characters are told on the line that has them."""
    assert [row["line"] for row in rows_of(text, line=17)["problems"]] == [17]


@pytest.mark.parametrize(
    "text",
    ['{"title": "l\\ud800mp"}', '{"l\\udc00mp": 1}', '{"secured": "\\ud800"}',
     '{"title": "x", "body": "\\ud800"}', '{"title": "x", "quality": "\\ud800"}'],
)  # fmt: skip
def test_half_of_a_surrogate_pair_does_not_stop_a_load(text: str) -> None:
    """A character that is none costs its document at most, and never the load."""
    assert len(rows_of(text, line=1)["documents"]) == 1


def test_number_of_thousands_of_digits_is_out_of_range() -> None:
    """A number too long for Python is as out of range in JSON as it is in YAML."""
    text = f'{{"title": "x", "quality": {"9" * 5_000}}}'
    told = [row["code"] for row in rows_of(text, line=2)["problems"]]
    assert told == [row["code"] for row in rows_of(f"---\n{text}\n---\n")["problems"]]


@pytest.mark.parametrize("deep", ["[" * 100_000, "[" * 100_000 + "]" * 100_000, '{"a":' * 100_000])
def test_deep_nesting_of_a_line_is_quarantined(deep: str) -> None:
    """A line of a hundred thousand brackets is quarantined, and harmless."""
    (row,) = rows_of(f'{{"title": "x", "a": {deep}}}', line=1)["documents"]
    assert row["status"] == "quarantined"


@given(st.binary(max_size=40) | st.text(max_size=40).map(lambda text: f'{{"a": {text}}}'.encode()))
@example(b'{"a": 1, "a": 2}')
@example(b'{"a": "\\ud83d"}')
@example(b'{"a": ' + b"9" * 5000 + b"}")
@example(b'{"a": ' + b"[" * 2000 + b"]" * 2000 + b"}")
@example(b'{"a": NaN}')
@example(b"\xef\xbb\xbf{}")
def test_any_line_has_its_row(data: bytes) -> None:
    """Whatever stands in a line, it has one row in documents, and a problem if it is not loaded."""
    rows = rows_of(data, line=1)
    (row,) = rows["documents"]
    assert row["status"] == "loaded" or rows["problems"]


# The payload


_PLACES = ["secured", "title", "body", "excerpt", "quality", "publishedDateTime", "unknown", "type"]


@given(
    st.lists(st.sampled_from(["secured", "a", "provider", "related", "images", 0]), max_size=4),
    st.sampled_from(["%s", " %s ", '\\nsecured: "%s"', "text secured: %s"]),
    st.sampled_from(_PLACES),
)
@example(["related", 0, "secured"], "text secured: %s", "body")
@example(["provider"], "%s", "secured")
@example([0, 0], '\\nsecured: "%s"', "title")
def test_payload_of_a_line_is_in_no_table(way: list[str | int], form: str, name: str) -> None:
    """The payload of a line is in no table, at whatever depth and in whatever text it stands."""
    value: Any = form % PAYLOAD
    for step in reversed(way):
        value = [value] if isinstance(step, int) else {step: value}
    text = json.dumps({"title": "x", "secured": PAYLOAD} | {name: value})
    shown = json.dumps(list(rows_of(text, line=1).values()), default=str)
    parts = {PAYLOAD[start : start + 16] for start in range(0, len(PAYLOAD) - 16, 4)}
    assert [part for part in parts if part in shown] == []


def test_payload_of_a_line_is_counted() -> None:
    """Of the payload its size is kept, and nothing else."""
    (article,) = rows_of(json.dumps({"title": "x", "secured": PAYLOAD}), line=1)["articles"]
    assert (article["secured_bytes"], article["extra"]) == (len(PAYLOAD), None)


def test_honest_text_beside_a_payload_stays() -> None:
    """A long address within the text of a line whose payload stands in its own field stays."""
    body = '<img src="https://cdn.example/2021/03/ab12CD34ef56GH78ab12CD34ef56GH78/x.jpg">'
    text = json.dumps({"title": "x", "body": body, "secured": PAYLOAD})
    assert rows_of(text, line=1)["articles"][0]["body"] == body
