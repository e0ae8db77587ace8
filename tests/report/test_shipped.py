"""The shipped reports: what they say of none, of one and of many, and of any period."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from broadsheet.lake.snapshot import Snapshot, open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import (
    RenderedReport,
    Request,
    find_report,
    render,
    render_pages,
    render_report,
)

PROJECT = Path(__file__).resolve().parents[2]
REPORTS = ("coverage", "quality", "weekly")
WEEK = "2021-W11"

Rendered = Callable[..., RenderedReport]
Archive = Callable[[list[dict[str, Any]]], Path]

_HIDDEN = re.compile(r"<(svg|details|nav|style|script)\b.*?</\1>", re.DOTALL)
_BLOCK_END = re.compile(r"</(?:p|h2|h3|li|td|th|figcaption|div)>")
_WRONG_PLURAL = re.compile(
    r"(?<![\d,.])1 (?:articles|items|stories|providers|topics|entries|days|hours|heads|copies|"
    r"others|times|documents|heats)\b"
)
_SILLY = ("None of None", "nan", "built-in method", "inf%", "by ±0", "by 0.0", "  .", " ,", "..")


def read(name: str, lake: Path, period: str) -> str:
    """What a report says; it never says `1 articles` and the like."""
    return words_of(render(name, lake, period=period).pages["html"])


def words_of(page: bytes) -> str:
    """What a page says, without its charts."""
    html = page.decode()
    body = _HIDDEN.sub("", html[html.index("<main") : html.index("</main>")])
    marked = re.sub(r"<[^>]+>", "", _BLOCK_END.sub("\n", body))
    text = "\n".join(" ".join(line.split()) for line in unescape(marked).splitlines())
    assert not _WRONG_PLURAL.search(text), _WRONG_PLURAL.search(text)
    assert not [silly for silly in _SILLY if silly in text]
    return text


def left_out(text: str) -> list[str]:
    """The sections that a page leaves out for too little data."""
    (listed,) = re.findall(r"^Left out, for too little data: (.*)\.$", text, re.MULTILINE)
    return [str(title) for title in listed.split("; ")]


def sheets_of(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    pdf = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in pdf]


def article(number: int, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - of any field
    """An article with its own address, on 16 March 2021 by default."""
    given = {
        "title": f"Report number {number} on a matter of its own",
        "day": "2021-03-16",
        "provider": "one.example",
        "topics": ["Harbour"],
        "quality": 60,
        "related": [],
    }
    return {"number": number} | given | fields


@pytest.fixture
def lake_of(tmp_path: Path) -> Archive:
    """Makes a lake of articles."""
    return lambda articles: make_lake(tmp_path, articles)


def make_lake(folder: Path, articles: list[dict[str, Any]]) -> Path:
    """A lake of articles in a new folder."""
    (folder / "archive").mkdir()
    for each in articles:
        (folder / "archive" / f"{each['number']:05d}.md").write_text(_document(each), "utf-8")
    load([folder / "archive"], folder / "lake")
    return folder / "lake"


def _document(each: dict[str, Any]) -> str:
    lines = ["---", "category: news", "type: article", f"title: {_quoted(each['title'])}"]
    lines += [f"publishedDateTime: {each['day']}T{8 + each['number'] % 12:02d}:00:00Z"]
    lines += [f'webUrl: "https://news.example/{each["number"]}"']
    if each["quality"] is not None:
        lines += [f"quality: {each['quality']}", f"heat: {each['quality']}"]
        lines += [f"published: {str(each['quality'] >= 58).lower()}"]
    if each["provider"]:
        lines += ["provider:", f"  name: {_quoted(each['provider'])}"]
        lines += [f"  domain: {each['provider']}"]
    if each["topics"]:
        lines += ["topics:", *(f"  - {_quoted(topic)}" for topic in each["topics"])]
    if each["related"]:
        lines += ["related:"]
    for number, provider, quality in each["related"]:
        lines += [f"  - title: Another report, number {number}"]
        lines += [f"    publishedDateTime: {each['day']}T07:00:00Z"]
        lines += [f'    webUrl: "https://news.example/{number}"', f"    quality: {quality}"]
        lines += ["    provider:", f"      name: {provider}", f"      domain: {provider}"]
    return "\n".join([*lines, "---", ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def spread(count: int, **fields: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Articles of five providers and three topics, of qualities from 40 to 79."""
    return [
        article(
            number,
            provider=f"outlet{number % 5}.example",
            topics=[("Harbour", "Stage", "Courts")[number % 3]],
            quality=40 + number % 40,
        )
        | fields
        for number in range(count)
    ]


