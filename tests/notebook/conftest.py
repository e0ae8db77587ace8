"""A shell of IPython for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kit.cells import Cells


@pytest.fixture(scope="module")
def cells() -> Iterator[Cells]:
    """Runs cells in one shell, which has loaded the extension."""
    with Cells() as made:
        made.run("%load_ext broadsheet")
        yield made
