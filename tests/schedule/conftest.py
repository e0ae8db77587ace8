"""A desk with nothing delivered yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
import stamina

from kit.desk import Desk
from kit.mail_server import Post, serving_mail


@pytest.fixture(scope="session")
def post() -> Iterator[Post]:
    """A mail server."""
    with serving_mail() as served:
        yield served


@pytest.fixture
def desk(
    sample_lake: Path, tmp_path: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A desk at eight in the morning of 10 March 2021, with nothing delivered yet."""
    monkeypatch.chdir(tmp_path)
    post.forget()
    copytree(sample_lake, tmp_path / "lake")
    made = Desk(tmp_path, post)
    made.furnish()
    with stamina.set_testing(True, attempts=2):
        yield made
