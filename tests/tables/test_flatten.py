"""A document becomes rows: every field in its column or in `extra`, and never the payload."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.documents.document import Document, fingerprints
from broadsheet.documents.encoding import allowed
from broadsheet.schema import TABLES
from kit.flattening import flatten

if TYPE_CHECKING:
    from collections.abc import Callable

SEED_ID = 2142140597591764895
SECRET = "c2VjcmV0LXRleHQ"  # noqa: S105 - a made-up payload, not a password
HEAD = '---\ntitle: "T"\nwebUrl: "https://a.example/x"\n'


# The seed, field by field


@pytest.fixture(scope="module")
def seed_rows(seed: Path) -> dict[str, list[dict[str, Any]]]:
    """The seed document's rows by table."""
    tables = flatten([Document("seeds", seed.name, seed.read_bytes())])
    return {name: table.to_pylist() for name, table in tables.items()}


def test_seed_is_one_article(seed_rows: dict[str, Any]) -> None:
    """Every column of the seed's article holds what the text says."""
    url = (
        "https://www.thestar.com.my/tech/tech-news/2021/03/16/"
        "facebook-will-use-your-uploaded-videos-to-improve-its-ai-algorithms"
    )
    assert seed_rows["articles"] == [
        {
            "article_id": SEED_ID,
            "archive": "seeds",
            "path": "000_76090242c080778f.txt",
            "category": "news",
            "type": "article",
            "title": "Facebook will use your uploaded videos to improve its AI algorithms",
            "excerpt": (
                "but the company did tell The Verge that it won’t seek special permission from "
                "users to use their videos as training data for AI. The company’s data policy "
                "informs users that uploaded content can be used by Facebook for research and "
                "development."
            ),
            "published_at": datetime(2021, 3, 16, 11, 6, tzinfo=UTC),
            "original_url": url,
            "web_url": url,
            "amp_web_url": None,
            "cdn_amp_web_url": None,
            "url": url.replace("www.", ""),
            "quality": 39,
            "heat": -1,
            "published": False,
            "provider_name": "The Star",
            "provider_domain": "thestar.com.my",
            "topics": ["Facebook AI", "AI"],
            "image_count": 1,
            "related_count": 2,
            "body": None,
            "secured_bytes": 561,
            "extra": None,
            "first_seen_at": None,
            "first_version": None,
            "published_month": "2021-03",
        }
    ]


def test_seed_has_two_related_items(seed_rows: dict[str, Any]) -> None:
    """Every column of the seed's related items holds what the text says."""
    mint = (
        "https://www.livemint.com/companies/news/"
        "facebook-will-use-your-uploaded-videos-to-improve-its-ai-algorithms"
    )
    insight = (
        "https://www.analyticsinsight.net/"
        "facebooks-computer-vision-system-supervises-its-own-learning-process"
    )
    assert seed_rows["related"] == [
        {
            "article_id": SEED_ID,
            "position": 1,
            "title": "Facebook will use your uploaded videos to improve its AI algorithms",
            "excerpt": (
                "The company said it would help improve both its moderation efforts and "
                "recommendation engines for video.In its blog post, Facebook said the algorithms "
                "will learn 'themes' from the videos users watch a"
            ),
            "published_at": datetime(2021, 3, 14, 13, 26, tzinfo=UTC),
            "web_url": f"{mint}-11615727765901.html",
            "amp_web_url": f"{mint}/amp-11615727765901.html",
            "cdn_amp_web_url": (
                "https://www-livemint-com.cdn.ampproject.org/c/s/"
                f"{mint.removeprefix('https://')}/amp-11615727765901.html"
            ),
            "url": f"{mint.replace('www.', '')}-11615727765901.html",
            "type": "article",
            "quality": 59,
            "provider_name": "Mint",
            "provider_domain": "livemint.com",
            "image_count": 1,
            "extra": None,
            "published_month": "2021-03",
        },
        {
            "article_id": SEED_ID,
            "position": 2,
            "title": ("Facebook’s computer vision system supervises its own learning process"),
            "excerpt": (
                "Facebook AI researchers wrote in a blog that they have developed SEER "
                "(SElf-supERvised). This is one-of-a-kind billion-parameter self-supervised "
                "computer vision model. This model has all the potential to learn from any "
                "random group of images on the internet."
            ),
            "published_at": datetime(2021, 3, 13, 17, 53, tzinfo=UTC),
            "web_url": f"{insight}/",
            "amp_web_url": None,
            "cdn_amp_web_url": None,
            "url": insight.replace("www.", ""),
            "type": "article",
            "quality": 39,
            "provider_name": "Analytics Insight",
            "provider_domain": "analyticsinsight.net",
            "image_count": 1,
            "extra": None,
            "published_month": "2021-03",
        },
    ]


