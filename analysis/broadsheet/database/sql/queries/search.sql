-- grain: one row per article with the words, the best match first
-- theme: words
-- question: Which articles are about these words?
-- answer: Articles that have the words in title, excerpt or body, in order of relevance.
-- example: from search('reviews budget', top := 3) select place, score, title
-- parameters:
--   words: What to look for, words with blanks between.
--   every: Whether an article must have every word; any of them where false.
-- columns:
--   place: Place in the order, from 1.
--   score: Relevance by BM25; it compares articles for the same words only.
--   article_id: Identifier of the article.
--   title: Title.
--   excerpt: Excerpt.
--   url: Address.
--   provider_domain: Domain of the provider.
--   provider_name: Usual name of the provider, from the table `providers`.
--   published_at: Time of publication.
--   quality: Quality score.
-- definitions:
--   - >-
--     Words are whole words of letters and digits, in upper or lower case, with or without accents
--     (see `search_words`).
--   - A word in the title counts as three.
--   - >-
--     The score of a word is idf × 2.2 × n / (n + 1.2 × (0.25 + 0.75 × length / mean length)).
--   - In it n is how often the article has the word. The score of an article is the sum of these.
--   - >-
--     idf is ln(1 + (all - having + 0.5) / (having + 0.5)), over all articles and those having the
--     word.
--   - >-
--     The length is that of title, excerpt and body in bytes. Numbers of articles, and the mean
--     length, are over all articles of the lake, whatever is selected.
--   - >-
--     Articles whose score is equal to nine digits after the point are in order of publication, the
--     latest first, then of title, url and article_id.
-- source: >-
--   Robertson and Zaragoza 2009, The Probabilistic Relevance Framework: BM25 and Beyond, Foundations
--   and Trends in Information Retrieval 3(4).
create macro search(
    words := '', since := null, until := null, topic := null, provider := null, tz := 'UTC',
    category := 'news', type := null, every := true, top := 20
) as table
with
told as materialized (from search_postings(words)),
collection as (
    select sum(n) as n_all, sum(bytes) / nullif(sum(n), 0) as mean_bytes,
    from (
        select n, bytes, from indexed_sums()
        union all
        select count(*), sum(search_bytes(title, excerpt, body)) from unindexed_articles()
    )
),
rarities as (
    select term, ln(1 + (n_all - count(*) + 0.5) / (count(*) + 0.5)) as rarity,
    from told cross join collection
    group by term, n_all
),
scored as (
    select
        article_id,
        count(*) as n_words,
        sum(
            rarity * 2.2 * (3 * in_title + in_text)
            / (3 * in_title + in_text + 1.2 * (0.25 + 0.75 * bytes / mean_bytes))
        ) as relevance,
    from told join rarities using (term) cross join collection
    group by article_id
),
best as (  -- of narrow columns; most files of articles hold none of these
    select article_id, relevance, selected.published_at,
    from selected_articles(
        since, until, topic, provider, tz, wanted_category := category, wanted_type := type
    ) as selected
    join scored using (article_id)
    where not every or n_words = len(list_distinct(string_split(search_words(words), ' ')))
    qualify rank() over (
        order by round(relevance, 9) desc, selected.published_at desc nulls last
    ) <= top
),
described as (
    select article_id, published_at, title, excerpt, url, provider_domain, quality, relevance,
    from articles join best using (article_id, published_at)
    union all
    select article_id, null, title, excerpt, url, provider_domain, quality, relevance,
    from articles join best using (article_id)
    where articles.published_at is null and best.published_at is null
)
select
    row_number() over (
        order by round(relevance, 9) desc, published_at desc nulls last, title, url, article_id
    ) as place,
    relevance as score,
    article_id,
    title,
    excerpt,
    url,
    provider_domain,
    providers.name as provider_name,
    published_at,
    quality,
from described left join providers using (provider_domain)
order by place
limit top;
