"""Writes the articles of a lake to a file, in one of two ways; prints the seconds and the memory.

    write.py LAKE ours|copy FORMAT TARGET

`ours` is what `broadsheet sql "from articles" --output FILE` runs on a locked connection. `copy` is
DuckDB's own COPY on an open one. Both have the same files, threads and codec. Opening is not timed.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from broadsheet import connect
from broadsheet.database.connection import open_lake
from broadsheet.export import Rows, format_named, write_file

_ROWS = "from articles"
_COPY = {
    "csv": "format csv, header",
    "jsonl": "format json",
    "parquet": "format parquet, compression zstd",
}


def main() -> None:
    """Write once."""
    lake, way, form, target = sys.argv[1:]
    if way == "ours":
        connection = open_lake(Path(lake))
        rows = Rows.of(connection.sql(_ROWS))
        began = time.perf_counter(), time.process_time()
        write_file(rows, Path(target), format_named(form))
    else:
        connection = connect(lake)
        began = time.perf_counter(), time.process_time()
        connection.execute(f"copy ({_ROWS}) to '{target}' ({_COPY[form]})")
    seconds = time.perf_counter() - began[0]
    cpu = time.process_time() - began[1]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": peak}))


if __name__ == "__main__":
    main()