def test_seed_has_three_images(seed_rows: dict[str, Any]) -> None:
    """Every column of the seed's images, its own and the related items', holds what it says."""
    same = {
        "article_id": SEED_ID,
        "position": 1,
        "is_cached": True,
        "title": None,
        "extra": None,
        "published_month": "2021-03",
    }
    mint = "4ee21dd9f024465c9886ff7b88ee0679"
    images = {row["related_position"]: row for row in seed_rows["images"]}
    assert (len(seed_rows["images"]), images) == (
        3,
        {
            None: {
                **same,
                "related_position": None,
                "url": "https://apicms.thestar.com.my/uploads/images/2021/03/16/1079540.jpg",
                "width": 1240,
                "height": 837,
            },
            1: {
                **same,
                "related_position": 1,
                "url": (
                    f"https://images.livemint.com/img/2021/03/14/600x338/{mint}-{mint}"
                    "-0_1615727938422_1615728025114.jpg"
                ),
                "width": 600,
                "height": 337,
            },
            2: {
                **same,
                "related_position": 2,
                "url": (
                    "https://analyticsinsight.b-cdn.net/wp-content/uploads/2021/03/"
                    "1280-facebook.jpeg"
                ),
                "width": 1280,
                "height": 720,
            },
        },
    )


def test_seed_has_two_topics(seed_rows: dict[str, Any]) -> None:
    """The seed's topics stand in the order of the document."""
    same = {"article_id": SEED_ID, "published_month": "2021-03"}
    assert seed_rows["article_topics"] == [
        {**same, "position": 1, "topic": "Facebook AI"},
        {**same, "position": 2, "topic": "AI"},
    ]


def test_seed_is_one_loaded_document(seed_rows: dict[str, Any]) -> None:
    """The seed is loaded, and its bytes are counted and fingerprinted."""
    assert seed_rows["documents"] == [
        {
            "archive": "seeds",
            "path": "000_76090242c080778f.txt",
            "article_id": SEED_ID,
            "bytes": 3488,
            "fingerprint": "64840745d4fa25b21f28250caf4c09e3",
            "content_fingerprint": "f12e9b7e3d10e274f14b6a45fdd2a26e",
            "first_seen_at": None,
            "first_version": None,
            "published_month": "2021-03",
            "status": "loaded",
            "reason": None,
        }
    ]


def test_seed_has_no_problems(seed_rows: dict[str, Any]) -> None:
    """Nothing is wrong with the seed."""
    assert seed_rows["problems"] == []


def test_seed_payload_is_in_no_table(seed: Path, seed_rows: dict[str, Any]) -> None:
    """No twelve characters of the seed's payload stand in a table."""
    payload = seed.read_text("utf-8").partition('secured: "')[2].partition('"')[0]
    pieces = {payload[start : start + 12] for start in range(len(payload) - 11)}
    shown = " ".join(_strings(seed_rows))
    assert [piece for piece in pieces if piece in shown] == []


# Unknown fields


