"""Loads an archive with yaml-rs, Arrow and DuckDB: the fastest script known to us.

Two processes parse half the documents each, make Arrow batches of nested rows, and let DuckDB
unnest them into Parquet. All else tried was slower: handing Arrow files to one DuckDB, chunks
dealt out one by one, dates parsed by yaml-rs, one batch for all, the garbage collector left on.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import yaml_rs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

WORKERS = 2
BATCH = 250  # documents

TABLES = {
    "articles": """
        select path, category, type, title, excerpt,
            publishedDateTime::timestamp as published_at,
            originalUrl as original_url, webUrl as web_url,
            ampWebUrl as amp_web_url, cdnAmpWebUrl as cdn_amp_web_url,
            quality, heat, published,
            provider.name as provider_name, provider.domain as provider_domain,
            topics, length(secured) as secured_bytes
        from documents""",
    "related": """
        with items as (
            select path, unnest(related) as item, generate_subscripts(related, 1) as position
            from documents
        )
        select path, position, item.title, item.excerpt,
            item.publishedDateTime::timestamp as published_at,
            item.webUrl as web_url, item.ampWebUrl as amp_web_url,
            item.cdnAmpWebUrl as cdn_amp_web_url, item.type, item.quality,
            item.provider.name as provider_name, item.provider.domain as provider_domain
        from items""",
    "images": """
        with items as (
            select path, null as related_position, images from documents
            union all
            select path, unnest(range(1, len(related) + 1)), unnest(related).images from documents
        ),
        pictures as (
            select path, related_position, generate_subscripts(images, 1) as position,
                unnest(images) as image
            from items
        )
        select path, related_position, position, image.url, image.width, image.height,
            image.isCached as is_cached, image.title
        from pictures""",
    "topics": """
        select path, generate_subscripts(topics, 1) as position, unnest(topics) as topic
        from documents""",
}


def schema(moment: pa.DataType) -> pa.DataType:
    """A document as Arrow reads it, with its times of the type that the YAML reader gives."""
    text, number = pa.string(), pa.int64()
    provider = pa.struct({"name": text, "domain": text})
    image = {"url": text, "width": number, "height": number, "isCached": pa.bool_(), "title": text}
    shared = {
        "title": text,
        "excerpt": text,
        "publishedDateTime": moment,
        "webUrl": text,
        "ampWebUrl": text,
        "cdnAmpWebUrl": text,
        "type": text,
        "quality": number,
        "provider": provider,
        "images": pa.list_(pa.struct(image)),
    }
    own = {
        "path": text,
        "category": text,
        "originalUrl": text,
        "heat": number,
        "published": pa.bool_(),
        "topics": pa.list_(text),
        "secured": text,
    }
    return pa.struct(shared | own | {"related": pa.list_(pa.struct(shared))})


class NoPandas:
    """Keeps Arrow from importing pandas (0.3 s) to look for its types in the lists it is given."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        """Refuse pandas, and leave all else to the other finders."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


@dataclass
class Share:
    """What one process is to do."""

    number: int
    paths: list[str]
    output: str
    parse: Callable[[str], dict[str, Any]]
    moment: pa.DataType


def find(folder: str) -> Iterator[str]:
    """Every Markdown file below a folder."""
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from find(entry.path)
        elif entry.name.endswith(".md"):
            yield entry.path


def read(path: str, parse: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The front matter of a document, and its path."""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - quicker than Path
        text = file.read().decode()
    fields = parse(text[4 : text.find("\n---", 3) + 1])
    fields["path"] = path
    return fields


def work(share: Share) -> None:
    """Write the rows of some documents as one Parquet file a table."""
    document = schema(share.moment)
    batches = []
    for start in range(0, len(share.paths), BATCH):
        rows = [read(path, share.parse) for path in share.paths[start : start + BATCH]]
        batches.append(pa.RecordBatch.from_struct_array(pa.array(rows, type=document)))
    lake = duckdb.connect(config={"threads": 1})
    lake.register("documents", pa.Table.from_batches(batches))
    for table, query in TABLES.items():
        lake.execute(f"copy ({query}) to '{share.output}/{table}/{share.number}.parquet'")


def load(parse: Callable[[str], dict[str, Any]], moment: pa.DataType) -> None:
    """Load the archive that the command names into Parquet files."""
    archive, output = sys.argv[1:]
    for table in TABLES:
        Path(output, table).mkdir(parents=True)
    gc.disable()
    sys.meta_path.insert(0, NoPandas)  # type: ignore[arg-type]
    paths = list(find(archive))
    shares = [Share(i, paths[i::WORKERS], output, parse, moment) for i in range(WORKERS)]
    with multiprocessing.get_context("fork").Pool(WORKERS) as pool:
        pool.map(work, shares, chunksize=1)


def parse_yaml(text: str) -> dict[str, Any]:
    """YAML as yaml-rs reads it."""
    return yaml_rs.loads(text, parse_datetime=False)


if __name__ == "__main__":
    load(parse_yaml, pa.string())
