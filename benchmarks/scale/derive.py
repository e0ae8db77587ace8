"""Makes the derived tables of a lake again, in a folder that is removed."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from broadsheet.derived.build import write_derived
from broadsheet.lake.snapshot import current_snapshot


def main() -> None:
    """Link the tables of documents into a folder beside the lake, and derive there."""
    lake = Path(sys.argv[1])
    live = current_snapshot(lake)
    if live is None:
        raise SystemExit(f"no lake: {lake}")
    with TemporaryDirectory(dir=lake.parent) as folder:
        for name in ("articles", "related"):
            shutil.copytree(live.path / name, Path(folder, name), copy_function=os.link)
        write_derived(Path(folder))


if __name__ == "__main__":
    main()
