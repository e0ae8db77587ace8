-- grain: one row per article whose heat is known, the largest difference first
-- theme: health
-- question: Which heats can't be trusted?
-- answer: >-
--   Each article whose heat is not the one expected of the head of a story, with the difference.
-- example: |-
--   from heat_audit()
--   select title, quality, related_count, heat, expected, difference, verdict limit 3
-- parameters:
--   only_off: If true, omit articles with the verdict `as expected` or `not a head`.
-- columns:
--   article_id: Identifier of the article.
--   title: Title of the article.
--   provider_domain: Domain of the provider; null where there is none.
--   quality: Quality score; null where there is none.
--   related_count: Number of related items.
--   heat: Heat as the document states it.
--   expected: quality + 10 × related_count; null where nothing is expected.
--   difference: heat - expected; null where either is.
--   verdict: '`overflow`, `not a head`, `no quality`, `as expected` or `off`.'
-- definitions:
--   - The heat expected of the head of a story is quality + 10 × related_count.
--   - The verdict is `overflow` for a heat of at most -2147000000, which is near -2^31.
--   - The verdict is `not a head` for a heat of -1, where nothing is expected.
--   - The verdict is `no quality` where the article has no score, so nothing can be expected.
--   - >-
--     Else the verdict is `as expected` where heat and expected are the same, and `off` where they
--     differ.
--   - '`expected` and `difference` are null where 64 bits can not hold them.'
--   - >-
--     Articles without a difference come last; those of the same difference, either way, are in
--     order of publication, undated ones last, then of title, heat and provider.
create macro heat_audit(
    since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, only_off := true
) as table
with
judged as (
    select
        article_id,
        published_at,
        title,
        provider_domain,
        quality,
        related_count,
        heat,
        if(heat = -1, null, try(quality + 10 * related_count::bigint)) as expected,
        case
            when heat <= -2147000000 then 'overflow'
            when heat = -1 then 'not a head'
            when quality is null then 'no quality'
            when heat = expected then 'as expected'
            else 'off'
        end as verdict,
    from selected_articles(
        since, until, topic, provider, tz, wanted_category := category, wanted_type := type
    )
    where heat is not null
)
select
    article_id,
    title,
    provider_domain,
    quality,
    related_count::bigint as related_count,
    heat,
    expected,
    try(heat - expected) as difference,
    verdict,
from judged
where not only_off::boolean
    or heat <= -2147000000
    or (heat <> -1 and heat is distinct from expected)
order by
    abs(difference) desc nulls last,
    published_at,
    title,
    heat,
    provider_domain,
    quality,
    article_id;