def extra_of(row: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """A row's extra fields."""
    return None if row["extra"] is None else json.loads(row["extra"])


def test_unknown_fields_of_a_document_go_to_extra(flattened_fields: Callable[..., Any]) -> None:
    """Unknown fields of a document are kept with their types."""
    yaml = "title: x\nlength: PT5M\nratings:\n  count: 7\n  average: 4.5\nfree: true\nnone:"
    assert extra_of(flattened_fields(yaml)["articles"][0]) == {
        "length": "PT5M",
        "ratings": {"count": 7, "average": 4.5},
        "free": True,
        "none": None,
    }


def test_unknown_fields_of_a_provider_go_to_extra(flattened_fields: Callable[..., Any]) -> None:
    """Unknown fields of a provider are kept under provider."""
    yaml = "title: x\nprovider:\n  name: N\n  images:\n    - url: u\n  authors: [A]"
    (article,) = flattened_fields(yaml)["articles"]
    assert extra_of(article) == {"provider": {"images": [{"url": "u"}], "authors": ["A"]}}


def test_unknown_fields_of_a_related_item_go_to_extra(
    flattened_fields: Callable[..., Any],
) -> None:
    """What an article has and a related item has no column for is kept in extra."""
    yaml = "title: x\nrelated:\n  - title: y\n    heat: 5\n    topics: [T]\n    originalUrl: u"
    (related,) = flattened_fields(yaml)["related"]
    assert extra_of(related) == {"heat": 5, "topics": ["T"], "originalUrl": "u"}


def test_unknown_fields_of_a_related_provider_go_to_extra(
    flattened_fields: Callable[..., Any],
) -> None:
    """Unknown fields of a related item's provider are kept with the related item."""
    yaml = "title: x\nrelated:\n  - provider:\n      name: N\n      country: NO"
    assert extra_of(flattened_fields(yaml)["related"][0]) == {"provider": {"country": "NO"}}


def test_unknown_fields_of_an_image_go_to_extra(flattened_fields: Callable[..., Any]) -> None:
    """Unknown fields of an image are kept with the image."""
    yaml = "title: x\nimages:\n  - url: u\n    credit: Ada"
    assert extra_of(flattened_fields(yaml)["images"][0]) == {"credit": "Ada"}


def test_unknown_fields_of_a_related_image_go_to_extra(
    flattened_fields: Callable[..., Any],
) -> None:
    """Unknown fields of a related item's image are kept with the image."""
    yaml = "title: x\nrelated:\n  - title: y\n    images:\n      - url: u\n        credit: Ada"
    assert extra_of(flattened_fields(yaml)["images"][0]) == {"credit": "Ada"}


def test_extra_without_fields_is_null(flattened_fields: Callable[..., Any]) -> None:
    """A document without unknown fields has no extra."""
    assert flattened_fields("title: x")["articles"][0]["extra"] is None


@pytest.mark.parametrize(
    ("yaml", "table"),
    [
        ("provider:\n  name: N\n  secured: x", "articles"),
        ("related:\n  - title: y\n    secured: x", "related"),
        ("images:\n  - url: u\n    secured: x", "images"),
    ],
)
def test_extra_is_null_where_only_a_payload_is_unknown(
    flattened_fields: Callable[..., Any], yaml: str, table: str
) -> None:
    """A nested payload is no extra field, so that none is left."""
    assert flattened_fields(f"title: x\n{yaml}")[table][0]["extra"] is None


def test_extra_is_valid_json_for_numbers_json_lacks(flattened_fields: Callable[..., Any]) -> None:
    """Infinity and not-a-number are text in extra, as written."""
    (article,) = flattened_fields("title: x\na: .nan\nb: -.inf")["articles"]
    assert extra_of(article) == {"a": ".nan", "b": "-.inf"}


def test_extra_is_the_same_whether_or_not_another_field_is_odd(
    flattened_fields: Callable[..., Any],
) -> None:
    """A fault in one field leaves the unknown fields as they were."""
    yaml = "title: x\na: 0b1\nb: !!str 12\nc: 1_0.5\n1.50: d"
    fine = flattened_fields(yaml)["articles"][0]
    odd = flattened_fields(f"{yaml}\nquality: high")["articles"][0]
    assert extra_of(fine) == extra_of(odd)


# Lists of mappings


def test_single_image_is_a_list_of_one(flattened_fields: Callable[..., Any]) -> None:
    """Images that are one mapping are one image, with a warning."""
    rows = flattened_fields("title: x\nimages:\n  url: u\n  width: 3")
    assert [(row["position"], row["url"], row["width"]) for row in rows["images"]] == [(1, "u", 3)]


def test_single_image_is_told(flattened_fields: Callable[..., Any]) -> None:
    """Images that are one mapping are told where the mapping begins."""
    (problem,) = flattened_fields("title: x\nimages:\n  url: u")["problems"]
    assert (problem["code"], problem["line"], problem["field"]) == ("single-value", 4, "images")


@pytest.mark.parametrize("before", ["", "  - title: first\n"])
def test_fault_in_a_single_image_of_a_related_item_has_its_line(
    flattened_fields: Callable[..., Any], before: str
) -> None:
    """A fault within images that are one mapping has its line, in whichever related item."""
    yaml = f"title: x\nrelated:\n{before}  - title: y\n    images:\n      width: wide"
    problems = {row["code"]: row["line"] for row in flattened_fields(yaml)["problems"]}
    assert problems["wrong-type"] == 6 + bool(before)


def test_single_related_item_is_a_list_of_one(flattened_fields: Callable[..., Any]) -> None:
    """Related items that are one mapping are one item."""
    rows = flattened_fields("title: x\nrelated:\n  title: y")
    assert [(row["position"], row["title"]) for row in rows["related"]] == [(1, "y")]


def test_related_positions_are_those_of_the_document(
    flattened_fields: Callable[..., Any],
) -> None:
    """A related item that is no mapping leaves its position free."""
    yaml = (
        "title: x\nrelated:\n  - title: a\n  - text\n  -\n  - title: d\n    images:\n      - url: u"
    )
    rows = flattened_fields(yaml)
    assert [(row["position"], row["title"]) for row in rows["related"]] == [(1, "a"), (4, "d")]


def test_images_point_to_the_position_of_their_related_item(
    flattened_fields: Callable[..., Any],
) -> None:
    """An image names its related item's position, gaps counted."""
    yaml = "title: x\nrelated:\n  - text\n  - title: b\n    images:\n      - url: u"
    assert [row["related_position"] for row in flattened_fields(yaml)["images"]] == [2]


def test_related_item_that_is_no_mapping_is_told(flattened_fields: Callable[..., Any]) -> None:
    """A related item that is no mapping is told with line, field and text."""
    (problem,) = flattened_fields("title: x\nrelated:\n  - title: a\n  - text")["problems"]
    assert (problem["code"], problem["line"], problem["field"], problem["value"]) == (
        "wrong-type", 5, "related[2]", "text",
    )  # fmt: skip


def test_related_count_is_the_number_of_rows(flattened_fields: Callable[..., Any]) -> None:
    """The related count tells the related rows, not the entries that are none."""
    yaml = "title: x\nrelated:\n  - title: a\n  - text\n  - title: b"
    rows = flattened_fields(yaml)
    assert rows["articles"][0]["related_count"] == len(rows["related"]) == 2


def test_topic_positions_follow_the_topics_column(flattened_fields: Callable[..., Any]) -> None:
    """The topics table and the topics column hold the same topics in the same order."""
    rows = flattened_fields("title: x\ntopics:\n  - b\n  - [no]\n  - a")
    assert [row["topic"] for row in rows["article_topics"]] == rows["articles"][0]["topics"]


def test_fault_in_a_related_item_has_its_field(flattened_fields: Callable[..., Any]) -> None:
    """A fault within a related item is told with the item's position in its field."""
    yaml = "title: x\nrelated:\n  - title: a\n  - title: b\n    quality: high"
    (problem,) = flattened_fields(yaml)["problems"]
    assert (problem["field"], problem["line"]) == ("related[2].quality", 6)


def test_several_faults_are_all_told(flattened_fields: Callable[..., Any]) -> None:
    """Each fault of a document has a row of its own."""
    rows = flattened_fields("title: x\nquality: high\nheat: 1.5\npublished: yes\ntopics: AI")
    assert sorted(row["line"] for row in rows["problems"]) == [3, 4, 5, 6]


# Line ends, fences and partitions


@pytest.mark.parametrize("name", ["lf.md", "wrong-type.md", "torn.md", "unknown-fields.md"])
def test_crlf_equals_lf(flattened: Callable[..., Any], documents: Path, name: str) -> None:
    """Line ends change the size and the fingerprint of a document, and nothing else."""
    text = (documents / name).read_bytes()
    one, other = flattened(text), flattened(text.replace(b"\n", b"\r\n"))
    for rows in (one, other):
        rows["documents"] = [
            {key: row[key] for key in row.keys() - {"bytes", "fingerprint"}}
            for row in rows["documents"]
        ]
    assert one == other


# What says the same makes the same rows


def _said(data: bytes, path: str) -> dict[str, Any]:
    """The rows of a document but for what they tell of its bytes; the content's fingerprint."""
    tables = flatten([Document("archive", path, data)])
    rows = {name: table.to_pylist() for name, table in tables.items()}
    for row in rows["documents"]:
        del row["bytes"], row["fingerprint"]
    content = {row.pop("content_fingerprint") for row in rows["documents"]}
    return rows | {"content": content}


SAMPLES = {
    file.name: file.read_bytes().replace(b"\r\n", b"\n")
    for file in (
        *sorted((Path(__file__).resolve().parents[1] / "documents" / "samples").glob("*.[my]*")),
        Path(__file__).resolve().parents[2] / "seeds" / "000_76090242c080778f.txt",
    )
}
"""The sample documents and the seed, with line feeds alone."""

PAYLOAD = re.compile(rb'(?<=\nsecured: ")[A-Za-z0-9+/]+={0,2};[A-Za-z0-9+/]{22}==(?=")')
ODD_LINES = [
    *(line for name in ("lf.md", "unquoted-text.md") for line in SAMPLES[name].split(b"\n")),
    b"excerpt: |", b"excerpt: >-", b"  text  ", b"excerpt: 'a", b"b'", b'excerpt: "a\\', b'  b"',
    b"excerpt: plain", b"\ttab", b"...", b"# c", b"quality: |", b"  high", b'heat: "', b"- a",
    b"? x", b": y", b"topics: [a,", b"a: &a b", b"c: *a", b"<<: {x: 1}", b"title: \xe2\x80\xa8x",
    b"title: a\rb", b"\xff", b"\x0c", b"z: !!int 3", b"extra: |2", b"  - title: x", b"    - |",
    b"secured: |", b"published: yes", b"title: News #1", b"publishedDateTime: 2021-02-30",
]  # fmt: skip
"""Lines that make trouble wherever they are put."""


def _other_payloads(data: bytes) -> bytes:
    """The document with other payloads of the same length."""
    return PAYLOAD.sub(lambda match: re.sub(rb"[a-z]", b"B", match[0]), data)


@pytest.mark.parametrize("name", SAMPLES)
def test_sample_says_the_same_with_other_line_ends(name: str) -> None:
    """A document whose line ends alone are others has the same content and the same rows."""
    assert _said(SAMPLES[name].replace(b"\n", b"\r\n"), name) == _said(SAMPLES[name], name)


@pytest.mark.parametrize("name", [name for name in SAMPLES if PAYLOAD.search(SAMPLES[name])])
def test_sample_says_the_same_with_another_payload(name: str) -> None:
    """A document whose payload alone is another has the same rows."""
    one, other = _said(SAMPLES[name], name), _said(_other_payloads(SAMPLES[name]), name)
    assert one | {"content": ""} == other | {"content": ""}


def test_yaml_file_with_a_blank_first_line_says_the_same_with_other_line_ends() -> None:
    """A YAML file may begin with a blank line before its fence, however lines end."""
    text = b"\n---\nname: Lamps\n---\n"
    assert _said(text.replace(b"\n", b"\r\n"), "a.yml") == _said(text, "a.yml")


@given(
    st.sampled_from([name for name in SAMPLES if name not in {"encoding.md", "too-complex.md"}]),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from(ODD_LINES)), max_size=4),
    st.lists(st.sampled_from([b"\n", b"\r\n"]), min_size=1, max_size=5),
    st.booleans(),
)
@example(
    name="lf.md",
    odd=[(0.2, b"excerpt: |"), (0.3, b"  text  ")],
    ends=[b"\r\n"],
    has_other_payload=True,
)
@example(
    name="lf.md",
    odd=[(0.4, b"excerpt: 'a"), (0.4, b"b'")],
    ends=[b"\n", b"\r\n"],
    has_other_payload=False,
)
@example(name="torn.md", odd=[(0.5, b"title: a\rb")], ends=[b"\r\n"], has_other_payload=True)
@example(
    name="lf.md", odd=[(0.0, b"\xff"), (0.9, b"...")], ends=[b"\r\n", b"\n"], has_other_payload=True
)
def test_equal_content_makes_equal_rows(
    name: str, odd: list[tuple[float, bytes]], ends: list[bytes], has_other_payload: bool
) -> None:
    """Whatever a document holds, its rows are those of any other with the same content."""
    lines = SAMPLES[name].split(b"\n")
    for where, line in odd:
        lines.insert(1 + int(where * len(lines)), line)
    text = b"\n".join(lines)
    other = b"".join(
        line + end for line, end in zip(text.split(b"\n"), cycle(ends), strict=False)
    ).removesuffix(ends[(text.count(b"\n")) % len(ends)])
    other = _other_payloads(other) if has_other_payload else other
    if fingerprints(text).content == fingerprints(other).content:
        assert _said(other, name) == _said(text, name)


