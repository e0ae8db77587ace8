"""The report on what differs between two versions of a lake, or two periods."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest

from broadsheet.errors import BroadsheetError
from broadsheet.loading.loader import load
from broadsheet.report import RenderedReport, render

PROJECT = Path(__file__).resolve().parents[2]


def _document(day: str = "2021-03-16", **fields: str) -> str:
    given = {
        "title": "About the harbor",
        "category": "news",
        "publishedDateTime": f"{day}T10:00:00Z",
        "quality": "60",
        "published": "true",
        "topics": "[Harbor]",
        "provider": "{domain: one.example, name: One}",
    } | fields
    return "\n".join(["---", *(f"{key}: {text}" for key, text in given.items()), "---", ""])


def _write(folder: Path, documents: Mapping[str, str]) -> None:
    for file in folder.glob("*.md"):
        file.unlink()
    for name, text in documents.items():
        (folder / f"{name}.md").write_text(text, "utf-8")


STEADY = {f"steady{number}": _document(title=f"Steady {number}") for number in range(20)}
EARLIER = {f"earlier{number}": _document("2021-02-16", title=f"E {number}") for number in range(5)}
THEN = {
    **STEADY,
    **EARLIER,
    "rescored": _document(title="Rescored", webUrl="https://one.example/rescored"),
    "withdrawn": _document(title="Withdrawn"),
    "moved": _document(title="Moved"),
    "gone": _document(title="Gone for good", provider="{domain: two.example, name: Two}"),
}
NOW = {
    **STEADY,
    **EARLIER,
    "rescored": _document(title="Rescored", webUrl="https://one.example/rescored", quality="71"),
    "withdrawn": _document(title="Withdrawn", published="false"),
    "elsewhere": THEN["moved"],
    "new": _document(title="<b>New</b>", topics="[Stage]"),
}


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions: in the second an article is new, one is gone, and two have changed."""
    folder = tmp_path_factory.mktemp("differences")
    (folder / "archive").mkdir()
    for documents in (THEN, NOW):
        _write(folder / "archive", documents)
        load([folder / "archive"], folder / "lake")
    return folder / "lake"


def page_of(lake: Path, **asked: str) -> RenderedReport:
    """The report for a request."""
    page = render("diff", lake, folder=PROJECT / "reports", **asked)  # type: ignore[arg-type]
    assert page.mismatches == ()
    return page


def words_of(page: RenderedReport) -> str:
    """What it says, without its data."""
    html = page.pages["html"].decode()
    body = re.sub(r"<(svg|details)\b.*?</\1>", "", html[html.index("<main") :], flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_what_differs_between_versions_is_listed(lake: Path) -> None:
    """A renamed document is the same; the others are listed with what has changed."""
    page = page_of(lake, period="2021-03", against="v000001")
    words = words_of(page)
    assert "1 article is new, 1 gone and 2 changed" in words
    assert "1 article is new, 1 is gone, 2 have changed and 21 are the same." in words
    assert "1 article has another publication, 1 another quality." in words
    assert "Rescored One · quality 60 before, 71 now" in words
    assert "Withdrawn One · another publication" in words
    assert "Gone: Two (1)." in words
    assert "1 article has another score, 1 a higher one" in words
    assert "Of the articles of both, none are published here alone, and 1 there alone." in words
    assert "<b>New" not in page.pages["html"].decode()
    assert page.file("html") == "diff-v000001-2021-03.html"
    assert page.before == "v000001"


def test_all_dates_are_compared_with_the_version_before(lake: Path) -> None:
    """Of all dates there is no period before."""
    page = page_of(lake, period="all")
    assert "v000002 has 29 articles, v000001 has 29." in words_of(page)
    assert page.file("html") == "diff-all.html"


def test_nothing_differs_from_itself(lake: Path) -> None:
    """The page says so, and has no other section."""
    page = page_of(lake, period="2021-03", against="v000002")
    words = words_of(page)
    assert "No article is new, gone or changed: nothing differs." in words
    assert "Nothing differs from v000002" in words
    assert "Providers and topics" not in words


def test_a_period_is_compared_with_the_one_before_it(lake: Path) -> None:
    """None of the articles is of both, so their numbers are compared."""
    page = page_of(lake, period="2021-03")
    words = words_of(page)
    assert "March 2021 has 24 articles, 19 more than February 2021" in words
    assert "+19 on February 2021" in words
    assert "are new, 0 gone" not in words
    assert "1 topic is new" in words
    assert page.file("html") == "diff-2021-03.html"


def test_more_stories_can_be_a_smaller_share(tmp_path: Path) -> None:
    """Where the total grows more, the share of a provider falls though it has more stories."""
    (tmp_path / "archive").mkdir()
    two = "{domain: two.example, name: Two}"
    before = {f"b{n}": _document("2021-02-16", title=f"B {n}") for n in range(20)}
    own = {f"o{n}": _document(title=f"O {n}") for n in range(24)}
    others = {f"t{n}": _document(title=f"T {n}", provider=two) for n in range(24)}
    _write(tmp_path / "archive", before | own | others)
    load([tmp_path / "archive"], tmp_path / "lake")
    words = words_of(page_of(tmp_path / "lake", period="2021-03"))
    assert "2 providers have articles, against 1 in February 2021." in words
    assert "and One (from 100% to 50%) clearly lost share." in words


def test_a_period_without_articles_has_lost_those_of_the_other(lake: Path) -> None:
    """An empty period is a finding, too."""
    page = page_of(lake, period="2021-04", against="2021-03")
    assert "April 2021 has no article, March 2021 has 24" in words_of(page)
    assert page.file("html") == "diff-2021-03-2021-04.html"
    assert not page.is_empty


@pytest.mark.parametrize(
    ("report", "asked", "problem"),
    [
        ("diff", {"against": "v000009"}, "no such version"),
        ("diff", {"against": "yore"}, "no such period"),
        ("diff", {"as_of": "v000001"}, "v000001 is the first version"),
        ("coverage", {"against": "v000001"}, "coverage compares with no other"),
    ],
)
def test_what_can_not_be_compared_is_refused(
    lake: Path, report: str, asked: dict[str, str], problem: str
) -> None:
    """The error names what was asked for."""
    with pytest.raises(BroadsheetError, match=problem):
        render(report, lake, period="all", folder=PROJECT / "reports", **asked)  # type: ignore[arg-type]
