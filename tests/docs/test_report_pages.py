"""The pages on report documents: what they list is all there is."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

from broadsheet.config.settings import Plan
from broadsheet.database.connection import connect
from broadsheet.lake.snapshot import Snapshot
from broadsheet.period import parse_period
from broadsheet.report import Request, read_report, render_report
from broadsheet.report.content.calls import Calls
from broadsheet.report.edition.results import Results, Scope
from broadsheet.report.source.settings import TAKEN, ReportSettings
from kit.pages import blocks, read_page

_GUIDE, _REFERENCE = "docs/how-to/write-a-report.md", "docs/reference/report-calls.md"


def test_a_parameter_of_an_example_can_be_given(tmp_path: Path, snapshot: Snapshot) -> None:
    """The example with a parameter prints another value where one is asked for."""
    path = tmp_path / "mine.md"
    (example,) = (block for block in blocks(_GUIDE) if "params: {most: 5}" in block.text)
    path.write_text(example.text, "utf-8")
    made = render_report(read_report(path), snapshot, Request(params={"most": "3"}))
    assert "The first 3 providers." in made.pages["html"].decode()


def test_the_settings_are_all_there_are() -> None:
    """The table of settings names each, with its default, and no other."""
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|", _section("Front matter"), re.MULTILINE)
    told = {name: default.strip("`") for name, default in rows}
    own, plan = vars(ReportSettings()), vars(Plan())
    settings = {name: value for name, value in own.items() if name != "plan"}
    settings |= {name: value for name, value in plan.items() if name not in own}
    defaults = {name: _default(value) for name, value in settings.items()}
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
    """The text below a heading of the reference."""
    return read_page(_REFERENCE).split(f"\n## {heading}\n")[1].split("\n## ")[0]


def _default(value: object) -> str:
    """A setting's default as the table writes it."""
    if isinstance(value, tuple):
        return f"[{', '.join(value)}]"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if value else "none"
