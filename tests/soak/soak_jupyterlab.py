"""JupyterLab opens `first_look.ipynb` and runs it as an analyst does, in light and in dark.

.venv/bin/pytest tests/soak/soak_jupyterlab.py
PICTURES=build/jupyterlab .venv/bin/pytest tests/soak/soak_jupyterlab.py

With PICTURES, a picture of each notebook is kept in that folder, for a person to look at.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from broadsheet.style.palette import LIGHT
from kit.chromium import chromium

PROJECT = Path(__file__).resolve().parents[2]
PICTURES = os.environ.get("PICTURES")
_RUN = 180_000  # milliseconds for all cells
_WINDOW = {"width": 1280, "height": 6000}  # so that one picture has all of a notebook
_PYPLOT = "%matplotlib inline\nimport matplotlib.pyplot as plt\nplt.plot([1, 3, 2]);"
_FOLDERS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)
_ADDRESS = re.compile(r"(http://127\.0\.0\.1:\d+)/\S*\?(token=\w+)")
_CORNER = """image => {
    const canvas = document.createElement("canvas");
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return Array.from(context.getImageData(0, 0, 1, 1).data);
}"""


def _cells(name: str = "first_look") -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads((PROJECT / f"notebooks/{name}.ipynb").read_text("utf-8"))
    return notebook


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the notebook uses, with the notebook as it was before it ran.

    `after_pyplot.ipynb` is the same behind a plot of pyplot's.
    """
    folder = tmp_path_factory.mktemp("analyst")
    for name in ("reports", "seeds"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("out"))
    notebook = _cells()
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "first_look.ipynb").write_text(json.dumps(notebook), "utf-8")
    first = {"cell_type": "code", "id": "pyplot", "metadata": {}, "source": _PYPLOT}
    notebook["cells"].insert(0, first | {"outputs": [], "execution_count": None})
    (folder / "notebooks" / "after_pyplot.ipynb").write_text(json.dumps(notebook), "utf-8")
    return folder


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with settings and files of a JupyterLab of its own."""
    return tmp_path_factory.mktemp("jupyter")


@pytest.fixture(scope="module")
def address(folder: Path, settings: Path) -> Iterator[tuple[str, str]]:
    """The address of a JupyterLab over the folder, and its token."""
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"),
        *("--ip=127.0.0.1", f"--ServerApp.root_dir={folder}", "--log-level=CRITICAL"),
        "--LabApp.extension_manager=readonly",
    ]
    places = {name: str(settings / name.lower()) for name in _FOLDERS}
    with subprocess.Popen(
        command, env=os.environ | places, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        found = next(filter(None, map(_ADDRESS.search, server.stderr)))
        yield found[1], found[2]
        server.terminate()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser."""
    with chromium() as started:
        yield started


def _set(settings: Path, plugin: str, **values: object) -> None:
    """Write settings of JupyterLab, as its settings editor does."""
    file = settings / "jupyterlab_settings_dir" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(values), "utf-8")


@pytest.mark.parametrize("name", ["first_look", "after_pyplot"])
@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_first_look(
    name: str,
    theme: str,
    browser: Browser,
    address: tuple[str, str],
    folder: Path,
    settings: Path,
) -> None:
    """All cells run; charts are opaque and of the size that they always have; the page shows."""
    _set(settings, "apputils-extension/themes", theme=f"JupyterLab {theme}")
    _set(settings, "apputils-extension/notification", fetchNews="false", checkForUpdates=False)
    _set(settings, "notebook-extension/tracker", windowingMode="none")
    place, token = address
    opened = f"{name}-{theme.lower()}"  # a kernel of its own
    shutil.copy(folder / f"notebooks/{name}.ipynb", folder / f"notebooks/{opened}.ipynb")
    with closing(browser.new_page(viewport=_WINDOW)) as page:  # type: ignore[arg-type]
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{place}/lab/workspaces/{opened}/tree/notebooks/{opened}.ipynb?{token}")
        _run_all(page, folder / f"notebooks/{opened}.ipynb")
        ours = page.locator(".jp-CodeCell").filter(has_not_text="plt.plot")
        charts = ours.locator(".jp-RenderedImage img")
        kept = _kept_sizes()
        expect(charts).to_have_count(len(kept))
        assert [_size(chart) for chart in charts.all()] == kept
        assert {tuple(chart.evaluate(_CORNER)) for chart in charts.all()} == {_paper()}
        report = page.frame_locator("iframe[title=coverage]")
        expect(report.get_by_role("heading", level=1)).to_be_visible()
        if PICTURES:
            Path(PICTURES).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(PICTURES) / f"{opened}.png")
        outside = {url for url in asked if not url.startswith((place, "blob:", "data:"))}
        assert outside == set()


def _run_all(page: Page, notebook: Path) -> None:
    """Run all cells by the menu, and wait until the last one is done."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    count = sum(cell["cell_type"] == "code" for cell in cells)
    expect(page.locator(".jp-Notebook .jp-CodeCell")).to_have_count(count, timeout=_RUN)
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=_RUN)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    last = page.locator(".jp-CodeCell .jp-InputPrompt").last
    expect(last).to_have_text(f"[{count}]:", timeout=_RUN)
    expect(page.locator("[data-mime-type='application/vnd.jupyter.error']")).to_have_count(0)


def _kept_sizes() -> list[tuple[int, int]]:
    """The sizes of the charts in the notebook of the repository, in pixels."""
    outputs = [output for cell in _cells()["cells"] for output in cell.get("outputs", ())]
    pictures = [output["data"]["image/png"] for output in outputs if "image/png" in output["data"]]
    heads = [base64.b64decode("".join(picture))[16:24] for picture in pictures]
    return [struct.unpack(">II", head) for head in heads]  # type: ignore[misc]


def _size(picture: Locator) -> tuple[int, int]:
    width, height = picture.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    return width, height


def _paper() -> tuple[int, ...]:
    """The color of paper, opaque."""
    return (*bytes.fromhex(LIGHT.paper.removeprefix("#")), 255)
