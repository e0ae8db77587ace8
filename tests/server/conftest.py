"""A server over the sample, and over a lake of documents that attack a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from broadsheet.config.settings import StatementLimits
from broadsheet.server.app import Served, make_app

LIMITS = StatementLimits(timeout=1.0, memory="1GB")
HOSTS = frozenset({"localhost"})


@pytest.fixture(scope="session")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with a page, an index and a link that leads out."""
    folder = tmp_path_factory.mktemp("out")
    (folder / "coverage-2021-03.html").write_text("<p>a page</p>")
    (folder / "index.html").write_text("<p>the index</p>")
    (folder.parent / "secret.html").write_text("<p>secret</p>")
    (folder / "out.html").symlink_to(folder.parent / "secret.html")
    return folder


@pytest.fixture(scope="session")
def client(sample_lake: Path, reports: Path) -> Iterator[TestClient]:
    """A client of a server over the sample."""
    app = make_app(Served(sample_lake, reports, LIMITS, HOSTS))
    with TestClient(app, base_url="http://localhost") as made:
        yield made
