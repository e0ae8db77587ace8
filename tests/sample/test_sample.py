"""The made-up archive has the shape, the rates and the flaws of a real one."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import nan
from typing import TYPE_CHECKING, Any

import pytest
import yaml
import yaml_rs
from hypothesis import example, given
from hypothesis import strategies as st

from broadsheet.errors import BroadsheetError
from broadsheet.sample import SampleSummary, write_sample
from broadsheet.sample.dice import Dice
from broadsheet.sample.outlets import OUTLETS
from broadsheet.sample.sizes import plan_sizes
from broadsheet.sample.topics import TOPICS
from broadsheet.sample.writing import double_quoted, scalar

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = 600

FIELDS = (
    "category", "title", "excerpt", "publishedDateTime", "originalUrl", "webUrl", "ampWebUrl",
    "cdnAmpWebUrl", "type", "quality", "heat", "published", "madeUp", "provider", "topics",
    "images", "related", "secured",
)  # fmt: skip
RELATED_FIELDS = (
    "title", "excerpt", "publishedDateTime", "webUrl", "ampWebUrl", "cdnAmpWebUrl", "type",
    "provider", "quality", "images",
)  # fmt: skip


@dataclass(frozen=True)
class Page:
    """A document of an archive: its path below the archive, its bytes and its parsed fields."""

    path: str
    content: bytes
    fields: dict[str, Any]

    @property
    def url(self) -> str:
        """The address that stands for the item in other documents."""
        return str(self.fields.get("webUrl") or self.fields["originalUrl"])

    @property
    def related(self) -> list[dict[str, Any]]:
        """The related items, none for a lone article."""
        return list(self.fields.get("related", []))

    @property
    def is_scored(self) -> bool:
        """Whether the document has a quality."""
        return "quality" in self.fields

    @property
    def is_lead(self) -> bool:
        """Whether it is a lone article or the head of its story."""
        return self.is_scored and self.fields["heat"] != -1


def front_matter(content: bytes) -> str:
    """The YAML between the fences of a document, with LF line ends."""
    match = re.fullmatch(r"---\n(.*\n)---\n\n", content.decode().replace("\r\n", "\n"), re.DOTALL)
    assert match
    return match[1]


def read_page(directory: Path, path: Path) -> Page:
    """One document of an archive."""
    content = path.read_bytes()
    fields = yaml_rs.loads(front_matter(content))
    assert isinstance(fields, dict)
    return Page(path.relative_to(directory).as_posix(), content, fields)


def read_pages(directory: Path) -> list[Page]:
    """All documents of an archive, sorted by path."""
    return [read_page(directory, path) for path in sorted(directory.glob("*/*.md"))]


def digest(directory: Path) -> str:
    """A fingerprint of all names and bytes below a folder."""
    total = hashlib.sha256()
    for path in sorted(directory.rglob("*.md")):
        total.update(path.relative_to(directory).as_posix().encode() + b"\0" + path.read_bytes())
    return total.hexdigest()


def share(flags: list[bool]) -> float:
    """How many of the flags are set, 0 to 1."""
    return sum(flags) / len(flags)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> SampleSummary:
    """An archive of default arguments, written once."""
    return write_sample(tmp_path_factory.mktemp("sample") / "archive", articles=ARTICLES)


@pytest.fixture(scope="module")
def pages(archive: SampleSummary) -> list[Page]:
    """The documents of that archive."""
    return read_pages(archive.directory)


# --- What is written ---------------------------------------------------------------------------


def test_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    """Two archives of the same arguments don't differ in a name or a byte."""
    write_sample(tmp_path / "one", articles=60, seed=7)
    write_sample(tmp_path / "two", articles=60, seed=7)
    assert digest(tmp_path / "one") == digest(tmp_path / "two")


def test_bytes_are_the_same_everywhere(tmp_path: Path) -> None:
    """The archive is pinned, so that another machine, Python or draw in the code shows."""
    write_sample(tmp_path / "archive", articles=40, seed=3)
    assert digest(tmp_path / "archive") == (
        "4c5f8af94edc048d7bb65f8d95fee86bff644538b1e507746287f804ccffe7c1"
    )


def test_another_seed_gives_another_archive(tmp_path: Path) -> None:
    """The seed alone changes what is written."""
    write_sample(tmp_path / "one", articles=20, seed=1)
    write_sample(tmp_path / "two", articles=20, seed=2)
    assert digest(tmp_path / "one") != digest(tmp_path / "two")


