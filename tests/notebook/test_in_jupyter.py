"""A notebook in a kernel of Jupyter, run once for all tests."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")

BAR = """
from broadsheet.loading import notebook_bar
notebook_bar._DELAY = notebook_bar._BETWEEN = 0
broadsheet.load("archive", "lake")
"""
CHART = """
%matplotlib inline
import matplotlib.pyplot as plt
plt.rcParams.update({"savefig.transparent": True, "figure.dpi": 40})
broadsheet.charts.bar(
    broadsheet.charts.example_data("bar"), x="items", y="provider", hover=True
)
"""
CELLS = {
    "start": "%load_ext broadsheet\nimport broadsheet",
    "load": BAR,
    "lake": "%%lake\nselect count(*) as articles from articles",
    "look": "broadsheet.explore('lake').document('a.md')",
    "chart": CHART,
    "report": "%%report --period all\n```sql all\nfrom articles_by_date()\n```\n{{ table('all') }}",
}


Ran = tuple[dict[str, Any], list[dict[str, str]]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The last output of each cell, and all that was displayed while they ran."""
    folder = tmp_path_factory.mktemp("jupyter")
    archive = folder / "archive"
    archive.mkdir()
    for name in "ab":
        text = f"---\ntitle: {name}\npublishedDateTime: 2021-03-01T10:00:00Z\n---\n"
        (archive / f"{name}.md").write_text(text)
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in CELLS.values()]
    )
    place = {"metadata": {"path": str(folder)}}
    displayed: list[dict[str, str]] = []
    quiet = ["--log-level=ERROR"]
    client = NotebookClient(notebook, resources=place, timeout=120, extra_arguments=quiet)
    client.process_message = keeping(client.process_message, displayed)
    with ThreadPoolExecutor(1) as thread:  # a browser's event loop may run in this one
        thread.submit(asyncio.run, client.async_execute()).result()
    outputs = {
        name: cell.outputs[-1]
        for name, cell in zip(CELLS, notebook.cells, strict=True)
        if cell.outputs
    }
    return outputs, displayed


def keeping(process: Callable[..., Any], displayed: list[dict[str, str]]) -> Callable[..., Any]:
    """What processes messages, and keeps what they display, also what later ones replace."""

    def process_and_keep(message: dict[str, Any], *given: object) -> object:
        if message["msg_type"] in {"display_data", "update_display_data"}:
            displayed.append(dict(message["content"]["data"]))
        return process(message, *given)

    return process_and_keep


def test_a_load_shows_a_bar_that_goes(ran: Ran) -> None:
    """A bar counts the documents while the load runs; then it is gone, and the summary is there."""
    outputs, displayed = ran
    assert '<progress max="2" value="2"' in displayed[0]["text/html"]
    assert displayed[0]["text/plain"] == "2 of 2 documents"
    assert displayed[1] == {"text/plain": ""}
    assert "2 seen = 2 loaded" in outputs["load"]["data"]["text/html"]


def test_cells_of_sql_and_of_reports_run(ran: Ran) -> None:
    """The extension works in a kernel as in a shell."""
    outputs, _ = ran
    assert '<td style="text-align: right">2</td>' in outputs["lake"]["data"]["text/html"]
    assert outputs["report"]["data"]["text/html"].startswith("<iframe")


def test_a_chart_is_on_paper_with_tips_after_pyplot(ran: Ran) -> None:
    """A kernel with inline figures shows the frame with tips, and keeps the picture beside it."""
    outputs, _ = ran
    assert outputs["chart"]["output_type"] == "display_data"
    assert set(outputs["chart"]["data"]) == {"text/plain", "text/html", "image/png"}


def test_a_look_is_shown(ran: Ran) -> None:
    """A document is shown as tables."""
    outputs, _ = ran
    assert "<h4>Document</h4>" in outputs["look"]["data"]["text/html"]
