"""The cells that the guide has for other tools, with the tools themselves.

JupySQL brings SQLAlchemy and a client that sends statistics, and marimo an older pymdown-extensions
than the docs need. So both are no part of the development environment, and their tests skip there.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from kit.cells import Cells
from kit.pages import blocks

PAGE = "docs/how-to/notebook-tools.md"
FRAMES = {"magic-duckdb": ("best", "good"), "jupysql": ("best", "good"), "ibis": ("found",)}
MODULES = {"magic-duckdb": "magic_duckdb", "jupysql": "sql", "ibis": "ibis"}
"""The variables that the cells of a tool assign, and the module of the tool."""


@pytest.mark.parametrize("tool", FRAMES)
@pytest.mark.filterwarnings("ignore")  # what other tools use is theirs
def test_the_cells_of_the_guide_run(
    tool: str, sample_lake: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each cell of a tool runs on the connection, and its rows are a DataFrame."""
    if find_spec(MODULES[tool]) is None:
        pytest.skip(f"{tool} is not installed")
    monkeypatch.chdir(sample_lake.parent)
    monkeypatch.setenv("PLOOMBER_STATS_ENABLED", "false")
    wanted = [each for each in blocks(PAGE) if each.not_run in {"", f"needs {tool}"}]
    with Cells() as cells:
        cells.run(*(block.text for block in wanted if block.language == "ipython"))
        for name in FRAMES[tool]:
            assert cells.run(f"type({name}).__name__, len({name}) > 0") == ("DataFrame", True)


def test_marimo_takes_the_connection(sample_lake: Path, tmp_path: Path) -> None:
    """The cell of marimo runs in an app of its own process, and gives a DataFrame."""
    if find_spec("marimo") is None:
        pytest.skip("marimo is not installed")
    (block,) = (each for each in blocks(PAGE) if each.not_run == "needs marimo")
    app = tmp_path / "app.py"
    app.write_text(
        "import marimo\n\napp = marimo.App()\n\n\n@app.cell\ndef _():\n"
        "    import broadsheet\n    import marimo as mo\n"
        f"    lake = broadsheet.connect({str(sample_lake)!r})\n"
        f"    {block.text.strip()}\n"
        "    print(type(rows).__name__, len(rows))\n    return\n\n\n"
        'if __name__ == "__main__":\n    app.run()\n'
    )
    done = subprocess.run([sys.executable, app], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["DataFrame", "3"]
