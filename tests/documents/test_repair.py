"""Plain scalars that YAML misreads are taken as written; torn documents are kept up to the tear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.documents.faults import Fault, UnreadableError
from broadsheet.documents.plain_text import quote_plain_text
from broadsheet.documents.repair import before_tear, quote_failing_lines

if TYPE_CHECKING:
    from collections.abc import Callable

SYNTAX = UnreadableError(Fault("yaml-syntax", "found unexpected end of stream"))

MISREAD = [
    "QNN: X", "QNN: X: Y", "@Work", "'Tis the Season", "'Tis", "%x", "`x`", "* * *", "*star",
    "& Sons", "News #1", "News #", "%x #1", "@Work #1", "A 'b' #1",
    "] x", "} x", ", x",
    "[AI] News", "[AI]", "[AI", "{a}", "{{ name }}", '"A" News', '"A" and "B"', "> 5", "| x",
    "!Hello World", "&Beyond News", "Null",
]  # fmt: skip

ODD_BUT_VALID = [
    "1843", "007", "1_000", "0x1F", "1e3", "true", "No", "On", "12:30", "2021-03-16", "News#1",
    "don't", "a - b", "-dash", ":colon", "?why", "C&A", "5% x", "a: b"[:2] + "b", "~x",
]  # fmt: skip


@pytest.mark.parametrize("name", [*MISREAD, *ODD_BUT_VALID])
def test_provider_name_is_taken_as_written(flattened_fields: Callable[..., Any], name: str) -> None:
    """A provider's plain name is text, whatever YAML would make of it."""
    yaml = f"title: x\nprovider:\n  name: {name}\n  domain: x.example\ntopics:\n  - a"
    (article,) = flattened_fields(yaml)["articles"]
    assert article["provider_name"] == name


@pytest.mark.parametrize("topic", [*MISREAD, *ODD_BUT_VALID])
def test_topic_is_taken_as_written(flattened_fields: Callable[..., Any], topic: str) -> None:
    """A plain topic is text, whatever YAML would make of it."""
    rows = flattened_fields(f"title: x\ntopics:\n  - a\n  - {topic}\n  - z\ntype: article")
    assert rows["articles"][0]["topics"] == ["a", topic, "z"]


@pytest.mark.parametrize("name", MISREAD)
def test_provider_name_of_a_related_item_is_taken_as_written(
    flattened_fields: Callable[..., Any], name: str
) -> None:
    """The provider of a related item is named as freely as the document's."""
    yaml = f"title: x\nrelated:\n  - title: y\n    provider:\n      name: {name}\n    type: article"
    (related,) = flattened_fields(yaml)["related"]
    assert (related["provider_name"], related["type"]) == (name, "article")


@pytest.mark.parametrize("name", MISREAD)
def test_misread_name_is_told_with_its_line(
    flattened_fields: Callable[..., Any], name: str
) -> None:
    """A name that had to be quoted is told once, with line and text."""
    (problem,) = flattened_fields(f"title: x\nprovider:\n  name: {name}\ntype: x")["problems"]
    assert (problem["code"], problem["line"], problem["value"]) == ("unquoted-text", 4, name)


@pytest.mark.parametrize("name", ["News #1", "QNN: X", "@Work"])
def test_mended_name_is_the_same_with_crlf(flattened: Callable[..., Any], name: str) -> None:
    """A name is mended under CRLF line ends as under LF."""
    text = f"---\ntitle: x\nprovider:\n  name: {name}\n  domain: x.example\n---\n"
    (article,) = flattened(text.replace("\n", "\r\n"))["articles"]
    assert (article["provider_name"], article["provider_domain"]) == (name, "x.example")


def test_several_misread_lines_are_all_mended(flattened_fields: Callable[..., Any]) -> None:
    """Each line that YAML refuses is mended, not the first alone."""
    yaml = "title: x\nprovider:\n  name: QNN: X\ntopics:\n  - @Work\n  - `code`\n  - A #1"
    assert [row["line"] for row in flattened_fields(yaml)["problems"]] == [4, 6, 7, 8]


def test_story_of_73_members_with_misread_names_loads(
    flattened_fields: Callable[..., Any],
) -> None:
    """The largest story known, each provider written `QNN: X`, loads whole."""
    item = "  - title: y\n    provider:\n      name: QNN: X\n"
    rows = flattened_fields("title: x\nrelated:\n" + item * 73)
    assert rows["documents"][0]["status"] == "loaded"


def test_comment_in_text_of_several_lines_is_not_a_name(
    flattened_fields: Callable[..., Any],
) -> None:
    """Lines of a block text that look like topics or names stay as they are."""
    rows = flattened_fields("title: x\nexcerpt: |\n  - News #1\n  name: A #2")
    assert rows["articles"][0]["excerpt"] == "- News #1\nname: A #2"