PERIODS = ("all", "2021", "2021-03", WEEK, "2021-03-16", "2021-02-20..2021-03-05")


PRINTED = {
    ("coverage", "2021-03"),
    ("coverage", "all"),
    ("quality", "2021-03"),
    ("weekly", "all"),
    ("weekly", WEEK),
}
"""Reports and periods that other tests want as PDF, too."""
SEEN_IN_OTHERS = {
    ("quality", "2021"),
    ("quality", "2021-02-20..2021-03-05"),
    ("weekly", "2021"),
    ("weekly", "2021-03-16"),
}
"""Reports of a kind of period that the suite renders for other reports."""


def page_of(rendered: Rendered, lake: Path, name: str, period: str) -> bytes:
    """The HTML of a shipped report."""
    formats = ("html", "pdf") if (name, period) in PRINTED else ("html",)
    return rendered(name, lake, period, formats).pages["html"]


@pytest.mark.parametrize(
    ("name", "period"),
    [
        pytest.param(*each, marks=[pytest.mark.soak] * (each in SEEN_IN_OTHERS))
        for each in product(REPORTS, PERIODS)
    ],
)
def test_every_kind_of_period_has_its_page(
    rendered: Rendered, sample_lake: Path, name: str, period: str
) -> None:
    """A year longer than the archive, a day, and a span over a month's end have a page."""
    text = words_of(page_of(rendered, sample_lake, name, period))
    assert ("a look" if name == "weekly" else "article") in text


@pytest.mark.parametrize("name", ["coverage", "quality"])
@pytest.mark.parametrize("period", ["all", "2021-03", WEEK])
def test_a_report_draws_its_figures(
    rendered: Rendered, sample_lake: Path, name: str, period: str
) -> None:
    """All dates, a month and a week have enough articles for three figures or more."""
    assert page_of(rendered, sample_lake, name, period).count(b"<figure") >= 3


@pytest.mark.parametrize(("name", "period"), list(zip(REPORTS, ("all", WEEK, WEEK), strict=True)))
def test_the_lone_seed_is_told_in_the_singular(
    rendered: Rendered, seed_lake: Path, name: str, period: str
) -> None:
    """Of one article most sections are left out, in one line, and no figure shows it."""
    page = rendered(name, seed_lake, period=period, formats=("html",))
    text = words_of(page.pages["html"])
    assert text.count("Left out, for too little data: ") == 1
    assert b"<svg" not in page.pages["html"]


def test_no_articles_are_told_in_one_sentence(sample_lake: Path) -> None:
    """A week without articles has a page that says so."""
    assert "No articles in this period" in read("weekly", sample_lake, "1999-W01")


def test_one_article_is_the_article(lake_of: Archive) -> None:
    """Of one article coverage names the topics and the lone story, and draws no bars."""
    text = read("coverage", lake_of([article(1, topics=["Harbour", "Stage"])]), WEEK)
    assert "The article is on Harbour and Stage." in text
    assert "One story began in this period, of a single item." in text
    assert "Distinct items by provider" not in text


def test_what_is_no_news_is_left_out_and_said(lake_of: Archive) -> None:
    """Pages of the site and videos count nowhere, and the page says how many there are."""
    lake = lake_of([article(1)])
    site = lake.parent / "site"
    site.mkdir()
    (site / "about.md").write_text("---\ntitle: About us\nlayout: page\n---\n", "utf-8")
    video = "---\ntitle: V\ntype: video\npublishedDateTime: 2021-03-16\n---\n"
    (site / "video.md").write_text(video, "utf-8")
    load([site], lake)
    text = read("coverage", lake, "all")
    assert "1 article and its list have" in text
    assert "no topic" not in text
    assert "Left out, as no news: 1 document of this period, of category video." in text
    assert "Also left out: 1 document of the archive without a category, a provider" in text