@pytest.mark.parametrize(
    ("articles", "related"), [(1, 0.0), (1, 60.0), (2, 3.0), (17, 0.1), (50, 20.0)]
)
def test_writes_exactly_as_many_documents_as_asked(
    tmp_path: Path, articles: int, related: float
) -> None:
    """The number of files is `articles` and one README.md, however small the archive."""
    summary = write_sample(tmp_path / "archive", articles=articles, related=related)
    files = [path for path in summary.directory.rglob("*") if path.is_file()]
    assert summary.articles == articles
    assert len(files) == articles + 1


def test_summary_counts_bytes_and_stories(archive: SampleSummary, pages: list[Page]) -> None:
    """The summary tells the documents' bytes and the stories of two or more items."""
    stories = {
        frozenset({page.url, *(entry["webUrl"] for entry in page.related)})
        for page in pages
        if page.related
    }
    assert archive.bytes == sum(len(page.content) for page in pages)
    assert archive.stories == len(stories)


def test_readme_says_the_archive_is_made_up(tmp_path: Path) -> None:
    """README.md has no front matter and names the command and the arguments."""
    write_sample(tmp_path / "archive", articles=3, related=1, seed=99, last_day=date(2020, 2, 29))
    text = (tmp_path / "archive" / "README.md").read_text(encoding="utf-8")
    assert not text.startswith("---")
    assert "made-up" in text
    assert "`broadsheet sample`" in text
    assert "| seed | 99 |" in text
    assert "| last day | 2020-02-29 |" in text


# --- The format --------------------------------------------------------------------------------


def test_every_document_reads_the_same_in_both_yaml_versions(tmp_path: Path) -> None:
    """A YAML 1.1 and a YAML 1.2 parser agree on every document."""
    write_sample(tmp_path / "archive", articles=120, seed=5)
    for page in read_pages(tmp_path / "archive"):
        assert yaml.safe_load(front_matter(page.content)) == page.fields, page.path


def test_fields_stand_in_the_seeds_order(pages: list[Page]) -> None:
    """No document has a field that the seed lacks, or in another place; `madeUp` is the one new."""
    for page in pages:
        assert list(page.fields) == [name for name in FIELDS if name in page.fields], page.path


def test_related_fields_stand_in_the_seeds_order(pages: list[Page]) -> None:
    """Related items have the fields of the seed's, in its order."""
    for entry in (entry for page in pages for entry in page.related):
        assert list(entry) == [name for name in RELATED_FIELDS if name in entry]


def test_every_document_says_it_is_made_up(pages: list[Page]) -> None:
    """`madeUp: true` stands in every document."""
    assert all(page.fields["madeUp"] is True for page in pages)


def test_domains_and_addresses_are_reserved_ones(pages: list[Page]) -> None:
    """Every address lies under `.example`, which belongs to nobody."""
    hosts = set()
    for page in pages:
        hosts.update(re.findall(r'https?://([^/"]+)', front_matter(page.content)))
        hosts.add(page.fields["provider"]["domain"])
    assert [host for host in hosts if not host.endswith(".example")] == []


def test_addresses_are_at_times_missing_or_different(pages: list[Page]) -> None:
    """`originalUrl` or `webUrl` may be missing, never both, and they may differ."""
    kinds = Counter(
        (page.fields.get("originalUrl") is None, page.fields.get("webUrl") is None)
        for page in pages
    )
    assert set(kinds) == {(False, False), (True, False), (False, True)}
    both = [page.fields for page in pages if {"originalUrl", "webUrl"} <= set(page.fields)]
    assert 0.05 < share([fields["originalUrl"] != fields["webUrl"] for fields in both]) < 0.3


def test_amp_addresses_come_in_pairs(pages: list[Page]) -> None:
    """`ampWebUrl` and `cdnAmpWebUrl` stand together, in some documents."""
    assert all(("ampWebUrl" in page.fields) == ("cdnAmpWebUrl" in page.fields) for page in pages)
    assert 0.05 < share(["ampWebUrl" in page.fields for page in pages]) < 0.6


def test_payload_has_the_shape_of_a_cipher(pages: list[Page]) -> None:
    """`secured` is base64 of whole 16-byte blocks, a semicolon and base64 of 16 bytes."""
    for page in pages:
        cipher, vector = page.fields["secured"].split(";")
        assert 300 <= len(cipher) <= 600
        assert re.fullmatch(r"[A-Za-z0-9+/]{22}==", vector)