def test_hash_in_quoted_text_of_several_lines_is_kept(
    flattened_fields: Callable[..., Any],
) -> None:
    """Lines within quotes that look like topics stay as they are."""
    rows = flattened_fields('title: x\nexcerpt: "a\n  - News #1\n  b"')
    assert [row["excerpt"] for row in rows["articles"]] == ["a - News #1 b"]


def test_comment_after_another_field_stays_a_comment(
    flattened_fields: Callable[..., Any],
) -> None:
    """A comment after a number is a comment."""
    (article,) = flattened_fields("title: x\nquality: 39 # as scored")["articles"]
    assert article["quality"] == 39


@pytest.mark.parametrize("line", ['  - "a" # x', "  - 'a' # x"])
def test_comment_after_a_complete_topic_stays_a_comment(line: str) -> None:
    """Only plain text can hold a hash sign by mistake."""
    assert quote_plain_text(f"topics:\n{line}\n", 1) == (f"topics:\n{line}\n", [])


def test_topic_of_several_fields_does_not_hide_how_others_are_written(
    flattened_fields: Callable[..., Any],
) -> None:
    """A topic that is a mapping over several lines is left to YAML, and a number keeps its text."""
    rows = flattened_fields("title: x\nisbn: 007\ntopics:\n  - url: x\n    isCached: true")
    assert rows["articles"][0]["extra"] == '{"isbn":"007"}'
    assert [problem["field"] for problem in rows["problems"]] == ["topics[1]"]