# Months


def test_rows_belong_to_the_month_of_the_document(flattened_fields: Callable[..., Any]) -> None:
    """A related item of another month stays in its document's month."""
    yaml = (
        "title: x\npublishedDateTime: 2021-03-31T23:30:00-02:00\n"
        "related:\n  - title: y\n    publishedDateTime: 2021-03-01T00:00:00Z"
    )
    assert flattened_fields(yaml)["related"][0]["published_month"] == "2021-04"


def test_yaml_file_without_fences_is_an_article(
    flattened: Callable[..., Any], documents: Path
) -> None:
    """A YAML file without fences is loaded like a document with them."""
    (article,) = flattened((documents / "lamps.yaml").read_bytes(), "lamps.yaml")["articles"]
    assert article["topics"] == ["Lighthouses", "Harbours"]


@pytest.mark.parametrize(
    ("name", "reason"), [("empty.md", "empty file"), ("no-front-matter.md", "no front matter")]
)
def test_file_that_is_no_document_is_skipped(
    flattened: Callable[..., Any], documents: Path, name: str, reason: str
) -> None:
    """A file without front matter is skipped, counted and no problem."""
    rows = flattened((documents / name).read_bytes(), name)
    assert [(row["status"], row["reason"], row["article_id"]) for row in rows["documents"]] == [
        ("skipped", reason, None)
    ]


