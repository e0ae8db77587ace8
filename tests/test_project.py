"""The house: public names, what imports what, documents that must not go stale, the notebooks."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import broadsheet
from broadsheet.database.queries import named_queries

PROJECT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))


def test_public_names_are_sorted_and_there() -> None:
    """`__all__` is in order, and every name in it can be had."""
    assert broadsheet.__all__ == sorted(broadsheet.__all__)
    assert all(getattr(broadsheet, name) for name in broadsheet.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy package behaves like any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = broadsheet.nothing  # type: ignore[attr-defined]


def test_a_function_stays_a_function_once_its_module_is_imported() -> None:
    """`broadsheet.load` is callable however often it was used before."""
    code = (
        "import broadsheet\n"
        "first = broadsheet.load\n"
        "import broadsheet.loading.loader, broadsheet.report\n"
        "assert broadsheet.load is first and callable(broadsheet.render)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_imports_run_one_way() -> None:
    """The layers and the forbidden imports in pyproject.toml hold."""
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(PROJECT / "pyproject.toml"), no_cache=True) == 0


def test_the_package_imports_without_its_heavy_parts() -> None:
    """Importing broadsheet alone imports neither DuckDB nor Arrow nor matplotlib."""
    code = (
        "import sys, broadsheet\n"
        "assert not {'duckdb', 'pyarrow', 'matplotlib', 'pandas'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_reference_pages_are_current() -> None:
    """The pages in docs/ are what their sources say; renew them with `make reference`."""
    spec = importlib.util.spec_from_file_location("reference", PROJECT / "docs/make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    for name, text in reference.pages().items():
        assert (PROJECT / "docs" / name).read_text("utf-8") == text, f"docs/{name} is stale"


def test_every_query_is_a_file_of_its_name() -> None:
    """A query's file defines the macro it is named for, with grain and question."""
    for name, query in named_queries().items():
        assert f"create macro {name}(" in query.sql
        assert query.grain.startswith("one row per ")
        assert query.question.endswith("?")


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_in_the_documents_lead_somewhere(page: str) -> None:
    """Every relative link in a page names a file that is there."""
    text = (PROJECT / page).read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    assert [link for link in links if not (PROJECT / link).exists()] == []


def test_make_targets_in_the_documents_exist() -> None:
    """Every `make x` that a page names is in the Makefile."""
    targets = set(
        re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    named = {
        target
        for page in ("README.md", "CONTRIBUTING.md")
        for target in re.findall(r"`make ([a-z]+)`", (PROJECT / page).read_text("utf-8"))
    }
    assert named <= targets


def test_the_reports_example_in_the_readme_renders(tmp_path: Path) -> None:
    """The report document that the README shows gives a page."""
    text = (PROJECT / "README.md").read_text("utf-8")
    (example,) = re.findall(r"````markdown\n(.*?)````", text, re.DOTALL)
    (tmp_path / "week.md").write_text(example, "utf-8")
    broadsheet.load([PROJECT / "seeds"], tmp_path / "lake")
    page = broadsheet.render(str(tmp_path / "week.md"), tmp_path / "lake", period="2021-W11")
    assert b"1 article, +1 on" in page.pages["html"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_kept_with_their_outputs(path: Path) -> None:
    """A notebook in the repository shows what its cells gave."""
    cells = [c for c in json.loads(path.read_text("utf-8"))["cells"] if c["cell_type"] == "code"]
    assert all(cell["execution_count"] and cell["outputs"] for cell in cells)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::RuntimeWarning")
def test_notebooks_run(path: Path) -> None:
    """A notebook runs from top to bottom in a fresh kernel, and says what it said before."""
    notebook = nbformat.read(path, as_version=4)
    kept = [_texts(cell) for cell in notebook.cells if cell.cell_type == "code"]
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": path.parent}}).execute()
    assert [_texts(cell) for cell in notebook.cells if cell.cell_type == "code"] == kept


def _texts(cell: nbformat.NotebookNode) -> list[str]:
    return [
        output["data"]["text/plain"]
        for output in cell.outputs
        if output.output_type == "execute_result"
    ]


def test_the_typed_marker_is_shipped() -> None:
    """Type checkers of users see the package as typed."""
    assert (PROJECT / "analysis" / "broadsheet" / "py.typed").is_file()
