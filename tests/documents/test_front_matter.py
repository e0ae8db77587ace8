"""A file falls into front matter and body; what has no front matter is told apart."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from broadsheet.documents.front_matter import read_front_matter
from broadsheet.documents.parsed import NotLoaded

if TYPE_CHECKING:
    from collections.abc import Callable

    from broadsheet.documents.document import Document


@pytest.fixture(scope="session")
def read(document: Callable[..., Document]) -> Callable[..., Any]:
    """Reads text as a document's front matter."""
    return lambda content, path="a.md": read_front_matter(document(content, path))


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\n---\n",
        "---\ntitle: x\n---",
        "---  \ntitle: x\n--- \n",
        "\n\n---\ntitle: x\n---\n",
        "---\ntitle: x\n...\n",
        "---\r\ntitle: x\r\n---\r\n",
        "---\n\n# a comment\ntitle: x\n\n---\n",
    ],
)
def test_fields_stand_between_fences(read: Callable[..., Any], text: str) -> None:
    """The fields between the fences are read, however the fences are spaced."""
    assert read(text).fields == {"title": "x"}


def test_body_is_the_text_after_the_fence(read: Callable[..., Any]) -> None:
    """What follows the closing fence is the body, without surrounding blanks."""
    assert (
        read("---\ntitle: x\n---\n\n<p>One</p>\n\n<p>Two</p>\n").body == "<p>One</p>\n\n<p>Two</p>"
    )


@pytest.mark.parametrize("rest", ["", "\n", " \n\t\n"])
def test_blank_body_is_none(read: Callable[..., Any], rest: str) -> None:
    """A body of blanks is no body."""
    assert read(f"---\ntitle: x\n---{rest}").body is None


def test_body_with_rules_is_kept_whole(read: Callable[..., Any]) -> None:
    """A horizontal rule in the body ends nothing."""
    assert read("---\ntitle: x\n---\na\n\n---\n\nb\n").body == "a\n\n---\n\nb"


WAYS = {
    "comment above": "<!-- generated\nby a tool -->\n<!-- x -->\n\n---\n{yaml}\n---\nBody\n",
    "directive": "%YAML 1.2\n---\n{yaml}\n---\nBody\n",
    "commented fence": "--- # generated\n{yaml}\n---\nBody\n",
    "yaml": "---yaml\n{yaml}\n---\nBody\n",
    "four dashes": "----\n{yaml}\n----\nBody\n",
    "two byte order marks": "\ufeff\ufeff---\n{yaml}\n---\nBody\n",
    "comments of a script": "#!/usr/bin/env tool\n\n# made\n---\n{yaml}\n---\nBody\n",
    "toml": "+++\n{toml}\n+++\nBody\n",
    "commented toml": "+++ # generated\n\n{toml}\n+++\n\nBody\n",
    "fenced toml": "---toml\n{toml}\n---\nBody\n",
    "json": "{json}\n\nBody\n",
    "fenced json": "---json\n{json}\n---\nBody\n",
}
"""Ways to write front matter of one title and quality, and a body."""

_TITLE = "Caf\u00e9 # 2: \U0001f600"
_WRITTEN = {
    "yaml": f'title: "{_TITLE}"\nquality: 50\npublishedDateTime: 2021-03-16T11:06:00Z',
    "toml": f'title = "{_TITLE}"\nquality = 50\npublishedDateTime = 2021-03-16T11:06:00Z',
    "json": json.dumps(
        {"title": _TITLE, "quality": 50, "publishedDateTime": "2021-03-16T11:06:00Z"}, indent="\t"
    ),
}


def _written(way: str) -> str:
    text = WAYS[way]
    for language, fields in _WRITTEN.items():
        text = text.replace(f"{{{language}}}", fields)
    return text


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_front_matter_is_read_however_it_begins(
    flattened: Callable[..., Any], way: str, end: str
) -> None:
    """A file with a known kind of front matter is read, whatever its line ends are."""
    rows = flattened(_written(way).replace("\n", end))
    assert [(row["title"], row["quality"], row["body"]) for row in rows["articles"]] == [
        (_TITLE, 50, "Body")
    ]
    assert [str(row["published_at"]) for row in rows["articles"]] == ["2021-03-16 11:06:00+00:00"]
    assert [row["code"] for row in rows["problems"] if row["code"] != "encoding"] == []


