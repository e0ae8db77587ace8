-- one row per news article of a period, with what is compared of it
select
    chosen.article_id,
    content_fingerprint,
    chosen.title,
    chosen.url,
    local_at::date as day,
    chosen.provider_domain,
    coalesce(label, chosen.provider_domain) as provider,
    list_sort(list_distinct(coalesce(topics, []))) as topics,
    quality,
    heat,
    published,
    related_count,
from selected_articles($since, $until, null, null, $timezone) as chosen
left join documents on documents.article_id = chosen.article_id
left join providers on providers.provider_domain = chosen.provider_domain;