def test_some_documents_have_windows_line_ends(pages: list[Page]) -> None:
    """About 15 % of the documents use CRLF, and those throughout."""
    windows = [page for page in pages if b"\r\n" in page.content]
    assert 0.10 < len(windows) / len(pages) < 0.20
    assert all(page.content.count(b"\n") == page.content.count(b"\r\n") for page in windows)


@pytest.mark.parametrize(
    "flaw", ["&#8217;", "&amp;", "\u00a0", "\u200b", "\r\n", "\n", "\\", '"', "“", "🌊"]
)
def test_texts_have_the_flaws_of_real_ones(pages: list[Page], flaw: str) -> None:
    """Entities, odd blanks, line breaks, quotes and emoji occur in titles or excerpts."""
    assert any(flaw in page.fields["title"] + page.fields["excerpt"] for page in pages)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("1843 Weekly", "1843 Weekly"),
        ("The Inkpot & Anchor", "The Inkpot & Anchor"),
        ("Café Vélmora", "Café Vélmora"),
        ("No", '"No"'),
        ("Null", '"Null"'),
        ("1947", '"1947"'),
        ("12:30", '"12:30"'),
        ("Tessel: Live", '"Tessel: Live"'),
        ("Wharf #9", '"Wharf #9"'),
        ("@Quayside", '"@Quayside"'),
        ("'Twas", '"\'Twas"'),
    ],
)
def test_names_are_quoted_only_where_yaml_needs_it(name: str, written: str) -> None:
    """A name stands plain unless a YAML parser would take it for something else."""
    assert scalar(name) == written


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x17F, exclude_categories=["Cc"])))
@example("")
@example("no")
@example("12:30")
@example("a: b #c")
@example("'\"\\")
@example(" a ")
@example("\xa0")
def test_any_text_survives_quoting(text: str) -> None:
    """Both parsers read back the text, plain or quoted."""
    for written in (scalar(text), double_quoted(text)):
        assert yaml.safe_load(f"name: {written}") == {"name": text}
        assert yaml_rs.loads(f"name: {written}") == {"name": text}


# --- The world ---------------------------------------------------------------------------------


def test_outlets_have_domains_of_their_own() -> None:
    """No two outlets share a domain, and one name stands for two domains."""
    assert len({outlet.domain for outlet in OUTLETS}) == len(OUTLETS)
    assert [
        count for count in Counter(outlet.name for outlet in OUTLETS).values() if count > 1
    ] == [2]


def test_outlets_report_on_topics_that_exist() -> None:
    """Every beat of an outlet is the name of a topic."""
    assert {beat for outlet in OUTLETS for beat in outlet.beats} <= {topic.name for topic in TOPICS}


def test_documents_have_one_to_three_topics(pages: list[Page]) -> None:
    """Topics are one to three and differ."""
    counts = Counter(len(page.fields["topics"]) for page in pages)
    assert set(counts) == {1, 2, 3}
    assert all(len(set(page.fields["topics"])) == len(page.fields["topics"]) for page in pages)


def test_some_names_are_phrases(pages: list[Page]) -> None:
    """Now and then a phrase stands in place of an outlet's name."""
    known = {outlet.name for outlet in OUTLETS}
    names = {page.fields["provider"]["name"] for page in pages}
    assert 0 < len(names - known) < 20


# --- Time --------------------------------------------------------------------------------------


def test_nothing_lies_outside_the_period(pages: list[Page]) -> None:
    """Documents and related items are published in the six months that end on the last day."""
    moments = [page.fields["publishedDateTime"] for page in pages]
    moments += [entry["publishedDateTime"] for page in pages for entry in page.related]
    assert datetime(2020, 10, 1, tzinfo=UTC) <= min(moments)
    assert max(moments) < datetime(2021, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("months", "last_day", "first_day"),
    [
        (1, date(2021, 2, 28), date(2021, 2, 1)),
        (1, date(2021, 3, 30), date(2021, 2, 28)),
        (12, date(2020, 2, 29), date(2019, 3, 1)),
    ],
)
def test_period_covers_whole_months(
    tmp_path: Path, months: int, last_day: date, first_day: date
) -> None:
    """The archive covers `months` months up to `last_day`, and nearly fills them."""
    write_sample(tmp_path / "a", articles=300, related=0, months=months, last_day=last_day)
    days = [page.fields["publishedDateTime"].date() for page in read_pages(tmp_path / "a")]
    assert first_day <= min(days)
    assert max(days) <= last_day
    assert (max(days) - min(days)).days > 0.9 * (last_day - first_day).days