@pytest.mark.parametrize(
    "encoding",
    ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"],
)
def test_front_matter_is_read_in_any_unicode(flattened: Callable[..., Any], encoding: str) -> None:
    """UTF-16 and UTF-32 are read by their signs, and without one by how they begin."""
    rows = flattened("---\ntitle: Caf\u00e9\n---\n".encode(encoding))
    assert [row["title"] for row in rows["articles"]] == ["Caf\u00e9"]
    assert [row["code"] for row in rows["problems"]] == ["encoding"]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "pointer", 1),
        ("+++\ntitle = x\n+++\n", "toml-syntax", 2),
        ("+++\ntitle = 1\ntitle = 2\n+++\n", "toml-syntax", 3),
        ("+++\na = " + "[" * 5_000 + "\n+++\n", "too-complex", 2),
        ("+++\na = " + "9" * 5_000 + "\n+++\n", "too-complex", 2),
        ("+++\na" + ".a" * 100_000 + " = 1\n+++\n", "too-complex", 2),
        ('{\n"title": "x",\n}\n', "json-syntax", 3),
        ('{"title": ' + "[" * 100_000, "too-complex", 1),
        ("----\ntitle: [x\n----\ny: ]", "unquoted-text", 2),
        ("title: x\nwebUrl: y\n", "misplaced", 1),
        ("Hello.\n\n---\ntitle: x\nwebUrl: y\n---\n", "misplaced", 3),
        ("---ruby\ntitle: x\n---\n", "unreadable", 1),
    ],
)
def test_front_matter_that_is_damaged_is_reported_as_what_it_is(
    flattened: Callable[..., Any], text: str, code: str, line: int
) -> None:
    """A file with front matter is never skipped: the reason says what it is."""
    rows = flattened(text)
    assert [row["status"] for row in rows["documents"]] != ["skipped"]
    assert [(row["code"], row["line"]) for row in rows["problems"]] == [(code, line)]


@pytest.mark.parametrize(
    "text",
    ["{% include a %}\n", "{{< a >}}\n", "{: .a}\nb", "----\n\nA rule first\n", "title: a poem\n",
     "```\n---\ntitle: x\nwebUrl: y\n---\n```\n", "---x1\na: b\n",
     "# Title\n---\na: b\n---\n", "<!-- a comment -->\nA page\n", "<!-- open\n---\na: b\n---\n",
     "---js\nx\n---\n", "+ + +\n", "++++\na = 1\n"],
)  # fmt: skip
def test_a_page_that_begins_otherwise_has_no_front_matter(
    read: Callable[..., Any], text: str
) -> None:
    """Templates, rules and headings are no front matter."""
    assert read(text) == NotLoaded("skipped", "no front matter")


def test_a_fault_in_toml_has_its_field(flattened: Callable[..., Any]) -> None:
    """A value that its column does not take is reported for TOML as for YAML."""
    (problem,) = flattened('+++\ntitle = "x"\nquality = "high"\n+++\n')["problems"]
    assert (problem["code"], problem["field"], problem["value"]) == (
        "wrong-type",
        "quality",
        "high",
    )


def test_a_payload_in_toml_is_withheld(flattened: Callable[..., Any]) -> None:
    """The payload is measured and not shown, in whichever language."""
    rows = flattened('+++\ntitle = "x"\nsecured = "c2VjcmV0;c2VjcmV0"\n+++\n')
    assert rows["articles"][0]["secured_bytes"] == 17
    assert "c2VjcmV0" not in str(rows)


BODIES = [
    "Update: the bill has passed.",
    "MUMBAI: The city saw rain.\n\nA second paragraph.",
    "title: a word that begins a line",
    "A long article.\n\n---\n\nNote: corrected on Monday.",
    "How to write:\n\n```yaml\n---\ntitle: Example\ncategory: news\n---\n```\n\nThe rest.",
    "~~~\ntitle: Example\ncategory: news\n~~~",
    "> ```\n> ---\n> title: Example\n> category: news\n> ```",
    "---\nlayout: post\nauthor: A. Writer\n---",
    "The grant was secured: 'it pays'",
]
"""Bodies that look like front matter here and there."""


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_a_body_is_no_second_document(flattened: Callable[..., Any], body: str, end: str) -> None:
    """A body that begins with a word and a colon, or holds rules and code, is kept whole."""
    rows = flattened(f"---\ntitle: x\n---\n{body}\n".replace("\n", end))
    assert ([row["body"] for row in rows["articles"]], rows["problems"]) == ([body], [])


@pytest.mark.parametrize("before", ["", "A body.\n\nIts end.\n"])
@pytest.mark.parametrize(
    "second",
    [
        "---\ncategory: news\ntitle: y\n---\n",
        "---\n\n# note\ntitle: y\nother: 5\nprovider:\n  name: z\nquality: 5",
        '---\nother: 3\nsecured: "aB3"\n---\n',
        "---\ntopics:\n- a\nheat: 5",
    ],
)
def test_a_body_ends_where_another_document_begins(
    flattened: Callable[..., Any], before: str, second: str
) -> None:
    """Another document is excluded from its fence on, and reported on the fence's line."""
    rows = flattened(f"---\ntitle: x\n---\n{before}{second}")
    (problem,) = rows["problems"]
    line = 3 if not before else 4 + before.count("\n")
    assert rows["articles"][0]["body"] == (before.strip() or None)
    assert (problem["code"], problem["line"]) == ("second-document", line)


def test_a_yaml_file_has_no_body_but_another_document(flattened: Callable[..., Any]) -> None:
    """Of a YAML file of several documents the first is read."""
    rows = flattened("title: x\ntype: article\n---\nlayout: y\n", "a.yaml")
    assert rows["articles"][0]["body"] is None
    assert [row["code"] for row in rows["problems"]] == ["second-document"]


