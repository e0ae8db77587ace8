"""A folder where files are written quickly: on a disk in memory, if there is one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 - the folder that Linux keeps in memory


@contextmanager
def quick_folder() -> Iterator[Path]:
    """An empty folder, removed afterwards."""
    place = str(_MEMORY) if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)