def test_nothing_makes_empty_tables() -> None:
    """Without documents every table is there, with its columns and without rows."""
    tables = flatten([])
    assert {name: (table.schema, table.num_rows) for name, table in tables.items()} == {
        name: (table.row_schema, 0) for name, table in TABLES.items()
    }


# Secrets


def _strings(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.items() for text in _strings(item)]
    if isinstance(value, list | tuple):
        return [text for item in value for text in _strings(item)]
    return [value] if isinstance(value, str) else []


SECRETS = {
    "quoted": f'secured: "{SECRET};{SECRET}"\n---\n',
    "single quotes": f"secured: '{SECRET}'\n---\n",
    "plain": f"secured: {SECRET}\n---\n",
    "quoted key": f'"secured": "{SECRET}"\n---\n',
    "spaced key": f'secured : "{SECRET}"\n---\n',
    "block": f"secured: |\n  {SECRET}\n  {SECRET}\n---\n",
    "beside a fault": f'quality: high\nsecured: "{SECRET}"\n---\n',
    "beside a mended line": f'secured: "{SECRET}"\nprovider:\n  name: QNN: X\n---\n',
    "unclosed": f'secured: "{SECRET}"\n',
    # torn
    "cut": f'secured: "{SECRET};{SECRET}',
    "cut, CRLF": f'secured: "{SECRET};{SECRET}\r\n',
    "cut, plain": f"secured: {SECRET};{SECRET}",
    "cut over lines": f'secured: "{SECRET}\n{SECRET}\n  {SECRET}',
    "cut, then a key": f'secured: "{SECRET}\n{SECRET}: x\n',
    "cut, then a fence": f'secured: "{SECRET}\n---\ncategory: news\nsecured: "{SECRET}"\n---\n',
    "run together in secured": f'secured: "{SECRET}---\ntitle: "U"\nsecured: "{SECRET}"\n---\n',
    "run together in secured, plain": f"secured: {SECRET}---\ntitle: U\nsecured: {SECRET}\n---\n",
    "run together in a title": f'excerpt: "some---\ntitle: "U"\nsecured: "{SECRET}"\n---\n',
    "run together in a name": (
        f'provider:\n  name: The La---\ntitle: "U"\nsecured: "{SECRET}"\n---\n'
    ),
    "run together before secured, name": (f'provider:\n  domain: a.exsecured: "{SECRET}"\n---\n'),
    "run together before secured, topic": f'topics:\n  - AI secured: "{SECRET}"\n---\n',
    "run together before secured, key": f'catsecured: "{SECRET}"\n---\n',
    "run together before secured, number": f'quality: 3secured: "{SECRET}"\n---\n',
    "run together before secured, text": f'excerpt: "some texsecured: "{SECRET}"\n---\n',
    "two documents": f'secured: "x"\n---\n{HEAD}secured: "{SECRET}"\n---\n',
    "two documents, blank line": f'secured: "x"\n---\n\n{HEAD}secured: "{SECRET}"\n---\n',
    "closed early": f'---\nsecured: "{SECRET}"\n---\n',
    # duplicate
    "twice": f'secured: "x"\nsecured: "{SECRET}"\n---\n',
    "twice, both": f'secured: "{SECRET}"\nsecured: "{SECRET}"\n---\n',
    "twice in provider": f'provider:\n  secured: "x"\n  secured: "{SECRET}"\n---\n',
    "key twice within": f"secured:\n  iv: x\n  iv: {SECRET}\n---\n",
    "key twice deep within": f"secured:\n  a:\n    iv: x\n    iv: {SECRET}\n---\n",
    "payload as a key twice": f"secured:\n  {SECRET}: x\n  {SECRET}: y\n---\n",
    "mapping twice": f"vault: 1\nvault: {{secured: {SECRET}}}\n---\n",
    # wrong type
    "list": f"secured:\n  - {SECRET}\n  - {SECRET}\n---\n",
    "mapping": f"secured:\n  data: {SECRET}\n  iv: {SECRET}\n---\n",
    "tagged": f"secured: !{SECRET} {SECRET}\n---\n",
    "anchored": f"secured: &{SECRET} x\n---\n",
    # nested
    "in provider": f'provider:\n  name: N\n  secured: "{SECRET}"\n---\n',
    "in related": f'related:\n  - title: x\n    secured: "{SECRET}"\n---\n',
    "in related provider": f"related:\n  - provider:\n      secured: {SECRET}\n---\n",
    "in image": f'images:\n  - url: u\n    secured: "{SECRET}"\n---\n',
    "in unknown": f'vault:\n  deep:\n    - secured: "{SECRET}"\n---\n',
    "in merge": f"<<: {{secured: {SECRET}}}\n---\n",
    "in single image": f'images:\n  url: u\n  secured: "{SECRET}"\n---\n',
    "in single related": f'related:\n  title: x\n  secured: "{SECRET}"\n---\n',
    "in related that is a list": f"related:\n  - - secured: {SECRET}\n---\n",
    "in provider that is a list": f"provider:\n  - secured: {SECRET}\n---\n",
    "in title": f"excerpt:\n  secured: {SECRET}\n---\n",
    "in title, list": f"excerpt:\n  - secured: {SECRET}\n---\n",
    "in quality": f"quality:\n  secured: {SECRET}\n---\n",
    "in heat, list": f"heat: [{{secured: {SECRET}}}]\n---\n",
    "in published": f"published: {{secured: {SECRET}}}\n---\n",
    "in date": f"publishedDateTime: {{secured: {SECRET}}}\n---\n",
    "in topics": f"topics:\n  secured: {SECRET}\n---\n",
    "in topic": f"topics:\n  - secured: {SECRET}\n---\n",
    "in name": f"provider:\n  name: {{secured: {SECRET}}}\n---\n",
    # malformed on the line
    "at sign": f"secured: @{SECRET}\n---\n",
    "backtick": f"secured: `{SECRET}\n---\n",
    "colon": f"secured: a: {SECRET}\n---\n",
    "hash": f"secured: {SECRET} #{SECRET}\n---\n",
    "open quote": f"secured: '{SECRET}\n---\n",
    "percent": f"secured: %{SECRET}\n---\n",
    "unknown alias": f"secured: *{SECRET}\n---\n",
    "unknown tag handle": f"secured: !{SECRET}!x y\n---\n",
    "unknown escape": f'secured: "{SECRET}\\q"\n---\n',
    "control character": f'secured: "{SECRET}\x01"\n---\n',
    "text after quotes": f'secured: "{SECRET}" {SECRET}\n---\n',
    "line without indent": f"secured:\n{SECRET}\n---\n",
    "key without indent": f"secured:\n@{SECRET}: x\n---\n",
    "in related, at sign": f"related:\n  - title: x\n    secured: @{SECRET}\n---\n",
    "in flow, at sign": f"vault: {{secured: @{SECRET}}}\n---\n",
    "list, hash": f"secured:\n  - {SECRET} #1\n---\n",
    "list, at sign": f"secured:\n  - @{SECRET}\n---\n",
    "mapping, hash": f"secured:\n  name: {SECRET} #1\n---\n",
    "mapping, at sign": f"secured:\n  iv: @{SECRET}\n---\n",
    "mapping, colon": f"secured:\n  iv: a: {SECRET}\n---\n",
    "block, hash": f"secured: |\n  - {SECRET} #1\n---\n",
    "folded over lines, hash": f'secured: "{SECRET}\n  - {SECRET} #1\n  {SECRET}"\n---\n',
    "item, hash": f"vault:\n  - secured: {SECRET} #1\n---\n",
    "item, spaced key, hash": f"vault:\n  - secured : {SECRET} #1\n---\n",
}