def test_no_provider_and_no_topic_are_said(lake_of: Archive) -> None:
    """Articles that name neither give a page that says so."""
    nobodys = [article(n, provider=None, topics=None) for n in range(12)]
    text = read("coverage", lake_of(nobodys), WEEK)
    assert "No item of this period names its provider." in text
    assert "12 articles have no topic." in text


def test_an_article_without_a_provider_is_one_of_its_topic(lake_of: Archive) -> None:
    """The share of a topic is one of all its articles, those without a provider among them."""
    several = [article(n, topics=["Rail", "Sport", "Stage"]) for n in range(6)]
    alone = [article(n, topics=["Rail"]) for n in range(6, 10)]
    others = [
        article(n, provider="two.example", topics=["Rail", "Sport", "Stage"]) for n in range(10, 14)
    ]
    nobodys = article(14, provider=None, topics=["Rail"])
    text = read("coverage", lake_of([*several, *alone, *others, nobodys]), WEEK)
    assert "it wrote 10 of the 15 articles on Rail." in text


def test_equals_have_no_first(lake_of: Archive) -> None:
    """Where two providers have as many items, neither is said to cover most."""
    pair = [article(n, provider=f"outlet{n % 2}.example") for n in range(4)]
    assert "No provider has more than 2 items." in read("coverage", lake_of(pair), WEEK)


def test_no_score_is_said_once(lake_of: Archive) -> None:
    """Without scores quality has a sentence, and no figure."""
    text = read("quality", lake_of(spread(30, quality=None)), WEEK)
    assert "None of 30 articles in this period has a score" in text
    assert "Scored articles by quality" not in text


def test_no_lists_are_said(lake_of: Archive) -> None:
    """Articles without related items are no stories of several."""
    lake = lake_of(spread(30))
    text = read("coverage", lake, WEEK)
    assert "No article of this period lists another." in text
    assert "Each of the 30 stories has a single item." in text
    assert "First and late" in left_out(text)


def test_the_line_of_publication_is_found(lake_of: Archive) -> None:
    """Where all from 58 on are published and none below, that is the line, without exception."""
    text = read("quality", lake_of(spread(80)), WEEK)
    assert "published from other articles is a quality of 58." in text
    assert "No article is on the wrong side of it." in text


def test_a_line_that_is_not_known_exactly_is_an_interval(lake_of: Archive) -> None:
    """Where no score lies between 49 and 70, each number from 50 to 70 separates equally well."""
    articles = [row for row in spread(80) if not 50 <= row["quality"] < 70]
    text = read("quality", lake_of(articles), WEEK)
    assert "published from other articles is between 50 and 70." in text
    assert "Each whole number in this interval separates them equally well." in text


def test_heaped_scores_are_not_said_to_be_halved(lake_of: Archive) -> None:
    """Where 24 of 30 scores are 72, 80 % have the median or more."""
    scores = [60] * 6 + [72] * 24
    articles = [row | {"quality": score} for row, score in zip(spread(30), scores, strict=True)]
    text = read("quality", lake_of(articles), WEEK)
    assert "80% of 30 scored articles have 72 or more" in text
    assert "Half of" not in text


def test_few_articles_have_no_line(lake_of: Archive) -> None:
    """Nineteen articles are too few for a line: its section is left out."""
    text = read("quality", lake_of(spread(19)), WEEK)
    assert "The line of publication" in left_out(text)


def test_a_story_that_passes_over_its_best_is_told(lake_of: Archive) -> None:
    """The one story with a choice led with 60, where the other item has 90."""
    lake = lake_of([article(1, related=[(2, "two.example", 90)])])
    text = read("quality", lake, WEEK)
    assert "The one story with a choice of scored items led with less than its best." in text
    assert "The widest gap is 30, in a story that one.example led." in text


def test_no_figure_repeats_a_headline(lake_of: Archive) -> None:
    """Where the busiest day is the headline, the figure of days has a plain title."""
    days = [f"2021-03-{1 + number:02d}" for number in range(24)]
    lake = lake_of([article(number, day=day) for number, day in enumerate([*days, days[-1]])])
    text = read("coverage", lake, "all")
    assert text.count("24 Mar was the busiest day, with 2 articles\n") == 1


