-- one row per article and word of `wanted` that it has, of all articles. `in_title` and `in_text` are
-- how often its title, and its excerpt and body, have the word; `bytes` is their length. Words are
-- those of `search_words`. Articles without an index are read: a pattern finds those that have the
-- letters of any of the words in one pass, and only these are split into words.
create macro search_postings(wanted) as table
with
asked as (
    select unnest(list_distinct(string_split(search_words(wanted), ' '))) as term
),
found as (
    select
        article_id,
        string_split(search_words(coalesce(title, '')), ' ') as title_words,
        string_split(search_words(concat_ws(' ', excerpt, body)), ' ') as text_words,
        search_bytes(title, excerpt, body) as bytes,
    from unindexed_articles()
    where search_words(wanted) <> '' and regexp_matches(
        lower(strip_accents(concat_ws(' ', title, excerpt, body))),
        replace(search_words(wanted), ' ', '|')
    )
)
select article_id, term, in_title, in_text, bytes,
from indexed_words() join asked using (term)
where term <> ''
union all
select
    article_id,
    term,
    len(list_filter(title_words, lambda word: word = term))::integer as in_title,
    len(list_filter(text_words, lambda word: word = term))::integer as in_text,
    bytes,
from found cross join asked
where in_title + in_text > 0;