def test_dashes_within_a_line_close_nothing(read: Callable[..., Any]) -> None:
    """Only a line of its own closes the front matter."""
    assert read("---\ntitle: a --- b\nexcerpt: |\n  ---\n---\n").fields == {
        "title": "a --- b",
        "excerpt": "---\n",
    }


@pytest.mark.parametrize("text", ["", "\n \n"])
def test_empty_file_has_no_front_matter(read: Callable[..., Any], text: str) -> None:
    """An empty file is skipped as empty."""
    assert read(text) == NotLoaded("skipped", "empty file")


@pytest.mark.parametrize("text", ["# A page\n", "title: x\n", "text\n---\ntitle: x\n---\n", "--\n"])
def test_plain_page_has_no_front_matter(read: Callable[..., Any], text: str) -> None:
    """A file that does not begin with a fence has no front matter."""
    assert read(text) == NotLoaded("skipped", "no front matter")


@pytest.mark.parametrize("text", ["---\n---\n", "---\n# only a comment\n---\n", "---\nx\n---\n"])
def test_front_matter_without_fields_is_unreadable(read: Callable[..., Any], text: str) -> None:
    """A document of fences around no fields is quarantined."""
    unreadable = read(text)
    assert unreadable.status == "quarantined"
    assert [fault.code for fault in unreadable.faults] == ["not-a-mapping"]


def test_missing_fence_is_told_on_the_last_line(read: Callable[..., Any]) -> None:
    """Front matter that is never closed is read to the end, and told there."""
    (fault,) = read("---\ntitle: x\ntype: article\n\n").faults
    assert (fault.code, fault.line) == ("unclosed", 3)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("ai.yaml", "name: AI\n"),
        ("ai.yml", "\nname: AI"),
        ("ai.yaml", "---\nname: AI\n---\n"),
        ("ai.yaml", "---\nname: AI\n"),
        ("ai.yaml", "# Topics\n---\nname: AI\n"),
        ("ai.yaml", "%YAML 1.2\n---\nname: AI\n"),
        ("ai.yaml", "name: AI\n...\n"),
    ],
)
def test_yaml_file_is_read_with_and_without_fences(
    read: Callable[..., Any], path: str, text: str
) -> None:
    """A YAML file is read whole, whatever its header."""
    front_matter = read(text, path)
    assert (front_matter.fields, front_matter.faults) == ({"name": "AI"}, ())


def test_yaml_file_has_no_body(read: Callable[..., Any]) -> None:
    """A YAML file without fences has fields alone."""
    assert read("name: AI\n", "ai.yaml").body is None


def test_emoji_as_surrogate_pair_is_no_reason_to_quarantine(read: Callable[..., Any]) -> None:
    """An emoji escaped as JSON does it is read in documents that need mending, too."""
    assert read('---\ntitle: "\\ud83d\\ude00"\nname: QNN: X\n---\n').fields == {
        "title": "😀",
        "name": "QNN: X",
    }


def test_locations_count_lines_of_the_file(read: Callable[..., Any]) -> None:
    """Locations count from the file's first line, blank lines and fence included."""
    front_matter = read("\n---\n\ntitle: x\n---\n").located()
    assert front_matter.locations["title",].line == 4


def test_fields_stay_where_the_careful_reader_fails(read: Callable[..., Any]) -> None:
    """Where only the fast reader can take a document, it is kept without locations."""
    front_matter = read('---\ntitle: "\\ud83d\\ude00"\n---\n').located()
    assert front_matter.fields == {"title": "😀"}


@pytest.mark.parametrize(
    "text",
    [
        "title: My site\nurl: https://site.example\npermalink: /:year/:title\n",
        "main:\n  - name: Home\n    link: /\n",
        "---\ntitle: My site\n---\n",
        "# Settings\n---\nheat: 5\n",
    ],
)
def test_configuration_and_data_are_no_documents(flattened: Callable[..., Any], text: str) -> None:
    """A YAML file that says neither its kind, provider, date, address nor topics is skipped."""
    rows = flattened(text, "_data/menu.yml")
    assert [(row["status"], row["reason"]) for row in rows["documents"]] == [
        ("skipped", "configuration or data, no document")
    ]
    assert (rows["articles"], rows["problems"]) == ([], [])


@pytest.mark.parametrize(
    "field",
    ["category: news", "type: video", "provider: {domain: a.example}", "webUrl: https://a.example/b",
     "publishedDateTime: 2021-03-16T11:06:00Z"],
)  # fmt: skip
def test_yaml_that_says_what_it_is_is_a_document(flattened: Callable[..., Any], field: str) -> None:
    """A YAML file with a document's fields is one."""
    assert len(flattened(f"title: x\n{field}\n", "a.yml")["articles"]) == 1


def test_a_carriage_return_ends_a_line_among_others(flattened: Callable[..., Any]) -> None:
    """A line that ends so within other lines hides no field, though others need care."""
    rows = flattened('---\ntitle: News #1\rexcerpt: "a"\rquality: 50\nheat: 5\n---\n')
    (article,) = rows["articles"]
    assert (article["title"], article["excerpt"]) == ("News #1", "a")
    assert (article["quality"], article["heat"]) == (50, 5)