def test_a_clear_change_is_told_and_chance_is_not(lake_of: Archive) -> None:
    """A topic that goes from none to all of 30 articles has clearly risen; providers have not."""
    before = spread(30, day="2021-03-09", topics=["Stage"])
    now = [each | {"number": 100 + each["number"]} for each in spread(30, topics=["Courts"])]
    text = read("coverage", lake_of(before + now), WEEK)
    assert (
        "Courts (from 0% to 100%) clearly rose, and Stage (from 100% to 0%) clearly fell." in text
    )
    assert "No provider’s share of the stories changed clearly." in text


def test_nothing_before_is_nothing_to_compare_with(lake_of: Archive) -> None:
    """A first week has no change, and no number rises from nothing."""
    text = read("coverage", lake_of(spread(30)), WEEK)
    assert "Changes of share" in left_out(text)
    assert "on 8–14 March 2021" not in text


@pytest.fixture(scope="module")
def ten_weeks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve articles a day from 18 January to 21 March 2021, none on Wednesday 17 March."""
    days = [datetime(2021, 1, 18, tzinfo=UTC) + timedelta(days=n) for n in range(63)]
    dated = [f"{day:%Y-%m-%d}" for day in days if (day.month, day.day) != (3, 17)]
    each_day = [day for day in dated for _ in range(12)]
    made = spread(len(each_day))
    dated_articles = [each | {"day": day} for each, day in zip(made, each_day, strict=True)]
    return make_lake(tmp_path_factory.mktemp("weeks"), dated_articles)


def test_a_day_without_articles_is_found(ten_weeks: Path) -> None:
    """Both reports name the day without articles where twelve are usual, and no other day."""
    text = read("coverage", ten_weeks, WEEK)
    assert "Wednesday 17 Mar 2021 had no article, where 12 are usual." in text
    assert "none had clearly more stories than the same weekdays" in text
    assert "Wednesday 17 Mar 2021 had no article" in read("weekly", ten_weeks, WEEK)


def test_a_holiday_is_shaded_and_no_gap(ten_weeks: Path) -> None:
    """The same day is not compared where it is a holiday."""
    document = find_report("coverage", PROJECT / "reports")
    request = Request(WEEK, formats=("html",), holidays=(date(2021, 3, 17),))
    page = render_report(document, open_snapshot(ten_weeks), request).pages["html"]
    assert "17 Mar 2021 had no article" not in words_of(page)
    assert "6 days can be compared" in words_of(page)
    assert b">holiday</text>" in page


def test_an_archive_that_ends_early_is_told(ten_weeks: Path) -> None:
    """Days after the last article are no gaps: the page says where the archive ends."""
    text = read("coverage", ten_weeks, "2021-03")
    assert "The archive ends on 21 Mar 2021, before the end of this period." in text
    assert "30 Mar 2021" not in text


def test_faults_are_listed(tmp_path: Path, documents: Path) -> None:
    """The quality report lists quarantined documents and faults."""
    load([documents], tmp_path / "lake")
    text = read("quality", tmp_path / "lake", "all")
    assert "Quarantined documents" in text
    assert "Documents with faults" in text


HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %} **bold** [x](javascript:alert(1))",
    "</main></svg>]]>--><img src=x onerror=alert(1)>",
    "\u202eleft from right \u2067\U0001f41d 日本語 العربية",
    "W" * 400,
    "| a | b |\n---page---\n::: columns",
)


@pytest.fixture(scope="module")
def hostile_lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake whose titles, providers and topics try to break out of the page."""
    texts = [HOSTILE[n % len(HOSTILE)].replace("\n", " ") for n in range(60)]
    return make_lake(
        tmp_path_factory.mktemp("hostile"),
        [
            each
            | {
                "title": f"{text} {number}",
                "topics": [text],
                "related": [(1000 + number, "other.example", 50 + number % 9)],
            }
            for number, (each, text) in enumerate(zip(spread(60), texts, strict=True))
        ],
    )


