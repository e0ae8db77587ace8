"""The questions asked of broadsheet's database, over the lake's Parquet files."""

from __future__ import annotations

import sys
from functools import partial

from asking import ask

from broadsheet import connect

QUESTIONS = {
    "articles by provider and day": """
        select provider_domain, date_trunc('day', published_at) as day, count(*) as n
        from articles group by all""",
    "quality by topic and week": """
        select topic, date_trunc('week', published_at) as week, count(quality) as n, avg(quality)
        from articles join article_topics using (article_id) where quality is not null
        group by all""",
    "distinct related items by provider": """
        select provider_domain, count(*) as n
        from (select distinct item_id from mentions where position > 0)
        join story_items using (item_id) group by all""",
}

with connect(sys.argv[1]) as connection:
    ask(
        {
            question: partial(lambda sql: connection.sql(sql).to_arrow_table().num_rows, sql)
            for question, sql in QUESTIONS.items()
        }
    )
