"""Each way to run the SQL of others refuses to leave the lake, in a clear line: four ways."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from broadsheet.config.settings import StatementLimits
from broadsheet.errors import BroadsheetError
from broadsheet.lake.snapshot import open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import Request, read_report, render_report
from broadsheet.server.app import Served, make_app
from kit.attempts import ALL_ATTEMPTS, ENDLESS, filled_in, states_below
from kit.commandline import Run

_MadeOnce = Callable[[str, Callable[[Path], object]], Path]


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
    assert len(set(ALL_ATTEMPTS)) == 40


@pytest.mark.parametrize("sql", ALL_ATTEMPTS)
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


@pytest.mark.parametrize("sql", ALL_ATTEMPTS)
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


@pytest.fixture(scope="module")
def client(walled: Path) -> Iterator[TestClient]:
    """A client of a server over the lake."""
    limits = StatementLimits(timeout=0.5)
    app = make_app(Served(walled, walled.parent / "out", limits, frozenset({"localhost"})))
    with TestClient(app, base_url="http://localhost") as made:
        yield made


@pytest.mark.parametrize("sql", ALL_ATTEMPTS)
def test_server_refuses(walled: Path, client: TestClient, sql: str) -> None:
    """The answer is a 400 with one line, below which DuckDB may show the place in the SQL."""
    before = states_below(walled.parent)
    answer = client.get("/sql.json", params={"statement": filled_in(sql, walled)})
    line, *excerpt = answer.json()["error"].splitlines()
    assert (answer.status_code, bool(line)) == (400, True)
    assert not excerpt or excerpt[0].startswith("LINE ")
    assert states_below(walled.parent) == before