@pytest.mark.parametrize("name", REPORTS)
def test_hostile_text_prints_as_text(rendered: Rendered, hostile_lake: Path, name: str) -> None:
    """Markup, Markdown and template signs in titles and topics have no effect."""
    formats = ("html", "pdf") if name == "weekly" else ("html",)
    html = rendered(name, hostile_lake, WEEK, formats).pages["html"].decode()
    assert html.count("<script>") == 1
    assert "<img" not in html
    assert html.count("</main>") == 1
    assert 'href="javascript' not in html


@pytest.fixture(scope="session")
def lake_of_many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A lake of 10,000 providers of an article each, with hostile names and long words."""
    folder = tmp_path_factory.mktemp("many")
    lines = [
        json.dumps(
            {
                "title": f"{HOSTILE[number % len(HOSTILE)]} {number}",
                "publishedDateTime": f"2021-03-{15 + number % 7}T10:00:00Z",
                "provider": {"domain": f"p{number}.example", "name": f"<b>P</b> {{{{{number}}}}}"},
                "topics": [f"<i>{number % 300}"],
                "quality": number % 140,
            }
        )
        for number in range(10_000)
    ]
    (folder / "many.jsonl").write_text("\n".join(lines), "utf-8")
    load([folder / "many.jsonl"], folder / "lake")
    return folder / "lake"


@pytest.mark.parametrize("name", [*REPORTS, "provider"])
def test_thousands_of_providers_have_a_page(lake_of_many: Path, name: str) -> None:
    """It stays small enough to send, counts them all, and nothing in their names breaks out."""
    html = render(name, lake_of_many, period=WEEK).pages["html"].decode()
    assert len(html) < (4_000_000 if name == "provider" else 600_000)
    assert "10,000" in html
    assert html.count("<script>") == 1
    assert "<b>P" not in html
    assert "<i>" not in html


@pytest.mark.parametrize("week", [WEEK, pytest.param("2021-W03", marks=pytest.mark.soak)])
def test_the_week_is_one_sheet(rendered: Rendered, sample_lake: Path, week: str) -> None:
    """An ordinary week is printed on two pages, with the top stories on the second."""
    front, back = sheets_of(rendered("weekly", sample_lake, week).pages["pdf"])
    assert "usual" in front
    assert "Top stories" in back


def test_long_titles_leave_the_week_on_its_sheet(rendered: Rendered, hostile_lake: Path) -> None:
    """Titles of 400 letters are cut: the week stays on two pages."""
    assert len(sheets_of(rendered("weekly", hostile_lake, WEEK).pages["pdf"])) <= 2


def test_a_title_cannot_turn_the_text_beside_it(rendered: Rendered, hostile_lake: Path) -> None:
    """The page's text has no marks that change the direction of writing."""
    text = words_of(rendered("weekly", hostile_lake, WEEK).pages["html"])
    assert "left from right" in text
    assert "\u202e" not in text
    assert "\u2067" not in text


def of_provider(snapshot: Snapshot, key: str, period: str) -> dict[str, bytes]:
    """A provider's page by format."""
    document = find_report("provider", PROJECT / "reports")
    asked = Request(period=period, formats=("html", "pdf"), each=key)
    (page,) = render_pages(document, snapshot, asked)
    return dict(page.pages)


@pytest.mark.parametrize("period", ["2021-03", pytest.param("all", marks=pytest.mark.soak)])
def test_a_provider_is_told_on_front_and_back(snapshot: Snapshot, period: str) -> None:
    """A large provider has its place, quality and pace in front, and its articles on the back."""
    pages = of_provider(snapshot, "tesselwire.example", period)
    text = words_of(pages["html"])
    assert "place 1 of" in text or "place 2 of" in text or "place 3 of" in text
    assert "that of all others" in text
    front, back = sheets_of(pages["pdf"])
    assert "Speed and originality" in front
    assert "Its best articles" in back


def test_a_provider_of_one_article_is_told_in_the_singular(lake_of: Archive) -> None:
    """For one article the page names the topic, and says what can't be measured."""
    snapshot = open_snapshot(lake_of([article(1), *spread(30)[5:]]))
    text = words_of(of_provider(snapshot, "one.example", WEEK)["html"])
    assert "one.example has 1 article in this period: place 6 of 6 providers" in text
    assert "Its only topic is Harbour." in text
    assert "1 scored article is too few to compare." in text
    assert "It covers 1 story of those that began in this period, alone." in text