def test_weekends_are_quieter(pages: list[Page]) -> None:
    """A day of the weekend has fewer documents than a working day."""
    counts = Counter(page.fields["publishedDateTime"].weekday() for page in pages)
    assert (counts[5] + counts[6]) / 2 < 0.8 * sum(counts[day] for day in range(5)) / 5


def test_holidays_have_no_news(pages: list[Page]) -> None:
    """Nothing is published on Christmas Day and New Year's Day."""
    days = {page.fields["publishedDateTime"].date() for page in pages}
    assert not days & {date(2020, 12, 25), date(2021, 1, 1)}


def test_file_name_date_is_at_most_a_day_off(pages: list[Page]) -> None:
    """Files are named by date and title; the date is mostly the publication's, or one day off."""
    gaps: Counter[int] = Counter()
    for page in pages:
        match = re.fullmatch(r"\d{4}-\d\d/(\d{4}-\d\d-\d\d)-[a-z0-9-]+\.md", page.path)
        assert match, page.path
        day = page.fields["publishedDateTime"].date()
        gaps[abs((date.fromisoformat(match[1]) - day).days)] += 1
    assert set(gaps) == {0, 1}
    assert gaps[1] < 0.2 * len(pages)


# --- Stories and scores ------------------------------------------------------------------------


@pytest.mark.parametrize("related", [0.0, 1.0, 3.0, 10.0, 20.0, 60.0])
def test_planned_lists_have_the_mean_asked_for(related: float) -> None:
    """The mean length of related lists, over documents, is within 10 % of `related`."""
    sizes = plan_sizes(Dice(1), 2_000, related)
    assert sum(size.documents for size in sizes) == 2_000
    assert sum(size.documents * (size.items - 1) for size in sizes) / 2_000 == pytest.approx(
        related, rel=0.1
    )


def test_written_lists_have_the_mean_asked_for(pages: list[Page]) -> None:
    """What is planned is written: the mean holds in the files."""
    assert sum(len(page.related) for page in pages) / len(pages) == pytest.approx(3, rel=0.1)


