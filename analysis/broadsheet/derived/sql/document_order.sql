-- one row per document, with its place in an order that follows from what documents say, and not
-- from their archive or their path: by time of publication, then by address. Documents of the same
-- time and address (`alike`) are in order of what else they say, and then of what they list.
with
keyed as (
    select article_id, hash(published_at, url) as alike from articles
),
alike_documents as (
    select article_id
    from keyed
    where alike in (select alike from keyed group by alike having count(*) > 1)
),
lists as (
    select
        article_id,
        list(
            row(url, published_at, title, provider_domain, provider_name, type, quality)
            order by position
        ) as entries,
    from related semi join alike_documents using (article_id)
    group by article_id
),
told as (
    select
        article_id,
        row(
            title, provider_domain, provider_name, category, type, quality, heat, published
        ) as fields,
        entries,
    from articles
    semi join alike_documents using (article_id)
    left join lists using (article_id)
)
select
    article_id,
    row_number() over (order by published_at, url, fields, entries, article_id) as place,
from articles left join told using (article_id);
