"""`broadsheet sql` and a report's SQL refuse what a locked connection refuses, in a clear line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from broadsheet.config.settings import StatementLimits
from broadsheet.errors import BroadsheetError
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import Request, read_report, render_report
from kit.attempts import ATTEMPTS, ENDLESS, filled_in, states_below
from kit.commandline import Run

_MadeOnce = Callable[[str, Callable[[Path], object]], Path]

_IN_REPORTS = (
    "from read_csv('{outside}/secret.csv')",
    "from read_text('{lake}/CURRENT')",
    "from read_csv('https://127.0.0.1:9/secret.csv')",
    "attach '{outside}/new.db'",
    "with c as (copy (select 1) to '{live}' (use_tmp_file false)) select 1",
    "copy articles to '{outside}/new.csv'",
    "install httpfs",
    "set enable_external_access = true",
    ENDLESS,
)
"""One attempt of each kind."""


@pytest.fixture(scope="module")
def walled(made_once: _MadeOnce) -> Path:
    """A lake of two versions, and beside it a file that is none of its."""

    def make(folder: Path) -> None:
        (folder / "archive").mkdir(parents=True)
        (folder / "secret.csv").write_text("secret\n42\n", "utf-8")
        for name in ("old", "new"):
            text = f"---\ntitle: {name}\npublishedDateTime: 2021-03-01T08:00:00Z\n---\n"
            (folder / "archive" / f"{name}.md").write_text(text, "utf-8")
            load([folder / "archive"], folder / "lake")

    return made_once("walled", make) / "lake"


def test_forty_attempts() -> None:
    """There are forty, with the one that does not end."""
    assert len({*ATTEMPTS, ENDLESS}) == 40


@pytest.mark.parametrize("sql", [*ATTEMPTS, ENDLESS])
def test_sql_command_refuses(run: Run, walled: Path, sql: str) -> None:
    """It ends with exit code 2 and one line, below which DuckDB may show the place in the SQL."""
    before = states_below(walled.parent)
    limit = ("--timeout", "0.05") if sql == ENDLESS else ()
    done = run("sql", filled_in(sql, walled), *limit, "--lake", walled)
    line, *excerpt = done.err.splitlines()
    assert (done.code, done.out) == (2, "")
    assert line.startswith("broadsheet: ")
    assert not excerpt or (excerpt[0].startswith("LINE ") and len(excerpt) == 2)
    assert states_below(walled.parent) == before


@pytest.mark.parametrize("sql", _IN_REPORTS)
def test_report_refuses(walled: Path, tmp_path: Path, sql: str) -> None:
    """No page is made, and the line names the report and the line of its SQL."""
    page = tmp_path / "mine.md"
    fence = f"```sql rows\n{filled_in(sql, walled)}\n```\n{{{{ table('rows') }}}}\n"
    page.write_text(f"---\nformats: [html]\n---\n{fence}", "utf-8")
    before = states_below(walled.parent)
    request = Request(limits=StatementLimits(timeout=0.5 if sql == ENDLESS else 60))
    with pytest.raises(BroadsheetError, match=r"^mine\.md:4: in rows: ") as refused:
        render_report(read_report(page), open_snapshot(walled), request)
    assert len(str(refused.value).splitlines()) == 1
    assert states_below(walled.parent) == before