@pytest.mark.parametrize("case", SECRETS)
def test_payload_is_in_no_table(flattened: Callable[..., Any], case: str) -> None:
    """The text of `secured` stands in no table, whatever is wrong with it."""
    shown = _strings(flattened(HEAD + SECRETS[case]))
    assert [text for text in shown if SECRET in text] == []


@pytest.mark.parametrize("tail", [f"---\ntitle: b\nsecured: {SECRET}\n", f"...\nsecured: {SECRET}"])
def test_payload_of_a_second_yaml_document_is_in_no_table(
    flattened: Callable[..., Any], tail: str
) -> None:
    """A YAML file of several documents does not show the payload of the second."""
    shown = _strings(flattened(f"title: a\n{tail}", "a.yaml"))
    assert [text for text in shown if SECRET in text] == []


def test_payload_of_a_skipped_file_is_in_no_table(flattened: Callable[..., Any]) -> None:
    """A file without an opening fence does not show its payload."""
    shown = _strings(flattened(f"title: a\nsecured: {SECRET}\n---\n"))
    assert [text for text in shown if SECRET in text] == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-16-le"])
def test_payload_in_another_encoding_is_in_no_table(
    flattened: Callable[..., Any], encoding: str
) -> None:
    """The payload of a document in another encoding is as secret."""
    text = f'{HEAD}quality: high\nsecured: "{SECRET}'
    shown = _strings(flattened(text.encode(encoding)))
    assert [text for text in shown if SECRET in text.replace("\ufffd", "")] == []


