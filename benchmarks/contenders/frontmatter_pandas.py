"""Loads an archive with python-frontmatter and pandas, as a notebook would."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import frontmatter
import pandas as pd


def read(path: Path) -> dict[str, Any]:
    """The front matter of a document, and its path."""
    fields = frontmatter.load(str(path)).metadata
    fields["path"] = str(path)
    fields["secured_bytes"] = len(fields.pop("secured", ""))
    return fields


def exploded(frame: pd.DataFrame, column: str, keys: list[str]) -> pd.DataFrame:
    """One row for each item of a column of lists, with the keys and its position from 1."""
    items = frame[[*keys, column]].explode(column).dropna(subset=column)
    items["position"] = items.groupby(keys, dropna=False).cumcount() + 1
    return items.reset_index(drop=True)


def flattened(items: pd.DataFrame, column: str) -> pd.DataFrame:
    """The items' fields as columns, nested ones as `provider_name`."""
    fields = pd.json_normalize(items[column].tolist(), sep="_")
    return items.drop(columns=column).join(fields)


def main() -> None:
    """Load the archive that the command names into Parquet files."""
    archive, output = map(Path, sys.argv[1:])
    articles = pd.json_normalize([read(path) for path in archive.rglob("*.md")], sep="_")
    related = flattened(exploded(articles, "related", ["path"]), "related")
    own = exploded(articles, "images", ["path"])
    of_related = related.rename(columns={"position": "related_position"})
    of_related = exploded(of_related, "images", ["path", "related_position"])
    tables = {
        "articles": articles.drop(columns=["related", "images", "provider_images"]),
        "related": related.drop(columns="images"),
        "images": flattened(pd.concat([own, of_related], ignore_index=True), "images"),
        "topics": exploded(articles, "topics", ["path"]),
    }
    for name, table in tables.items():
        (output / name).mkdir(parents=True)
        table.to_parquet(output / name / "0.parquet")


if __name__ == "__main__":
    main()
