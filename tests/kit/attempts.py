"""Attempts by SQL to leave a lake: to read, write, attach, install, or reach the network."""

from __future__ import annotations

from pathlib import Path

__all__ = ["ALL_ATTEMPTS", "ATTEMPTS", "ENDLESS", "filled_in", "states_below"]

ENDLESS = "select sum(a.range * b.range) from range(10000000) a, range(10000000) b"
"""A statement that does not end before its time limit."""

ATTEMPTS = (
    "from read_csv('{outside}/secret.csv')",
    "from read_text('{outside}/secret.csv')",
    "from read_blob('{outside}/*')",
    "from sniff_csv('{outside}/secret.csv')",
    "from glob('{outside}/*')",
    "from '{outside}/secret.csv'",
    "from '/etc/passwd'",
    "from read_text('{lake}/CURRENT')",
    "from read_text('{lake}/v000002/../CURRENT')",
    "from read_text('{lake}/v000002/../v000001/load.json')",
    "from read_text('{lake}/v000002/../../secret.csv')",
    "from read_parquet('{lake}/v000002/../v000001/articles/*/*.parquet')",
    "from read_csv('https://127.0.0.1:9/secret.csv')",
    "from 's3://bucket/secret.parquet'",
    "attach '{outside}/new.db'",
    "copy articles to '{outside}/new.csv'",
    "copy (select 1) to '{outside}/new.parquet'",
    "export database '{outside}/new'",
    "export database '{lake}/v000002/new'",
    "attach '{lake}/v000002/new.db'",
    "copy articles to '{lake}/new.csv'",
    "copy articles to '{lake}/v000002/new.parquet'",
    "copy articles to '{lake}/v000002/articles' (format parquet, partition_by (title))",
    "copy articles to '{live}'",
    "copy articles to '{live}' (use_tmp_file false)",
    "/* é */ Copy (select 1) TO '{live}' (use_tmp_file false)",
    "prepare copying as copy (select 1) to '{live}' (use_tmp_file false)",
    "with c as (copy (select 1) to '{live}' (use_tmp_file false)) select 1",
    "explain analyze copy (select 1) to '{live}' (use_tmp_file false)",
    "import database '{outside}'",
    "install httpfs",
    "load httpfs",
    "load '{outside}/secret.csv'",
    "set enable_external_access = true",
    "set allowed_directories = ['/']",
    "reset allowed_directories",
    "set lock_configuration = false",
    "set TimeZone = 'Europe/Berlin'",
    "pragma threads = 1",
)
"""What a locked connection refuses.

`{outside}` is the folder around the lake, `{lake}` the lake, and `{live}` a Parquet file of its
version v000002.
"""


ALL_ATTEMPTS = (*ATTEMPTS, ENDLESS)
"""These, and to run for ever: what each way to run the SQL of others refuses."""


def filled_in(sql: str, lake: Path) -> str:
    """An attempt on a lake."""
    live = next((lake / "v000002" / "articles").rglob("*.parquet"))
    return sql.format(outside=lake.parent, lake=lake, live=live)


def states_below(folder: Path) -> dict[Path, tuple[int, int]]:
    """The time of the last change and the size of each file and folder below a folder."""
    found = {path: path.stat() for path in folder.rglob("*")}
    return {path: (state.st_mtime_ns, state.st_size) for path, state in found.items()}