def test_most_lists_are_short_and_a_few_long(pages: list[Page]) -> None:
    """The median list is shorter than the mean, the longest far longer."""
    lengths = sorted(len(page.related) for page in pages)
    assert lengths[len(lengths) // 2] <= 1
    assert lengths[-1] >= 12


def test_members_of_a_story_embed_each_other(pages: list[Page]) -> None:
    """All documents of a story tell of the same items, themselves included."""
    stories = {page.url: {page.url, *(entry["webUrl"] for entry in page.related)} for page in pages}
    for items in stories.values():
        assert all(stories[url] == items for url in items if url in stories)


def test_some_related_items_have_no_document(pages: list[Page]) -> None:
    """A part of the related items stands in other documents' lists only."""
    own = {page.url for page in pages}
    related = {entry["webUrl"] for page in pages for entry in page.related}
    assert 0.05 < len(related - own) / len(related) < 0.4


def test_copies_equal_their_documents(pages: list[Page]) -> None:
    """An item says in others' lists what its own document says."""
    fields = ("title", "excerpt", "publishedDateTime", "ampWebUrl", "type", "quality", "images")
    own = {page.url: page.fields for page in pages}
    for entry in (entry for page in pages for entry in page.related):
        document = own.get(entry["webUrl"], entry)
        assert all(document.get(field) == entry.get(field) for field in fields)


def test_related_items_are_sorted_by_quality(pages: list[Page]) -> None:
    """The best related item comes first, those without quality last."""
    for page in pages:
        qualities = [entry.get("quality", -1) for entry in page.related]
        assert qualities == sorted(qualities, reverse=True)


def test_a_story_has_one_head_its_best_document(pages: list[Page]) -> None:
    """The best scored document of a story leads it; all others have heat -1 and stay back."""
    own = {page.url: page for page in pages}
    for page in pages:
        urls = {page.url, *(entry["webUrl"] for entry in page.related)}
        scored = [own[url] for url in urls if url in own and own[url].is_scored]
        heads = [member for member in scored if member.is_lead]
        assert len(heads) == bool(scored)
        if heads:
            assert heads[0].fields["quality"] == max(m.fields["quality"] for m in scored)
        assert not any(m.fields["published"] for m in scored if m not in heads)


def test_heat_of_a_head_follows_its_story(pages: list[Page]) -> None:
    """Heat is quality + 10 for every related item, off by 1 to 5 in about one story in ten."""
    gaps = [
        abs(page.fields["heat"] - page.fields["quality"] - 10 * len(page.related))
        for page in pages
        if page.is_lead and page.related
    ]
    assert max(gaps) <= 5
    assert 0.02 < share([gap > 0 for gap in gaps]) < 0.2


def test_heat_of_a_lone_article_is_its_quality(pages: list[Page]) -> None:
    """Without related items, heat equals quality."""
    lone = [page.fields for page in pages if page.is_scored and not page.related]
    assert all(fields["heat"] == fields["quality"] for fields in lone)


def test_publication_follows_a_threshold(pages: list[Page]) -> None:
    """Heads and lone articles are published from quality 58, with very few exceptions."""
    leads = [page.fields for page in pages if page.is_lead]
    assert share([fields["published"] == (fields["quality"] >= 58) for fields in leads]) > 0.97


def test_a_fifth_of_the_documents_is_not_scored(pages: list[Page]) -> None:
    """Quality, heat and published are there together or not at all."""
    counts = Counter(
        sum(name in page.fields for name in ("quality", "heat", "published")) for page in pages
    )
    assert set(counts) == {0, 3}
    assert 0.15 < counts[0] / len(pages) < 0.25


def test_quality_keeps_to_the_range_of_real_archives(pages: list[Page]) -> None:
    """Documents have a quality of 11 to 189, spread wide."""
    qualities = [page.fields["quality"] for page in pages if page.is_scored]
    assert min(qualities) >= 11
    assert max(qualities) <= 189
    assert max(qualities) - min(qualities) > 80


def test_some_lists_hold_the_article_itself(pages: list[Page]) -> None:
    """About one list in thirty has an entry for the article it belongs to."""
    lists = [[entry["webUrl"] for entry in page.related] + [page.url] for page in pages]
    assert 0.005 < share([urls[-1] in urls[:-1] for urls in lists if len(urls) > 1]) < 0.08


def test_some_lists_hold_an_address_or_a_title_twice(pages: list[Page]) -> None:
    """Two entries of one list may share their URL or, oftener, their title."""
    lists = [page.related for page in pages if page.related]
    same = {
        field: share([len({entry[field] for entry in entries}) < len(entries) for entries in lists])
        for field in ("webUrl", "title")
    }
    assert 0.005 < same["webUrl"] < 0.08
    assert same["webUrl"] < same["title"] < 0.3


# --- Errors ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argument", "value", "message"),
    [
        ("articles", 0, "articles must be at least 1, got 0"),
        ("related", -0.5, "related must be from 0 to 60, got -0.5"),
        ("related", 61, "related must be from 0 to 60, got 61"),
        ("related", nan, "related must be from 0 to 60, got nan"),
        ("months", 0, "months must be from 1 to 600, got 0"),
        ("months", 601, "months must be from 1 to 600, got 601"),
        ("last_day", date.max, "last_day must be from 1900-01-01 to 9998-12-31, got '9999-12-31'"),
    ],
)
def test_arguments_out_of_range_are_refused(
    tmp_path: Path, argument: str, value: object, message: str
) -> None:
    """The error names the argument, its value and the valid range; nothing is written."""
    arguments: dict[str, Any] = {"articles": 1, argument: value}
    with pytest.raises(BroadsheetError) as caught:
        write_sample(tmp_path / "archive", **arguments)
    assert str(caught.value) == message
    assert not (tmp_path / "archive").exists()


def test_a_folder_with_files_is_never_written_to(tmp_path: Path) -> None:
    """A folder that is not empty is refused and left as it was."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BroadsheetError, match="not empty"):
        write_sample(tmp_path, articles=1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_used(tmp_path: Path) -> None:
    """A folder that exists and is empty is filled."""
    assert write_sample(tmp_path, articles=1).directory == tmp_path
    assert (tmp_path / "README.md").exists()


def test_a_file_in_place_of_the_folder_is_told(tmp_path: Path) -> None:
    """A directory that is a file is refused in one line."""
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(BroadsheetError, match="directory can't be made: File exists"):
        write_sample(tmp_path / "file", articles=1)
