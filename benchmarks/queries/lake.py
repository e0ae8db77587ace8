"""A lake of a million made-up articles, written by DuckDB straight into a version.

It has the shape of a real archive: stories of one to eleven documents, each of which lists all the
others; providers and topics of which few have much and many have little; a quality that depends on
the provider; a fifth of the documents not scored; titles of words of which few are frequent. A
sixth of a story's documents has the title of its first, and a twentieth has one word more. The same
size makes the same lake.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import duckdb

from broadsheet.derived.build import write_derived
from broadsheet.lake.commit import commit, staging, writing
from broadsheet.lake.data_files import write_missing_tables
from broadsheet.lake.snapshot import current_snapshot
from broadsheet.schema import PARTITION, TABLES

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DERIVED_SECONDS", "make_lake"]

DERIVED_SECONDS = "derived in seconds"
"""The field of `load.json` with the seconds that the derived tables took."""

_LOADED_AT = "2022-01-01T00:00:00+00:00"
_STORIES = """
create table made_stories as
select
    range as story,
    case
        when hash(range, 'size') % 20 < 10 then 1
        when hash(range, 'size') % 20 < 15 then 3
        when hash(range, 'size') % 20 < 18 then 6
        else 11
    end as size,
    timestamptz '2019-01-01' + interval 1 second * (hash(range, 'at') % (3 * 365 * 86400))
        as begins_at,
    ['topic ' || floor(60 * power((hash(range, 'topic') % 9973) / 9973, 2))::int]
        || if(hash(range, 'second') % 2 = 0, ['topic ' || hash(range, 'other') % 60], []) as topics,
from range($articles // 3)
"""

_WORDS = """
create macro made_word(one, other) as translate(
    floor(4000 * power((hash(one, other, 'word') % 9973) / 9973, 2))::int::varchar,
    '0123456789', 'abcdefghij'
);
create macro made_title(story, teller) as list_aggregate(
    list_transform(
        range(9), lambda place: made_word(story, if(place < 5, place, 100 * (teller + 1) + place))
    ),
    'string_agg', ' '
)
"""

_DOCUMENTS = """
create table made as
with numbered as (
    select *, unnest(range(size)) as member from made_stories
)
select
    (hash(story, member) >> 1)::bigint as article_id,
    story,
    member,
    size,
    topics,
    floor(400 * power((hash(story, member, 'provider') % 9973) / 9973, 3))::int as provider,
    begins_at + interval 1 second * (hash(story, member, 'lag') % 172800) as published_at,
    if(
        hash(story, member, 'scored') % 5 = 0, null,
        (20 + hash(story, member, 'quality') % 40 + provider % 30)::bigint
    ) as quality,
    case
        when hash(story, member, 'copy') % 60 < 10 then made_title(story, 0)
        when hash(story, member, 'copy') % 60 < 13
            then made_title(story, 0) || ' ' || made_word(story, -member)
        else made_title(story, member)
    end as title,
from numbered
order by story, member
limit $articles
"""

_ARTICLES = """
select
    article_id,
    'made' as archive,
    'news/' || article_id || '.md' as path,
    'news' as category,
    'article' as type,
    title,
    made_title(story, member + 100) || ' and ' || made_title(story, member + 200) as excerpt,
    published_at,
    null::varchar as original_url,
    'https://www.outlet' || provider || '.example/' || story || '/story-' || member as web_url,
    null::varchar as amp_web_url,
    null::varchar as cdn_amp_web_url,
    'https://outlet' || provider || '.example/' || story || '/story-' || member as url,
    quality,
    if(quality is null, null, if(member = 0, quality + 10 * (size - 1), -1))::bigint as heat,
    quality >= 58 as published,
    'Outlet ' || provider as provider_name,
    'outlet' || provider || '.example' as provider_domain,
    topics,
    (hash(article_id, 'image') % 10 < 9)::int as image_count,
    size - 1 as related_count,
    null::varchar as body,
    1200 as secured_bytes,
    null::varchar as extra,
    published_at as first_seen_at,
    'v000001' as first_version,
    strftime(published_at at time zone 'UTC', '%Y-%m') as published_month,
from made
"""

_RELATED = """
select
    made.article_id,
    row_number() over (partition by made.article_id order by others.member)::int as position,
    others.title,
    null::varchar as excerpt,
    others.published_at,
    'https://www.outlet' || others.provider || '.example/' || others.story || '/story-'
        || others.member as web_url,
    null::varchar as amp_web_url,
    null::varchar as cdn_amp_web_url,
    'https://outlet' || others.provider || '.example/' || others.story || '/story-'
        || others.member as url,
    'article' as type,
    others.quality,
    'Outlet ' || others.provider as provider_name,
    'outlet' || others.provider || '.example' as provider_domain,
    (hash(others.article_id, 'image') % 10 < 9)::int as image_count,
    null::varchar as extra,
    strftime(made.published_at at time zone 'UTC', '%Y-%m') as published_month,
from made
join made as others on others.story = made.story and others.member <> made.member
"""

_TOPICS = """
select article_id, unnest(range(1, len(topics) + 1))::int as position, unnest(topics) as topic,
    strftime(published_at at time zone 'UTC', '%Y-%m') as published_month,
from made
"""

_WRITTEN = {"articles": _ARTICLES, "related": _RELATED, "article_topics": _TOPICS}


def make_lake(lake: Path, articles: int) -> None:
    """Write a lake of some articles, unless it is there."""
    if lake.exists() and current_snapshot(lake):
        return
    with writing(lake), staging(lake) as folder:
        rows = _write(folder, articles)
        write_missing_tables(folder)
        began = time.perf_counter()
        write_derived(folder)
        seconds = round(time.perf_counter() - began, 1)
        record = {"rows": rows, "archives": {}, "loaded_at": _LOADED_AT, "tool": "benchmark"}
        commit(lake, folder, record | {DERIVED_SECONDS: seconds})


def _write(folder: Path, articles: int) -> dict[str, int]:
    """Write the tables of documents; how many rows each has."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(_WORDS)
        connection.execute(_STORIES, {"articles": articles})
        connection.execute(_DOCUMENTS, {"articles": articles})
        rows = {}
        for name, query in _WRITTEN.items():
            columns = TABLES[name].row_schema.names
            key = "published_at" if "published_at" in columns else "article_id"
            ordered = f"from ({query}) order by {PARTITION}, {key}"
            target = (
                f"'{folder / name}' (format parquet, compression zstd, partition_by {PARTITION})"
            )
            copied = f"copy (select {', '.join(columns)} {ordered}) to {target}"
            done = connection.execute(copied).fetchone()
            rows[name] = done[0] if done else 0
        return rows