TITLES = [
    "!important news", "&you and me", "#hashtag of the year", "Update #2 (28 items)", "#1", "a\t#b",
    "[Breaking] Floods", "[Breaking, Live]", "[Breaking", "{{ page.title }}", '"Fine" says mayor',
    "'Fine' says mayor", "> 5 percent", "|x", "`x`", "@you", "%x", "Update: 5", "* * *", "Null",
    'say "hi" #2', "? why", "- a - b", "ends with:", "'Tis the season",
]  # fmt: skip
"""Plain titles that YAML would lose, cut or refuse."""


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize(
    ("yaml", "table"),
    [
        ("heat: 1\ntitle: {}\ntype: x", "articles"),
        ("title: x\nrelated:\n- title: {}\n  quality: 1", "related"),
        ("title: x\nimages:\n  - width: 3\n    title: {}\ntype: y", "images"),
    ],
    ids=["article", "related", "image"],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_plain_title_is_taken_as_written(
    flattened: Callable[..., Any], title: str, yaml: str, table: str, end: str
) -> None:
    """A plain title is text, whatever YAML would make of it, and is reported."""
    text = f"---\n{yaml.format(title)}\n---\n"
    rows = flattened(text.replace("\n", end))
    assert [row["title"] for row in rows[table]] == [title]
    assert {row["code"] for row in rows["problems"]} == {"unquoted-text"}


def test_plain_excerpt_is_taken_as_written(flattened_fields: Callable[..., Any]) -> None:
    """A plain excerpt keeps what YAML takes for a comment."""
    (article,) = flattened_fields("title: x\nexcerpt: Rule #1: don't")["articles"]
    assert article["excerpt"] == "Rule #1: don't"


@pytest.mark.parametrize(
    ("yaml", "title"),
    [
        ("title: >-\n  a #1\n  b", "a #1 b"),
        ("title: |2 # note\n    a\n", "a"),
        ("title: 'a\n  # b'", "a # b"),
        ('title: "a\n  # b"', "a # b"),
        ('title: "a" # note', "a"),
        ("title: 'it''s' # note", "it's"),
        ('title: ["a",\n  b]', None),
        ("title: &t a\nexcerpt: *t", "a"),
        ("title: null", None),
    ],
)
def test_title_in_another_style_stays(
    flattened_fields: Callable[..., Any], yaml: str, title: str | None
) -> None:
    """A quoted title, a block and an anchor that is used are YAML."""
    (article,) = flattened_fields(f"{yaml}\ntype: x\nquality: 3.5")["articles"]
    assert (article["title"], article["type"]) == (title, "x")


@pytest.mark.parametrize(
    "yaml",
    [
        "excerpt: |\n  title: a #1\n  - b",
        "excerpt: 'a\n  title: a #1\n  b'",
        'excerpt: "a\n  title: a #1\n  b"',
        "other:\n  title: a # note",
        "excerpt:\n  title: a # note",
    ],
)
def test_title_within_another_text_is_no_title(yaml: str) -> None:
    """Lines of a longer text, or of another mapping, that look like titles stay as they are."""
    assert quote_plain_text(f"{yaml}\n", 1) == (f"{yaml}\n", [])


def test_names_outside_providers_are_not_touched() -> None:
    """Only a provider's name is text whatever it holds."""
    assert quote_plain_text("name: QNN: X\n", 1) == ("name: QNN: X\n", [])


def test_quoting_escapes_quotes_and_backslashes() -> None:
    """Quotes and backslashes of a quoted name are escaped."""
    quoted, _ = quote_plain_text('provider:\n  name: A "b" \\ #1\n', 1)
    assert quoted == 'provider:\n  name: "A \\"b\\" \\\\ #1"\n'


def test_text_that_can_be_read_is_not_mended() -> None:
    """YAML that is valid comes back as it is."""
    assert quote_failing_lines("a: 1\n", 1) == ("a: 1\n", [])


def test_invalid_yaml_of_another_kind_is_not_mended() -> None:
    """YAML that is invalid for no plain text's sake stays unreadable."""
    with pytest.raises(UnreadableError):
        quote_failing_lines('a: "x\nb: 1\n', 1)


def test_too_complex_yaml_is_not_mended() -> None:
    """YAML beyond the limits is refused, not quoted until it fits."""
    with pytest.raises(UnreadableError):
        quote_failing_lines("a: &x [*x]\nb: 1\n", 1)


@pytest.mark.parametrize(
    "end",
    ["", "prov", "provider:", "provider:\n  name: The La", "excerpt: \"some te", "quality: 3",
     "topics:\n  - A", "secured: \"TWFk", "secured: \"TWFk;TWFk\"\n--"],
)  # fmt: skip
def test_document_cut_anywhere_keeps_the_fields_before(
    flattened: Callable[..., Any], end: str
) -> None:
    """Wherever a document is cut off, the whole fields before the cut are kept."""
    (article,) = flattened(f"---\ntitle: x\nheat: 7\n{end}")["articles"]
    assert (article["title"], article["heat"]) == ("x", 7)


@pytest.mark.parametrize("end", ["", "prov", 'excerpt: "some te', 'secured: "TWFk;TWFk"\n--'])
def test_document_cut_anywhere_is_told(flattened: Callable[..., Any], end: str) -> None:
    """A document without a closing fence is told as torn or as unclosed."""
    (problem,) = flattened(f"---\ntitle: x\nheat: 7\n{end}")["problems"]
    assert problem["code"] in ("torn", "unclosed")


def test_document_cut_within_its_first_field_is_quarantined(
    flattened: Callable[..., Any],
) -> None:
    """A document that breaks off before it names its article is quarantined."""
    (row,) = flattened('---\ncategory: news\ntitle: "x')["documents"]
    assert row["status"] == "quarantined"


def test_document_cut_within_secured_keeps_all_else(flattened: Callable[..., Any]) -> None:
    """A document cut within its payload is loaded, and the payload's size is unknown."""
    rows = flattened('---\ntitle: x\nquality: 39\nsecured: "TWFk')
    (article,) = rows["articles"]
    assert (article["quality"], article["secured_bytes"]) == (39, None)


def test_tear_is_told_on_its_line(flattened: Callable[..., Any]) -> None:
    """The tear is told with the field's line and name."""
    (problem,) = flattened('---\ntitle: x\nquality: 39\nsecured: "TWFk')["problems"]
    assert (problem["code"], problem["line"], problem["field"]) == ("torn", 4, "secured")


def test_two_documents_run_together_in_quotes_keep_the_first(
    flattened: Callable[..., Any],
) -> None:
    """Of two documents run together within a quoted text the first one's fields are kept."""
    text = (
        '---\ntitle: "A"\nquality: 39\nsecured: "TWFk---\ntitle: "B"\nquality: 50\n'
        'topics:\n  - T\nsecured: "TWFk"\n---\n'
    )
    (article,) = flattened(text)["articles"]
    assert (article["title"], article["quality"], article["topics"]) == ("A", 39, [])


def test_two_documents_run_together_in_plain_text_are_not_mixed(
    flattened: Callable[..., Any],
) -> None:
    """Of two documents run together within a plain text the second lends the first no fields."""
    text = (
        "---\ncategory: news\ntitle: A\ntype: article\nprovider:\n  name: The La---\n"
        "category: news\ntitle: B\ntype: article\ntopics:\n  - T\nrelated:\n  - title: C\n---\n"
    )
    rows = flattened(text)
    (article,) = rows["articles"]
    assert (article["title"], article["topics"], rows["related"]) == ("A", [], [])


def test_closed_document_without_double_fields_is_not_torn() -> None:
    """A closed document with each field once is invalid for another reason."""
    assert before_tear('title: x\nexcerpt: "y\n', 2, SYNTAX, closed=True) is None


def test_what_is_kept_before_a_tear_names_the_article() -> None:
    """Fields that do not name an article are not worth keeping."""
    text = 'category: news\ntype: article\nexcerpt: "y'
    assert before_tear(text, 2, SYNTAX, closed=False) is None
