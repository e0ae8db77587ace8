-- the same as: from duplicate_titles()
with
told as (
    select plain_words(title) as words, title, provider_domain, published_at,
    from items
    where item_id in (
        select item_id from mentions
        where article_id in (select article_id from articles where category = 'news')
    )
)
select
    mode(title order by title),
    count(*) as n,
    count(distinct provider_domain),
    min(published_at),
    max(published_at),
from told
where length(words) >= 12
group by words
having count(*) > 1
order by n desc, words;
