"""The questions asked of SQLite, its tables in memory beforehand."""

from __future__ import annotations

import sqlite3
import sys
from functools import partial

from asking import ask

from broadsheet import connect

_BATCH = 100_000
TABLES = {
    "articles": "article_id, provider_domain, epoch(published_at)::bigint as at, quality",
    "article_topics": "article_id, topic",
    "related": "provider_domain, url",
}
QUESTIONS = {
    "articles by provider and day": """
        select provider_domain, at / 86400 as day, count(*) from articles group by 1, 2""",
    "quality by topic and week": """
        select topic, (at / 86400 + 3) / 7 as week, count(*), avg(quality)
        from articles join article_topics using (article_id) where quality is not null
        group by 1, 2""",
    "distinct related items by provider": """
        select provider_domain, count(distinct url) from related group by 1""",
}

database = sqlite3.connect(":memory:")
with connect(sys.argv[1]) as lake:
    for table, columns in TABLES.items():
        rows = lake.execute(f"select {columns} from {table}")  # noqa: S608
        names = [name for name, *_ in rows.description]
        database.execute(f"create table {table} ({', '.join(names)})")
        places = ", ".join("?" * len(names))
        while batch := rows.fetchmany(_BATCH):
            database.executemany(f"insert into {table} values ({places})", batch)  # noqa: S608
database.execute("create unique index article on articles (article_id)")
ask(
    {
        question: partial(lambda sql: len(database.execute(sql).fetchall()), sql)
        for question, sql in QUESTIONS.items()
    }
)