_WHOLE = (
    '---\ncategory: news\ntitle: "T: a \\"b\\""\nexcerpt: "some text"\nquality: 39\n'
    "provider:\n  name: The Lantern\n  domain: lantern.example\ntopics:\n  - AI\n"
    f'related:\n  - title: "R"\n    quality: 3\nsecured: "{SECRET};{SECRET}"\n---\n'
)
_NAME = _WHOLE.index("secured")
_VALUE = _NAME + len("secured:")
# A tear within the field's name leaves no name to know the payload by.
_CUTS = [place for place in range(len(_WHOLE) + 1) if not _NAME < place <= _VALUE]
_STARTS = [*range(_NAME + 1), len(_WHOLE)]


@given(st.sampled_from(_CUTS), st.sampled_from(_STARTS))
@example(cut=len(_WHOLE), start=0)
@example(cut=_VALUE + 1, start=len(_WHOLE))
@example(cut=_VALUE + 3, start=_NAME)
@example(cut=_VALUE + 3, start=_WHOLE.index("title"))
@example(cut=_WHOLE.index("T: a") + 2, start=_NAME)
@example(cut=_WHOLE.index("Lantern") + 2, start=_NAME)
@example(cut=_WHOLE.index("- AI") + 3, start=_NAME)
@example(cut=_WHOLE.index("39") + 1, start=_NAME)
@example(cut=_WHOLE.index("cat") + 3, start=_NAME)
@example(cut=len(_WHOLE) - 6, start=0)
def test_payload_of_a_torn_document_is_in_no_table(
    flattened: Callable[..., Any], cut: int, start: int
) -> None:
    """Wherever a document is cut, and another set on mid-line, no payload stands in a table."""
    shown = _strings(flattened(_WHOLE[:cut] + _WHOLE[start:]))
    assert [text for text in shown if SECRET in text] == []


