"""Fixtures that several test modules share."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from broadsheet.cli import app as cli
from broadsheet.documents.document import Document
from broadsheet.lake.snapshot import Snapshot, open_snapshot
from broadsheet.loading.loader import load
from broadsheet.report import RenderedReport, render
from broadsheet.sample import write_sample
from kit import shared_files
from kit.commandline import Done, Run
from kit.examples import load_profile
from kit.flattening import flatten

pytest.register_assert_rewrite("kit.edits", "kit.histories", "kit.killing", "kit.lake_contents")

load_profile()

_PROJECT = Path(__file__).resolve().parents[1]

MadeOnce = Callable[[str, Callable[[Path], object]], Path]
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="session")
def seed() -> Path:
    """The seed document."""
    return _PROJECT / "seeds" / "000_76090242c080778f.txt"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A folder of real documents, kept outside the project."""
    folder = _PROJECT.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip(f"no real documents: ../{folder.relative_to(_PROJECT.parent)} is absent")
    return folder


@pytest.fixture(scope="session")
def made_once(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Callable[[str, Callable[[Path], object]], Path]:
    """Makes a file or folder of a name once for all workers, which read it alone."""
    return partial(shared_files.made_once, tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def sample_lake(made_once: MadeOnce) -> Path:
    """A lake of 300 made-up articles of January to March 2021, beside their archive `sample`."""

    def make(folder: Path) -> None:
        folder.mkdir()
        write_sample(folder / "sample", articles=300, months=3)
        load([folder / "sample"], folder / "lake")

    return made_once("sample", make) / "lake"


@pytest.fixture(scope="session")
def snapshot(sample_lake: Path) -> Snapshot:
    """The sample's live version."""
    return open_snapshot(sample_lake)


@pytest.fixture(scope="session")
def seed_lake(made_once: MadeOnce) -> Path:
    """A lake of the lone seed document."""
    return made_once("seed-lake", lambda lake: load([_PROJECT / "seeds"], lake))


@pytest.fixture(scope="session")
def rendered(made_once: MadeOnce) -> Callable[..., RenderedReport]:
    """Renders a shipped report; the same report of the same lake and period once in a session."""

    @cache
    def once(name: str, lake: Path, period: str, formats: tuple[str, ...]) -> RenderedReport:
        def make(file: Path) -> None:
            page = render(name, lake, period=period, formats=formats, folder=_PROJECT / "reports")
            file.write_bytes(pickle.dumps(page))

        asked = sha256(repr((name, lake, period, formats)).encode()).hexdigest()
        page: RenderedReport = pickle.loads(made_once(asked, make).read_bytes())  # noqa: S301 - ours
        return page

    def page(
        name: str, lake: Path, period: str = "2021-03", formats: tuple[str, ...] = ("html", "pdf")
    ) -> RenderedReport:
        return once(name, lake, period, formats)

    return page


@pytest.fixture(scope="session")
def documents() -> Path:
    """The folder of small sample documents."""
    return Path(__file__).parent / "documents" / "samples"


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """Makes a document of text or bytes."""

    def make(content: str | bytes, path: str = "a.md") -> Document:
        data = content.encode() if isinstance(content, str) else content
        return Document("archive", path, data)

    return make


@pytest.fixture(scope="session")
def flattened(document: Callable[..., Document]) -> Callable[..., Tables]:
    """Flattens one file's text or bytes into rows by table."""

    def rows(content: str | bytes, path: str = "a.md") -> Tables:
        tables = flatten([document(content, path)])
        return {name: table.to_pylist() for name, table in tables.items()}

    return rows


@pytest.fixture(scope="session")
def flattened_fields(flattened: Callable[..., Tables]) -> Callable[[str], Tables]:
    """Flattens a document of these front matter lines; the first stands on line 2."""
    return lambda yaml: flattened(f"---\n{yaml}\n---\n")


@pytest.fixture
def write_document(tmp_path: Path) -> Callable[..., Path]:
    """Writes a document into an archive below `tmp_path` and gives the archive's folder."""

    def write(path: str, content: str | bytes = "", *, archive: str = "archive") -> Path:
        folder = tmp_path / archive
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        title = f'---\ntitle: "{path}"\n---\n'
        content = content or title
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return folder

    return write


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command in an empty working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BROADSHEET_LAKE", raising=False)

    def command(*words: str | Path) -> Done:
        monkeypatch.setattr(sys, "argv", ["broadsheet", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        printed = capsys.readouterr()
        return Done(int(ended.value.code or 0), printed.out, printed.err)

    return command
