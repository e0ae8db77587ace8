"""The documents for readers are current, whole, and lead somewhere."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import make_reference
import pytest

import broadsheet
from kit.pages import PAGES, PROJECT, anchors, links, read_page

SECTIONS = ("Context", "Options", "Decision", "What would change it")
RECORDS = [page for page in PAGES if re.search(r"/decisions/\d", page)]


@pytest.fixture(scope="module")
def generated() -> dict[str, str]:
    """The generated files of `docs/`, as their sources say today."""
    return make_reference.pages()


def test_generated_pages_are_current(generated: dict[str, str]) -> None:
    """Generated files in `docs/` are what their sources say; renew them with `make reference`."""
    stale = [
        name
        for name, text in generated.items()
        if (PROJECT / "docs" / name).read_text("utf-8") != text
    ]
    assert stale == []


def test_the_map_shows_every_room_and_import() -> None:
    """The map has a box for each room, and the table lists each import between rooms."""
    import room_map

    uses = room_map.imports_between_rooms()
    assert uses["cli"] >= {"report", "loading"}
    assert {room for layer in room_map.layers_of_rooms() for room in layer} == uses.keys()
    rows = dict(re.findall(r"^\| `([^`]+?)(?:/|\.py)` \| .* \| (.*) \|$", _table(), re.MULTILINE))
    assert {room: set(re.findall(r"`(\w+)`", row)) for room, row in rows.items()} == uses


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    """Every link within the project names a file, and an anchor, that is there."""
    folder = (PROJECT / page).parent
    broken = []
    for link in links(page):
        path, _, anchor = link.partition("#")
        target = (folder / path).resolve() if path else PROJECT / page
        found = target.exists() and (
            not anchor or anchor in anchors(target.relative_to(PROJECT).as_posix())
        )
        if not found:
            broken.append(link)
    assert broken == []


def test_every_page_is_in_the_navigation() -> None:
    """The site leads to each page of `docs/`."""
    settings = tomllib.loads((PROJECT / "zensical.toml").read_text("utf-8"))
    listed = set(_leaves(settings["project"]["nav"]))
    assert {f"docs/{name}" for name in listed} == {page for page in PAGES if page[:5] == "docs/"}


@pytest.mark.parametrize("page", RECORDS)
def test_a_decision_has_its_sections(page: str) -> None:
    """A record gives its context, options and reason, and what would change it."""
    assert tuple(re.findall(r"^## (.*)$", read_page(page), re.MULTILINE)) == SECTIONS


def test_decisions_are_listed() -> None:
    """The index of decisions links to each record."""
    assert [f"docs/decisions/{link}" for link in links("docs/decisions/index.md")] == RECORDS


def test_the_python_page_documents_every_public_name() -> None:
    """The page has each name of `broadsheet`; the errors are documented together."""
    page = read_page("docs/reference/python.md")
    documented = set(re.findall(r"^::: broadsheet\.(\w+)$", page, re.MULTILINE))
    undocumented = set(broadsheet.__all__) - documented
    assert undocumented == {"BroadsheetError", "__version__"}


def test_make_targets_in_the_documents_exist() -> None:
    """Every `make x` that a page names is in the Makefile."""
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"(?:`|\$ )make ([a-z-]+)", read_page(page))
    }
    assert named <= targets
    assert named >= {"demo", "test", "docs"}


def _table() -> str:
    return read_page("docs/explanation/architecture.md").split("<!-- rooms -->")[1]


def _leaves(entry: Any) -> list[str]:  # noqa: ANN401 (nested as TOML is)
    """The pages of a navigation, whose sections nest."""
    if isinstance(entry, str):
        return [entry]
    below = entry.values() if isinstance(entry, dict) else entry
    return [leaf for each in below for leaf in _leaves(each)]