# Whatever comes


_TITLES = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
_PRINTED = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
    | st.sampled_from('\t\n\r"\\'),
    max_size=40,
)


@given(_TITLES)
@example(title="\u2028\x85\U0001f600")
@example(title="\x00\ufffe")
@example(title="\\ud83d\\ude00")
@example(title="\ufeff#: '")
def test_title_in_json_quotes_comes_back(flattened: Callable[..., Any], title: str) -> None:
    """A title in the quotes and escapes of JSON comes back as it was, without outer blanks.

    A character that YAML forbids becomes U+FFFD.
    """
    (article,) = flattened(f"---\ntype: a\ntitle: {json.dumps(title)}\n---\n")["articles"]
    assert article["title"] == (allowed(title).strip() or None)


@given(_PRINTED)
@example(title="\u2028\u2029")
@example(title="a # b: 'c' \\")
@example(title="\ufeff\U0001f600")
def test_title_in_quotes_without_escapes_comes_back(
    flattened: Callable[..., Any], title: str
) -> None:
    """A title with its letters unescaped comes back as it was, without outer blanks."""
    quoted = json.dumps(title, ensure_ascii=False)
    (article,) = flattened(f"---\ntype: a\ntitle: {quoted}\n---\n")["articles"]
    assert article["title"] == (title.strip() or None)


_GOOD = st.builds(
    lambda title, quality: f"---\ntitle: {json.dumps(title)}\nquality: {quality}\n---\n".encode(),
    _TITLES,
    st.integers(),
)
_ODD = st.builds(
    lambda key, value: f"---\ntitle: x\n{key}: {value}\n---\n".encode(),
    st.sampled_from(
        ["quality", "published", "publishedDateTime", "provider", "topics", "images", "related",
         "secured", "other"]
    ),
    st.sampled_from(
        ["", "x", "1", "1.5", "yes", "true", "[]", "{}", "[x]", "{x: y}", "[[x], {y: 1}]", '""',
         "&a x", "*a", "!t x", "'x", "@x", "a: b", "9" * 30, "2021-13-01", "[{name: 1}]", "{1: 2}"]
    ),
)  # fmt: skip
_BROKEN = st.builds(lambda text, at: text[: at % (len(text) + 1)], _GOOD | _ODD, st.integers(0))
_SPLICED = st.builds(lambda a, b, n: a[: n % (len(a) + 1)] + b, _GOOD | _ODD, _ODD, st.integers(0))
_FENCED = st.binary(max_size=60).map(lambda data: b"---\n" + data + b"\n---\n")
_FILES = st.one_of(_GOOD, _ODD, _BROKEN, _SPLICED, _FENCED, st.binary(max_size=60))


@given(st.lists(st.tuples(_FILES, st.sampled_from(["md", "txt", "yaml"])), max_size=8))
@example(
    [(b"", "md"), (b"---\ntitle: x", "yaml"), (b"---\nquality: x\n---\n", "txt"), (b"\xff", "md")]
)
def test_every_document_has_one_row(files: list[tuple[bytes, str]]) -> None:
    """Whatever the files hold, each has exactly one row in documents."""
    documents = [Document("a", f"{n}.{ending}", data) for n, (data, ending) in enumerate(files)]
    rows = flatten(documents)["documents"].to_pylist()
    assert sorted(row["path"] for row in rows) == [document.path for document in documents]


@given(st.lists(_FILES, max_size=8))
@example([b"", b"---\n---\n", b"---\ntitle: x", b"\xff\xfe", b"---\na: &a [*a]\n---\n"])
@example([b"---\npublishedDateTime: 9999-12-31T23:59:59-14:00\n---\n"])
def test_loaded_documents_are_the_articles(files: list[bytes]) -> None:
    """The loaded documents, and no others, have an article; each has one of three states."""
    tables = flatten(Document("a", f"{n}.md", data) for n, data in enumerate(files))
    rows = tables["documents"].to_pylist()
    loaded = [row["path"] for row in rows if row["status"] == "loaded"]
    others = {row["status"] for row in rows} - {"loaded", "quarantined", "skipped"}
    assert (sorted(tables["articles"]["path"].to_pylist()), others) == (sorted(loaded), set())


@given(st.lists(_FILES, max_size=8))
@example([b"", b"---\n---\n", b"---\ntitle: x", b"\xff\xfe", b"---\na: &a [*a]\n---\n"])
@example([b"---\npublishedDateTime: 9999-12-31T23:59:59-14:00\n---\n"])
def test_quarantined_documents_have_a_problem(files: list[bytes]) -> None:
    """Each quarantined document tells its reason in problems."""
    tables = flatten(Document("a", f"{n}.md", data) for n, data in enumerate(files))
    rows = tables["documents"].to_pylist()
    quarantined = {row["path"] for row in rows if row["status"] == "quarantined"}
    assert quarantined <= set(tables["problems"]["path"].to_pylist())
