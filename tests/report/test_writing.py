"""The page on writing reports: its examples show what it says, its tables are whole."""

from __future__ import annotations

import re
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest

from broadsheet.database.connection import connect
from broadsheet.lake.snapshot import Snapshot
from broadsheet.period import parse_period
from broadsheet.report import Request, read_report, render_report
from broadsheet.report.content.calls import Calls
from broadsheet.report.edition.results import Results, Scope
from broadsheet.report.source.settings import TAKEN, ReportSettings

_PAGE = (Path(__file__).parents[2] / "docs" / "reports.md").read_text("utf-8")
_FENCE = re.compile(r"^````markdown ?(\S*)\n(.*?)^````$", re.MULTILINE | re.DOTALL)
_PARTS = {name: text for name, text in _FENCE.findall(_PAGE) if name}
_EXAMPLES = {
    re.findall(r"^title: (.*)$", text, re.MULTILINE)[0]: text
    for name, text in _FENCE.findall(_PAGE)
    if not name
}
_SHOWN = {
    "Our month": ("We hold 117 articles of March 2021.",),
    "Our month, and the one before": (
        "+24 on February 2021</p>",
        "117 articles from 48 providers:\n+24 on February 2021, or +26%.",
        "That is enough to compare days.",
        "<figcaption>Articles by date</figcaption>",
        '<div class="chart wide"><svg',
    ),
    "Our month, and who made it": (
        "The first 5 providers.<sup",
        "<figcaption>Articles by provider</figcaption>",
        '<div class="chart wide"><svg',
        '<section class="notes"',
        "An article is a document of the archive.",
        '<div class="page-break">',
        '<div class="text-columns">',
    ),
    "The stories of our month": (
        '<aside class="callout note"><p>Stories are counted once',
        'The weeks had 28, 23, 26, 23, 17 articles\n<svg class="sparkline"',
        '<article class="story-card">',
        "12 items · 9 providers",
    ),
    "With a part": ("We hold 117 articles of March 2021.", "That is 117 reasons to read on."),
    "In steps": ("7 providers of 59\nwrote ten articles or more.",),
    "A provider's month": ("Tessel Wire wrote 12 articles.", "A provider's month</p>"),
}
_ONE_OF = {"A provider's month": "tesselwire.example"}


def _rendered(text: str, folder: Path, snapshot: Snapshot, each: str | None = None) -> str:
    for name, part in _PARTS.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(part, "utf-8")
    path = folder / "mine.md"
    path.write_text(text, "utf-8")
    made = render_report(read_report(path), snapshot, Request(each=each))
    return unescape(made.pages["html"].decode())


@pytest.mark.parametrize("title", _EXAMPLES)
def test_an_example_shows_what_the_page_says(
    title: str, tmp_path: Path, snapshot: Snapshot
) -> None:
    """Each example renders unchanged, and shows what it is an example of."""
    html = _rendered(_EXAMPLES[title], tmp_path, snapshot, _ONE_OF.get(title))
    assert [shown for shown in _SHOWN[title] if shown not in html] == []


def test_every_example_is_told_apart() -> None:
    """The examples of the page are those that are checked."""
    assert len(_FENCE.findall(_PAGE)) == len(_EXAMPLES) + len(_PARTS)
    assert _EXAMPLES.keys() == _SHOWN.keys()


def test_a_parameter_of_an_example_can_be_given(tmp_path: Path, snapshot: Snapshot) -> None:
    """The example with a parameter prints the value that a request gives."""
    path = tmp_path / "mine.md"
    path.write_text(_EXAMPLES["Our month, and who made it"], "utf-8")
    made = render_report(read_report(path), snapshot, Request(params={"most": "3"}))
    assert "The first 3 providers." in made.pages["html"].decode()


def test_the_settings_are_all_there_are() -> None:
    """The table of settings names each, with its default, and no other."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", _section("Front matter"), re.MULTILINE)
    told = {name: default.strip("`") for name, default in rows}
    settings = ReportSettings()
    defaults = {name: _default(getattr(settings, name)) for name in vars(settings)}
    assert told == defaults | {"title": "the file's name"}


def test_the_calls_are_all_there_are(tmp_path: Path, sample_lake: Path) -> None:
    """The table of calls names each that a report's text sees, and no other."""
    told = set()
    for cell in re.findall(r"^\| (`.*?`) \|", _section("Calls"), re.MULTILINE):
        told |= set(re.findall(r"`(\w+)", cell))
    path = tmp_path / "mine.md"
    path.write_text("", "utf-8")
    scope = Scope(parse_period("2021-03"), "UTC", "day")
    with closing(connect(sample_lake)) as connection:
        names = Calls(Results(connection, read_report(path), scope), in_print=False).names()
    assert told == names.keys()


def test_the_bound_parameters_are_all_there_are() -> None:
    """The table of parameters names what a report may not name its own, and these."""
    told = set(
        re.findall(r"`\$(\w+)`", "".join(re.findall(r"^\|.*?\|", _section("SQL"), re.MULTILINE)))
    )
    assert told == {*TAKEN, "NAME"}


def _section(heading: str) -> str:
    """The text below a heading of the page."""
    return _PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]


def _default(value: object) -> str:
    """A setting's default as the table writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    return str(value) if value else "none"
