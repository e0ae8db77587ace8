-- one row per news article that the last issue had in a span of time, or that today's version has
-- there, with what became of it and its facts then (`old_…`) and now (`new_…`). A document of
-- another path and the same content is the same article. `issued.last` and `issued.now` hold the
-- facts then and now, `issued.elsewhere` the times at which other issues had their articles.
with
before as (
    from issued.last
    where kind = 'article'
        and ($since::timestamp is null or on_clock(published_at, $timezone) >= $since::timestamp)
        and ($until::timestamp is null or on_clock(published_at, $timezone) < $until::timestamp)
),
today as (
    from issued.now where kind = 'article'
),
gone as (
    select
        article_id,
        content_fingerprint,
        row_number() over (partition by content_fingerprint order by article_id) as nth,
    from before anti join today using (article_id)
),
fresh as (
    select
        article_id,
        content_fingerprint,
        row_number() over (partition by content_fingerprint order by article_id) as nth,
    from today anti join before using (article_id)
),
renamed as (
    select gone.article_id, fresh.article_id as new_id,
    from gone join fresh using (content_fingerprint, nth)
),
old as (
    select before.* replace (coalesce(new_id, before.article_id) as article_id),
    from before left join renamed on renamed.article_id = before.article_id
),
on_other_days as (
    select article_id,
    from issued.elsewhere
    where on_clock(published_at, $timezone) < $since::timestamp
        or on_clock(published_at, $timezone) >= $until::timestamp
)
select
    coalesce(new.article_id, old.article_id) as article_id,
    case
        when old.is_news and new.is_news then 'kept'
        when old.is_news and (
            new.article_id is not null
            or old.article_id in (select articles.article_id from articles)
        ) then 'moved out'
        when old.is_news then 'removed'
        when new.is_news and (
            old.article_id is not null or new.article_id in (from on_other_days)
        ) then 'moved in'
        when new.is_news then 'arrived'
    end as fate,
    old.provider_domain as old_provider,
    new.provider_domain as new_provider,
    coalesce(old.topics, []) as old_topics,
    coalesce(new.topics, []) as new_topics,
    old.quality as old_quality,
    new.quality as new_quality,
    old.published as old_published,
    new.published as new_published,
    old.item_keys as old_items,
    new.item_keys as new_items,
from old full join today as new on new.article_id = old.article_id
where fate is not null
order by 1;
