"""The part of a catalog that is the same for every lake, kept in the user's cache.

DuckDB binds a macro when it is created, which takes a quarter of a second for all. So a catalog is
a copy of a template that has them already. The cache is safe to lose, and need not be writable.
"""

from __future__ import annotations

import shutil
import time
from contextlib import suppress
from hashlib import blake2b
from typing import TYPE_CHECKING

import duckdb
from platformdirs import user_cache_path

from broadsheet.lake.atomic import replaced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["copy_template", "keep_template", "template_file"]

_PREFIX = "catalog-"
_KEPT = 30 * 24 * 60 * 60
"""Seconds after which a template is removed, whoever made it: another version may be in use."""


def template_file(statements: Sequence[str]) -> Path:
    """Where the template that was made by these statements is, or would be.

    Args:
        statements: All statements that make it. Its name changes with them, and with DuckDB.
    """
    made_of = repr((duckdb.__version__, statements)).encode()
    name = f"{_PREFIX}{blake2b(made_of, digest_size=8).hexdigest()}.duckdb"
    return user_cache_path("broadsheet") / name


def copy_template(template: Path, new: Path) -> bool:
    """Copy a template to a new file; whether there is one."""
    with suppress(OSError):
        shutil.copyfile(template, new)
        return True
    return False


def keep_template(new: Path, template: Path) -> None:
    """Keep a file as the template, if the cache can be written, and remove old ones."""
    with suppress(OSError):
        template.parent.mkdir(parents=True, exist_ok=True)
        with replaced(template) as fresh:
            shutil.copyfile(new, fresh)
        for old in template.parent.glob(f"{_PREFIX}*"):
            if old.stat().st_mtime < time.time() - _KEPT:
                old.unlink(missing_ok=True)
