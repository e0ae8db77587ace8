-- one row per article of a period, news or not, and one per story that begins in it. What the last
-- issue of a report had is kept in these columns, and compared with the same of today. An item is
-- known by a hash of its address, as in the issues of lakes whose items had other ids.
with
chosen as (
    from selected_articles($since, $until, null, null, $timezone, wanted_category := 'any')
),
keyed as (
    select
        mentions.article_id,
        list_sort(list(distinct md5_number_lower(coalesce(
            url,
            'article:' || items.article_id,
            'related:' || mentions.article_id || ':' || position
        )))) as item_keys,
    from mentions join items using (item_id)
    where mentions.article_id in (select article_id from chosen)
    group by mentions.article_id
)
select
    'article' as kind,
    chosen.article_id,
    chosen.archive,
    chosen.path,
    content_fingerprint,
    published_at,
    is_kind(
        category_of(category, type, coalesce(provider_domain, provider_name), published_at),
        type, 'news', null
    ) as is_news,
    provider_domain,
    topics,
    quality,
    published,
    item_keys,
from chosen
left join documents on documents.article_id = chosen.article_id
left join keyed on keyed.article_id = chosen.article_id
union all by name
select 'story' as kind, first_published_at as published_at, true as is_news,
from selected_stories($since, $until, null, $timezone)
order by kind, article_id, published_at;
