-- one row per word and article of `file_articles` that has it, in order of words, with how often its
-- title and its text (excerpt and body) have the word, and its length in bytes.
with split as (
    select
        article_id,
        search_bytes(title, excerpt, body) as bytes,
        string_split(search_words(coalesce(title, '')), ' ') as title_words,
        string_split(search_words(concat_ws(' ', excerpt, body)), ' ') as text_words,
    from file_articles
),
spelt as (
    select article_id, bytes, unnest(title_words) as term, 1 as in_title, 0 as in_text, from split
    union all
    select article_id, bytes, unnest(text_words), 0, 1, from split
)
select
    term,
    article_id,
    sum(in_title)::integer as in_title,
    sum(in_text)::integer as in_text,
    any_value(bytes)::bigint as bytes,
from spelt
where term <> ''
group by term, article_id
order by term, article_id
