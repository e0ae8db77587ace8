"""What a notebook shows for a load, a lake and a named query."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import broadsheet
from kit.figures import parsed

HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def hostile_load(
    write_document: Callable[..., Path], tmp_path: Path
) -> tuple[broadsheet.LoadSummary, Path]:
    """A second load of an archive that brings a hostile field, and its lake, both oddly named."""
    lake = tmp_path / "la<b>ke"
    archive = write_document("a.md", archive="ar<b>chive")
    broadsheet.load(archive, lake)
    write_document("b.md", f'---\ntitle: t\n"{HOSTILE}": 1\n---\n', archive="ar<b>chive")
    return broadsheet.load(archive, lake), lake


def html_of(shown: object) -> str:
    """The HTML that a notebook shows, which is well formed."""
    html: str = shown._repr_html_()  # type: ignore[attr-defined]
    assert parsed(f"<div>{html}</div>") is not None
    return html


def test_a_load_shows_its_counts(hostile_load: tuple[broadsheet.LoadSummary, Path]) -> None:
    """The summary has the version, the documents and what has changed; nothing of it is markup."""
    html = html_of(hostile_load[0])
    assert "2 seen = 2 loaded + 0 quarantined + 0 skipped" in html
    assert "v000002" in html
    assert "added 1, unchanged 1" in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "no article has a date" in html
    assert "<img" not in html
    assert "<b>" not in html


def test_a_lake_shows_what_it_holds(sample_lake: Path) -> None:
    """A connection shows its version, days and counts, and leaves its own result as it was."""
    with broadsheet.connect(sample_lake, locked=True) as lake:
        pending = lake.execute("from range(3)")
        html = html_of(lake)
        assert pending.fetchall() == [(0,), (1,), (2,)]
    assert "v000001, loaded 20" in html
    assert re.search(r"2021-01-\d\d to 2021-03-\d\d, in UTC", html)
    assert "articles 300" in html


def test_a_lake_of_odd_names_is_escaped(
    hostile_load: tuple[broadsheet.LoadSummary, Path],
) -> None:
    """Names of folders and archives are text, and articles without a date have no days."""
    with broadsheet.connect(hostile_load[1]) as lake:
        html = html_of(lake)
    assert "la&lt;b&gt;ke" in html
    assert "ar&lt;b&gt;chive" in html
    assert "no article has a date" in html


def test_a_closed_lake_says_so(sample_lake: Path) -> None:
    """What is shown of a closed connection is no error."""
    lake = broadsheet.connect(sample_lake)
    lake.close()
    assert html_of(lake) == "<p>A lake that is closed.</p>"


def test_a_query_shows_its_parameters_and_columns() -> None:
    """Every named query shows its question, each parameter and each column."""
    for query in broadsheet.named_queries().values():
        shown = parsed(f"<div>{html_of(query)}</div>")
        cells = {cell.text for cell in shown.iter() if cell.tag in {"td", "th"}}
        assert cells >= {query.question, *query.parameters, *query.columns}
